"""Headers in the form that the tools write: read at once, and exactly as libyaml reads them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.model import Product, Reference, Revision, Vulnerability
from cyberveille.reading.composing import composed, parse
from cyberveille.reading.front_matter import split
from cyberveille.reading.plain_header import plain_header
from cyberveille.reading.report import Report
from cyberveille.writing import notice_text

pytestmark = pytest.mark.shortcut

_SAMPLES = r"""
a ¦ 4.10 ¦ 010 ¦ no ¦ 2026-11-23T09:30:00+01:00 ¦ a:b ¦ a: ¦ :a ¦ -a ¦ - ¦ ~ ¦ ? ¦ *a ¦ &a ¦ !a ¦ #b ¦ a#b
¦ % ¦ @ ¦ ` ¦ | ¦ > ¦ {a ¦ [a ¦ ] ¦ 'a' ¦ "a" ¦ "a #b" ¦ "a: b" ¦ "a\\" ¦ "a\n" ¦ "é « ! » 日" ¦ "" ¦ "a, b"
¦ a,b ¦ http://a.fr/?b=c ¦ "a"b ¦ --- ¦ ... ¦ a b ¦ a #b ¦ [a, b] ¦ [a, a: b] ¦ {a: b} ¦ {a: "b, c", d: e}
¦ Un titre, long ¦ L’avis (1) d'été : ¦ a - b ¦ a -b ¦ {a: b c, d: é} ¦ [a b, c d] ¦ a b: c ¦ a b:c ¦ a! ; b
¦ {a: b, a: c} ¦ {a: b,c} ¦ {a:b} ¦ [a, b,] ¦ [] ¦ {} ¦ ["a", b] ¦ [a,b] ¦ [a:b] ¦ [a:] ¦ {a: b:c} ¦ "[a]" ¦
"""
_SCALARS = st.sampled_from(_SAMPLES.replace("\n", " ").split(" ¦ "))
_LINES = st.builds(
    lambda lead, key, value: f"{lead}{key}{value}",
    st.sampled_from(["", "", "", "  ", "  - ", "  - ", "    ", "- ", "   ", "  -  ", "      ", "\t"]),
    st.sampled_from(["", "a: ", "b: ", "c:", "a:", "a : ", "id:  ", '"a": ', "a-b_c: ", "# ", "1a: ", "é: "]),
    _SCALARS,
)
_HEADERS = st.lists(_LINES, max_size=6).map("\n".join)

# What follows is plain by the way it is made: each key once, then one block of each kind.
_PLAIN_VALUES = r"""
a ¦ 4.10 ¦ no ¦ 2026-11-23T09:30:00+01:00 ¦ a:b/c ¦ "c #d" ¦ "é « ! » 日, x" ¦ Un titre d'été (1) ½
¦ L’avis; 4:10 5 ¦ [d, "e, f"] ¦ {e: f é, g: "h, i: j"} ¦ [a] ¦ {a: b}
"""
_PLAIN_VALUE = st.sampled_from(_PLAIN_VALUES.strip().replace("\n", " ").split(" ¦ "))
_PLAIN_PAIRS = st.dictionaries(
    st.sampled_from(["a", "b", "c-d", "E_f"]), _PLAIN_VALUE, min_size=1, max_size=3
)


def _group(first: str, other: str) -> st.SearchStrategy[str]:
    return _PLAIN_PAIRS.map(lambda pairs: first + f"\n{other}".join(f"{k}: {v}" for k, v in pairs.items()))


_PLAIN_ITEM = st.one_of(_PLAIN_VALUE.map("  - {}".format), _group("  - ", "    "))
_PLAIN_BLOCK = st.one_of(
    _PLAIN_VALUE.map(" {}".format),
    _group("\n  ", "  "),
    st.lists(_PLAIN_ITEM, min_size=1, max_size=3).map("\n".join).map("\n{}".format),
)
_PLAIN_HEADERS = st.dictionaries(st.sampled_from("abcdef"), _PLAIN_BLOCK, min_size=1, max_size=4).map(
    lambda blocks: "\n".join(f"{key}:{block}" for key, block in blocks.items())
)


def _agree(header: str) -> None:
    quick, whole = Report("a.md"), Report("a.md")
    assert parse(header, 2, quick) == composed(header, 2, whole)
    assert quick == whole


@given(_HEADERS, st.sampled_from(["", "\n"]))
def test_any_header_is_what_libyaml_makes_of_it(header: str, end: str) -> None:
    """Values, lines and findings are those of the whole way, whatever stands in the header."""
    _agree(header + end)


@given(_PLAIN_HEADERS, st.sampled_from(["", "\n"]))
def test_plain_headers_are_too(header: str, end: str) -> None:
    """All of them take the short way."""
    assert plain_header(header + end, 2) is not None
    _agree(header + end)


@given(_PLAIN_HEADERS, st.integers(0, 200), _LINES)
def test_plain_headers_with_one_line_more_are_too(header: str, at: int, line: str) -> None:
    """Wherever it stands."""
    lines = header.split("\n")
    lines.insert(at % (len(lines) + 1), line)
    _agree("\n".join(lines))


@pytest.mark.parametrize(
    "header",
    [
        "a: b\na: c",
        "a: {b: c, b: d}",
        "a:\n  b: c\n  b: d",
        "a:\n  - b: c\n    b: d",
        "a:\n  - {b: c, b: d}",
        "a:\n  - b\n    c: d",
        "a: b\n  c: d",
        "a: b\n  - c",
        "a:",
        "a:\n  - b:",
    ],
)
def test_a_fault_is_found_all_the_same(header: str) -> None:
    """A key twice, a value without its key: what the short way must leave to the whole one."""
    assert plain_header(header, 2) is None
    _agree(header)


_TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60).map(str.strip)


@given(_TEXT.filter(bool), _TEXT.filter(bool))
def test_what_the_tools_write_takes_the_short_way(title: str, change: str) -> None:
    """Unless a text holds a sign that has to be escaped."""
    when = datetime(2026, 11, 23, 8, tzinfo=UTC)
    header = {
        "id": "CV-2026-BUL-0001",
        "title": title,
        "published": when,
        "products": (Product(vendor="Éditeur", product="Produit", affected=title),),
        "vulnerabilities": (Vulnerability(cve="CVE-2026-1"),),
        "risks": ("deni-service",),
        "references": (Reference(title=change * 3, url="https://example.org/a?b=c#d"),),
        "revisions": (Revision(date=when, change=change),),
    }
    front = split(notice_text(header, "Texte."), Report("a.md"))
    assert front is not None
    plain = plain_header(front.header, 2)
    assert (plain is None) == any(sign in title + change for sign in '"\\')
    if plain is not None:
        assert plain == composed(front.header, 2, Report("a.md"))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "\n",
        "a: b, c",
        "a: b\n  c",
        "a: 'b'",
        "a: |\n  b",
        "a: &b c",
        "a: b\na: c",
        "# a\nb: c",
        "a:\nb: c",
        "- a",
    ],
)
def test_the_rest_is_left_to_libyaml(header: str) -> None:
    """What is empty, what spans lines, what would be a finding."""
    assert plain_header(header, 2) is None
