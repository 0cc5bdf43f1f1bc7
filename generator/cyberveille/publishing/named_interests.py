"""The interests of an edition, in which vendors and products bear the names that its registry gives them."""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import structs

from cyberveille.map import MADE, VENDORS, Interest
from cyberveille.model import Term, Vocabularies
from cyberveille.publishing.makers import Maker


def named_interests(interests: Iterable[Interest], makers: tuple[Maker, ...]) -> tuple[Interest, ...]:
    """`interests` with the names of `makers`, the vendors that notices name."""
    terms = {VENDORS.name: _vendors(makers), MADE.name: _products(makers)}
    return tuple(
        structs.replace(interest, term=partial(_term, terms[interest.name]))
        if interest.name in terms
        else interest
        for interest in interests
    )


def _vendors(makers: Iterable[Maker]) -> Mapping[str, Term]:
    """By the parts of addresses that they have."""
    return {
        maker.slug: Term(
            id=maker.slug, label=maker.label, spellings=maker.entry.aliases if maker.entry else ()
        )
        for maker in makers
    }


def _products(makers: Iterable[Maker]) -> Mapping[str, Term]:
    """With the name of their vendor."""
    return {
        made.member: Term(
            id=made.member,
            label=made.full_name(maker.label),
            spellings=made.entry.aliases if made.entry else (),
        )
        for maker in makers
        for made in maker.made
    }


def _term(terms: Mapping[str, Term], member: str, _: Vocabularies) -> Term:
    return terms.get(member) or Term(id=member, label=member)
