"""Lists and code as CommonMark writers lay them out: what comes out has the shape that they wrote."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.exploring import examples

from cyberveille.markup import Unread, render_body
from cyberveille.markup.limits import NESTING

_SHAPE = {"ul", "ol", "li", "pre", "blockquote"}


class _Shape(HTMLParser):
    """The lists, blocks of code and quotations of a page, with the words in each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SHAPE:
            self.found.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SHAPE:
            self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found += data.split()


def shape(markdown: str) -> list[str]:
    return _Shape("\n".join(section.html for section in render_body(markdown).body.sections)).found


def of_commonmark(markdown: str) -> list[str]:
    return _Shape(MarkdownIt("commonmark").render(markdown)).found


@dataclass(frozen=True)
class Item:
    """An item to write: what follows its words, and its own list."""

    words: str
    follows: str
    children: tuple["Item", ...]


_FOLLOWS = st.sampled_from(["", "", "", "\nsuite", "\n\nautre", "\n\n```bash\nls -l\n```", "\n```\nx\n```"])
_ITEMS = st.recursive(
    st.builds(Item, st.sampled_from(["un", "deux mots", "trois"]), _FOLLOWS, st.just(())),
    lambda inner: st.builds(
        Item, st.sampled_from(["un", "deux"]), st.just(""), st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=8,
)
_STYLES = st.lists(st.sampled_from(["- ", "* ", "-   ", "1. ", "1) ", "+ "]), min_size=5, max_size=5)


def written(items: tuple[Item, ...], styles: list[str], gap: str) -> str:
    """The list, as CommonMark lets it be written: each level under the text of the one above."""
    lines = []
    for number, item in enumerate(items, start=1):
        marker = styles[0].replace("1", str(number))
        inner = item.words + item.follows
        if item.children:
            inner += "\n" + written(item.children, styles[1:] or styles, gap)
        lines.append(marker + inner.replace("\n", "\n" + " " * len(marker)))
    return re.sub(r"^ +$", "", gap.join(lines), flags=re.MULTILINE)


@examples(200)
@given(st.lists(_ITEMS, min_size=1, max_size=4).map(tuple), _STYLES, st.sampled_from(["\n", "\n\n"]))
def test_a_nested_list_has_the_shape_that_commonmark_gives_it(
    items: tuple[Item, ...], styles: list[str], gap: str
) -> None:
    """Two, three or four spaces, one marker or another, with paragraphs and code in items."""
    markdown = written(items, styles, gap)
    assert shape(markdown) == of_commonmark(markdown)


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_bullets_nest_from_two_spaces_on(indent: int) -> None:
    """As in the editors and sites that writers come from."""
    blanks = " " * indent
    expected = [
        "<ul>",
        "<li>",
        "a",
        "<ul>",
        "<li>",
        "b",
        "</li>",
        "</ul>",
        "</li>",
        "<li>",
        "c",
        "</li>",
        "</ul>",
    ]
    assert shape(f"- a\n{blanks}- b\n- c\n") == expected
    assert shape(f"- a\n\n{blanks}- b\n\n- c\n") == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("1. a\n  - b\n2. c", "<ol> <li> a <ul> <li> b </li> </ul> </li> <li> c </li> </ol>"),
        ("1. a\n\n   suite\n\n2. b", "<ol> <li> a suite </li> <li> b </li> </ol>"),
        ("1. a\n   ```\n   x\n   ```\n2. b", "<ol> <li> a <pre> x </pre> </li> <li> b </li> </ol>"),
        ("1. a\n\n    ```\n    x\n    ```\n", "<ol> <li> a <pre> x </pre> </li> </ol>"),
        ("- a\n\n      code\n", "<ul> <li> a <pre> code </pre> </li> </ul>"),
        ("- a\n\n        code\n", "<ul> <li> a <pre> code </pre> </li> </ul>"),
        ("> - a\n>   - b\n", "<blockquote> <ul> <li> a <ul> <li> b </li> </ul> </li> </ul> </blockquote>"),
        ("> ```\n> x\n> ```\n", "<blockquote> <pre> x </pre> </blockquote>"),
        ("- a\n\n  > b\n", "<ul> <li> a <blockquote> b </blockquote> </li> </ul>"),
        ("1) a\n2) b\n", "<ol> <li> a </li> <li> b </li> </ol>"),
        ("1) a\n   - b\n", "<ol> <li> a <ul> <li> b </li> </ul> </li> </ol>"),
        ("- a\n  1986. b\n", "<ul> <li> a 1986. b </li> </ul>"),
        (
            "1. a\n  1. b\n  2. c\n2. d\n",
            "<ol> <li> a <ol> <li> b </li> <li> c </li> </ol> </li> <li> d </li> </ol>",
        ),
        ("1. a\n1. b\n", "<ol> <li> a </li> <li> b </li> </ol>"),
        ("1. a\n  2. b\n", "<ol> <li> a </li> <li> b </li> </ol>"),
        ("```bash\nx\n````\n", "<pre> x </pre>"),
        (" ```\n x\n ```\n", "<pre> x </pre>"),
        (
            "- a\n    - b\n        - c",
            "<ul> <li> a <ul> <li> b <ul> <li> c </li> </ul> </li> </ul> </li> </ul>",
        ),
    ],
)
def test_these_have_the_shape_that_was_meant(markdown: str, expected: str) -> None:
    """Each was printed raw, or out of its list, or is what four spaces have always made."""
    assert shape(markdown) == expected.split()


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ('```bash title="x"', "bash"),
        ('~~~ {.bash title="x"}', "bash"),
        ("``` powershell Get-Service", "powershell"),
        ("```{.bash}", "bash"),
        ("```c++ linenums", "c++"),
        ("```!", ""),
    ],
)
def test_an_annotated_fence_is_code(opening: str, language: str) -> None:
    """What follows the language, and the library cannot read, is left out."""
    fence = opening[:3]
    (section,) = render_body(f"{opening}\nls <x>\n{fence}\n").body.sections
    mark = f' class="language-{language}"' if language else ""
    assert section.html == f"<pre><code{mark}>ls &lt;x&gt;\n</code></pre>"


