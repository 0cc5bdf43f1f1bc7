"""How much the parser may read for one body: a count, the same on every machine."""

import re
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.exploring import examples

from cyberveille.markup import render_body
from cyberveille.markup.dialect import converter_with
from cyberveille.markup.fences import fenced, without_code
from cyberveille.markup.positions import SEARCHES, Positions
from cyberveille.markup.work import LIMIT, TooMuchWorkError, Work
from cyberveille.model import Body

SIZE = 40_000
CALLS_A_SIGN = 100
"""Of Python's functions and of C's; a paragraph of words makes less than one."""
ASK_TOO_MUCH = {
    "underlined headings": "a\n===\n" * (SIZE // 6),
    "underlined headings of level 2": "a\n---\n" * (SIZE // 6),
    "definitions": ": a\n" * (SIZE // 4),
    "terms and definitions": "a\n: b\n" * (SIZE // 6),
    "headings in a list": "- a\n" + "# b\nc\n" * (SIZE // 6),
    "headings in a quotation": "> a\n> ===\n" * (SIZE // 10),
    "headings": "# a\n" * (SIZE // 4),
    "a wide table with many rows": "|".join("a" * 6_000)
    + "\n"
    + "|".join("-" * 6_000)
    + "\n"
    + "a\n" * 8_000,
    "backticks in a row": "\\`` " * (SIZE // 4) + "|b\n-|-\n",
    "open brackets": "[" * SIZE,
    "open links": "[a](b " * (SIZE // 6),
    "a reference used over and over": "[a]: " + "b" * SIZE + "\n\n" + "[a] " * (SIZE // 8),
    "a title used over and over": '[a]: b "' + "c" * SIZE + '"\n\n' + "[a]\n\n" * (SIZE // 5),
    "comments in open elements": "<b>" * 900 + "<!-- -->" * 900 + "x" * SIZE,
    "open elements before paragraphs": "".join(f"<b title={i}>" for i in range(1_900)) + "\n\na" * 20_000,
}


@pytest.mark.parametrize("body", ASK_TOO_MUCH.values(), ids=ASK_TOO_MUCH.keys())
def test_a_body_that_asks_too_much_is_refused(body: str) -> None:
    """Whatever makes the parser read again, it stops at the same limit and says where it was."""
    rendered = render_body(f"Texte.\n\n{body}\n", 10)
    assert rendered.body == Body()
    assert rendered.intricate >= 12
    assert converter_with("\x1e", counted=True).work.done > LIMIT
    (section,) = render_body("Un *autre* **texte**, _suivi_ d’un long. " + "mot " * 400).body.sections
    assert section.html.startswith("<p>Un <em>autre</em> <strong>texte</strong>, <em>suivi</em> d’un")


FRAGMENTS = [
    *("a\n===\n", "a\n---\n\n", ": a\n", "a\n: b\n\n", "a\n\n:   b\n\n", "# a\n"),
    *("> a\n", "> > a\n\n", "- a\n", "- a\n\n", "1. a\n", "    - b\n", "    a\n\n", "        b\n\n", "b\n"),
    *("[a]: b\n", '[a]: """""""" x\n', "[a][b] ", "[^1]: a\n\n", "*[A]: b\n", "{: #a }\n"),
    *("*a ", "**a** ", "*a **b* c** ", "_a_b ", "***a ", "a* ", "`a` ", "``a` ", "\\`` ", "\\*", "\\\n"),
    *("[", "]", "[a](b) ", "[a](", '[a](b "', "[a](<b> '", "![a](b", "<a ", "<b>", "<div>\n", "<!-- ", "-->"),
    *("<?", "<![CDATA[", "</a>", "<script>", "<http://a> ", "<a@b> ", "&amp; ", "&#1", "\t", "     ", "\n"),
    *("|", "|a|b|\n", "|-|-|\n", "`a`|", "```\n", "~~~a\n", '~~~{a="b\n', '~~~hl_lines="\n', "« a » ! ", "é"),
    *("  - a\n", "   1) b\n", "  ```\n", "> - a\n", "~~a ", "~~", "- [ ] a\n", "(https://a_b", "https://a "),
    "<pre>\n",
    *("[^a", "[a][", "**", "C:\\_a ", "!!! a\n", "a. b\n", ":a_b:", "==a", "$$", "{.a"),
]  # fmt: skip


@examples(12)
@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4),
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4),
)
def test_no_mixture_makes_more_calls_than_its_limit(first: list[str], second: list[str]) -> None:
    """Fragments of every construct, repeated: rendered or refused after a bounded number of calls."""
    body = "".join(first) * (2_000 // len("".join(first))) + "".join(second) * (2_000 // len("".join(second)))
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        render_body(body)
    finally:
        sys.setprofile(None)
    assert calls < 2 * LIMIT + CALLS_A_SIGN * len(body)


def test_work_is_refused_beyond_its_limit() -> None:
    """What is at the limit passes; one sign more is refused, with what was being read."""
    work = Work()
    work.add(LIMIT)
    with pytest.raises(TooMuchWorkError) as refusal:
        work.add(1, "ceci")
    assert refusal.value.text == "ceci"
    work.begin()
    work.add(LIMIT)


def test_lines_are_looked_for_a_bounded_number_of_times() -> None:
    """Beyond so many links that cannot be found, each is told by its section."""
    places = Positions("texte\n" * 50 + "fin", 1)
    found = [places.link(f"absent{number}", 7) for number in range(SEARCHES)]
    assert set(found) == {7}
    assert places.link("fin", 7) == 7
    assert Positions("texte\n" * 50 + "Fin", 1).link("fin", 7) == 51


def test_top_headings_are_found_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """The headings of a body are gathered once, however many are removed."""
    readings: list[str] = []

    def counted(text: str) -> str:
        readings.append(text)
        return text

    monkeypatch.setattr("cyberveille.markup.positions.without_code", counted)
    rendered = render_body("# a\n\n" * 500, 3)
    assert [removal.line for removal in rendered.removed] == list(range(3, 1_003, 2))
    assert len(readings) == 1


LINES = [
    *("```", "~~~", "````", "~~~~", "``` python", "```.c", "~~~ {.a}", "~~~{=}", "~~~{a", "```a b", "a", ""),
    *("``` ", '```py hl_lines="1"', "```py hl_lines='1' ", " ```", "```{", "~~~~~", "   ~~~", "    ```"),
    *("```py title=x", "``` a`b", "> ```", "> a"),
]


@examples(600)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_fences_are_those_of_commonmark(lines: list[str]) -> None:
    """Each block of fenced code begins and ends where another reader of CommonMark says."""
    text = "\n".join(lines)
    spans = list(fenced(text))
    found = [(text.count("\n", 0, start), text.count("\n", 0, end) + 1) for start, end in spans]
    tokens = MarkdownIt("commonmark").parse(text)
    expected = [tuple(token.map or ()) for token in tokens if token.type == "fence" and _closed(token, lines)]
    # What nothing closes is text here, where CommonMark makes code of all that follows.
    assert found[: len(expected)] == expected
    if not [token for token in tokens if token.type == "fence" and not _closed(token, lines)]:
        assert found == expected
    assert without_code(text).count("\n") == text.count("\n")


def _closed(token: Token, lines: list[str]) -> bool:
    assert token.map is not None
    quoted = "> ?" if token.level else ""
    last = re.fullmatch(quoted + r" {0,3}(`+|~+) *", lines[token.map[1] - 1])
    return token.map[1] - token.map[0] > 1 and last is not None and last[1].startswith(token.markup)
