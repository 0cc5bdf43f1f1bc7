"""What attackers write in Markdown and HTML: none of it runs, loads, submits or takes a page's names."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.markup import Rendered, render_body, sanitise
from cyberveille.markup.sanitising import ATTRIBUTES, SCHEMES, TAGS, audit, scheme_of

LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript&colon;alert(1)",
    "&#1;javascript:alert(1)",
    "vbscript:msgbox(1)",
    "VBSCRIPT:msgbox(1)",
    "data:text/html,<b>x</b>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "blob:https://example.org/x",
    "view-source:https://example.org/",
    "intent://example.org/#Intent;end",
    "feed:javascript:alert(1)",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr=alert(1)>",
    '<img src="x" onerror = "alert(1)">',
    "<img/src/onerror=alert(1)>",
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<math href="javascript:alert(1)">x</math>',
    "<body onload=alert(1)>",
    "<iframe src=//example.org></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="javascript:alert(1)"></object>',
    '<embed src="javascript:alert(1)">',
    '<applet code="x"></applet>',
    '<form action="//example.org"><input name=a><button>Envoyer</button></form>',
    '<button formaction="javascript:alert(1)">x</button>',
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<style>body{display:none}</style>",
    '<p style="position:fixed">x</p>',
    '<link rel=stylesheet href="//example.org/x.css">',
    '<base href="//example.org/">',
    '<meta http-equiv="refresh" content="0;url=//example.org">',
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    '<p id="contenu">x</p>',
    '<a name="main" href="/x/">x</a>',
    '<p class="md-header">x</p>',
    '<a href="/x/" target="_blank">x</a>',
    '<a href="/x/" ping="//example.org">x</a>',
    '<img src="x" srcset="//example.org 1x" alt="x">',
    '<td background="//example.org/x.png">x</td>',
    '<td align="justify">x</td>',
    '<span lang="&quot; onclick=alert(1)">x</span>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<?xml-stylesheet href='x'?>",
    "<x onclick=alert(1)>x</x>",
    '<p is="x-element" slot="a" part="b">x</p>',
    '<h2 id="titre">Faux titre</h2>',
    "<h1>Faux titre</h1>",
    '<b itemprop="x" data-md-component="search">x</b>',
]
_ALLOWED_ATTRIBUTES = set[str]().union(*ATTRIBUTES.values()) | {"lang", "class"}


class _Inspector(HTMLParser):
    """Fails on anything a browser would act on."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in _ALLOWED_ATTRIBUTES, name
            if name == "class":
                assert re.fullmatch(r"cv-(?:left|center|right)|language-[\w+#.-]+", value or "")
            if name in {"href", "src"}:
                assert (scheme_of(value or "") or "https") in SCHEMES, value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def inspect(rendered: Rendered) -> None:
    for section in rendered.body.sections:
        inspector = _Inspector()
        inspector.feed(section.html)
        inspector.close()
    for link in rendered.body.links:
        assert (scheme_of(link.target) or "https") in SCHEMES


@pytest.mark.parametrize("target", LINKS)
@pytest.mark.parametrize(
    "form",
    ["[x]({})", "[x](<{}>)", "![x]({})", "[x][r]\n\n[r]: {}", '<a href="{}">x</a>', "<a href={}>x</a>"],
)
def test_a_link_that_runs_is_gone_and_told(target: str, form: str) -> None:
    """A link with a scheme of another kind leads nowhere, and the editor is told."""
    rendered = render_body(form.format(target))
    inspect(rendered)
    assert not any(
        link.target.casefold().startswith(("java", "vb", "data", "file")) for link in rendered.body.links
    )
    if any("href" in section.html or "src" in section.html for section in rendered.body.sections):
        return
    written_as_text = any(":" in section.html for section in rendered.body.sections)
    assert rendered.removed or written_as_text


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "java&#115;cript:alert(1)", "ftp://example.org/", "DATA:x"]
)
def test_a_removed_scheme_is_named(target: str) -> None:
    """The removal names the scheme that a browser would see."""
    removed = [removal.what for removal in render_body(f"Voir\n\n[x]({target})").removed]
    assert removed in (["javascript:"], ["ftp:"], ["data:"])


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_that_acts_is_gone_and_told(markup: str) -> None:
    """HTML outside the list is dropped, and each time something is said of it."""
    for text in (
        markup,
        f"Du texte {markup} et la suite.",
        f"> {markup}",
        f"- {markup}",
        f"## Titre\n\n{markup}",
    ):
        rendered = render_body(text)
        inspect(rendered)
        assert rendered.removed, text


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_a_heading_is_gone_and_told(markup: str) -> None:
    """A section's title is plain text, and what was dropped from it is told."""
    rendered = render_body(f"## Titre {markup}\n\nTexte.")
    inspect(rendered)
    assert rendered.removed
    assert all(re.fullmatch(r"s-[a-z0-9-]+", section.anchor) for section in rendered.body.sections)


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("form", ["`{}`", "```\n{}\n```", "~~~ html\n{}\n~~~", "Texte.\n\n    {}"])
def test_markup_in_code_stays_text(markup: str, form: str) -> None:
    """Code is shown to the letter: nothing is dropped, nothing runs."""
    rendered = render_body(form.format(markup))
    inspect(rendered)
    assert rendered.removed == ()
    assert "&lt;" in rendered.body.sections[0].html


