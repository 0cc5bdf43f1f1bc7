"""A valid value is proposed for the first faults of a kind; the others are told without one."""

from collections.abc import Iterable

import pytest
from tests.portal import bulletin
from tests.reading.samples import bulletin as bulletin_of
from tests.reading.samples import read

from cyberveille.checking import Context, Policy, check_subject
from cyberveille.checking.nearest import SUGGESTIONS
from cyberveille.model import Term, Tlp, Vocabularies, Vocabulary


def test_terms_are_compared_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand unknown technologies are a thousand findings, and few comparisons."""
    asked: list[str] = []

    def counted(written: str, vocabulary: Vocabulary) -> str:
        asked.append(written)
        return vocabulary.ids[0]

    monkeypatch.setattr("cyberveille.checking.rules.vocabulary.nearest_term", counted)
    words = [f"mot{number}" for number in range(1_000)]
    text = bulletin(1).replace("[imagerie]", f"[{', '.join(words)}]")
    lists = Vocabularies(technologies=Vocabulary("technologies", (Term(id="imagerie", label="Imagerie"),)))
    found = check_subject(bulletin_of(read(text)), Context(Policy("CV", Tlp.CLEAR, lists)))
    assert sum(item.rule == "technology-known" for item in found) == 1_000
    assert asked == words[:SUGGESTIONS]


def test_anchors_are_compared_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """So are links to sections that do not exist."""
    asked: list[str] = []

    def counted(written: str, valid: Iterable[str], **_: float) -> None:
        if written.startswith("s-y") and [*valid]:
            asked.append(written)

    monkeypatch.setattr("cyberveille.checking.nearest.nearest", counted)
    text = bulletin(1, body="\n\n".join(f"[x](#s-y{number})" for number in range(500)))
    found = check_subject(bulletin_of(read(text)), Context(Policy("CV", Tlp.CLEAR, Vocabularies())))
    assert sum(item.rule == "link-fragment" for item in found) == 500
    assert len(asked) == SUGGESTIONS
