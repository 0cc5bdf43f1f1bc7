"""The permanent identifiers of entries and feeds.

An entry's identifier is made from the notice's own and from nothing else: not from the host, which
may change, nor from the address. It is a name-based UUID (RFC 9562 section 5.5) as a URN, because
`urn:uuid:` is the only form that is valid everywhere, needs no registration and no domain name, and
is the same in RSS, Atom and JSON Feed. Neither the namespace nor the names below may ever change.
"""

from uuid import UUID, uuid5

_NAMESPACE = UUID("039a113c-89df-46a0-a201-c7486288d52d")


def entry_id(notice_id: str) -> str:
    """The same in every feed, every format and every audience's edition."""
    return uuid5(_NAMESPACE, notice_id).urn


def feed_id(prefix: str, audience: str, name: str) -> str:
    """A feed's own identifier; `prefix` is that of the portal's notices."""
    return uuid5(_NAMESPACE, f"{prefix}/{audience}/flux/{name}").urn
