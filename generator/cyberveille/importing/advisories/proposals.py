"""What follows from an advisory's facts by rule, for an editor to agree with or change."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.importing.advisories.facts import Facts
from cyberveille.model import Action, Product, Severity
from cyberveille.model.deadline_rule import DeadlineRule
from cyberveille.scoring import base_score


class Known(Struct, frozen=True):
    """A product under the names that the portal gives it, and the technologies that it belongs to."""

    vendor: str | None
    product: str
    technologies: tuple[str, ...] = ()


class Names(Protocol):
    """The portal's registry of vendors and products."""

    def vendor(self, name: str) -> str | None:
        """The name that the portal gives a vendor; None for one that it does not know."""
        ...

    def product(self, vendor: str | None, name: str) -> Known | None:
        """The product that a vendor calls so, under any of its names; None for one that nobody knows."""
        ...

    def entries(self, products: Iterable[Product]) -> tuple[tuple[str, str], ...]:
        """What would make the registry know the vendors of products: the name of a file, and its YAML."""
        ...


class NoNames:
    """A portal without a registry."""

    def vendor(self, name: str) -> str | None:  # noqa: ARG002 - the protocol's
        return None

    def product(self, vendor: str | None, name: str) -> Known | None:  # noqa: ARG002
        return None

    def entries(self, products: Iterable[Product]) -> tuple[tuple[str, str], ...]:  # noqa: ARG002
        return ()


class Named(Struct, frozen=True):
    """Products under the portal's names, their technologies, and the vendors that it does not know."""

    products: tuple[Product, ...]
    technologies: tuple[str, ...]
    unknown: tuple[str, ...]
    entries: tuple[tuple[str, str], ...]
    """What would make the registry know these: the name of a file, and its YAML."""


def named(products: Iterable[Product], names: Names) -> Named:
    renamed: list[Product] = []
    technologies: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for product in products:
        known = names.product(product.vendor, product.product)
        vendor = names.vendor(product.vendor) if product.vendor else None
        if product.vendor and vendor is None:
            unknown.setdefault(product.vendor)
        if known:
            technologies.update(dict.fromkeys(known.technologies))
        renamed.append(
            replace(
                product,
                vendor=(known and known.vendor) or vendor or product.vendor,
                product=known.product if known else product.product,
            )
        )
    strange = [item for item in renamed if item.vendor in unknown]
    return Named(tuple(renamed), tuple(technologies), tuple(unknown), names.entries(strange))


def severity_of(facts: Facts) -> Severity | None:
    """The band of the highest base score; None without a vector."""
    scores = [
        found.score
        for item in facts.weaknesses
        for vector in item.vectors[:1]
        if (found := base_score(vector))
    ]
    return Severity.of_score(max(scores)) if scores else None


def deadlines(
    rules: Sequence[DeadlineRule], severity: Severity | None, *, exploited: bool, day: date
) -> Action | None:
    """The days that the first rule that holds gives, counted from `day`; None when none does."""
    for rule in rules:
        if rule.holds(severity, exploited=exploited):
            exposed = rule.exposed_days
            return Action(
                deadline=day + timedelta(days=rule.days),
                exposed_deadline=None if exposed is None else day + timedelta(days=exposed),
            )
    return None