@pytest.mark.parametrize("text", ["versions < 4.2", "a < b et c > d", "5 <6", "R&D", "<3", "a<b"])
def test_comparisons_are_no_markup(text: str) -> None:
    """Signs of comparison are the editor's words."""
    rendered = render_body(text)
    inspect(rendered)
    assert rendered.removed == ()


@pytest.mark.parametrize(
    "html",
    [
        '<span lang="en">patch</span>',
        '<abbr title="Système de gestion de laboratoire">SGL</abbr>',
        "H<sub>2</sub>O",
        "<kbd>Ctrl</kbd>",
        "Ligne<br>suivante",
        '<ol start="3"><li>Trois</li></ol>',
        '<td colspan="2" align="right">x</td>',
    ],
)
def test_harmless_html_is_kept(html: str) -> None:
    """The few elements that Markdown has no sign for may be written as HTML."""
    assert render_body(html).removed == ()


def test_names_of_the_page_cannot_be_taken() -> None:
    """No identifier or name comes out of a body; anchors carry a prefix of their own."""
    rendered = render_body('## Contenu\n\n<p id="contenu"><a name="header" id="main">x</a></p>')
    assert not re.search(r"\b(?:id|name)=", rendered.body.sections[0].html)
    assert rendered.body.sections[0].anchor == "s-contenu"


def test_code_cannot_take_a_name() -> None:
    """The attributes that fenced code may carry in Markdown are dropped."""
    html = render_body("``` { .python #contenu onclick=x }\nx = 1\n```").body.sections[0].html
    assert "id=" not in html
    assert "onclick" not in html


def test_what_is_removed_is_said_with_its_line() -> None:
    """Each removal stands on the line on which it was written, the second of a kind on its own."""
    text = (
        "Un.\n\n<iframe src=x></iframe>\n\n## Deux\n\n<b onclick=x>a</b>\n\n"
        "[x](javascript:y)\n\n<b onclick=z>c</b>\n"
    )
    removed = [(removal.what, removal.line) for removal in render_body(text, 10).removed]
    assert removed == [("<iframe>", 12), ("onclick=", 16), ("javascript:", 18), ("onclick=", 20)]


def test_a_top_heading_is_told_on_its_line() -> None:
    """Level-1 headings, in both of Markdown's forms, are dropped and each is told."""
    removed = render_body("Texte.\n\n# Un\n\nDeux\n====\n\n```\n# pas un titre\n```\n\n# Trois\n", 5).removed
    assert [(removal.what, removal.line) for removal in removed] == [("<h1>", 7), ("<h1>", 9), ("<h1>", 16)]


def test_a_boundary_cannot_be_forged() -> None:
    """The mark between sections cannot be written by an editor."""
    rendered = render_body("Un.\n\n<!--\x1e-->\n\nDeux.")
    assert len(rendered.body.sections) == 1
    inspect(rendered)


@examples(300)
@given(
    st.lists(
        st.sampled_from(
            [
                *MARKUP,
                *LINKS,
                "[x](",
                ")",
                "`",
                "```\n",
                "\n\n",
                "> ",
                "- ",
                "| a | b |\n|---|---|\n",
                "&",
                '"',
            ]
        )
        | st.text(max_size=8),
        max_size=8,
    ).map("".join)
)
def test_any_mixture_is_safe(text: str) -> None:
    """However attacks are put together, what comes out is on the list."""
    rendered = render_body(text)
    inspect(rendered)
    for section in rendered.body.sections:
        clean = section.html.replace(' class="cv-', ' align="').replace("\u00a0", "&nbsp;")
        assert sanitise(sanitise(clean)) == sanitise(clean)
        assert [what for what in audit(section.html) if what != "class="] == []
