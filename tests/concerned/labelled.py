"""The labelled cases: made-up notices, lines of inventories, and what a careful reader answers."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from cyberveille.concerned import Line, Matcher, Told, compiled
from cyberveille.model import Product
from cyberveille.registry import RegisteredProduct, Registry, Vendor

_HERE = Path(__file__).parent


def read(name: str) -> list[dict[str, str]]:
    """The objects of a file, one a line."""
    return [json.loads(line) for line in (_HERE / name).read_text(encoding="utf-8").splitlines()]


CASES = read("cases.jsonl")
_SCHEMES = {
    "Coffre": "debian", "Routage": "rpm", "Calcul": "python", "Dosage": "dates", "Lecteur": "acrobat",
}  # fmt: skip
REGISTRY = Registry(
    [
        Vendor(
            id="exemple-logiciels",
            label="Exemple Logiciels",
            products=tuple(
                RegisteredProduct(id=label.lower(), label=label, versions=scheme)
                for label, scheme in _SCHEMES.items()
            ),
        ),
        Vendor(id="exemple-ancien", label="Exemple Ancien", replaced_by="exemple-logiciels"),
    ]
)
"""Who numbers otherwise than by numbers, letters and corrections; Windows tells itself."""
NOTICES = {notice["id"]: number for number, notice in enumerate(read("notices.jsonl"))}


@cache
def matcher() -> Matcher:
    """All the notices at once, as an archive is asked."""
    told = (
        Told(notice["title"], tuple(msgspec.convert(notice["products"], list[Product])), ())
        for notice in read("notices.jsonl")
    )
    return Matcher(compiled(enumerate(told), REGISTRY))


def answers() -> Iterator[tuple[dict[str, str], str]]:
    """Each case with what the matcher answers of its notice."""
    for case in CASES:
        found = {item.notice: str(item.answer) for item in matcher().answers(Line(1, case["line"]))}
        yield case, found.get(NOTICES[case["notice"]], "not_concerned")
