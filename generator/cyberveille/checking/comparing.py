"""What was published beside what is now: each thing with what became of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from cyberveille.checking.published import Change, Published


class Present(Struct, frozen=True):
    """An edition as it is now, as far as it may differ from what was published.

    `things` are those that may differ, by name; what is neither here nor among those of the past did not
    change. `answers` says of any address whether the edition answers there, `moved` where a former address
    leads, `fed` whether a feed holds a notice, `hidden` in French what became of something that is not shown.
    """

    things: Mapping[str, Published]
    answers: Callable[[str], bool]
    moved: Mapping[str, str]
    fed: Callable[[str], bool]
    hidden: Callable[[Published], str]
    audience: str


def changes(past: Iterable[Published], present: Present) -> Iterator[Change]:
    """What of the past changed, in its order, then what appears."""
    by_address = {item.address: item for item in present.things.values()}
    known: set[str] = set()
    for then in past:
        now = present.things.get(then.name) or by_address.get(present.moved.get(then.address, ""))
        known |= {now.name} if now else set()
        lost = tuple(address for address in then.addresses if not present.answers(address))
        if now is not None and now.erased:
            # What is erased takes its files with it, and what it said before.
            lost = tuple(address for address in lost if address not in {*then.files, *then.past})
        yield Change(
            then=then,
            now=now,
            lost=lost,
            why=present.hidden(then) if now is None else "",
            audience=present.audience,
        )
    for name, now in present.things.items():
        if name not in known:
            yield Change(then=None, now=now, audience=present.audience, fed=present.fed(name))
