"""Small editions to deliver, and what a folder holds of them."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from cyberveille.delivering import Delivered, DeliveryChoices, Shipment, deliver, parse_target, shipment
from cyberveille.delivering.in_place import MANIFEST
from cyberveille.publishing.workspace import Written

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
URL = "https://portail.example.org/"


def edition_json(
    audience: str = "public", commit: str | None = "a" * 40, *, url: str = URL, tlp_max: str = "CLEAR"
) -> str:
    generator = {"name": "cyberveille", "version": "1.0"}
    restricted = tlp_max != "CLEAR"
    marking = {"tlp_max": tlp_max, "restricted": restricted}
    return json.dumps({"generator": generator, "audience": audience, "commit": commit, "url": url, **marking})


FILES = {
    "index.html": "accueil",
    "edition.json": edition_json(),
    "assets/site.0123.css": "body{}",
    "bulletins/index.html": "liste",
    "bulletins/2026/CV-2026-BUL-0001/index.html": "bulletin",
    "flux/tout.rss.xml": "<rss/>",
    ".well-known/security.txt": "Contact: mailto:securite@example.org",
}


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def content(root: Path) -> dict[str, str]:
    """Every file below `root`, and its text."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def known_of(tree: Path) -> dict[str, Written]:
    """What a build that made `tree` as it stands would remember."""
    return {
        path.relative_to(tree).as_posix(): Written(
            b"",
            blake2b(path.read_bytes(), digest_size=16).digest(),
            path.stat().st_size,
            path.stat().st_mtime_ns,
        )
        for path in tree.rglob("*")
        if path.is_file()
    }


def shipped(tree: Path) -> Shipment:
    return shipment(tree, known_of(tree))


def send(
    tree: Path,
    to: str,
    *,
    audience: str = "public",
    adopt: bool = False,
    keep: int = 5,
    days: int = 7,
    at: datetime = NOW,
) -> Delivered:
    """Deliver the edition of `tree` as it stands."""
    choices = DeliveryChoices(at, adopt=adopt, keep=keep, grace=timedelta(days=days))
    return deliver(shipped(tree), parse_target(to, audience=audience), choices)


NEXT = {
    "index.html": "accueil suivant",
    "edition.json": edition_json(commit="b" * 40),
    "assets/site.4567.css": "body{margin:0}",
    "bulletins/index.html": "liste",
    "bulletins/2026/CV-2026-BUL-0002/index.html": "autre bulletin",
    "flux/tout.rss.xml": "<rss>2</rss>",
    ".well-known/security.txt": "Contact: mailto:securite@example.org",
}


def served(folder: Path) -> dict[str, str]:
    return {path: text for path, text in content(folder).items() if path != MANIFEST}


def become(tree: Path, files: dict[str, str]) -> None:
    """The build has made another edition in the same place."""
    shutil.rmtree(tree)
    write(tree, files)


def number(tree: Path, to: str, count: int, *, keep: int = 5, days: int = 7) -> Delivered:
    """Deliver the `count`-th of a run of editions, a minute after the one before."""
    become(tree, FILES | {"index.html": f"accueil {count}", f"assets/site.{count:04d}.css": "body{}"})
    return send(tree, to, at=NOW + timedelta(minutes=count), keep=keep, days=days)


def online(server: Path) -> dict[str, str]:
    """What the server serves of its releases."""
    return content(server / "en-ligne/")


def names(server: Path) -> list[str]:
    return sorted(entry.name for entry in (server / "versions").iterdir() if entry.is_dir())


def pieces(count: int) -> dict[str, str]:
    return {f"assets/site.{number:04d}.css": "body{}" for number in range(count)}
