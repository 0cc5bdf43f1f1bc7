"""Whether a text writes HTML of its own."""

import pytest

from cyberveille.markup import writes_html


@pytest.mark.parametrize(
    "text",
    [
        "<p>x</p>",
        "a <b>x</b>",
        "x\n<p\n>y",
        "<!-- x -->",
        "a <?x?> b",
        "`<`<img src=x>`",
        "\\<b>x",
        "- a\n\n    <b>x</b>",
    ],
)
def test_tags_and_comments_are_html(text: str) -> None:
    """On a line of their own or within one, and after a span of code that ends too early."""
    assert writes_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "a < b",
        "`<b>`",
        "    <b>x</b>\n",
        "```\n<p>x</p>\n```",
        "- a\n\n        <b>x</b>",
        "&lt;b>",
        "<https://example.org/> et <a@example.org>",
    ],
)
def test_code_addresses_and_escapes_are_not(text: str) -> None:
    """These are Markdown, or read as written."""
    assert not writes_html(text)


def test_what_is_beyond_reason_counts_as_html() -> None:
    """Nobody has looked at all of it."""
    assert writes_html("<b>x</b>" + ">" * 100_000)
