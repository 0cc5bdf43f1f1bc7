"""Files of an edition at random, in which things withheld at random stand, written in random forms."""

import base64
import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from hashlib import sha256
from html import escape
from urllib.parse import quote

from cyberveille.publishing.guard import Claim, Claims, Guard
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


def zipped(name: str, data: bytes) -> bytes:
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
    "zip": lambda text: zipped("a/b.txt", text.encode()),
    "odt": lambda text: zipped("c.zip", zipped("d.html", _split_by_tags(text))),
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
            return self._chance.choice([*self.joined, opaque, zipped("x", self.joined[0])])
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
