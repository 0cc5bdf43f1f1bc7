"""The links and images of a body, for the rules that follow them."""

import pytest

from cyberveille.markup import render_body
from cyberveille.model import Link


def links(text: str, first_line: int = 1) -> tuple[Link, ...]:
    return render_body(text, first_line).body.links


def test_links_have_their_lines() -> None:
    """Each link stands on the line on which its address is written."""
    assert links("[Un](/un/)\n\n## Titre\n\nVoir [deux](https://example.org/deux).\n", 30) == (
        Link("/un/", 30),
        Link("https://example.org/deux", 34),
    )


def test_images_have_their_text() -> None:
    """An image is told from a link, with the text that replaces it."""
    assert links("![Un schéma](schema.png)\n![](vide.png)") == (
        Link("schema.png", 1, image=True, text="Un schéma"),
        Link("vide.png", 2, image=True, text=""),
    )


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("<https://example.org/a>", "https://example.org/a"),
        ("[x](</a b/>)", "/a b/"),
        ('[x](/a/ "Titre")', "/a/"),
        ("[x](/a/?b=1&c=2)", "/a/?b=1&c=2"),
        ("[x](/a/?b=1&amp;c=2)", "/a/?b=1&c=2"),
        ("[x][r]\n\n[r]: /a/", "/a/"),
        ('<a href="/a/">x</a>', "/a/"),
        ("[x](#s-mesures)", "#s-mesures"),
        ("[x](/%C3%A9t%C3%A9/)", "/%C3%A9t%C3%A9/"),
        ("<contact@example.org>", "mailto:contact@example.org"),
        ("[x]()", ""),
    ],
)
def test_targets_are_what_a_browser_follows(text: str, target: str) -> None:
    """Every form of link gives its address, character references resolved."""
    assert [link.target for link in links(text)] == [target]


@pytest.mark.parametrize("text", ["`[x](/a/)`", "```\n[x](/a/)\n```", "\\[x](/a/)", "[x] (/a/)", "Voir /a/."])
def test_what_is_no_link_gives_none(text: str) -> None:
    """Code and escaped brackets are text."""
    assert links(text) == ()


def test_a_link_that_is_removed_is_no_link() -> None:
    """A link that sanitising empties is told as removed, not followed."""
    assert links("[x](javascript:y)") == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[x](/a/1/)\n[y](/a/)", [1, 2]),
        ("[x](/a/#b)\n[y](/a/)\n[z](/a/?c)", [1, 2, 3]),
        ("[x](https://example.org/a)\n\n[y](https://example.org)", [1, 3]),
        ("[x](/a/)\n\n[y](/a/)\n\n[z](/a/)", [1, 3, 5]),
        ("Voir /a/ ou `[x](/a/)`.\n\n[y](/a/)", [3]),
        ("`une\n[x](/a/)`\n\n[y](/a/)", [4]),
        ("```\n[x](/a/)\n```\n[y](/a/)", [4]),
        ("\\[x](/a/)\n\n[y](/a/)", [3]),
        ("/a/\n\n[x][r] et [y][r]\n\n[r]: /a/", [5, 5]),
        ("a\n<a href='/a/'>x</a>\n[y](</a/> \"T\")", [2, 3]),
        ("[x](/a?b=1&amp;c)\n\n[y](/a?b=1&c)", [1, 3]),
        ("contact@example.org\n\n<contact@example.org>", [3]),
        ("[x](/a\\_b/)\n[y](/a_b/)", [1, 2]),
        ("[x](/A/)\n[y](/a/)", [1, 2]),
        ("![](a.png)\n[y](a.png)", [1, 2]),
        ("a\n\n[x]()", [3]),
    ],
)
def test_a_link_is_found_where_its_own_address_is_written(text: str, lines: list[int]) -> None:
    """Not where another address begins like it, nor where the text or code holds the same signs."""
    assert [link.line for link in links(text)] == lines


def test_an_address_written_with_character_references_is_found() -> None:
    """On the line on which it stands."""
    assert links("A.\n\n## Titre\n\n[x](/a&#47;b/)\n") == (Link("/a/b/", 5),)


def test_a_target_that_cannot_be_found_has_its_section_s_line() -> None:
    """A very long address, written otherwise than it reads, is not looked for."""
    long = "b" * 2100
    assert links(f"A.\n\n## Titre\n\n[x](/a&#47;{long}/)\n") == (Link(f"/a/{long}/", 3),)
