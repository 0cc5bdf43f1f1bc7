"""Gravity, disclosure and kinds: closed scales whose order decides what is published."""

import pytest

from cyberveille.model import Kind, Severity, Tlp


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        (0.0, Severity.INFORMATION),
        (0.1, Severity.LOW),
        (3.9, Severity.LOW),
        (4.0, Severity.MEDIUM),
        (6.9, Severity.MEDIUM),
        (7.0, Severity.HIGH),
        (8.9, Severity.HIGH),
        (9.0, Severity.CRITICAL),
        (10.0, Severity.CRITICAL),
    ],
)
def test_a_score_is_in_the_band_of_the_standard(score: float, severity: Severity) -> None:
    """CVSS v3.1 section 5, bounds included."""
    assert Severity.of_score(score) is severity


def test_severities_are_ranked_from_the_gravest() -> None:
    """Whatever the order in which they come."""
    names = ["information", "critique", "faible", "elevee", "moyenne"]
    ranked = sorted(map(Severity, names), key=lambda severity: severity.rank)
    assert [severity.value for severity in ranked] == [
        "critique",
        "elevee",
        "moyenne",
        "faible",
        "information",
    ]


OPEN_TO_CLOSED = [Tlp("CLEAR"), Tlp("GREEN"), Tlp("AMBER"), Tlp("AMBER+STRICT"), Tlp("RED")]


@pytest.mark.parametrize("limit", range(5))
def test_a_reader_may_read_what_is_no_more_closed_than_his_limit(limit: int) -> None:
    """TLP 2.0: every label up to the limit, and none beyond."""
    readable = [tlp for tlp in OPEN_TO_CLOSED if tlp.within(OPEN_TO_CLOSED[limit])]
    assert readable == OPEN_TO_CLOSED[: limit + 1]


def test_what_names_its_recipients_may_not_enter_git() -> None:
    """AMBER+STRICT and RED; the others may."""
    assert [tlp.may_enter_git for tlp in OPEN_TO_CLOSED] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("kind", "notice_id", "address"),
    [
        (Kind.BULLETIN, "CV-2026-BUL-0042", "bulletins/2026/CV-2026-BUL-0042/"),
        (Kind.ALERT, "CV-2025-ALE-0003", "alertes/2025/CV-2025-ALE-0003/"),
        (Kind.DOCUMENT, "CV-2026-DOC-0007", "documents/CV-2026-DOC-0007/"),
    ],
)
def test_an_address_follows_from_kind_and_identifier(kind: Kind, notice_id: str, address: str) -> None:
    """It never changes: links, feeds and search engines keep it."""
    assert kind.address(notice_id) == address
    assert Kind.of_code(notice_id.split("-")[2]) is kind


def test_an_unknown_code_is_no_kind() -> None:
    """Rather than an exception."""
    assert Kind.of_code("AVI") is None
