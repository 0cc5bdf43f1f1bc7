"""A draft that quotes a public source holds nothing back but what is its own."""

import pytest
from tests.portal import Portal, bulletin

from cyberveille.publishing.guard import Guard, guard_of
from cyberveille.publishing.words import text_words

SOURCE = "an attacker on the local network may read every image of the archive"
OWN = "l’équipe conseille de couper la passerelle pendant toute la nuit du dimanche"
QUOTE = f"## Source à reprendre\n\n```source\n{SOURCE}\n```\n"


def _guard(portal: Portal, marking: str) -> Guard:
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    text = bulletin(9, title="À compléter, une fuite", extra="aliases: [CVE-2026-77777]\ndraft: true\n")
    text = text.replace("Un défaut sans gravité.", OWN).replace("tlp: CLEAR", f"tlp: {marking}")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", f"{text}\n{QUOTE}")
    return guard_of(*portal.made())


def test_what_a_public_source_says_may_be_said(portal: Portal) -> None:
    """A notice that is published since may speak of the same fault: its name is anybody's."""
    guard = _guard(portal, "CLEAR")
    assert list(guard.leaks("x.txt", SOURCE.encode())) == []
    assert guard.claims(text_words("CVE-2026-77777")) == {"CV-2026-BUL-0009": False}


@pytest.mark.parametrize("words", [SOURCE, "CVE-2026-77777"])
def test_a_restricted_source_is_withheld(portal: Portal, words: str) -> None:
    """Its text and its name."""
    assert list(_guard(portal, "GREEN").leaks("x.txt", words.encode()))


def test_what_the_draft_says_itself_is_withheld(portal: Portal) -> None:
    """As that of any draft."""
    assert list(_guard(portal, "CLEAR").leaks("x.txt", OWN.encode()))
