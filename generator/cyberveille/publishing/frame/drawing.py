"""The frame of every page, drawn once by MkDocs and Material.

No other module knows MkDocs: another one that satisfies `Drawer` may take its place.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import get_navigation

from cyberveille.looks.palette import palette_in
from cyberveille.map import BY_NAME, FAMILIES, FeedFormat
from cyberveille.model import Audience, Configuration
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame import material_sheet
from cyberveille.publishing.frame.assets import Assets, collect
from cyberveille.publishing.frame.header_room import header_room
from cyberveille.publishing.frame.own_blocks import Printing
from cyberveille.publishing.frame.stamping import CURRENT, Frame, FrameError
from cyberveille.publishing.policy import content_security_policy

_THEME = Path(__file__).parents[2] / "templates" / "theme"

EVERYONE = Audience(name="public")
OF_THE_HOUSE = Looks()

_SLOT = re.compile("\ue000([^\ue001]*)\ue001")

_DEAD_CONTROLS = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>'
)
"""What Material prints for its own bundle, which is left out; the checkboxes are not even valid HTML."""


def draw(
    configuration: Configuration,
    scratch: Path,
    audience: Audience = EVERYONE,
    there: frozenset[str] = frozenset(BY_NAME),
    looks: Looks = OF_THE_HOUSE,
) -> Frame:
    """The frame of the edition for `audience`; `scratch` is an empty folder that MkDocs may use.

    `there` are the names of the places that the edition has: the frame leads to no other.

    Raises FrameError when MkDocs refuses the theme or leaves out a slot.
    """
    assets = collect({material_sheet.NAME: material_sheet.material_sheet()}, ("material",), looks)
    drawn = _DEAD_CONTROLS.sub("", _render(configuration, audience, there, assets, looks, scratch))
    parts = _SLOT.split(re.sub(r"\s*\n\s*", "\n", drawn).strip() + "\n")
    return Frame(
        texts=tuple(parts[::2]),
        slots=tuple(parts[1::2]),
        portal=configuration.portal.name,
        url=configuration.portal.absolute(""),
        base=configuration.portal.base,
        assets=assets.files,
        names=assets.names,
    )


def _render(
    configuration: Configuration,
    audience: Audience,
    there: frozenset[str],
    assets: Assets,
    looks: Looks,
    scratch: Path,
) -> str:
    base = configuration.portal.base
    config = _mkdocs(configuration, scratch)
    environment = config.theme.get_env()
    environment.filters["url"] = lambda value: value if value.startswith(("#", "/")) else base + value

    def asset(name: str) -> str:
        return base + assets.names[name]

    environment.globals |= {
        "slot": lambda name: f"\ue000{name}\ue001",
        "current": lambda address: f"\ue000{CURRENT}{address}\ue001",
        "asset": asset,
        "path": lambda address: base + address.lstrip("/"),
        "place": lambda name: BY_NAME[name].address,
        "to": lambda name: base + BY_NAME[name].address,
        "titled": lambda name: BY_NAME[name].title,
        "there": there.__contains__,
        "discovered": tuple(_discovered()),
        "cyberveille": configuration,
        "room": header_room(configuration, looks).value,
        "looks": looks,
        "own": Printing(configuration, audience, looks, asset, there.__contains__).own,
        "palette": palette_in(looks),
        "audience": audience,
        "policy": content_security_policy(),
    }
    nothing = Files([])
    context: dict[str, Any] = {
        **get_context(get_navigation(nothing, config), nothing, config, None, base_url=base),
        # Material prints its skip link and its titles only for a page that has a table of contents.
        "page": SimpleNamespace(
            title=configuration.portal.name, meta={}, toc=[SimpleNamespace(url="#contenu")], url=""
        ),
    }
    return environment.get_template("frame.html").render(context)


def _discovered() -> Iterator[tuple[str, str, str]]:
    """The feeds that every page names: title, media type, address."""
    for family in FAMILIES:
        if family.discovered:
            for form in FeedFormat:
                title = f"{family.discovered} ({form.label})"
                yield title, form.media.type, family.address(form)


def _mkdocs(configuration: Configuration, scratch: Path) -> MkDocsConfig:
    (scratch / "docs").mkdir(parents=True, exist_ok=True)
    config = MkDocsConfig(config_file_path=str(scratch / "mkdocs.yml"))
    config.load_dict(
        {
            "site_name": configuration.portal.name,
            "site_url": configuration.portal.url,
            "docs_dir": str(scratch / "docs"),
            "site_dir": str(scratch / "site"),
            "theme": {
                "name": "material",
                "language": "fr",
                "font": False,
                "features": [],
                "custom_dir": str(_THEME),
            },
            "plugins": [],
        }
    )
    errors, _ = config.validate()
    if errors:
        raise FrameError("; ".join(f"{key}: {error}" for key, error in errors))
    return config
