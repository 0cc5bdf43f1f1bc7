"""What a notice says of what it concerns is found wherever it is written."""

from cyberveille.concerned import Answer, Line, Matcher, Told, compiled
from cyberveille.concerned.stating import lines_of
from cyberveille.model import Product
from cyberveille.registry import RegisteredProduct, Registry, Vendor

_SOURCE = ("CERTFR-2020-AVI-001",)


def _answer(notice: Told, line: str) -> Answer:
    found = list(Matcher(compiled([(0, notice)], Registry([]))).answers(Line(1, line)))
    return found[0].answer if found else Answer.NOT


def test_a_paragraph_beside_a_list_states_versions() -> None:
    """A product and its versions above a list are no mere head of it; a paragraph of advice is none."""
    systems = "Tunnelia versions 2.0 antérieures à la 2.0.4 :\n\n- pour les versions Unix en mode client"
    assert list(lines_of(systems)) == [
        "Tunnelia versions 2.0 antérieures à la 2.0.4",
        "pour les versions Unix en mode client",
    ]
    advice = "Tunnelia versions 3.1 ne sont pas affectées.\n\n- Tunnelia versions antérieures à 2.0.4"
    assert list(lines_of(advice)) == ["Tunnelia versions antérieures à 2.0.4"]


def test_what_a_title_names_is_looked_for_beside_the_systems_that_have_it() -> None:
    """Releases of a system are listed, a library is what is corrected: a line of it is to be checked."""
    products = (Product(product="Distria 10.04"), Product(product="Distria 10.10"))
    notice = Told("Vulnérabilités dans libdessin", products, _SOURCE)
    assert _answer(notice, "libdessin 4.5") is Answer.TO_CHECK
    assert _answer(notice, "libtexte 4.5") is Answer.NOT


def test_a_product_without_a_vendor_has_that_of_the_title() -> None:
    """Its name in part is then enough to be to check."""
    products = (Product(product="Quantia Smart-1 sans le dernier correctif de sécurité"),)
    registry = Registry([])
    notice = Told("Vulnérabilité dans Exemplia Quantia Smart-1", products, _SOURCE)
    maker = Told("Vulnérabilité dans Autre", (Product(product="Autre", vendor="Exemplia"),), _SOURCE)
    matcher = Matcher(compiled([(0, maker), (1, notice)], registry))
    answers = {found.notice: found.answer for found in matcher.answers(Line(1, "Exemplia Smart-1 5150"))}
    assert answers.get(1) is Answer.TO_CHECK


def test_a_title_of_several_products_names_none() -> None:
    """« les produits ESET » is no product that is called as its maker is, of which nothing would be said."""
    registry = Registry(
        [Vendor(id="eset", label="Bastia", products=(RegisteredProduct(id="b", label="Bastia"),))]
    )
    products = (Product(product="Bastia Courrier versions antérieures à 8.1", vendor="Bastia"),)
    for title, answer in (
        ("Vulnérabilité dans les produits Bastia", []),
        ("Vulnérabilité dans Bastia", [Answer.TO_CHECK]),
    ):
        matcher = Matcher(compiled([(0, Told(title, products, _SOURCE))], registry))
        assert [found.answer for found in matcher.answers(Line(1, "Bastia Parefeu 9.0"))] == answer


def test_a_title_that_has_its_maker_names_what_is_listed() -> None:
    """The framework that « Exemplia Prime » speaks of is listed under its maker, and is no other product."""
    products = (Product(product="Cadriciel Prime versions 5.3.x antérieures à 5.3.17", vendor="Prime"),)
    notice = Told("Vulnérabilité dans Exemplia Prime", products, _SOURCE)
    maker = Told("Vulnérabilité dans Autre", (Product(product="Autre", vendor="Exemplia"),), _SOURCE)
    matcher = Matcher(compiled([(0, maker), (1, notice)], Registry([])))
    asked = {
        line: {found.notice: found.answer for found in matcher.answers(Line(1, line))}.get(1, Answer.NOT)
        for line in ("Prime Framework 5.3.16", "Prime Framework 5.3.17", "Prime Boot 2.6.4")
    }
    assert list(asked.values()) == [Answer.CONCERNED, Answer.NOT, Answer.NOT]
