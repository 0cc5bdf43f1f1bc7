"""Products under the names of the registry."""

import pytest

from cyberveille.importing import Known, Registered
from cyberveille.registry import RegisteredProduct, Registry, Vendor

REGISTRY = Registry(
    [
        Vendor(
            id="exemple",
            label="Exemple",
            aliases=("Exemple Imaging SA",),
            technologies=("imagerie",),
            products=(
                RegisteredProduct(id="pompe", label="Pompe X", aliases=("Pump X",), technologies=("bloc",)),
                RegisteredProduct(id="vue", label="Vue"),
            ),
        )
    ]
)


@pytest.mark.parametrize(
    ("vendor", "product", "known"),
    [
        ("EXEMPLE imaging sa", "Pump X", Known("Exemple", "Pompe X", ("bloc",))),
        ("Exemple", "vue", Known("Exemple", "Vue", ("imagerie",))),
        ("Exemple", "Vue 4.2", Known("Exemple", "Vue 4.2", ("imagerie",))),
        ("Exemple", "Autre", None),
        ("Zorglub", "Vue", None),
    ],
)
def test_a_product_has_its_usual_name_and_its_technologies(
    vendor: str, product: str, known: Known | None
) -> None:
    """Those of its vendor where it has none; a version that follows its name is not lost."""
    assert Registered(REGISTRY).product(vendor, product) == known


def test_a_vendor_has_its_usual_name() -> None:
    """One that nobody registered has none."""
    assert Registered(REGISTRY).vendor("Exemple Imaging SA") == "Exemple"
    assert Registered(REGISTRY).vendor("Zorglub") is None
