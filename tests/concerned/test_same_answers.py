"""The pages answer as the program does: the same table of cases, and inventories drawn at random."""

import json
import random
from collections.abc import Iterable
from typing import Any

import msgspec

from cyberveille.concerned import Answer, Line, Vendors, encoded, vocabulary
from tests.concerned.labelled import CASES, REGISTRY, matcher, read
from tests.scripts import Evaluate, evaluate

__all__ = ["evaluate"]

_DRAWN = 300


def _here(lines: Iterable[Line]) -> list[Any]:
    return [
        [
            [found.notice, str(found.answer), found.version, found.why]
            for found in matcher().answers(line)
            if found.answer is not Answer.NOT
        ]
        for line in lines
    ]


def _there(evaluate: Evaluate, lines: Iterable[Line]) -> list[Any]:
    """What the scripts of the page answer from what is published."""
    registry = Vendors(REGISTRY)
    index = {
        "vocabulary": json.loads(vocabulary.text()),
        "vendors": registry.keys,
        "words": {vendor: sorted(words) for vendor, words in registry.words.items()},
    }
    notices = [[notice["id"]] for notice in read("notices.jsonl")]
    part = msgspec.json.encode({"notices": notices, **encoded(matcher().rules, registry.keys)}).decode()
    asked = [
        {"text": line.text, "vendor": line.vendor, "product": line.product, "version": line.version}
        for line in lines
    ]
    told = evaluate(
        "matching.js",
        "await (async () => {"
        'const { why } = await import("./reasons.js");'
        f"const matcher = new m.Matcher({json.dumps(index)}, [{part}]);"
        f"return {json.dumps(asked)}.map((line) => matcher.answers(line)"
        ".map((found) => [found.notice, found.answer, found.version, why(found)]));"
        "})()",
    )
    assert isinstance(told, list)
    return told


def test_the_page_answers_each_case_as_the_program_does(evaluate: Evaluate) -> None:
    """The answer, the version that decided, and why."""
    lines = [Line(number, case["line"]) for number, case in enumerate(CASES, 1)]
    assert _there(evaluate, lines) == _here(lines)


def test_inventories_drawn_at_random_are_answered_alike(evaluate: Evaluate) -> None:
    """Words, names and versions of the notices in any mixture, in columns or not."""
    chance = random.Random(22)
    words = sorted({word for case in CASES for word in case["line"].split()})
    versions = [
        "7.2.3",
        "12.0 build 56.20",
        "CU20",
        "B.06.10",
        "1.0.1s",
        "18.4R2-S3",
        "2019",
        "SP1",
        "14SU3",
        "2.4.57-1",
        "7.2.7\n7.2.3",
        "7.0<br>7.2.7",
        "4.18.0-477.el8",
        "2.0b3",
        "2019-05",
        "20.006.20042",
    ]
    words += [
        "fortios7.2.3", "Forti_OS_7.2.3", "W2K12", "Win10", "WS2019", "serveur_2016", "(64-bit)",
        "MX800-v2.1", "x64", "Windows_Server_2016", "Coffre2.4.56-1", "Édition", "B.02", "win64",
    ]  # fmt: skip
    lines = []
    for number in range(_DRAWN):
        text = " ".join(chance.sample(words, chance.randrange(1, 6)))
        vendor = chance.choice([None, None, "Fortinet", "Philips", "Cisco", "Microsft", "Éditeur local"])
        product = " ".join(chance.sample(words, 2)) if vendor else None
        version = chance.choice([None, *versions]) if vendor else None
        lines.append(Line(number, text, vendor, product, version))
    assert _there(evaluate, lines) == _here(lines)
