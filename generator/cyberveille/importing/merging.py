"""Three texts of one notice become one: the source's then, the source's now, and what editors made of it.

The base is the record as it was last imported, read by the program of today: a record that did not change
changes nothing, whatever became of the program.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from cyberveille.checking.rules.leftover import PLACEHOLDER
from cyberveille.git import merged_text
from cyberveille.importing.draft import Draft
from cyberveille.importing.editorial import source_keys, with_present_names
from cyberveille.model import Notice, Product, Reference, Revision, Vulnerability
from cyberveille.writing import Header, split_file, with_body

Item = TypeVar("Item")
_LENGTH = 80
_END = "\x1e"


class Conflict(Struct, frozen=True):
    """What the source changed and editors did too: theirs stays. `key` is empty for the text."""

    key: str
    message: str


class Merged(Struct, frozen=True):
    """The notice's file as it should be, the keys that changed in it, and what could not be merged."""

    text: str
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def merged(then: Draft, now: Draft, notice: Notice, written: str, told: Revision | None) -> Merged:
    """`notice` is what the file's text `written` says.

    `told` is a revision to add when the source changed something without one of its own.
    """
    before, after = then.header(notice.id), now.header(notice.id)
    conflicts: list[Conflict] = []
    values: dict[str, Any] = {}
    for key in source_keys(type(notice)):
        if key in after:
            ours = getattr(notice, key)
            value = _value(key, before.get(key), after[key], ours, conflicts)
            if value != ours:
                values[key] = value
    _, body = split_file(written)
    text, clash = _text(then.body, now.body, body)
    conflicts += clash
    changed = (*values, *(("body",) if text != body else ()))
    if changed and "revisions" not in values and told is not None:
        values["revisions"] = (*notice.revisions, told)
    # A file that is written again bears no name that editors are asked to change.
    present = with_present_names(written, type(notice)) if changed else written
    return Merged(_rewritten(present, values, notice, text), changed, tuple(conflicts))


def _rewritten(written: str, values: dict[str, Any], notice: Notice, body: str) -> str:
    """The file with other values; of a list, the items that stay keep their lines."""
    header = Header(written)
    for key, value in values.items():
        if isinstance(value, tuple):
            header = header.with_items(key, by_name(getattr(notice, key)), by_name(value))
        else:
            header = header.with_value(key, value)
    return with_body(header.text, body)


def _value(key: str, then: Any, now: Any, ours: Any, conflicts: list[Conflict]) -> Any:  # noqa: ANN401
    if now in (then, ours):
        return ours
    if isinstance(ours, tuple):
        return _list(key, tuple(then or ()), tuple(now or ()), ours, conflicts)
    if ours == then:
        return now
    conflicts.append(
        Conflict(key, f"la source dit « {short(now)} » (avant : « {short(then)} ») ; « {short(ours)} » reste")
    )
    return ours


def short(value: object, length: int = _LENGTH) -> str:
    """The beginning of a value; what a source says is told without the mark that a draft puts before it."""
    text = str(value).removeprefix(f"{PLACEHOLDER} : ")
    return text if len(text) <= length else f"{text[:length]}…"


def _list(
    key: str, then: Sequence[Any], now: Sequence[Any], ours: Sequence[Any], conflicts: list[Conflict]
) -> tuple[Any, ...]:
    was, new = by_name(then), by_name(now)
    kept: dict[object, Any] = {}
    for name, item in by_name(ours).items():
        if name in new:
            kept[name] = _item(key, was.get(name), new[name], item, conflicts)
        elif name in was and item == was[name]:
            continue
        else:
            kept[name] = item
            if name in was:
                conflicts.append(
                    Conflict(key, f"la source ne cite plus « {called(item)} » ; complété ici, il reste")
                )
    for name, item in new.items():
        if name not in kept and name not in was:
            _insert(kept, name, item, list(new))
        elif name not in kept and item != was[name]:
            conflicts.append(
                Conflict(key, f"la source change « {called(item)} », retiré ici : il reste retiré")
            )
    items = tuple(kept.values())
    if items and all(isinstance(item, Revision) for item in items):
        return tuple(sorted(items, key=lambda item: item.date))
    return items


def _insert(kept: dict[object, Any], name: object, item: Any, order: list[object]) -> None:  # noqa: ANN401
    """Put what the source added after what it names before, else first."""
    before = [known for known in order[: order.index(name)] if known in kept]
    at = list(kept).index(before[-1]) + 1 if before else 0
    items = [*kept.items()]
    items.insert(at, (name, item))
    kept.clear()
    kept.update(items)


def _item(key: str, then: Any, now: Any, ours: Any, conflicts: list[Conflict]) -> Any:  # noqa: ANN401
    """Of a group of keys that the source and the notice both have, each key merged."""
    if not isinstance(ours, Struct) or now in (then, ours):
        return ours
    changes: dict[str, Any] = {}
    for field in ours.__struct_fields__:
        was, is_now, mine = (getattr(side, field, None) for side in (then, now, ours))
        if is_now in (was, mine):
            continue
        if mine in (was, None, "", False):
            changes[field] = is_now
        else:
            said = f"la source dit « {short(is_now)} » pour « {called(ours)} » ; « {short(mine)} » reste"
            conflicts.append(Conflict(key, said))
    return msgspec.structs.replace(ours, **changes)


def called(item: object) -> str:
    """How an item of a list is named to people."""
    for field in ("product", "cve", "title", "change"):
        if value := getattr(item, field, None):
            return short(value)
    return short(item)


_NAMES: dict[type, Callable[[Any], object]] = {
    Product: lambda item: (item.vendor, item.product),
    Vulnerability: lambda item: item.cve,
    Reference: lambda item: item.url,
    Revision: lambda item: item.date,
}
"""By what an item of a list is the same in three lists."""


def by_name(items: Iterable[Item]) -> dict[object, Item]:
    """Items by name; one that comes again is another: the second of that name."""
    found: dict[object, Item] = {}
    for item in items:
        known = _NAMES.get(type(item))
        name = known(item) if known else item
        turn = 0
        while (name, turn) in found:
            turn += 1
        found[name, turn] = item
    return found


def _text(then: str, now: str, ours: str) -> tuple[str, tuple[Conflict, ...]]:
    """The body, merged line by line; where both changed the same lines, ours stay."""
    mine, was, new = (f"{text.strip()}\n" for text in (ours, then, now))
    if new in (was, mine):
        return ours, ()
    if mine == was:
        return new, ()
    # A last line that all have keeps what one adds at the end apart from what the other changes there.
    found = merged_text(*(f"{text}\n{_END}\n" for text in (mine, was, new)))
    if found is not None:
        ended, clashes = found
        text = ended.removesuffix(f"\n{_END}\n")
        if not clashes:
            return (ours if text == mine else text), ()
    else:
        text = mine
    sections = _clashing(was, new, mine)
    named = ", ".join(f"« {title} »" for title in sections) or "le texte"
    said = f"la source a changé le texte de {named}, changé ici aussi : les lignes d’ici restent"
    return (ours if text == mine else text), (Conflict("", said),)


def _clashing(then: str, now: str, ours: str) -> list[str]:
    was, new, mine = map(_sections, (then, now, ours))
    return [
        title
        for title in new
        if title in was and new[title] != was[title] and mine.get(title) not in {was[title], new[title]}
    ]


def _sections(text: str) -> dict[str, str]:
    parts = f"\n{text}".split("\n## ")
    return {title: rest for title, _, rest in (part.partition("\n") for part in parts[1:])}
