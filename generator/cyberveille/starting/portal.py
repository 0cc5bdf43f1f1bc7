"""The files of a portal that begins: short, commented, whole; what only its editors know is left open."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from urllib.parse import urlsplit

from msgspec import Struct

from cyberveille import __version__
from cyberveille.expressions import expression
from cyberveille.locale import paris
from cyberveille.reading import supplied_vocabularies
from cyberveille.writing.notice_file import quoted

PRIVATE = "prive"
"""The folder of the second repository, with what is restricted."""

_PLACE = expression(r"@([a-z_]+)@")
_NAMES = {
    ".editorconfig": "editorconfig",
    ".forgejo/workflows/cyberveille.yml": "forgejo.yml",
    ".gitattributes": "gitattributes",
    ".github/workflows/cyberveille.yml": "github.yml",
    ".gitignore": "gitignore",
    ".gitlab-ci.yml": "gitlab.yml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".vscode/settings.json": "vscode-settings.txt",
    "Makefile": "makefile",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
    "site_config.yml": "site_config.yml",
}
"""Where each file stands in the portal, by its name in the package."""


class Wish(Struct, frozen=True):
    """What is known of the portal; `url` ends with a slash, `prefix` is that of its identifiers."""

    name: str
    url: str
    prefix: str
    publisher: str
    email: str
    members: bool = False


class Beginning(Struct, frozen=True):
    """The texts of the portal's files, by path, and of those of its private repository, when it has one."""

    files: Mapping[str, str]
    private: Mapping[str, str]


def beginning_of(wish: Wish, now: datetime) -> Beginning:
    """The portal as it begins at `now`."""
    local = paris(now).replace(microsecond=0)
    values = {
        "name": quoted(wish.name),
        "title": wish.name,
        "url": quoted(wish.url),
        "publisher": quoted(wish.publisher),
        "email": quoted(wish.email),
        "mailto": quoted(f"mailto:{wish.email}"),
        "members_url": quoted(members_url(wish.url)),
        "prefix": wish.prefix,
        "quoted_prefix": quoted(wish.prefix),
        "technology": supplied_vocabularies().technologies.ids[0],
        "year": str(local.year),
        "today": local.date().isoformat(),
        "now": local.isoformat(),
        "version": __version__,
        "extras": "guard,html,pdf" if wish.members else "html,pdf",
        "ignored": f"/{PRIVATE}/" if wish.members else "",
    }
    values["editions"] = _filled("editions.yml", values) if wish.members else ""
    told = {path: _filled(name, values) for path, name in _NAMES.items()}
    told[f"bulletins/{local.year}/{wish.prefix}-{local.year}-BUL-0001.md"] = _filled("bulletin.md", values)
    private = {
        ".gitattributes": _filled("gitattributes", values),
        "README.md": _filled("private.md", values),
    }
    return Beginning(told, private if wish.members else {})


def members_url(url: str) -> str:
    """The address that a members' edition is given beside a public one: a site of its own."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"membres.{parts.netloc.removeprefix('www.')}").geturl()


def _filled(name: str, values: Mapping[str, str]) -> str:
    """A file of the package with its places filled; a name that is no place stays as it is."""
    text = files("cyberveille").joinpath("starting", "files", name).read_text(encoding="utf-8")
    filled = _PLACE.sub(lambda place: values.get(place[1], place[0]), text)
    return filled.rstrip() + "\n"
