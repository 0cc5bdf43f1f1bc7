"""What readers follow, in groups that are planned together: a vendor with its products."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cyberveille.map import Followed, Interest
from cyberveille.publishing.edition import Edition

Member = tuple[Interest, str]
"""A member of an interest."""


def grouped(
    edition: Edition, held: Mapping[Followed, object], interests: Iterable[Interest] | None = None
) -> Iterator[tuple[str, tuple[Member, ...]]]:
    """The members of all interests, or of some, to which something belongs by `held`; each group has a name.

    Of interests that have too many members for a list, those of a vendor are together.
    """
    groups: defaultdict[str, list[Member]] = defaultdict(list)
    for interest in edition.interests if interests is None else interests:
        for member in interest.members(interest.own(held), edition.vocabularies):
            name = interest.path(member)
            if interest.directory:
                name = interest.path(member.partition("/")[0])
            groups[name].append((interest, member))
    yield from ((name, tuple(members)) for name, members in groups.items())


def told_of(edition: Edition, interest: Interest, member: str) -> tuple[object, ...]:
    """What tells a member as it is shown, and changes with any notice that belongs to it."""
    parts = tuple(some.digest for _, some in edition.belonging_to((interest.name, member)))
    pages = interest.pages(member, edition.lists)
    return interest.name, member, interest.term(member, edition.vocabularies), pages, parts
