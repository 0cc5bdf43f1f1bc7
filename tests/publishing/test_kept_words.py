"""What was read in the files of an edition is kept: the guard finds the same as if it read them all again."""

import base64
import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.portal import Portal, bulletin, without_index
from tests.publishing.spoiling import SPOILT

from cyberveille.publishing.build import build
from cyberveille.publishing.containers import Found
from cyberveille.publishing.guard import Claim, Claims, Guard, Hit, Leak
from cyberveille.publishing.kept_words import FOLDER, KeptWords
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.words import text_words

WORDS = re.findall(
    r"\S+",
    """
    réseau hôpital serveur œuvre élévation de la les un du code à distance l’accès où chiffré pare-feu façade
    12 2026 mise jour éditeur attaquant maïs cœur dès nuit relais secours coupé déjà
    """,
)
FORMULA = "se référer au bulletin de l’éditeur pour obtenir la mise à jour du relais"
"""What every notice says, those withheld too."""
FRAME = f"<header>{'x' * 600} réseau serveur</header>"


def _zip(name: str, data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return held.getvalue()


def _split_by_tags(text: str) -> bytes:
    return " ".join(f"{word[:1]}<b>{word[1:]}</b>" for word in text.split()).encode()


FORMS: dict[str, Callable[[str], bytes]] = {
    "html": lambda text: f"<p>{text}</p>".encode(),
    "xhtml": _split_by_tags,
    "htm": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "json": lambda text: json.dumps({"t": text}).encode(),
    "jsonl": lambda text: json.dumps(json.dumps(text)).encode(),
    "xml": lambda text: f"<d>{escape(f'<p>{text.upper()}</p>')}</d>".encode(),
    "opml": lambda text: f'<o text="{escape(escape(f"<i>{text}</i>"))}"/>'.encode(),
    "txt": lambda text: text.encode("utf-16"),
    "csv": lambda text: text.replace("œ", "oe").encode("cp1252", "replace"),
    "css": lambda text: f"/* {quote(text)} */".encode(),
    "svg": lambda text: b"<a href='data:;base64," + base64.b64encode(text.encode()) + b"'/>",
    "pf_fragment": lambda text: gzip.compress(text.encode()),
    "zip": lambda text: _zip("a/b.txt", text.encode()),
    "odt": lambda text: _zip("c.zip", _zip("d.html", _split_by_tags(text))),
}


class Portfolio:
    """Random files of an edition, and random things withheld, some of which show in some of them."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.joined = [self._chance.randbytes(3) + self._says(40).encode() for _ in range(3)]
        self.names = [
            "CV-2026-BUL-0042",
            "CVE-2026-99887",
            "+33 6 39 98 45 67",
            *(self._says(self._chance.randint(2, 5)) for _ in range(9)),
        ]
        self.texts = [f"{self._says(self._chance.randint(8, 40))} {FORMULA}" for _ in range(9)]
        if seed % 4 == 0:
            self.texts.append(self._says(4000))
        count = self._chance.randint(20, 120)
        self.files = {self._path(number): self._bytes(number) for number in range(count)}

    def _says(self, count: int) -> str:
        return " ".join(self._chance.choices(WORDS, k=count))

    def _path(self, number: int) -> str:
        name = self._chance.choice(["", "", "", "cve-2026-99887-", "Cœur/"])
        return f"{name}{number}.{self._chance.choice(list(FORMS))}"

    def _planted(self) -> str:
        match self._chance.randrange(8):
            case 0:
                return self._chance.choice(self.names).upper()
            case 1:
                return "06.39.98.45.67"
            case 2:
                row = self._chance.choice(self.texts).split()
                start = self._chance.randrange(max(1, len(row) - 7))
                return " ".join(row[start : start + self._chance.randint(7, 12)])
            case _:
                return ""

    def _bytes(self, number: int) -> bytes:
        if self._chance.random() < 1 / 12:
            opaque = self._chance.randbytes(4000)
            return self._chance.choice([*self.joined, opaque, _zip("x", self.joined[0])])
        said = [self._says(30), self._planted(), FORMULA * (number % 2), self._says(5), self._planted()]
        form = self._chance.choice(list(FORMS))
        data = FORMS[form](" ".join(self._chance.sample(said, len(said))))
        return data + FRAME.encode() if form == "html" else data

    def guard(self) -> Guard:
        """One that looks for some of the things."""

        def some(pieces: list[bytes]) -> Claims:
            kept = self._chance.sample(pieces, self._chance.randint(1, len(pieces)))
            return {piece: (Claim(f"CV-{rank}"),) for rank, piece in enumerate(kept)}

        return Guard(
            some([text_words(name) for name in self.names]),
            some([text_words(text) for text in self.texts]),
            some([sha256(data).digest() for data in self.joined]),
            (FRAME.encode(),),
        )

    def change(self) -> set[str]:
        """Some files are written again, some are gone, others are new: the paths of what is other."""
        paths = self._chance.sample(sorted(self.files), len(self.files) // 9)
        for path in paths[: len(paths) // 2]:
            del self.files[path]
        changed = {path: self._bytes(number) for number, path in enumerate(paths[len(paths) // 2 :])}
        changed |= {f"new-{number}.html": self._bytes(number) for number in range(5)}
        other = {path for path, data in changed.items() if self.files.get(path) != data}
        self.files |= changed
        return other


class Looks:
    """Looks at all the files of a portfolio, with what is kept of them, and what each read."""

    def __init__(self, portfolio: Portfolio, folder: Path) -> None:
        self._portfolio, self._folder = portfolio, folder
        self.read: set[str] = set()

    def found(self, guard: Guard, *, afresh: bool = False) -> dict[str, tuple[Leak, ...]]:
        self.read = set()
        files = self._portfolio.files

        def read(path: str) -> bytes:
            self.read.add(path)
            return files[path]

        def digest_of(path: str) -> bytes | None:
            return digest_of_bytes(files[path])

        words = KeptWords(self._folder, guard, files, digest_of, read, many=len(files), afresh=afresh)
        shown = [pair for position in range(len(words)) for pair in words.look(position)]
        words.forget_others()
        assert len(shown) == len(dict(shown))
        return dict(shown)


def _whole(guard: Guard, files: dict[str, bytes]) -> dict[str, tuple[Leak, ...]]:
    """What is found by reading every file."""
    every = {path: tuple(guard.leaks(path, data)) for path, data in files.items()}
    return {path: leaks for path, leaks in every.items() if leaks}


def _closed(guard: Guard, files: dict[str, bytes]) -> set[str]:
    shown = _whole(guard, files)
    return {path for path, leaks in shown.items() if any(leak.hit is Hit.SEALED for leak in leaks)}


@pytest.fixture(autouse=True)
def _few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyberveille.publishing.kept_words._TOGETHER", 8)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_kept_shows_what_the_files_show(tmp_path: Path, seed: int) -> None:
    """Whatever is withheld anew, however it is written, and whatever changed; what did not is not read."""
    portfolio = Portfolio(seed)
    files, looks = portfolio.files, Looks(portfolio, tmp_path)
    first, second, third = (portfolio.guard() for _ in range(3))
    assert looks.found(first) == _whole(first, files)
    assert looks.read == files.keys()
    assert looks.found(second) == _whole(second, files)
    assert looks.read == _closed(second, files)
    changed = portfolio.change()
    assert looks.found(third) == _whole(third, files) != {}
    assert looks.read == changed | _closed(third, files)
    assert looks.found(first) == _whole(first, files)
    assert looks.read == _closed(first, files)
    assert looks.found(first, afresh=True) == _whole(first, files)
    assert looks.read == files.keys()


def test_what_differs_in_the_frame_is_read_again(tmp_path: Path) -> None:
    """It is left out of each page: under another frame, other words are read."""
    portfolio = Portfolio(1)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    other = Guard(guard.names, guard.texts, guard.files)
    assert looks.found(other) == _whole(other, portfolio.files)
    assert looks.read == portfolio.files.keys()


def test_a_file_that_says_too_much_is_read_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyberveille.publishing.kept_words._MOST", 2000)
    portfolio = Portfolio(2)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    for _ in range(2):
        assert looks.found(guard) == _whole(guard, portfolio.files)
    assert set() < looks.read < portfolio.files.keys()


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_not_as_it_was_kept_is_not_believed(tmp_path: Path, spoilt: str) -> None:
    portfolio = Portfolio(3)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    kept = sorted((tmp_path / FOLDER).iterdir())
    assert len(kept) > 1
    for file in kept:
        file.write_bytes(SPOILT[spoilt](file.read_bytes()))
    assert looks.found(guard) == _whole(guard, portfolio.files)
    assert looks.read == portfolio.files.keys()
    kept[0].unlink()
    looks.found(guard)
    assert set() < looks.read < portfolio.files.keys()


def test_nothing_else_stays(tmp_path: Path) -> None:
    """What a killed build left beside, and what was kept of an edition of another size."""
    portfolio = Portfolio(3)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    kept = {file.name for file in (tmp_path / FOLDER).iterdir()}
    for name in (".2-1.77.tmp", "4096-7"):
        (tmp_path / FOLDER / name).write_bytes(b"x")
    looks.found(guard)
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} == kept
    for path in list(portfolio.files)[1:]:
        del portfolio.files[path]
    looks.found(guard)
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} <= {"1-0"}


PASSAGE = "les onze serveurs de secours ont été coupés avant la tombée du jour"
EARLIER = "mentions-legales/index.html"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the guard reads."""
    paths: list[str] = []
    real = Guard.read

    def told(guard: Guard, path: str, data: bytes) -> Iterator[Found]:
        paths.append(path)
        return real(guard, path, data)

    monkeypatch.setattr(Guard, "read", told)
    return paths


def _draft(portal: Portal, number: int, body: str = "Phrase tenue secrète jusque-là.") -> None:
    text = bulletin(number, title=f"Bulletin {number} discret", extra="draft: true\n", body=body)
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)


