"""Names of vendors and products as the portal's registry gives them."""

from cyberveille.importing.advisories.proposals import Known
from cyberveille.registry import Registry


class Registered:
    """`Names` of a registry. A name that versions follow stays as the source writes it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def vendor(self, name: str) -> str | None:
        found = self._registry.vendor(name)
        return found.label if found else None

    def product(self, vendor: str | None, name: str) -> Known | None:
        found = self._registry.product(vendor, name)
        if found is None:
            return None
        label = name if found.rest else found.product.label
        technologies = found.product.technologies or found.vendor.technologies
        return Known(found.vendor.label, label, technologies)
