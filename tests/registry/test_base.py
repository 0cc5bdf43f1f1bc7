"""The registry that comes with the program: whole, unambiguous, and every other name with its source."""

from collections import Counter
from itertools import chain

import pytest

from cyberveille.reading import base_registry
from cyberveille.registry import RegisteredProduct, Registry, Vendor, folded, slug_of
from cyberveille.versions import SCHEMES

BASE = base_registry()
REGISTRY = Registry(BASE)
ENTRIES: tuple[Vendor | RegisteredProduct, ...] = (*BASE, *chain.from_iterable(v.products for v in BASE))


def test_each_file_holds_the_vendor_that_it_is_named_after() -> None:
    """At least those that the national archive names, and those of health technologies."""
    assert len(BASE) >= 120
    assert len({vendor.id for vendor in BASE}) == len(BASE)
    assert all(slug_of(entry.id) == entry.id for entry in ENTRIES)


def test_no_name_is_that_of_two_vendors() -> None:
    """Nor, with one vendor, that of two products."""
    names = Counter(name for vendor in BASE for name in {folded(name) for name in vendor.names})
    assert [name for name, count in names.items() if count > 1] == []
    for vendor in BASE:
        own = Counter(name for item in vendor.products for name in {folded(name) for name in item.names})
        assert [name for name, count in own.items() if count > 1] == [], vendor.id


def test_a_label_is_that_of_one_product() -> None:
    """Whatever the vendor: a notice that names none means the same."""
    labels = Counter(folded(item.label) for vendor in BASE for item in vendor.products)
    assert [label for label, count in labels.items() if count > 1] == []


def test_every_other_name_has_its_source() -> None:
    """And nothing has a source that is no name."""
    for vendor in BASE:
        sourced = [name for item in vendor.sources for name in item.names]
        others = [*vendor.aliases, *chain.from_iterable(item.aliases for item in vendor.products)]
        assert sorted(sourced) == sorted(others), vendor.id
        assert all(item.source for item in vendor.sources)


def test_what_entries_lead_to_is_there() -> None:
    """Schemes of versions, and those that took the place of others."""
    assert {item.versions for vendor in BASE for item in vendor.products} <= {None, *SCHEMES}
    assert all(REGISTRY.by_id(vendor.id) is not None for vendor in BASE)
    for vendor in BASE:
        assert all(item.replaced_by is None for item in vendor.products)


@pytest.mark.parametrize(
    ("vendor", "product", "member"),
    [
        ("becton dickinson", "Pyxis MedStation ES", "bd/pyxis-medstation-es"),
        ("Philips Healthcare", "Vue PACS", "philips/vue-pacs"),
        ("Hewlett Packard Enterprise", "iLO", "hpe/ilo"),
        ("Pulse Secure", "Connect Secure", "ivanti/connect-secure"),
        ("VMware (Broadcom)", "ESXi 8.0", "vmware/esxi"),
        ("Microsoft", "Windows Server 2012 R2, 2016, 2019", "microsoft/windows-server"),
        ("Microsoft", "Windows Server 2016", "microsoft/windows-server-2016"),
        (None, "Cisco IOS XE versions antérieures à 17.9.4a", "cisco/ios-xe"),
        ("DRAEGER", "Infinity Delta XL", "draeger/infinity-delta-xl"),
    ],
)
def test_names_in_use_lead_to_the_vendor_in_use(vendor: str | None, product: str, member: str) -> None:
    """Old names, long ones, abbreviations; a product that is not registered stands with its vendor."""
    assert REGISTRY.named(vendor, product).member == member
