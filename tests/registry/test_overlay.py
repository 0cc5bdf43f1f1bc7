"""A portal's own files go before what comes with the program."""

from datetime import date

from cyberveille.registry import NameSource, RegisteredProduct, Registry, Vendor, overlaid

BASE = (
    Vendor(
        id="acme",
        label="Acme",
        aliases=("Acme Corp", "Roadrunner"),
        site="https://acme.example.org/",
        products=(RegisteredProduct(id="anvil", label="Anvil", versions="dates"),),
        sources=(NameSource(names=("Acme Corp", "Roadrunner"), source="site"),),
    ),
    Vendor(id="coyote", label="Coyote"),
)


def test_values_of_a_portal_count_and_the_others_stay() -> None:
    """Names of both are kept, the label that was replaced included."""
    own = Vendor(
        id="acme",
        label="Acme Santé",
        aliases=("ACME-S",),
        products=(
            RegisteredProduct(id="anvil", label="Anvil", end_of_support=date(2027, 1, 12)),
            RegisteredProduct(id="rocket", label="Rocket"),
        ),
    )
    acme, coyote = overlaid((BASE, (own,)))
    assert (acme.label, acme.site) == ("Acme Santé", "https://acme.example.org/")
    assert acme.aliases == ("Acme Corp", "Roadrunner", "ACME-S", "Acme")
    assert [item.id for item in acme.products] == ["anvil", "rocket"]
    assert acme.products[0].versions == "dates"
    assert acme.products[0].end_of_support == date(2027, 1, 12)
    assert acme.sources == BASE[0].sources
    assert coyote == BASE[1]


def test_a_name_that_a_portal_gives_to_another_vendor_is_its_own() -> None:
    """The portal has the last word: nobody is left with two owners."""
    registry = Registry(overlaid((BASE, (Vendor(id="coyote", label="Coyote", aliases=("Roadrunner",)),))))
    vendor = registry.vendor("ROADRUNNER")
    assert vendor is not None
    assert vendor.id == "coyote"


def test_nothing_laid_over_changes_nothing() -> None:
    """An empty layer, or none."""
    assert overlaid((BASE, ())) == overlaid((BASE,)) == BASE
