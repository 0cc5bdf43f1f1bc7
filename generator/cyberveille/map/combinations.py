"""Interests that editors put together in the configuration, beside those of every portal."""

from collections.abc import Iterator

from cyberveille.map.interests import INTERESTS, Interest
from cyberveille.map.series import Listed
from cyberveille.map.subscriptions import FOLDER
from cyberveille.model import Combination, Configuration, Scope, Term, Vocabularies

NAME = "interets"


def interests_of(configuration: Configuration) -> tuple[Interest, ...]:
    """All sorts of interests of a portal, those of its editors first."""
    combined = configuration.feeds.interests
    return (_interest(combined), *INTERESTS) if combined else INTERESTS


def page_of(member: str) -> str:
    """The address of the page that shows what is of a combined interest."""
    return f"{FOLDER}{member}/"


def _interest(combined: tuple[Combination, ...]) -> Interest:
    by_id = {combination.id: combination for combination in combined}

    def members_of(item: Listed, vocabularies: Vocabularies) -> Iterator[str]:
        if item.kind.watched and not item.erased:
            yield from (name for name, asked in by_id.items() if holds(asked, item, vocabularies))

    def term(member: str, _: Vocabularies) -> Term:
        asked = by_id[member]
        return Term(id=member, label=asked.title, description=asked.purpose)

    return Interest(
        name=NAME,
        title="Choix de la rédaction",
        members_of=members_of,
        term=term,
        purpose="Les bulletins et alertes choisis sous le titre « {} ».",
        order=lambda _: by_id,
        page=page_of,
        lasting=tuple(by_id),
        described=True,
    )


def holds(asked: Combination, item: Listed, vocabularies: Vocabularies) -> bool:
    """Whether everything that is asked is true of a notice; what it does not say is not true of it."""
    terms = map(vocabularies.technologies.get, item.technologies)
    scopes: set[Scope | None] = {term.scope for term in terms if term}
    return (
        (not asked.severities or item.severity in asked.severities)
        and (not asked.technologies or not {*asked.technologies}.isdisjoint(item.technologies))
        and (not asked.structures or not {*asked.structures}.isdisjoint(item.structures))
        and (asked.scope is None or asked.scope in scopes)
        and (not asked.exploited or item.exploited)
    )
