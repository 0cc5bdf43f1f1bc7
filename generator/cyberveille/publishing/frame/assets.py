"""The static files of the portal, named after their content so that they can be cached for ever."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from cyberveille.map import script
from cyberveille.map.files import ASSETS
from cyberveille.publishing.frame.joining import joined
from cyberveille.publishing.frame.print_marks import print_marks

_STATIC = Path(__file__).parents[2] / "static"

_STYLES = (
    "tokens",
    "base",
    "written",
    "header",
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
    "schemes.js",
    "within.js",
    "spotting.js",
    "lines.js",
    "placing.js",
    "matching.js",
    "reasons.js",
    "inventory.js",
    "answering.js",
    "comparing.js",
    "concerned.js",
    "outline.js",
    "subscriptions.js",
    "reporting.js",
    "sending.js",
    "message.js",
    "discussion.js",
    "exchanges.js",
    "session.js",
    "favicon.svg",
)
"""A script that another one imports comes before it."""
_JOINED = {
    "search.js": ("announcing.js", "filters.js", "engine.js", "index.js"),
    "reporting.js": (
        *("answers.js", "opening.js", "guide.js"),
        *("asking.js", "verdict.js", "preparing.js"),
    ),
}
"""What a script is made of beside itself."""
_IMPORT = re.compile(r'(from "\./)([a-z]+\.js)(")')


class Assets(Struct, frozen=True):
    """`files`: path relative to the site's root and bytes; `names`: plain name → that path."""

    files: tuple[tuple[str, bytes], ...]
    names: dict[str, str]


def collect(sheets: Mapping[str, bytes], own: tuple[str, ...] = ()) -> Assets:
    """What a frame needs: the style sheets of its theme, ours in one file, the scripts and the icon.

    `own` are the names of our style sheets that are for this theme alone.
    """
    contents = {**sheets, "cv.css": style_sheet(own)}
    names = {name: _hashed(name, content) for name, content in contents.items()}

    def imported(match: re.Match[str]) -> str:
        return match[1] + names[match[2]].rpartition("/")[2] + match[3]

    for name in (script.NAME, *_COPIED):
        text = script.module() if name == script.NAME else _script(name)
        contents[name] = _IMPORT.sub(imported, text).encode()
        names[name] = _hashed(name, contents[name])
    return Assets(files=tuple((names[name], content) for name, content in contents.items()), names=names)


def _hashed(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{ASSETS}{stem}.{sha256(content).hexdigest()[:8]}.{ending}"


def style_sheet(own: tuple[str, ...] = ()) -> bytes:
    """Our style sheets in one.

    The dark theme's variables apply to whoever chose it, and to whoever runs no script and prefers it,
    never on paper.
    """
    dark = _style("dark")
    schemes = (
        "@media screen {\n"
        + dark.replace(":root", ':root[data-theme="dark"]')
        + "}\n@media screen and (prefers-color-scheme: dark) {\n"
        + dark.replace(":root", ":root:not([data-theme])")
        + "}\n"
    )
    tokens, *others = (_style(name) for name in (*_STYLES, *own))
    return "\n".join((tokens, schemes, *others, print_marks())).encode()


def _script(name: str) -> str:
    text = (_STATIC / name).read_text(encoding="utf-8")
    parts = {part: _script(part) for part in _JOINED.get(name, ())}
    return joined(text, parts) if parts else text


def _style(name: str) -> str:
    return (_STATIC / "style" / f"{name}.css").read_text(encoding="utf-8")
