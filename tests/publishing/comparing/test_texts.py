"""Texts before and after, as readers see and hear the difference."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.markup import render_body
from cyberveille.publishing.comparing import Budget, passages, texts

HIDDEN = re.compile(r'<span class="cv-hidden">[^<]*</span>')


def _shown(before: str, after: str, limit: int = 4_000_000) -> list[tuple[str, str, str]]:
    """Each passage, without the words that are only heard."""
    old, new = render_body(before, 1).body, render_body(after, 1).body
    return [(item.title, item.fate, HIDDEN.sub("", item.html)) for item in passages(old, new, Budget(limit))]


def _one(before: str, after: str) -> str:
    ((_, _, html),) = _shown(f"## T\n\n{before}\n", f"## T\n\n{after}\n")
    return html


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "Installer la version 4.1, sans attendre.",
            "Installer la version 4.2, sans attendre.",
            "<p>Installer la version <del>4.1</del> <ins>4.2</ins>, sans attendre.</p>",
        ),
        (
            "Couper le service.",
            "Couper le service le soir.",
            "<p>Couper le service <ins>le soir</ins>.</p>",
        ),
        (
            "Un *mot*, `du code`.",
            "Un **mot**, `autre code`.",
            "<p>Un mot, <del><code>du</code></del> <ins><code>autre</code></ins> <code>code</code>.</p>",
        ),
        (
            "- un\n- deux",
            "- un\n- trois\n- deux",
            "<ul>\n<li>un</li>\n<li><ins>trois</ins></li>\n<li>deux</li>\n</ul>",
        ),
        (
            "1. un\n2. deux\n3. trois",
            "1. un\n2. autre\n\n   - inclus\n\n3. deux\n4. trois",
            (
                '<ol>\n<li value="1">un</li>\n<li value="2"><ins>autre</ins></li>\n</ol>\n'
                "<ul>\n<li><ins>inclus</ins></li>\n</ul>\n"
                '<ol>\n<li value="3">deux</li>\n<li value="4">trois</li>\n</ol>'
            ),
        ),
        (
            "4. un\n5. rouge",
            "4. un\n5. vert\n\nFin.",
            (
                '<ol>\n<li value="4">un</li>\n<li value="5"><ins>vert</ins></li>\n'
                '<li value="5"><del>rouge</del></li>\n</ol>\n<p><ins>Fin.</ins></p>'
            ),
        ),
    ],
)
def test_words_are_marked(before: str, after: str, shown: str) -> None:
    """Only those that changed; marks that change no word are left out."""
    assert _one(before, after) == shown


def test_marks_are_said_before_and_after() -> None:
    """For those who hear the page: where a removal or an addition begins, and where it ends."""
    old, new = (render_body(f"## T\n\nVersion {number}\n", 1).body for number in (1, 2))
    (passage,) = passages(old, new, Budget())
    words = re.sub(r"<[^>]+>", "", passage.html)
    assert words == (
        "Version [début du texte supprimé] 1 [fin du texte supprimé] "
        " [début du texte ajouté] 2 [fin du texte ajouté] "
    )


def test_a_link_that_leads_elsewhere_says_where() -> None:
    """Its words may be the same."""
    html = _one("Voir [l’avis](https://a.example/).", "Voir [l’avis](https://b.example/).")
    assert '<del><a href="https://a.example/">l’avis</a> (https://a.example/)</del>' in html
    assert '<ins><a href="https://b.example/">l’avis</a> (https://b.example/)</ins>' in html


def test_what_stays_is_cut() -> None:
    """A paragraph before and after a change; the others are counted."""
    lines = [f"Le paragraphe numéro {number}." for number in range(9)]
    before = "\n\n".join(lines)
    html = _one(before, before.replace("numéro 4.", "numéro quatre."))
    assert html.count("<p>") == 3
    assert html.count('<p class="cv-changes__gap">3 paragraphes inchangés</p>') == 2


def test_sections_come_and_go() -> None:
    """Those that are the same are not shown; those taken out come last."""
    before, after = (
        "## A\n\nUn.\n\n## B\n\nDeux.\n\n## C\n\nTrois.\n",
        "## A\n\nUn.\n\n## C\n\nTrois.\n\n## D\n\nQuatre.\n",
    )
    assert [(title, fate) for title, fate, _ in _shown(before, after)] == [
        ("D", "ajoutée"),
        ("B", "supprimée"),
    ]


def test_another_form_of_the_same_words_is_no_change() -> None:
    """Spaces and emphasis alone."""
    assert _shown("## A\n\nUn *mot*.\n", "## A\n\nUn\nmot.\n") == []


def test_tables_and_code_are_compared_by_rows_and_lines() -> None:
    """Each row is a paragraph, each line of code is kept as it is."""
    table = "| a | b |\n|---|---|\n| 1 | {} |"
    assert "<del>2</del> <ins>3</ins>" in _one(table.format(2), table.format(3))
    code = "```\nun\n{}\n```"
    html = _one(code.format("deux"), code.format("trois"))
    assert html.startswith("<pre>")
    assert "<del><code>deux\n</code></del>" in html


def test_a_text_beyond_the_budget_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole; and beyond what a page may hold, it is said instead of shown."""
    before, after = (f"## T\n\n{mark} un deux {mark} trois {mark} quatre\n" for mark in "ab")
    ((_, _, html),) = _shown(before, after, limit=0)
    assert html.count("<del>") == 1
    monkeypatch.setattr(texts, "LONGEST", 10)
    assert _shown(before, after)[0][2] == ""


TEXT = st.text(alphabet="ab<>&\"'`*[]()#-|\n :/é", max_size=60)


@given(TEXT, TEXT)
@examples(60)
def test_whatever_is_compared_gives_safe_html(before: str, after: str) -> None:
    """Balanced tags of a few kinds; words that look like markup are escaped."""
    for _, _, html in _shown(before, after):
        opened: list[str] = []
        for closing, tag in re.findall(r"<(/?)([a-z][a-z0-9]*)", html):
            assert tag in {"p", "ul", "li", "pre", "code", "a", "ins", "del", "strong"}
            if closing:
                assert opened.pop() == tag
            else:
                opened.append(tag)
        assert not opened
