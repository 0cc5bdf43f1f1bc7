"""Marks that pages print as written: each is told once, at its own line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.markup import Mark, Unread, render_body
from cyberveille.markup.unread import MOST

MARKS = {
    Unread.FOOTNOTE: ["note[^1]", "[^nom]: La note.", "une ^[note en ligne]"],
    Unread.ADMONITION: [
        *("!!! note", '??? warning "Titre"', "> [!TIP]", ":::danger", "::: {.note}"),
        *("~> Attention", "W> Attention", ".. note:: Attention", "[NOTE]"),
    ],
    Unread.DIALECT: [
        "==vu==",
        "un ==mot vu== là",
        "H~2~O",
        "10^6^",
        ":warning:",
        "*[CVE]: Common",
        "## Titre {#ancre}",
        "texte {: .classe }",
        "[[page]]",
        "[TOC]",
        "$$a+b$$",
        "h3. Titre",
        "== Titre ==",
        "'''gras'''",
        "un ''mot'' là",
        "{code}",
        "{panel:title=x}",
        "[b]gras[/b]",
        "[url=/x]ici[/url]",
        "||spoiler||",
        "%% note %%",
        "{++ajout++}",
        "{--retrait--}",
        "{>>avis<<}",
        "++ctrl+c++",
        r"avant la \<4.2",
        r"\"mot\"",
        "texte ^abc123",
        r"\newpage",
        "'''console",
        "---\ntitle: x\n---\ntexte",
    ],
    Unread.LINK: [
        "[texte] (https://a.fr/)",
        "(texte)[https://a.fr/]",
        "[texte](https://a.fr/",
        "[texte(https://a.fr/)",
        '"texte":https://a.fr/',
    ],
    Unread.HALF: [
        "C’est **important ici",
        "C’est ** important ** ici",
        "C’est **\u00a0important\u00a0** ici",
        "**a** et **b",
        "lancer `ls -la",
        "l`hôpital",
        "une ligne\\",
    ],
    Unread.TABLE: ["| a | b |\n| 1 | 2 |", "| a | b |\n| 1 | 2 |\n| 3 | 4 |"],
    Unread.REFERENCE: ["[texte][absent]", "[absent][]"],
    Unread.BULLET: [
        *("• un", "\uf0b7 un", "▪ un", "– un", "— un", "o\tun", "-un\n-deux", "–un\n–deux", "> • un"),
        *(f"{sign} un\n{sign} deux" for sign in ("→", "✅", "☐", "✔\ufe0f", "‐", "−", "§", "o", "ü", "»")),
    ],
    Unread.LETTERS: [
        *("a. un\nb. deux", "a) un\nb) deux", "A. un\nB. deux", "(a) un\n(b) deux"),
        *("i. un\nii. deux", "I) un\nII) deux", "(1) un\n(2) deux", "1° un\n2° deux", "1- un\n2- deux"),
        *("1/ un\n2/ deux", "1.- un\n2.- deux", "1.un\n2.deux", "①un\n②deux"),
    ],
    Unread.PATH: [
        r"C:\_temp\x",
        r"\\serveur\c$",
        r"\\serveur",
        r"%APPDATA%\_x",
        r"HKLM\Software\*",
        r"\d+\.\d+",
        r"dossier\(x86)\bin",
        r"« C:\.ssh »",
        r"C:\Program Files (x86)\.x\#y",
    ],
}
PAIRS = [(kind, text) for kind, texts in MARKS.items() for text in texts]
_QUIET = st.sampled_from(
    [
        "Un texte : deux, `[^1]` et **trois**.",
        "- un\n- deux",
        "1. un\n\n   suite",
        "```console\n!!! note\nC:\\_x\n• a\n```",
        "## Titre",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "> une citation",
        "Terme\n: définition",
        "[lien](https://a.fr/) et [autre][r]\n\n[r]: https://a.fr/",
        "C'est – dit-on – à 10:30:20, x == y, a[0][1], ~10 %, f(x)[0], fe80::1.",
        "Le C++ et G++, 2 ** 3, **/*.log, (§ 2), ✅ fait, → suite, l'« un ».\n1- 2 %, C:\\\\Dossier",
        "| a | b |\n|---|---|\n| `x|y` | 2 \\| 3 |\n| 1 |",
        "**a** et **b**, *c*, **d *e* f**.",
        "Écrire C:\\\\Windows, \\*ceci\\* et 1\\. cela. Ligne\\\nsuivante.",
    ]
)


@pytest.mark.parametrize(("kind", "text"), PAIRS)
def test_a_mark_is_told_at_its_line(kind: Unread, text: str) -> None:
    """Alone in a body."""
    assert [(mark.kind, mark.line) for mark in render_body(f"Avant.\n\n{text}\n\nAprès.", 10).unread] == [
        (kind, 12)
    ]


@examples(200)
@given(st.lists(_QUIET, max_size=3), st.sampled_from(PAIRS), st.lists(_QUIET, max_size=3))
def test_it_is_told_among_other_things_too(
    before: list[str], found: tuple[Unread, str], after: list[str]
) -> None:
    """And nothing is said of them."""
    kind, text = found
    body = "\n\n".join([*before, "Avant.", text, "Après.", *after])
    line = "\n\n".join([*before, "Avant.", ""]).count("\n") + 1
    assert [(mark.kind, mark.line) for mark in render_body(body).unread] == [(kind, line)]


@pytest.mark.parametrize(
    ("kind", "text"), [pair for pair in PAIRS if "\n" not in pair[1] and "`" not in pair[1]]
)
def test_a_mark_in_code_is_text(kind: Unread, text: str) -> None:
    """Between backticks, or in a block of code."""
    assert (
        render_body(
            f"Avant `{text}` après.\n\n```\n{text}\n```\n\n1. a\n\n   ```\n   {text}\n   ```\n"
        ).unread
        == ()
    )
    assert kind in Unread


def test_what_is_printed_instead_is_told() -> None:
    """A path without the backslashes that Markdown takes for its own."""
    (mark,) = render_body(r"Ouvrir C:\_temp\*.log").unread
    assert mark == Mark(Unread.PATH, 1, r"C:\_temp\*.log", "C:_temp*.log")


@pytest.mark.parametrize(
    ("row", "lost"), [("| 1 | 2 | 3 |", "3"), ("1 | 2 | 3 | 4", "3 | 4"), ("| `a|b` | c|d |", "d")]
)
def test_a_cell_that_no_column_takes_is_told(row: str, lost: str) -> None:
    """The library leaves it out, as GitHub does."""
    rendered = render_body(f"| a | b |\n|---|---|\n| 1 | 2 |\n{row}\n")
    assert rendered.unread == (Mark(Unread.CELL, 4, lost),)


def test_a_list_stuck_to_a_text_is_told_at_its_line() -> None:
    """A line of a paragraph that begins by a number of four figures is none."""
    text = "Il faut :\n- isoler ;\n- noter.\n\nAprès\n1. un\n\nDepuis\n2026. Rien.\n"
    assert [(mark.kind, mark.line) for mark in render_body(text, 10).unread] == [
        (Unread.STUCK, 11),
        (Unread.STUCK, 15),
    ]


@pytest.mark.parametrize("box", ["{note}", "{warning} Titre"])
def test_a_box_written_as_code_is_told(box: str) -> None:
    """MyST writes it so."""
    assert [mark.kind for mark in render_body(f"```{box}\ntexte\n```").unread] == [Unread.ADMONITION]


def test_a_drawing_is_told() -> None:
    """Its code would be printed."""
    assert [mark.kind for mark in render_body("```mermaid\ngraph TD\n```").unread] == [Unread.DRAWING]


def test_many_are_not_all_told() -> None:
    """A text from elsewhere is told of once and for all."""
    assert len(render_body("• un\n" * 500).unread) == MOST
