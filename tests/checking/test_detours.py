"""Links that something was put in between, and those that say one address and lead to another."""

import pytest
from tests.portal import Portal, bulletin

BEHIND = {
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.cisa.gov%2Fkev&data=a": (
        "https://www.cisa.gov/kev"
    ),
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.cisa.gov_news-3Fa-3D1&d=DwMF": (
        "https://www.cisa.gov/news?a=1"
    ),
    "https://urldefense.com/v3/__https://www.cisa.gov/news__;!!abc": "https://www.cisa.gov/news",
    "https://bit.ly/abc?url=httpfoo": "",
}


@pytest.mark.parametrize("address", BEHIND)
def test_the_address_behind_another_is_proposed(portal: Portal, address: str) -> None:
    """As it can be copied; where it is not told, the editor is asked to look."""
    portal.write("bulletins/2026/CV-2026-BUL-0002.md", _saying(f"[avis]({address})"))
    [found] = [item for item in portal.catalogue().findings if item.rule == "link-direct"]
    meant = BEHIND[address]
    assert found.hint.endswith(f": {meant}") if meant else "recopiez" in found.hint


@pytest.mark.parametrize(
    ("said", "target", "refused"),
    [
        ("https://www.santé.fr/", "https://www.xn--sant-epa.fr/", False),
        ("https://www.cisa.gov,", "https://www.cisa.gov", False),
        ("https://www.cisa.gov)", "https://cisa.gov", False),
        ("https://…", "https://www.cisa.gov", False),
        ("https://www.cisa.gov", "https://www.cisa.gov.example.net", True),
        ("https://www.santé.fr/", "https://www.sante.fr/", True),
    ],
)
def test_what_a_link_says_is_where_it_leads(portal: Portal, said: str, target: str, *, refused: bool) -> None:
    """The same site however it is written, with what a sentence leaves behind it."""
    portal.write("bulletins/2026/CV-2026-BUL-0002.md", _saying(f"[{said}]({target})"))
    assert ("link-as-said" in {item.rule for item in portal.catalogue().findings}) is refused


def _saying(link: str) -> str:
    return bulletin(2).replace("## Mesures\n", f"## Mesures\n\nVoir {link} en ligne.\n", 1)
