"""The other names by which a product is known."""

from collections.abc import Iterable

from cyberveille.concerned.naming import NameRead
from cyberveille.concerned.vocabulary import ALIASES, GENERIC
from cyberveille.concerned.words import texts

_READ = (
    (texts(alias), tuple(word for word in texts(full) if word not in GENERIC)) for alias, full in ALIASES
)
_ALIASES = tuple((alias, full, frozenset(full)) for alias, full in _READ)
_BY_TERM = {
    term: frozenset(place for place, (alias, full, _) in enumerate(_ALIASES) if term in (*alias, *full))
    for term in {term for alias, full, _ in _ALIASES for term in (*alias, *full)}
}
"""The places of the aliases that have a term: a name that has none of theirs is known by no other."""


def aliased(names: Iterable[NameRead], own: frozenset[str] = frozenset()) -> list[NameRead]:
    """The names, and those by which the same product is known."""
    found: dict[NameRead, None] = {}
    waiting = list(names)
    for name in waiting:  # more are added behind it: « RHEL EUS » has two
        if name in found:
            continue
        found[name] = None
        if _BY_TERM.keys().isdisjoint(name.terms):
            continue
        mine = set(name.terms)
        places = frozenset().union(*(_BY_TERM[term] for term in mine & _BY_TERM.keys()))
        for alias, full, terms in map(_ALIASES.__getitem__, sorted(places)):
            core = terms - own
            if terms <= mine | own and mine <= terms:
                waiting.append(NameRead(alias, name.extra))
            elif core < mine and len(core) > 1:
                kept = tuple(term for term in name.terms if term not in terms)
                waiting.append(NameRead((*kept, *alias), name.extra))
            if name.terms == alias:
                waiting.append(NameRead(full, name.extra))
    return list(found)