def _kept(portal: Portal) -> dict[str, bytes]:
    folder = portal.workspace.folder / FOLDER
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}


@pytest.fixture
def looked(portal: Portal) -> Portal:
    """A page says the passage, and a draft that does not had the guard look at everything in place."""
    portal.edit("content/pages/a-propos.md", "\n---\n", f"\n---\nCe soir, {PASSAGE}.\n\n")
    portal.build()
    _draft(portal, 3)
    portal.build()
    return portal


def test_a_new_draft_has_no_file_read_again(looked: Portal, read: list[str]) -> None:
    _draft(looked, 4, "Une autre phrase que nul ne connaît encore.")
    report = looked.build()
    assert EARLIER not in read
    assert len(read) <= report.rendered


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_passage_is_found_in_a_file_that_is_not_read_again(
    looked: Portal, read: list[str], jobs: int
) -> None:
    """What is decided is the same as when every file is read."""
    _draft(looked, 4, f"Il est sûr que {PASSAGE}.")
    with without_index():
        report = build(*looked.made(), looked.workspace, jobs=jobs, dry_run=True)
    assert jobs > 1 or "a-propos/index.html" not in read
    assert report.cleared[Ground.EDITION]
    for file in (looked.workspace.folder / FOLDER).iterdir():
        file.unlink()
    (looked.workspace.folder / "decisions").unlink()
    whole = looked.build(jobs=jobs)
    assert (report.leaks, report.cleared, report.quotations) == (whole.leaks, whole.cleared, whole.quotations)


def test_a_file_that_something_else_wrote_is_read(looked: Portal, read: list[str]) -> None:
    """By its size and its time it is another than the one that was read."""
    file = looked.output / EARLIER
    file.write_bytes(file.read_bytes() + b" ")
    _draft(looked, 4)
    looked.build()
    assert EARLIER in read


def test_what_is_written_is_read_at_the_next_look(looked: Portal, read: list[str]) -> None:
    """A file that changed meanwhile, by a publish that keeps nothing."""
    kept = _kept(looked)
    looked.edit("content/pages/accessibilite.md", "\n---\n", "\n---\nUn mot de plus.\n\n")
    looked.build()
    assert _kept(looked) == kept != {}
    read.clear()
    _draft(looked, 4)
    looked.build()
    assert "accessibilite/index.html" in read
    assert EARLIER not in read


def test_a_first_edition_keeps_nothing(portal: Portal) -> None:
    """All of it is looked at as it is made."""
    _draft(portal, 3)
    portal.build()
    assert _kept(portal) == {}


def test_to_verify_is_to_read(looked: Portal, read: list[str]) -> None:
    _draft(looked, 4)
    looked.build(verify=True)
    assert EARLIER in read
