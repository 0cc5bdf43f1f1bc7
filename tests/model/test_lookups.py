"""Small questions that pages ask: a term's label, a section, an address under the portal's own."""

import pytest

from cyberveille.model import Body, Section, Term, Vocabulary
from cyberveille.model.configuration import Portal

TERMS = Vocabulary("themes", (Term(id="reagir", label="Réagir"), Term(id="prevenir", label="Prévenir")))
BODY = Body(tuple(Section(title, "", "", 1) for title in ("", "Résumé", "MESURES", "Détection")))


def test_a_term_has_its_label_and_an_unknown_one_its_identifier() -> None:
    """A page is drawn even when the list lost a term that a notice still names."""
    assert (TERMS.label("reagir"), TERMS.label("disparu")) == ("Réagir", "disparu")
    assert TERMS.get("disparu") is None


def test_sections_are_found_whatever_their_case() -> None:
    """And the others keep the order in which they were written."""
    found = BODY.section("mesures")
    assert found is not None
    assert found.title == "MESURES"
    assert BODY.section("Contexte") is None
    assert [section.title for section in BODY.without("résumé", "Mesures")] == ["", "Détection"]


@pytest.mark.parametrize(
    ("url", "base", "page"),
    [
        ("https://example.org", "/", "https://example.org/flux/"),
        ("https://example.org/", "/", "https://example.org/flux/"),
        ("https://example.org/veille", "/veille/", "https://example.org/veille/flux/"),
        ("https://example.org/veille/", "/veille/", "https://example.org/veille/flux/"),
    ],
)
@pytest.mark.parametrize("address", ["flux/", "/flux/"])
def test_addresses_are_joined_with_one_slash(url: str, base: str, page: str, address: str) -> None:
    """However the portal's own address ends, and whether or not the other begins with one."""
    portal = Portal(name="", tagline="", description="", url=url)
    assert portal.base == base
    assert portal.absolute(address) == page
