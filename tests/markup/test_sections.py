"""A body cut at its level-2 headings."""

import pytest

from cyberveille.markup import render_body
from cyberveille.model import Body, Section


def body(text: str, first_line: int = 1) -> Body:
    rendered = render_body(text, first_line)
    assert rendered.removed == ()
    return rendered.body


def outline(text: str, first_line: int = 1) -> list[tuple[str, str, int]]:
    return [(part.title, part.anchor, part.line) for part in body(text, first_line).sections]


def test_sections_start_at_their_headings() -> None:
    """Each section has its title, an ASCII anchor and the line of its heading in the file."""
    assert outline("## Résumé\n\nA.\n\n## À faire d’abord\n\nB.\n", 20) == [
        ("Résumé", "s-resume", 20),
        ("À faire d’abord", "s-a-faire-dabord", 24),
    ]


def test_text_before_the_first_heading_has_no_title() -> None:
    """It is a section without title, on the first line."""
    assert outline("Bonjour.\n\n## Résumé\n", 7) == [("", "s-section", 7), ("Résumé", "s-resume", 9)]


@pytest.mark.parametrize("text", ["", "\n\n", "   \n\t\n"])
def test_an_empty_body_has_no_section(text: str) -> None:
    """Blanks make no section."""
    assert body(text) == Body()


def test_a_section_may_be_empty() -> None:
    """A heading without text is still a section, so that a rule can ask for it."""
    assert body("## Résumé\n").sections == (Section("Résumé", "s-resume", "", 1),)


def test_underlined_headings_count() -> None:
    """A title underlined with dashes is a level-2 heading too, on the title's line."""
    assert outline("Résumé\n------\n\nA.\n\n## Mesures\n") == [
        ("Résumé", "s-resume", 1),
        ("Mesures", "s-mesures", 6),
    ]


def test_a_rule_is_no_heading() -> None:
    """Dashes after a blank line, or under a paragraph of several lines, are a rule."""
    assert outline("A.\n\n---\n\nB.\nC.\n---\n\n## Résumé\n") == [
        ("", "s-section", 1),
        ("Résumé", "s-resume", 9),
    ]


@pytest.mark.parametrize("fence", ["```", "~~~", "````", "``` python"])
def test_fenced_code_holds_no_heading(fence: str) -> None:
    """What looks like a heading inside code is code, and shifts no line."""
    closing = fence.split(maxsplit=1)[0]
    text = f"## Un\n\n{fence}\n## pas un titre\n### ni ceci\n{closing}\n\n## Deux\n"
    assert outline(text) == [("Un", "s-un", 1), ("Deux", "s-deux", 8)]


def test_a_fence_that_never_closes_is_text() -> None:
    """Without its closing line a fence opens nothing: headings below count, with their lines."""
    assert outline("## Un\n\n```\n\n## Deux\n") == [("Un", "s-un", 1), ("Deux", "s-deux", 5)]


def test_a_shorter_fence_does_not_close() -> None:
    """Three marks inside four are code."""
    assert outline("````\n```\n## non\n````\n\n## Oui\n")[1:] == [("Oui", "s-oui", 6)]


@pytest.mark.parametrize("text", ["> ## Cité\n>\n> Texte.", "- ## Élément\n\n    Texte.", "> Cité\n> ----\n"])
def test_a_nested_heading_starts_no_section(text: str) -> None:
    """A heading inside a quotation or a list stays there, one level lower, so that levels follow."""
    found = body(f"## Un\n\n{text}\n\n## Deux\n").sections
    assert [part.title for part in found] == ["Un", "Deux"]
    assert "<h3>" in found[0].html
    assert "<h2" not in found[0].html


def test_duplicate_titles_have_their_own_anchors() -> None:
    """Anchors are unique, even against a title that looks like a numbered one."""
    text = "## Mesures\n\n## Mesures\n\n## Mesures 2\n\n## Mesures\n\n## mesures\n"
    anchors = [anchor for _, anchor, _ in outline(text)]
    assert anchors == ["s-mesures", "s-mesures-2", "s-mesures-2-2", "s-mesures-3", "s-mesures-4"]
    assert [line for *_, line in outline(text)] == [1, 3, 5, 7, 9]


@pytest.mark.parametrize(
    ("written", "title", "anchor"),
    [
        ("##Collé", "Collé", "s-colle"),
        ("##   Espacé   ##", "Espacé", "s-espace"),
        ("## **Gras** et `code`", "Gras et code", "s-gras-et-code"),
        ("## [Lien](/x/)", "Lien", "s-lien"),
        ("## A & B < C", "A & B < C", "s-a-b-c"),
        ("## A &amp; B", "A & B", "s-a-b"),
        ("## Que faire ?", "Que faire\u202f?", "s-que-faire"),
        ("## « Résumé »", "«\u00a0Résumé\u00a0»", "s-resume"),
        ("## 中文", "中文", "s-section-2"),
        ("## Re\u0301sume\u0301", "Résumé", "s-resume"),
        ("## C\\#", "C#", "s-c"),
    ],
)
def test_titles_are_plain_text(written: str, title: str, anchor: str) -> None:
    """A title has no markup, composed accents and French spaces; its line is found all the same."""
    assert outline(f"Avant.\n\n{written}\n") == [("", "s-section", 1), (title, anchor, 3)]


def test_a_title_in_two_forms_of_accents_is_found() -> None:
    """« Résumé » typed with combining accents, as some systems do, is the same section."""
    assert body("## Re\u0301sume\u0301\n\nA.").section("résumé") is not None


def test_headings_below_keep_their_level() -> None:
    """Level 3 to 6 are part of the section's text."""
    html = body("## Mesures\n\n### D’abord\n\n#### Puis\n").sections[0].html
    assert html == "<h3>D’abord</h3>\n<h4>Puis</h4>"


def test_text_gets_french_spaces() -> None:
    """Guillemets and double punctuation get their no-break spaces; code keeps its own."""
    html = body("Est-ce « grave » ? Oui : `a : b`.").sections[0].html
    assert html == "<p>Est-ce «&nbsp;grave&nbsp;»\u202f? Oui\u00a0: <code>a : b</code>.</p>".replace(
        "&nbsp;", "\u00a0"
    )


def test_rendering_keeps_nothing_from_one_body_to_the_next() -> None:
    """References and footnotes of a body are not seen by another."""
    assert render_body("[x][r]\n\n[r]: /a/").body.links
    assert render_body("[x][r]").body.links == ()
