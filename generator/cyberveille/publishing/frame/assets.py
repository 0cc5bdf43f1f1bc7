"""The static files of the portal, named after their content so that they can be cached for ever."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.looks.palette import palette_in
from cyberveille.map import script
from cyberveille.map.files import ASSETS
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame.colouring import coloured, house_icon
from cyberveille.publishing.frame.joining import joined
from cyberveille.publishing.frame.own_files import own_files, own_rules
from cyberveille.publishing.frame.print_marks import print_marks

_STATIC = Path(__file__).parents[2] / "static"

_STYLES = (
    "tokens",
    "base",
    "written",
    "header",
    "fitting",
    "frame",
    "marks",
    "notice",
    "facts",
    "changes",
    "document",
    "lists",
    "search",
    "products",
    "home",
    "report",
    "guide",
    "observatory",
    "following",
    "concerned",
    "discussion",
    "print",
)
_COPIED = (
    "theme.js",
    "drawer.js",
    "band.js",
    "copy.js",
    "elements.js",
    "saving.js",
    "identifiers.js",
    "words.js",
    "results.js",
    "ahead.js",
    "worker.js",
    "search.js",
    "lost.js",
    "directory.js",
    "decision.js",
    "hours.js",
    "declaration.js",
    "deadlines.js",
    "plain.js",
    "suffixes.js",
    "numbering.js",
    "keyed.js",
    "dates.js",
    "releases.js",
    "packages.js",
    "schemes.js",
    "within.js",
    "windows.js",
    "spotting.js",
    "lines.js",
    "placing.js",
    "deciding.js",
    "partly.js",
    "matching.js",
    "reasons.js",
    "inventory.js",
    "answering.js",
    "comparing.js",
    "listed.js",
    "concerned.js",
    "outline.js",
    "subscriptions.js",
    "reporting.js",
    "sending.js",
    "message.js",
    "discussion.js",
    "exchanges.js",
    "session.js",
)
"""A script that another one imports comes before it."""
_JOINED = {
    "reporting.js": (
        *("answers.js", "opening.js", "guide.js"),
        *("asking.js", "verdict.js", "preparing.js"),
    ),
}
"""What a script is made of beside itself: modules that it alone imports."""
_WHOLE = {
    "worker.js": (
        *(script.NAME, "elements.js", "words.js", "identifiers.js", "filters.js", "questions.js"),
        "tables.js",
    ),
    "search.js": (
        *(script.NAME, "elements.js", "words.js", "identifiers.js", "filters.js", "questions.js"),
        *("results.js", "announcing.js", "looking.js", "engine.js", "index.js"),
    ),
}
"""What someone waits for comes in one file with all that it imports; what others import keeps no state."""
FAVICON, LOGO = "favicon", "logo"
_IMPORT = expression(r'(from "\./)([a-z]+\.js)(")')


class Assets(Struct, frozen=True):
    """`files`: path relative to the site's root and bytes; `names`: plain name → that path."""

    files: tuple[tuple[str, bytes], ...]
    names: dict[str, str]


def collect(sheets: Mapping[str, bytes], own: tuple[str, ...], looks: Looks) -> Assets:
    """What a frame needs: the style sheets of its theme, ours in one file, the scripts and the pictures.

    `own` are the names of our style sheets that are for this theme alone.
    """
    endings = _endings(looks)
    contents = {**sheets, **_pictures(looks), **own_files(looks)}
    names = {name: _hashed(endings.get(name, name), content) for name, content in contents.items()}
    contents["cv.css"] = style_sheet(
        own, looks, {name: path.removeprefix(ASSETS) for name, path in names.items()}
    )
    names["cv.css"] = _hashed("cv.css", contents["cv.css"])

    def imported(match: re.Match[str]) -> str:
        return match[1] + names[match[2]].rpartition("/")[2] + match[3]

    for name in (script.NAME, *_COPIED):
        contents[name] = _IMPORT.sub(imported, _script(name)).encode()
        names[name] = _hashed(name, contents[name])
    return Assets(files=tuple((names[name], content) for name, content in contents.items()), names=names)


def _hashed(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{ASSETS}{stem}.{sha256(content).hexdigest()[:8]}.{ending}"


def _endings(looks: Looks) -> dict[str, str]:
    """The file names of pictures, which templates ask for whatever they are."""
    kinds = {FAVICON: looks.favicon, LOGO: looks.logo}
    return {name: f"{name}.{picture.ending if picture else 'svg'}" for name, picture in kinds.items()}


def _pictures(looks: Looks) -> dict[str, bytes]:
    """The mark in the header, where there is one of its own, and the icon of tabs, each by its plain name."""
    icon = looks.favicon
    found = {FAVICON: house_icon(_script("favicon.svg"), palette_in(looks)) if icon is None else icon.data}
    return found if looks.logo is None else {**found, LOGO: looks.logo.data}


def style_sheet(own: tuple[str, ...], looks: Looks, served: Mapping[str, str]) -> bytes:
    """Our style sheets in one, then the organisation's; `served` are the files they may use."""
    tokens, *others = (_style(name) for name in (*_STYLES, *own))
    schemes = coloured(tokens, _style("dark"), palette_in(looks))
    return "\n".join((schemes, *others, print_marks(), *own_rules(looks, served))).encode()


def _script(name: str) -> str:
    if name == script.NAME:
        return script.module()
    text = (_STATIC / name).read_text(encoding="utf-8")
    parts = {part: _script(part) for part in (_JOINED | _WHOLE).get(name, ())}
    return joined(text, parts) if parts else text


def _style(name: str) -> str:
    return (_STATIC / "style" / f"{name}.css").read_text(encoding="utf-8")
