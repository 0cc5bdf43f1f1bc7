"""The frame of every page, drawn once by MkDocs and Material.

No other module knows MkDocs: another one that satisfies `Drawer` may take its place. So may ProperDocs, which
goes on with MkDocs 1.x under its own name.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from cyberveille.expressions import expression
from cyberveille.looks.wording import wording_of
from cyberveille.map import BY_NAME
from cyberveille.model import Audience, Configuration
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame import material_sheet
from cyberveille.publishing.frame.assets import collect
from cyberveille.publishing.frame.cutting import cut, told
from cyberveille.publishing.frame.stamping import Frame, FrameError
from cyberveille.publishing.reworded import reworded

_ENGINE = "mkdocs" if find_spec("mkdocs") else "properdocs"
_building = import_module(f"{_ENGINE}.commands.build")
_defaults = import_module(f"{_ENGINE}.config.defaults")

_THEME = Path(__file__).parents[2] / "templates" / "theme"

EVERYONE = Audience(name="public")
OF_THE_HOUSE = Looks()

_DEAD_CONTROLS = expression(
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
    variables = told(configuration, audience, there, assets, looks)
    drawn = _render(configuration, {**variables, "icons": ".icons/material/"}, scratch)
    return cut(_DEAD_CONTROLS.sub("", drawn), configuration, assets)


def _render(configuration: Configuration, variables: dict[str, Any], scratch: Path) -> str:
    base = configuration.portal.base
    config = _mkdocs(configuration, scratch)
    environment = config.theme.get_env()
    if environment.loader is not None:
        environment.loader = reworded(environment.loader, wording_of(configuration.labels))
    environment.filters["url"] = lambda value: value if value.startswith(("#", "/")) else base + value
    environment.globals |= variables
    nothing = _building.Files([])
    context: dict[str, Any] = {
        **_building.get_context(
            _building.get_navigation(nothing, config), nothing, config, None, base_url=base
        ),
        # Material prints its skip link and its titles only for a page that has a table of contents.
        "page": SimpleNamespace(
            title=configuration.portal.name, meta={}, toc=[SimpleNamespace(url="#contenu")], url=""
        ),
    }
    drawn: str = environment.get_template("frame.html").render(context)
    return drawn


def _mkdocs(configuration: Configuration, scratch: Path) -> Any:  # noqa: ANN401 - of either
    (scratch / "docs").mkdir(parents=True, exist_ok=True)
    config = _defaults.MkDocsConfig(config_file_path=str(scratch / "mkdocs.yml"))
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
