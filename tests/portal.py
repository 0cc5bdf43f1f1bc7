"""A portal in a folder of its own, as tests drive it."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

from cyberveille import shortcuts
from cyberveille.catalogue import Catalogue, Project, Store, load, open_project
from cyberveille.model import Gravity
from cyberveille.package import package_digest
from cyberveille.publishing import made_of, search
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import Edition, make_edition
from cyberveille.publishing.report import BuildReport
from cyberveille.publishing.workspace import Workspace

SITES = Path(__file__).parent / "sites"
NOW = datetime(2026, 10, 10, 8, 0, tzinfo=UTC)
MEMBERS = """audiences:
  - {name: public}
  - name: members
    tlp_max: AMBER
    output: site-members
    url: "https://membres.example.org/"
    groups: [cercle]
"""
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@contextmanager
def without_index() -> Iterator[None]:
    """Editions without a search index, which most of a small build is spent on."""
    with patch.object(search, "shards", return_value=()), patch.object(made_of, "NAME", "without index"):
        yield


@dataclass
class Portal:
    folder: Path
    stores: list[Store] = field(default_factory=list)

    @classmethod
    def copy(cls, site: Path, folder: Path) -> "Portal":
        shutil.copytree(site, folder)
        return cls(folder)

    @property
    def output(self) -> Path:
        return self.folder / "site"

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.output)

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def add_members(self) -> None:
        """Declare an edition for correspondents beside the public one."""
        self.write("site_config.yml", self.read("site_config.yml") + MEMBERS)

    def project(self) -> Project:
        found = open_project(self.folder)
        assert isinstance(found, Project), found
        return found

    def catalogue(self, jobs: int = 1) -> Catalogue:
        project = self.project()
        self.stores.append(Store(project.work / "catalogue.sqlite3"))
        return load(project, self.stores[-1], jobs=jobs)

    def edition(self, now: datetime = NOW, audience: str = "public", url: str | None = None) -> Edition:
        return self.made(now, audience, url)[0]

    def made(
        self, now: datetime = NOW, audience: str = "public", url: str | None = None
    ) -> tuple[Edition, Catalogue]:
        """An edition, and the catalogue it was made of."""
        catalogue = self.catalogue()
        assert not catalogue.refused, [item for item in catalogue.findings if item.gravity is Gravity.ERROR]
        chosen = catalogue.project.configuration.audience(audience)
        assert chosen is not None
        return make_edition(catalogue, chosen, now, COMMIT, url), catalogue

    def build(
        self,
        now: datetime = NOW,
        *,
        jobs: int = 1,
        search: bool = False,
        url: str | None = None,
        verify: bool = False,
    ) -> BuildReport:
        with nullcontext() if search else without_index():
            return build(*self.made(now, url=url), self.workspace, jobs=jobs, verify=verify)

    def files(self) -> dict[str, bytes]:
        """The bytes of every file of the output, by path."""
        return {
            file.relative_to(self.output).as_posix(): file.read_bytes()
            for file in sorted(self.output.rglob("*"))
            if file.is_file()
        }

    def page(self, address: str) -> str:
        return (self.output / address / "index.html").read_text(encoding="utf-8")

    def forget(self) -> None:
        """Without its edition in place, nor what is remembered of it."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.workspace.folder)

    def close(self) -> None:
        for store in self.stores:
            store.close()


class AlreadyBuilt(Protocol):
    """Copies a portal that was built once, with its memory: a build on top of it has nothing to do."""

    def __call__(self, *, search: bool = False) -> Portal: ...


@contextmanager
def without_shortcuts() -> Iterator[None]:
    """The libraries are asked for everything."""
    before = shortcuts.taken()
    shortcuts.take(wanted=False)
    package_digest.cache_clear()
    try:
        yield
    finally:
        shortcuts.take(before)
        package_digest.cache_clear()


def legible(data: bytes) -> bytes:
    """The bytes as a reader sees them: compressed pieces of the search index unpacked."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def bulletin(number: int, *, title: str = "Un bulletin de plus", extra: str = "", body: str = "") -> str:
    """The text of a valid bulletin of 2026."""
    return f"""---
id: CV-2026-BUL-{number:04d}
title: {title}
tlp: CLEAR
published: 2026-10-05T10:00:00+02:00
severity: faible
technologies: [imagerie]
references:
  - {{title: Avis, url: https://example.org/{number}}}
{extra}revisions:
  - {{date: 2026-10-05T10:00:00+02:00, change: Version initiale}}
---
## Résumé

{body or "Un défaut sans gravité."}

## Mesures

1. Mettre à jour.
"""
