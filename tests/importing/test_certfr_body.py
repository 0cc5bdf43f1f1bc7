"""The text of a CERT-FR record under our headings."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.records import MARKUP, body, system

from cyberveille.markup import render_body


@given(MARKUP, MARKUP, MARKUP)
def test_any_markup_is_published_whole(summary: str, content: str, systems: str) -> None:
    """Nothing is left that sanitising would drop, no image, no link that leads nowhere."""
    text = body(summary=summary, content=content, affected_systems_content=systems)
    rendered = render_body(text)
    assert rendered.removed == ()
    for link in rendered.body.links:
        assert not link.image
        assert link.target.startswith(("http://", "https://", "mailto:"))
    for title in ("Résumé", "Mesures"):
        section = rendered.body.section(title)
        assert section is not None
        assert section.html


_MARKDOWN_S = {
    "a", "blockquote", "br", "code", "dd", "dl", "dt", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def _others(text: str) -> set[str]:
    """The elements of a page that Markdown has no sign for."""
    shown = "".join(section.html for section in render_body(text).body.sections)
    return set(re.findall(r"<([a-z][a-z0-9]*)", shown)) - _MARKDOWN_S


_INNER = st.sampled_from(
    ["<img src=x>", "<b>x</b>", "<span>x</span>", "<!-- x -->", "<x", "&lt;", "\\", "\n"]
)
_TICKED = st.lists(
    st.sampled_from(["`", "``", "```", "````", "~~~", "\\`", "&#96;", " ", "\n\n"]) | _INNER, max_size=12
)


@pytest.mark.parametrize(
    "written",
    [
        "`<```<img src=x>```",
        "a `b ``<img src=x>`` c",
        "```<`` ```` `<img src=x>` ````",
        "\\``<img src=x>`",
        "``` x\n<img src=x>\n\n<b>a</b>\n```\n<img src=x>",
        "<code>`</code>``<img src=x>``",
    ],
)
def test_signs_of_code_let_no_html_through(written: str) -> None:
    """However runs of backticks are paired, what the source wrote as code is not read as HTML."""
    text = body(summary=written, content=f"## Solution\n\n{written}", affected_systems_content=written)
    assert _others(text) == set()


@given(_TICKED.map("".join) | MARKUP)
def test_no_markup_lets_html_through(written: str) -> None:
    """Whatever the pieces: the page holds the elements of Markdown alone."""
    assert _others(body(summary=written, content=f"## Solution\n\n{written}")) == set()


def test_fenced_code_is_left_alone() -> None:
    """What stands between fences is shown to the letter, blank lines and tags included."""
    text = body(content="## Solution\n\n```\n<b>a</b>\n\n&lt;`x\n```\n\nFin.\n")
    assert "```\n<b>a</b>\n\n&lt;`x\n```\n\nFin." in text


def _titles(text: str) -> list[str]:
    return [section.title for section in render_body(text).body.sections]


def test_solution_becomes_measures() -> None:
    """The sections that our notices require bear our titles."""
    text = body(content="## Description\n\nA.\n\n## Contournement Provisoire\n\nB.\n\n## Solution\n\nC.\n")
    assert _titles(text) == ["Résumé", "Description", "Contournement provisoire", "Mesures"]
    assert text.endswith("## Mesures\n\nC.")


def test_without_summary_the_title_is_the_summary() -> None:
    """Nothing is invented: the title, as a sentence."""
    text = body(summary=None, title="Vulnérabilité de <TT>a*b</TT>")
    assert text.startswith("## Résumé\n\nVulnérabilité de a\\*b.\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("## Description\n\nA.\n", "ne donne pas de mesure"),
        ("## Contournement provisoire\n\nA.\n", "appliquer le contournement"),
        ("## Solution\n", "ne donne pas de mesure"),
    ],
)
def test_without_solution_the_measures_say_so(content: str, expected: str) -> None:
    """A reader is sent to the references."""
    assert expected in body(content=content).partition("## Mesures\n\n")[2]


def test_numbered_headings_stand_under_the_section_above() -> None:
    """« 6.1 » under « Solution » is a part of it, and no level is skipped."""
    text = body(
        content="## Solution\n\n## 6.1 Correctif\n\nA.\n\n##### Sources\n\nB.\n\n## 6.2 Autre\n\nC.\n"
    )
    assert "## Mesures\n\n### 6.1 Correctif\n\nA.\n\n#### Sources\n\nB.\n\n### 6.2 Autre\n\nC." in text


def test_text_before_the_first_heading_is_the_description() -> None:
    """Text without a title is not lost."""
    assert "## Description\n\nAvant.\n\n## Mesures" in body(content="Avant.\n\n## Solution\n\nAprès.\n")


def test_two_sections_of_one_name_are_one() -> None:
    """A section stands once."""
    text = body(content="## Solution\n\nA.\n\n## Solutions\n\nB.\n")
    assert text.endswith("## Mesures\n\nA.\n\nB.")


def test_systems_in_html_are_a_section() -> None:
    """Lists, tables and headings of HTML become Markdown that nests as ours does."""
    text = body(
        affected_systems=[],
        affected_systems_content=(
            "<H2>Serveurs</H2><UL> <LI>Un&nbsp;;</LI> <LI>Deux <UL><LI>Trois</LI></UL></LI></UL>"
            "<table><thead><tr><th>A|B</th><th>C</th></tr></thead><tr><td>1</td><td>2</td></tr></table>"
        ),
    )
    assert "## Systèmes affectés\n\n### Serveurs\n\n-   Un\u00a0;\n-   Deux\n    -   Trois\n" in text
    assert "| A\\|B | C |\n| --- | --- |\n| 1 | 2 |" in text


def test_systems_that_say_no_more_than_the_products_are_not_repeated() -> None:
    """Facts live once, in the header."""
    text = body(
        affected_systems=[system("Exemple 10.4.1.")], affected_systems_content="<p>Exemple  10.4.1.</p>"
    )
    assert "Systèmes affectés" not in text


def test_a_heading_inside_code_is_code() -> None:
    """A comment of a configuration file does not open a section."""
    text = body(content="## Solution\n\nModifier :\n\n    ## Solution\n    # fin\n")
    assert _titles(text) == ["Résumé", "Mesures"]
    assert "```\n## Solution\n# fin\n```" in text


def test_what_is_no_link_is_printed_as_it_is() -> None:
    """An address with a space in it ends no link of Markdown; other readers would make one of it."""
    assert "[x]\\(y z)" in body(summary="Voir [x](y z).")


def test_markdown_in_the_systems_stays_markdown() -> None:
    """Lists, tables, emphasis and links; a list stuck to the text above begins after an empty line."""
    text = "Liste :\n- un\n- **deux**\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n[https://example.org/a](https://example.org/a)"
    made = body(affected_systems_content=text)
    assert "Liste :\n\n- un\n- **deux**\n" in made
    assert "| A | B |\n" in made
    assert "[https://example.org/a](https://example.org/a)" in made


def test_html_in_the_systems_is_converted() -> None:
    """With Markdown beside it or not."""
    assert "-   Exemple 1" in body(affected_systems_content="<ul><li>Exemple 1</li><li>Exemple 2</li></ul>")
    mixed = body(affected_systems_content="<p>Texte</p>\n\n- **un**\n- deux\n")
    assert "Texte" in mixed
    assert "- **un**" in mixed
    assert "<" not in mixed


@pytest.mark.parametrize(
    "written",
    ["(cf. section Documentation)", "(cf section documentation)", "dans la section\nDocumentation"],
)
def test_a_section_has_the_name_that_it_has_here(written: str) -> None:
    """« Documentation » is what the page calls « Références »."""
    made = body(content=f"## Solution\n\nSe référer au bulletin {written}.\n")
    assert "Références" in made
    assert "ocumentation" not in made


def test_industrial_systems_stay_marked() -> None:
    """By product, else by maker."""
    marked = system("Automate versions 1.x", "Automate", "Exemple")
    marked["product"]["vendor"]["scada"] = True
    made = body(affected_systems=[marked, system("Autre", "Autre", "Exemple")])
    assert "Systèmes industriels (SCADA) selon la source :\n\n- Exemple Automate\n" in made


@pytest.mark.parametrize(
    "content",
    [
        "# Solution\n\nInstaller.",
        "Solution\n--------\n\nInstaller.",
        "**Solution**\n\nInstaller.",
        "**Solution :**\n\nInstaller.",
        "### Solution\n\nInstaller.",
        "<h2>Solution</h2><p>Installer.</p>",
    ],
)
def test_measures_are_found_however_their_title_is_written(content: str) -> None:
    """A notice never says that its source gives no measure when it does."""
    text = body(content=content)
    assert _titles(text)[-1] == "Mesures"
    assert text.endswith("Installer.")
    assert "ne donne pas de mesure" not in text


def test_html_alone_is_read_as_html() -> None:
    """In the summary too: the items of a list are not glued together."""
    assert "- a\n" in re.sub(" +", " ", body(summary="<p>Voir :</p><ul><li>a</li><li>b</li></ul>"))


@pytest.mark.parametrize("word", ["partie", "paragraphe", "chapitre", "section", "rubrique"])
def test_readers_are_sent_to_the_references_whatever_the_word(word: str) -> None:
    """« Documentation » is a section of the source’s page, not of ours."""
    assert f"{word} Références" in body(content=f"## Solution\n\nVoir la {word} Documentation.")
