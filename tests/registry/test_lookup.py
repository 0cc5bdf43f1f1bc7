"""Vendors and products are known by every name that people use, and by no other."""

import pytest

from cyberveille.registry import RegisteredProduct, Registry, Vendor, slug_of

REGISTRY = Registry(
    (
        Vendor(
            id="fortinet",
            label="Fortinet",
            products=(
                RegisteredProduct(id="fortios", label="FortiOS", aliases=("FortiGate OS",)),
                RegisteredProduct(id="fortiweb", label="FortiWeb", versions="dates"),
            ),
        ),
        Vendor(id="bd", label="BD", aliases=("Becton, Dickinson and Company", "Becton Dickinson")),
        Vendor(id="draeger", label="Dräger", aliases=("Drägerwerk",)),
        Vendor(
            id="toshiba-medical",
            label="Toshiba Medical",
            replaced_by="canon-medical",
            products=(RegisteredProduct(id="aquilion", label="Aquilion"),),
        ),
        Vendor(id="canon-medical", label="Canon Medical"),
        Vendor(id="acme", label="Acme", aliases=("Roadrunner",)),
        Vendor(id="coyote", label="Coyote", aliases=("Roadrunner",)),
        Vendor(id="a", label="A", replaced_by="b"),
        Vendor(id="b", label="B", replaced_by="a"),
    )
)


@pytest.mark.parametrize(
    "name", ["BD", "bd", "B.D.", "BECTON DICKINSON™", "Becton,  Dickinson and Company", "becton-dickinson"]
)
def test_a_vendor_is_known_by_each_of_its_names(name: str) -> None:
    """Whatever their case, accents, spaces and trademark signs."""
    vendor = REGISTRY.vendor(name)
    assert vendor is not None
    assert vendor.id == "bd"


@pytest.mark.parametrize("name", [None, "", "Becton", "Drager Medical", "Roadrunner", "A", "x" * 500])
def test_no_vendor_is_guessed(name: str | None) -> None:
    """Not by a part of its name, nor where two have the name, nor within a loop of replacements."""
    assert REGISTRY.vendor(name) is None


@pytest.mark.parametrize(
    ("vendor", "name", "rest"),
    [
        ("Fortinet", "FortiOS", ""),
        ("FORTINET®", "fortios", ""),
        ("Fortinet", "Fortinet FortiOS", ""),
        ("Fortinet", "FortiOS 7.4", "7.4"),
        ("Fortinet", "FortiOS 6.4 à 7.0", "6.4 à 7.0"),
        ("Fortinet", "FortiOS versions antérieures à 7.2.5", "versions antérieures à 7.2.5"),
        ("Fortinet", "FortiOS < 7.4", "< 7.4"),
        ("Fortinet", "FortiGate OS (toutes versions)", "(toutes versions)"),
        ("Fortinet", "FortiOS sans le dernier correctif", "sans le dernier correctif"),
        (None, "Fortinet FortiOS 7.4", "7.4"),
        (None, "FortiOS", ""),
    ],
)
def test_a_product_is_known_alone_or_before_its_versions(vendor: str | None, name: str, rest: str) -> None:
    """The name of its vendor may stand before it, in the same field or in its own."""
    found = REGISTRY.product(vendor, name)
    assert found is not None
    assert (found.vendor.id, found.product.id, found.rest) == ("fortinet", "fortios", rest)


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        ("Fortinet", "FortiOS 2010 Web Apps"),
        ("Fortinet", "FortiOS pour Android"),
        ("Fortinet", "FortiOS et FortiWeb"),
        ("Fortinet", "FortiOS Manager"),
        ("BD", "FortiOS"),
        ("Zorglub", "FortiOS"),
        (None, "FortiGate OS"),
    ],
)
def test_no_product_is_guessed(vendor: str | None, name: str) -> None:
    """A name that goes on is another one; an alias alone may be a word that others use too."""
    assert REGISTRY.product(vendor, name) is None


def test_products_of_a_vendor_that_was_taken_over_are_those_of_its_successor() -> None:
    """Under the name that the notice gives, the catalogue holds the present vendor."""
    named = REGISTRY.named("Toshiba Medical", "Aquilion 4.2")
    assert (named.member, named.vendor_label) == ("canon-medical/aquilion", "Canon Medical")
    assert REGISTRY.entry("canon-medical", "aquilion") is not None


def test_what_is_not_registered_keeps_its_words_and_has_an_address() -> None:
    """The product of a registered vendor stands among that vendor's."""
    named = REGISTRY.named("Zorglub & Fils", "Éclair™ 3")
    assert (named.vendor, named.product, named.product_label) == ("zorglub-fils", "eclair-3", "Éclair™ 3")
    assert not named.known_vendor
    assert REGISTRY.named("becton dickinson", "Alaris").member == "bd/alaris"
    assert REGISTRY.named(None, "Alaris").member == "editeur-non-precise/alaris"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Patient Information Center iX (PIC iX)", "patient-information-center-ix-pic-ix"),
        ("PAN-OS 10.2", "pan-os-10-2"),
        ("Cœur & Éclair", "coeur-eclair"),
    ],
)
def test_an_address_is_made_of_the_words_of_a_name(name: str, slug: str) -> None:
    """Without accents and signs."""
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["page", "index", "日本", "™", "x" * 500, "mot " * 100])
def test_any_name_has_an_address_of_its_own(name: str) -> None:
    """Short, never empty, and never that of a further page of a list."""
    assert 0 < len(slug_of(name)) <= 90
    assert slug_of(name) not in {"page", "index"}
    assert slug_of(name) != slug_of(name + " 2")


def test_the_nearest_names_are_told() -> None:
    """Misspelt, with a word more, or by the initials."""
    assert REGISTRY.nearest("Fortinett") == ("Fortinet",)
    assert REGISTRY.nearest("Becton Dickinson Co") == ("BD",)
    assert REGISTRY.nearest("FortiO", "Fortinet")[0] == "FortiOS"
    assert REGISTRY.nearest("FortiO", "Zorglub") == ()


def test_a_scheme_is_that_of_the_product() -> None:
    """Numbers where the registry says nothing."""
    assert REGISTRY.scheme("fortinet", "fortiweb").id == "dates"
    assert REGISTRY.scheme("fortinet", "fortios").id == REGISTRY.scheme("zorglub", "widget").id == "nombres"