@pytest.mark.parametrize("before", ["", "- a\n\n", "- a\n- b\n\nc\n"])
@pytest.mark.parametrize("indent", [1, 2, 3])
def test_a_heading_may_stand_off_the_margin(before: str, indent: int) -> None:
    """By up to three spaces; nothing is said of it."""
    rendered = render_body(f"{before}{' ' * indent}### Titre\n\nd\n")
    assert "<h3>Titre</h3>" in rendered.body.sections[0].html
    assert rendered.unread == ()


def test_a_section_may_begin_off_the_margin() -> None:
    """And is found at its line."""
    sections = render_body("Avant.\n\n  ## Mesures\n\nTexte.\n", 10).body.sections
    assert [(section.title, section.line) for section in sections] == [("", 10), ("Mesures", 12)]


def test_blanks_in_verbatim_html_stay() -> None:
    """What stands in `pre` is no list."""
    (section,) = render_body("<pre>\n- a\n  - b\n</pre>\n").body.sections
    assert "- a\n  - b" in section.html


def test_lists_too_deep_are_refused() -> None:
    """However few spaces each level takes."""
    body = "".join("  " * depth + "- a\n" for depth in range(NESTING))
    assert render_body(body).intricate == 0
    assert render_body(body + "  " * NESTING + "- a\n").intricate == 1


@examples(100)
@given(st.integers(3, 6), st.sampled_from("`~"), st.sampled_from(["", "py", " a b"]), st.integers(0, 3))
def test_a_fence_that_nothing_closes_is_told_at_its_line(
    length: int, sign: str, info: str, indent: int
) -> None:
    """Whatever it is made of; a shorter one does not close it."""
    opening = " " * indent + sign * length + info
    rendered = render_body(f"Texte.\n\n{opening}\nx\n\n{sign * (length - 1)} y\n", 10)
    assert (Unread.FENCE, 12) in [(mark.kind, mark.line) for mark in rendered.unread]


@pytest.mark.parametrize("indent", [1, 2])
def test_a_paragraph_that_leaves_its_list_is_told_at_its_line(indent: int) -> None:
    """One or two spaces are not enough under « 1. »."""
    rendered = render_body("1. un\n\n" + " " * indent + "suite\n\n2. deux\n", 10)
    assert [(mark.kind, mark.line, mark.what) for mark in rendered.unread] == [(Unread.LEFT, 12, "suite")]
