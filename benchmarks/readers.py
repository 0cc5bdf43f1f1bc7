"""Readers who never stop while editions are delivered: what they get is whole, and never goes back.

`python -m benchmarks.readers` delivers 50 editions of 300 pages in releases, under 8 readers; it measures no
time.
"""

import json
import re
import shutil
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import blake2b
from http.client import HTTPConnection, HTTPException
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from msgspec import Struct

from cyberveille.delivering import DeliveryChoices, Shipment, deliver, parse_target, shipment
from cyberveille.publishing.workspace import Written

__all__ = ["Seen", "Shipment", "measure"]

_START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
_EDITION = re.compile(r"édition (\d+)\.")
_PIECE = re.compile(r'href="/(assets/[^"]+)"')


class Seen(Struct, frozen=True):
    """What all readers got.

    `mixed` counts answers of an edition older than one got before, or of no single one, and pages without
    the piece that they name.
    """

    rounds: int
    errors: int
    empty: int
    mixed: int

    @property
    def whole(self) -> bool:
        return self.rounds > 0 and not (self.errors or self.empty or self.mixed)


def measure(folder: Path, *, deliveries: int, pages: int, readers: int) -> Seen:
    """Deliver that many editions below `folder`, each while every reader ends at least one round more."""
    target = parse_target(f"versions:{folder / 'srv'}", audience="public")
    tree = folder / "site"

    def put_online(number: int) -> None:
        _write_edition(tree, number, pages)
        moment = _START + timedelta(minutes=number)
        deliver(shipment(tree, _remembered(tree)), target, DeliveryChoices(moment))

    put_online(0)
    with _served(folder / "srv/en-ligne") as port:
        crowd = [_Reader(port, pages) for _ in range(readers)]
        for reader in crowd:
            reader.start()
        for number in range(1, deliveries + 1):
            put_online(number)
            for reader in crowd:
                reader.one_round_more()
        for reader in crowd:
            reader.stop()
    total = sum((reader.seen for reader in crowd), Counter[str]())
    return Seen(total["rounds"], total["errors"], total["empty"], total["mixed"])


class _Reader(threading.Thread):
    """Asks for the home page, what it needs, a page and a feed, again and again."""

    def __init__(self, port: int, pages: int) -> None:
        super().__init__(daemon=True)
        self.seen: Counter[str] = Counter()
        self._port = port
        self._pages = pages
        self._newest = 0
        self._leaving = threading.Event()
        self._ended = threading.Semaphore(0)

    def run(self) -> None:
        while not self._leaving.is_set():
            self._round()
            self.seen["rounds"] += 1
            self._ended.release()

    def one_round_more(self) -> None:
        """Return once a round that began after the call has ended: the second to end from now."""
        while self._ended.acquire(blocking=False):
            pass
        self._ended.acquire()
        self._ended.acquire()

    def stop(self) -> None:
        self._leaving.set()
        self.join()

    def _round(self) -> None:
        home = self._get("/index.html")
        piece = _PIECE.search(home)
        if piece is None or self._get(f"/{piece[1]}", dated=False) != _piece_of(_number(home)):
            self.seen["mixed"] += 1
        self._get(f"/bulletins/{self.seen['rounds'] % self._pages}/index.html")
        self._get("/flux/tout.rss.xml")

    def _get(self, path: str, *, dated: bool = True) -> str:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException, UnicodeDecodeError):
            self.seen["errors"] += 1
            return ""
        finally:
            connection.close()
        self.seen["errors"] += answer.status != 200  # noqa: PLR2004
        self.seen["empty"] += not text
        if dated:
            number = _number(text)
            self.seen["mixed"] += number < self._newest or not text.endswith("</html>\n")
            self._newest = max(self._newest, number)
        return text


def _number(text: str) -> int:
    found = set(_EDITION.findall(text))
    return int(found.pop()) if len(found) == 1 else -1


def _piece_of(number: int) -> str:
    return f"/* {number} */ body{{}}"


def _write_edition(tree: Path, number: int, pages: int) -> None:
    """Every file of an edition says which one it is, at its head and at its end."""
    shutil.rmtree(tree, ignore_errors=True)
    style = _piece_of(number)
    piece = f"assets/site.{blake2b(style.encode(), digest_size=4).hexdigest()}.css"
    text = f'<html>édition {number}.<link href="/{piece}">{"mot " * 500}édition {number}.</html>\n'
    identity = {
        "generator": {"name": "cyberveille"},
        "audience": "public",
        "url": "https://portail.example.org/",
        "tlp_max": "CLEAR",
        "restricted": False,
        "edition": number,
    }
    files = {
        piece: style,
        "index.html": text,
        "flux/tout.rss.xml": text,
        "edition.json": json.dumps(identity),
    }
    files |= {f"bulletins/{page}/index.html": text for page in range(pages)}
    for path, content in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(content, encoding="utf-8")


def _remembered(tree: Path) -> dict[str, Written]:
    return {
        file.relative_to(tree).as_posix(): Written(
            b"", blake2b(file.read_bytes(), digest_size=16).digest(), file.stat().st_size, 0
        )
        for file in tree.rglob("*")
        if file.is_file()
    }


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served(root: Path) -> Iterator[int]:
    """A server of files on this machine, which finds each of them by its path, as nginx and Apache do."""
    handler: Callable[..., SimpleHTTPRequestHandler] = partial(_Quiet, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            serving.join()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
        seen = measure(Path(scratch), deliveries=50, pages=300, readers=8)
    print(f"{seen.rounds} rounds: {seen.errors} errors, {seen.empty} empty, {seen.mixed} mixed")
    raise SystemExit(not seen.whole)
