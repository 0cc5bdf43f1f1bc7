"""Labelled cases: what the matcher must reach on them, and that none is a false « non »."""

from collections import Counter

from cyberveille.concerned import Answer, Line
from cyberveille.versions import SCHEMES
from tests.concerned.labelled import CASES, answers, matcher


def test_the_cases_are_enough_and_a_third_are_to_check() -> None:
    """150 cases or more, each with its reason."""
    kinds = Counter(case["expected"] for case in CASES)
    assert len(CASES) >= 150
    assert kinds["to_check"] * 3 >= len(CASES)
    assert all(case["why"] for case in CASES)


def test_every_way_of_numbering_is_tried() -> None:
    """The notices of the cases have clauses of each scheme."""
    assert {clause.scheme for rule in matcher().rules.rules for clause in rule.clauses} == set(SCHEMES)


def test_the_answers_are_those_of_a_careful_reader() -> None:
    """Nearly all, « concerned » nearly always rightly, and never « non » for a concerned line."""
    pairs = Counter((case["expected"], answer) for case, answer in answers())
    right = sum(count for (expected, answer), count in pairs.items() if expected == answer)
    said = sum(count for (_, answer), count in pairs.items() if answer == "concerned")
    assert right >= 0.95 * len(CASES)
    assert pairs["concerned", "concerned"] >= 0.95 * said
    assert pairs["concerned", "not_concerned"] == 0


def test_a_line_is_told_the_fix_of_its_own_branch() -> None:
    """Not that of the first one which the notice names."""
    line = Line(1, "coupefeu 7.2.3")
    (why,) = (found.why for found in matcher().answers(line) if found.answer is Answer.CONCERNED)
    assert why == "7.2.3 est dans « de 7.2.0 à 7.2.6 » ; corrigé en 7.2.7"


def test_a_vendor_that_was_taken_over_is_the_same() -> None:
    """An inventory has the new name, the notice the former one; another vendor's product is another."""
    answers = [
        found.answer
        for vendor in ("Exemple Logiciels", "Philips")
        for found in matcher().answers(Line(1, "", vendor, "Ombre", "1.0"))
    ]
    assert answers == [Answer.CONCERNED]
