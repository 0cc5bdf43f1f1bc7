"""The pages that a merge request touches, by the build itself: the edition of its base, then its own."""

import io
import posixpath
import re
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue import Catalogue, Project, Store, load, open_project
from cyberveille.expressions import expression
from cyberveille.git import asked, git
from cyberveille.model import Audience
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.workspace import Workspace

_ADDRESS = expression(rb'((?:href|src)=")/([^"/][^"]*|)(")')
_BODY = expression(rb"<body[^>]*>")
_HEAD = expression(rb"<head[^>]*>")
_NOTE = (
    '<p role="note" class="cv-notice-band cv-notice-band--withdrawn"><strong>Non publié.</strong> '
    "Aperçu d’une demande de fusion : rien de ceci n’est en ligne.</p>"
).encode()
_APART = b'<meta name="robots" content="noindex">'
_ASSETS = "assets/"
_HOME = "accueil.html"
"""The home page, since the list of pages stands at the root."""


class PreviewRefused(Exception):  # noqa: N818 - a fault of the sources
    """The edition is refused: French sentences say why."""


class Preview(Struct, frozen=True):
    """The files of an edition that change, relative to its root; `folder` holds the edition itself."""

    audience: str
    folder: Path
    written: tuple[str, ...]
    removed: tuple[str, ...]
    based: bool = True
    """Whether the base had an edition to compare with: without one, everything counts as written."""


def previewed(
    catalogue: Catalogue, audience: Audience, base: str, clock: datetime, folder: Path, jobs: int = 1
) -> Preview:
    """What changes in the edition of an audience since a commit; everything, when that one had no edition.

    `folder` is empty; it takes the sources of the commit and the edition. Raises PreviewRefused.
    """
    output = folder / "edition"
    workspace = Workspace(output)
    based = False
    before = _project_at(catalogue.project.folder, base, folder / "base")
    if before is not None:
        store = Store(folder / "base.sqlite3")
        try:
            past = load(before, store, now=clock, jobs=jobs)
            known = before.configuration.audience(audience.name)
            if known is not None and not past.refused:
                build(make_edition(past, known, clock, None).without_search(), past, workspace, jobs=jobs)
                based = True
        finally:
            store.close()
    edition = make_edition(catalogue, audience, clock, None).without_search()
    report = build(edition, catalogue, workspace, jobs=jobs)
    if report.leaks:
        raise PreviewRefused(
            f"la garde refuse l’édition « {audience.name} ». Lancez « cyberveille build », qui dit pourquoi"
        )
    return Preview(audience.name, output, tuple(sorted(report.written)), tuple(sorted(report.removed)), based)


def _project_at(folder: Path, base: str, place: Path) -> Project | None:
    """The files of a commit, links left out, in a folder of their own; None when they make no portal."""
    prefix = git(folder, "rev-parse", "--show-prefix").decode(errors="surrogateescape").strip()
    archive = asked(folder, "archive", "--format=tar", f"{base}:{prefix}" if prefix else base)
    if archive is None:
        return None
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in filter(tarfile.TarInfo.isfile, files):
            content = files.extractfile(member)
            assert content is not None  # noqa: S101 - of a file there is one
            target = place / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())
    found = open_project(place)
    return found if isinstance(found, Project) else None


def laid_out(preview: Preview) -> Iterator[tuple[str, bytes]]:
    """The pages that change, each marked as not published, with what they need; their list comes first."""
    pages = [path for path in preview.written if path.endswith(".html")]
    held = {*pages, *_assets(preview.folder)}
    yield "index.html", _list(pages)
    for path in pages:
        content = (preview.folder / path).read_bytes()
        place = path if path != "index.html" else _HOME
        yield place, _marked(_from_within(content, path, held))
    for path in _assets(preview.folder):
        yield path, (preview.folder / path).read_bytes()


def _assets(folder: Path) -> list[str]:
    return sorted(f"{_ASSETS}{file.name}" for file in (folder / _ASSETS).iterdir() if file.is_file())


def _marked(page: bytes) -> bytes:
    page = _HEAD.sub(lambda found: found[0] + _APART, page, count=1)
    return _BODY.sub(lambda found: found[0] + _NOTE, page, count=1)


def _from_within(page: bytes, path: str, held: set[str]) -> bytes:
    """With addresses that lead from one file to another, wherever the folder is put."""
    home = posixpath.dirname(path) or "."

    def relative(found: re.Match[bytes]) -> bytes:
        address, sign, rest = found[2].decode().partition("#")
        file = f"{address}index.html" if not address or address.endswith("/") else address
        if file not in held:
            return found[0]
        target = _HOME if file == "index.html" else file
        return found[1] + (posixpath.relpath(target, home) + sign + rest).encode() + found[3]

    return _ADDRESS.sub(relative, page)


def _list(pages: list[str]) -> bytes:
    links = ((_HOME if path == "index.html" else path, path.removesuffix("index.html")) for path in pages)
    rows = "".join(f'<li><a href="{file}">/{address}</a></li>' for file, address in links)
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f"<title>Aperçu non publié</title></head><body>{_NOTE.decode()}<h1>Pages touchées</h1><ul>{rows}</ul>"
        "</body></html>\n"
    ).encode()
