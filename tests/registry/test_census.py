"""What the registry does not know: counted, with likely doubles, and entries that mend it."""

import pytest

from cyberveille.model import Named
from cyberveille.registry import RegisteredProduct, Registry, Vendor, census_of, entries_of

REGISTRY = Registry(
    (
        Vendor(id="philips", label="Philips", products=(RegisteredProduct(id="vue-pacs", label="Vue PACS"),)),
        Vendor(id="bd", label="BD"),
    )
)


def _named(*lines: tuple[str | None, str]) -> list[Named]:
    return [REGISTRY.named(*line) for line in lines]


NOTICES = [
    _named(("Zorglub", "Widget"), ("Zorglub", "Widget"), ("Zorglub", "Gadget")),
    _named(("Zorglub", "Widget"), ("Philips", "Vue PACS 12.2"), ("Philips", "Vue PACS Server")),
    _named(("Becton Dickinson", "Alaris"), (None, "Console")),
    _named(("Philips Healthcare", "Vue PACS"), ("Hewlett Packard Enterprise", "iLO"), ("HPE", "iLO")),
]


def test_names_are_counted_by_notice_the_most_frequent_first() -> None:
    """A vendor that is registered is not among them; what names no vendor is only a product."""
    census = census_of(NOTICES, REGISTRY)
    vendors = [(name.vendor_label, count) for name, count in census.vendors]
    assert vendors[0] == ("Zorglub", 2)
    assert {label for label, _ in vendors} == {
        "Zorglub", "Becton Dickinson", "Philips Healthcare", "Hewlett Packard Enterprise", "HPE",
    }  # fmt: skip
    products = [(name.member, count) for name, count in census.products]
    assert products[0] == ("zorglub/widget", 2)
    assert ("philips/vue-pacs-server", 1) in products
    assert ("editeur-non-precise/console", 1) in products
    assert not any(member == "philips/vue-pacs" for member, _ in products)


@pytest.mark.parametrize(
    "pair",
    [
        ("BD", "Becton Dickinson"),
        ("Philips", "Philips Healthcare"),
        ("HPE", "Hewlett Packard Enterprise"),
        ("Vue PACS", "Vue PACS Server"),
    ],
)
def test_likely_doubles_are_told(pair: tuple[str, str]) -> None:
    """One begins as the other, or is its initials; one of the two may be registered."""
    assert pair in census_of(NOTICES, REGISTRY).doubles


def test_names_that_have_nothing_in_common_are_no_doubles() -> None:
    """Nor two that are both registered."""
    doubles = census_of(NOTICES, REGISTRY).doubles
    assert not any("Zorglub" in pair for pair in doubles)
    assert ("BD", "Philips") not in doubles


def test_entries_are_one_file_a_vendor() -> None:
    """That of a registered vendor holds its new products alone; what has no vendor has no file."""
    entries = dict(entries_of(census_of(NOTICES, REGISTRY)))
    assert entries["zorglub.yml"] == (
        'id: zorglub\nlabel: "Zorglub"\nproducts:\n  - id: widget\n    label: "Widget"\n'
        '  - id: gadget\n    label: "Gadget"\n'
    )
    assert "vue-pacs-server" in entries["philips.yml"]
    assert "editeur-non-precise.yml" not in entries
