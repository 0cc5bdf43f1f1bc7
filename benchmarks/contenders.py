"""What is measured side by side: this portal, and other generators that print the same fields."""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from cyberveille.model.configuration import USUAL_FRAME, FrameName
from cyberveille.model.folders import WORK_FOLDER
from cyberveille.reading import base_registry
from cyberveille.registry import Registry

_LAYOUTS = Path(__file__).with_name("hugo")
_NOW = "2026-11-24T09:00:00+01:00"

Command = tuple[str | Path, ...]


SCENARIOS = ("cold", "unchanged", "revised", "bulletin", "alert")


class Contender(Struct, frozen=True):
    """`commands` are run one after another and measured as one; `searches` says whether it makes an index."""

    name: str
    searches: bool

    @property
    def scenarios(self) -> tuple[str, ...]:
        return SCENARIOS

    @property
    def rounds(self) -> int:
        """How many times a change is measured; the middle one counts."""
        return 1

    def prepare(self, archive: Path, folder: Path) -> None:
        """Lay out in `folder` what this generator reads."""
        raise NotImplementedError

    def commands(self) -> Sequence[Command]:
        raise NotImplementedError

    def add(self, folder: Path, kind: str, name: str, text: str) -> None:
        """A notice, new or revised, in the format of editors."""
        raise NotImplementedError


class Ours(Contender, frozen=True):
    frame: FrameName = USUAL_FRAME

    @property
    def rounds(self) -> int:
        """What is compared is the difference of two short times."""
        return 3

    def prepare(self, archive: Path, folder: Path) -> None:
        """Without what the import of the archive remembers of it: a cold build reads every notice."""
        shutil.copytree(archive, folder, ignore=shutil.ignore_patterns(WORK_FOLDER))
        if self.frame is not USUAL_FRAME:
            with (folder / "site_config.yml").open("a", encoding="utf-8") as told:
                told.write(f"frame: {self.frame.value}\n")

    def commands(self) -> Sequence[Command]:
        build = (_beside("cyberveille"), "build", "--now", _NOW)
        return (build if self.searches else (*build, "--no-search"),)

    def add(self, folder: Path, kind: str, name: str, text: str) -> None:
        _write(folder / kind / name.split("-")[1] / f"{name}.md", text)


class Hugo(Contender, frozen=True):
    """Its taxonomies list vendors and products, each with its feed, by the names that our registry gives."""

    def prepare(self, archive: Path, folder: Path) -> None:
        shutil.copytree(_LAYOUTS, folder)
        for file in (archive / "bulletins").rglob("*.md"):
            self.add(folder, "bulletins", file.stem, file.read_text(encoding="utf-8"))

    def commands(self) -> Sequence[Command]:
        build = (_beside("hugo"), "--quiet")
        index = (sys.executable, "-m", "pagefind_bin", "--site", "public", "--quiet")
        return (build, index) if self.searches else (build,)

    def add(self, folder: Path, kind: str, name: str, text: str) -> None:
        _write(folder / "content" / kind / name.split("-")[1] / f"{name}.md", with_terms(text))


class Pages(Contender, frozen=True):
    """MkDocs and what follows it: facts are written as Markdown, since their themes print none.

    They build everything each time: one change stands for all.
    """

    @property
    def scenarios(self) -> tuple[str, ...]:
        return ("cold", "bulletin")

    def prepare(self, archive: Path, folder: Path) -> None:
        _write(folder / "docs/index.md", "# Cyberveille\n")
        _write(
            folder / "mkdocs.yml",
            "site_name: Cyberveille\nsite_url: https://cyberveille.example.org/\n"
            "theme: {name: material, language: fr, font: false}\nnav: [index.md]\n"
            "validation: {nav: {omitted_files: ignore}}\nmarkdown_extensions: [tables]\n",
        )
        for file in (archive / "bulletins").rglob("*.md"):
            self.add(folder, "bulletins", file.stem, file.read_text(encoding="utf-8"))

    def commands(self) -> Sequence[Command]:
        return ((_beside(self.name.split()[0].lower()), "build", "--clean"),)

    def add(self, folder: Path, kind: str, name: str, text: str) -> None:
        _write(folder / "docs" / kind / name.split("-")[1] / f"{name}.md", as_page(text))


def contenders(largest: bool = False) -> tuple[Contender, ...]:
    """All of them; `largest` are those that can be asked for a hundred thousand notices."""
    ours = (Ours("Cyberveille", False), Ours("Cyberveille, search", True))
    if largest:
        return ours
    framed = (
        Ours(f"Cyberveille, {frame.value}", False, frame) for frame in FrameName if frame is not USUAL_FRAME
    )
    others = (*framed, Hugo("Hugo", False), Hugo("Hugo + Pagefind", True))
    return (*ours, *others, Pages("MkDocs + Material", True), Pages("Zensical", True))


@cache
def _registry() -> Registry:
    return Registry(base_registry())


def with_terms(text: str) -> str:
    """A notice whose header has the terms of two taxonomies, `editeurs` and `produits`."""
    _, header, body = text.split("---\n", 2)
    vendors: dict[str, None] = {}
    products: dict[str, None] = {}
    for item in yaml.load(header, yaml.CBaseLoader).get("products", ()):  # noqa: S506 - the base loader
        name = _registry().named(item.get("vendor"), item["product"])
        vendors[name.vendor] = None
        if name.registered or "affected" in item:
            products[name.member.replace("/", "-")] = None
    terms = f"editeurs: {json.dumps(list(vendors))}\nproduits: {json.dumps(list(products))}\n"
    return f"---\n{header}{terms}---\n{body}"


def as_page(text: str) -> str:
    """A notice whose header's facts have become Markdown."""
    _, header, body = text.split("---\n", 2)
    return "\n".join(_facts(yaml.load(header, yaml.CBaseLoader), body))  # noqa: S506 - the base loader


def _facts(facts: dict[str, Any], body: str) -> Iterator[str]:
    yield f"# {facts['title']}\n"
    for key in ("id", "tlp", "published", "severity"):
        if facts.get(key):
            yield f"- {key} : {facts[key]}"
    for key in ("technologies", "aliases", "risks"):
        if facts.get(key):
            yield f"- {key} : {', '.join(facts[key])}"
    yield f"\n{body}"
    yield "## Produits touchés\n\n| Produit | Versions touchées | Version corrigée |\n|---|---|---|"
    for item in facts.get("products", ()):
        cells = (item.get(key, "").replace("|", "/") for key in ("vendor", "product", "affected", "fixed"))
        vendor, product, affected, fixed = cells
        yield f"| {vendor} {product} | {affected} | {fixed} |"
    yield "\n## Vulnérabilités\n"
    yield from (f"- {item['cve']}" for item in facts.get("vulnerabilities", ()))
    yield "\n## Références\n"
    yield from (f"- [{item['title']}]({item['url']})" for item in facts.get("references", ()))
    yield "\n## Révisions\n"
    yield from (f"1. {item['date']} : {item['change']}" for item in facts.get("revisions", ()))


def _beside(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
