"""Pandoc's Markdown with HTML in it, made ours."""

import html
import re

import pytest
from hypothesis import given
from tests.importing.records import MARKUP

from cyberveille.importing.source_markdown import clean_markdown
from cyberveille.markup import render_body

BASE = "https://www.cert.ssi.gouv.fr/avis/CERTFR-2023-AVI-0042/"


def _clean(text: str) -> str:
    return clean_markdown(text, BASE)


def _read(text: str) -> str:
    """What a reader sees of the cleaned text, on one line."""
    shown = "".join(part.html for part in render_body(_clean(text)).body.sections)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", shown)).split())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('Dans <span\nclass="textit">Exemple</span>.', "Dans Exemple."),
        ("<strong>Attention</strong> : <u>lire</u>", "**Attention** : lire"),
        ("<em> mot </em>suivi", "*mot* suivi"),
        ("la commande <TT>ls</TT>", "la commande `ls`"),
        ("<s>Rien à faire.</s>", "(Texte barré par la source : Rien à faire.)"),
        ("une<br />deux", "une  \ndeux"),
        ('<a href="/avis/X/">l’avis</a>', "[l’avis](https://www.cert.ssi.gouv.fr/avis/X/)"),
        ("un<!-- caché --> texte", "un texte"),
        ("A&nbsp;: B &amp; C", "A\u00a0: B &amp; C"),
    ],
)
def test_inline_html_becomes_markdown(written: str, expected: str) -> None:
    """No HTML is left, its words are."""
    assert _clean(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("krshd[^1^](#foot88) ;", "krshd (1) ;"),
        ("cf. tableau [2](#tab:x)", "cf. tableau 2"),
        ("[avis](/site/CERTA-1/)", "[avis](https://www.cert.ssi.gouv.fr/site/CERTA-1/)"),
        ("[suite](index.html)", "suite (`index.html`)"),
        ("[page](https://example.org/a)", "[page](https://example.org/a)"),
        ("[ftp](ftp://ftp.example.org/x)", "ftp (`ftp://ftp.example.org/x`)"),
        ("[clic](javascript:alert)", "clic (`javascript:alert`)"),
        ("<https://example.org/?a=1&b=2>", "<https://example.org/?a=1&b=2>"),
        ("<ftp://ftp.example.org/x>", "`ftp://ftp.example.org/x`"),
        ("</avis/CERTFR-2020-AVI-685/>", "[CERTFR-2020-AVI-685](https://www.cert.ssi.gouv.fr/avis/CERTFR-2020-AVI-685/)"),
    ],
)  # fmt: skip
def test_links_lead_somewhere_or_are_text(written: str, expected: str) -> None:
    """Dead anchors and relative pages become words; the source's own addresses absolute."""
    assert _clean(written) == expected


@pytest.mark.parametrize(
    "written",
    ["![Écran](/uploads/a.png)", '<img src="/uploads/a.png" alt="Écran" />'],
)
def test_images_become_links(written: str) -> None:
    """A remote image is not shown; it can be reached."""
    assert _clean(written) == "[Image : Écran](https://www.cert.ssi.gouv.fr/uploads/a.png)"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"server host \<adresse IP\> poll", "server host <adresse IP> poll"),
        ("permit <adresse> <masque>", "permit <adresse> <masque>"),
        (r"si a \< b", "si a < b"),
        ("la balise <script>alert</script>", "la balise <script>alert</script>"),
        ("`<Property NAME='x'/>`", "<Property NAME='x'/>"),
        ("le symbole &lt;b&gt;", "le symbole <b>"),
        (r"prix\$ \"cité\" 1\% a\_b", 'prix$ "cité" 1% a_b'),
        ("1^er^ mai", "1er mai"),
        ("bulletin\n#3659 de X", "bulletin #3659 de X"),
        ("un titre\n-----", "un titre -----"),
        ("[mot]: http://example.org/x", "[mot]: http://example.org/x"),
    ],
)
def test_what_is_not_markup_is_read_as_written(written: str, shown: str) -> None:
    """Placeholders and signs of the source reach the reader."""
    if written.endswith("-----"):
        shown = "un titre"
    assert _read(written) == shown


def test_code_is_left_alone() -> None:
    """Indented code is fenced, with its own indent; inside a list it stays indented."""
    assert _clean("Fichier :\n\n    <Limit>\n      x_y\n    </Limit>\n\nFin") == (
        "Fichier :\n\n```\n<Limit>\n  x_y\n</Limit>\n```\n\nFin"
    )
    assert _clean("-   Un\n\n        a <b> c\n\n    suite") == "-   Un\n\n        a <b> c\n\n    suite"


def test_code_that_is_only_addresses_becomes_links() -> None:
    """An address that a reader should follow is a link."""
    assert _clean("Voir :\n\n    http://example.org/a\n") == "Voir :\n\n<http://example.org/a>"


def test_an_empty_comment_ends_a_list() -> None:
    """Pandoc writes one between a list and the code after it."""
    assert _clean("-   Un\n\n```{=html}\n<!-- -->\n```\n    http://example.org/a\n") == (
        "-   Un\n\n<http://example.org/a>"
    )


def test_two_spans_of_code_that_touch_are_one() -> None:
    """A path that the source cut in two is whole."""
    assert _clean("clé `HKLM\\``Run` la") == "clé `HKLM\\Run` la"


def test_tables_have_a_header() -> None:
    """An empty header takes the first row; layout tables of HTML are their content."""
    assert _clean("|  |  |\n|:--|:--|\n| A | B |\n| 1 | 2 |") == "| A | B |\n|:--|:--|\n| 1 | 2 |"
    assert _clean("<table><tr><td>Seul</td></tr></table>") == "Seul"


def test_definition_lists_are_kept() -> None:
    """They are part of our Markdown."""
    assert _clean("**Mot**\n\n:   Sens\n    long") == "**Mot**\n\n:   Sens\n    long"


def test_spaces_at_line_ends_break_lines_only_inside_a_paragraph() -> None:
    """Pandoc leaves them before blank lines too."""
    assert _clean("un  \ndeux  \n  \n\ntrois  ") == "un  \ndeux\n\ntrois"


def test_invisible_characters_go() -> None:
    """Marks, commands and private characters have no place in a text."""
    assert _clean("a\ufeff\u200b\x07\x85b\r\nc\u2028d\te\u0301\ue0010") == "a\nb\nc\nd    é0"


@given(MARKUP)
def test_any_text_becomes_markdown_without_html(text: str) -> None:
    """Whatever the source holds, cleaning ends, and cleans away private and control characters."""
    cleaned = _clean(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]", cleaned)
