"""Tables: aligned by class, for the pages allow no inline style."""

import pytest

from cyberveille.markup import render_body

TABLE = "| A | B | C | D |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n"


def test_alignment_is_a_class() -> None:
    """Each aligned cell carries its class, and neither a style nor an obsolete attribute."""
    html = render_body(TABLE).body.sections[0].html
    assert '<th class="cv-left">A</th>' in html
    assert '<td class="cv-center">2</td>' in html
    assert '<td class="cv-right">3</td>' in html
    assert "<td>4</td>" in html
    assert "style=" not in html
    assert "align=" not in html


def test_words_that_look_like_alignment_stay_words() -> None:
    """Text and code that speak of alignment are left alone."""
    html = render_body('Écrire `align="left"`, ou align="left" > tout.').body.sections[0].html
    assert html.count('align="left"') == 2
    assert "cv-left" not in html


@pytest.mark.parametrize("value", ["justify", "char", "LEFT", "left;x"])
def test_other_alignments_are_dropped(value: str) -> None:
    """An alignment that pages have no class for is dropped and told."""
    rendered = render_body(f'<table><tr><td align="{value}">x</td></tr></table>')
    assert "align" not in rendered.body.sections[0].html
    assert [removal.what for removal in rendered.removed] == ["align="]


@pytest.mark.parametrize(
    "attribute", ['colspan="deux"', 'rowspan="-1"', 'colspan="99999"', 'scope="tout"', 'width="50%"']
)
def test_values_that_are_not_valid_html_are_dropped(attribute: str) -> None:
    """An attribute whose value HTML does not know would spoil the page's validity."""
    rendered = render_body(f"<table><tr><th {attribute}>x</th></tr></table>")
    assert "<th>x</th>" in rendered.body.sections[0].html
    assert len(rendered.removed) == 1


def test_a_pipe_in_code_is_no_cell() -> None:
    """Code may hold a pipe inside a table."""
    html = render_body("| A |\n|---|\n| `a|b` |\n").body.sections[0].html
    assert "<code>a|b</code>" in html
