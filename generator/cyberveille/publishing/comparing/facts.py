"""The header of a notice before and after, value by value, for readers: what is not the same."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any

from msgspec import Struct

from cyberveille.locale import date_fr, datetime_fr
from cyberveille.model import AnyNotice, HeaderField, Role, Shown, Vocabularies, fields_of
from cyberveille.publishing.comparing.blocks import words_of
from cyberveille.publishing.comparing.budget import Budget
from cyberveille.publishing.comparing.marking import changed, marked

MOST = 200
"""Values of a page; there are more in a notice whose list of products was replaced."""
_FEW = 6
"""Lists that are no longer are shown whole."""
_LONG = 60
"""Characters of a text from which its words are compared."""
_NAMING = frozenset({Role.QUOTED_NAME, Role.ADDRESS, Role.TRACE, Role.FILE})
"""What makes an item of a list the same as before, whatever else it says."""
_TEXTS = frozenset({Role.PROSE, Role.TITLE})
_TOLD_APART = frozenset({"revisions", "withdrawn"})


class Fact(Struct, frozen=True):
    """A value before and after, as text, empty for none; with `html`, which is safe, the two in one."""

    label: str
    before: str = ""
    after: str = ""
    html: str = ""


def facts(
    before: AnyNotice, after: AnyNotice, vocabularies: Vocabularies, budget: Budget
) -> tuple[Fact, ...]:
    """Those that differ, in the order in which the model declares them."""
    comparison = _Comparison(vocabularies, budget)
    return tuple(islice(comparison.of_groups(before, after, ""), MOST))


class _Comparison:
    def __init__(self, vocabularies: Vocabularies, budget: Budget) -> None:
        self._vocabularies = vocabularies
        self._budget = budget

    def of_groups(self, before: Struct | None, after: Struct | None, within: str) -> Iterator[Fact]:
        """The keys of two groups; None for one that is not there."""
        record = after if after is not None else before
        for field in fields_of(type(record)) if record is not None else ():
            if Shown.PAGE not in field.holds.where or field.name in _TOLD_APART:
                continue
            was, now = getattr(before, field.name, None), getattr(after, field.name, None)
            if was != now:
                label = f"{within} : {_lower(field.label)}" if within else field.label
                yield from self._of_field(field, label, was, now)

    def _of_field(self, field: HeaderField, label: str, was: Any, now: Any) -> Iterator[Fact]:  # noqa: ANN401
        if field.group is not None and field.many:
            yield from self._of_items(label, was or (), now or ())
        elif field.group is not None:
            yield from self.of_groups(was, now, label)
        elif field.many:
            yield self._of_lists(field, label, was or (), now or ())
        else:
            yield self._of_values(field, label, was, now)

    def _of_values(self, field: HeaderField, label: str, was: object, now: object) -> Fact:
        old, new = self._said(field, was), self._said(field, now)
        if field.holds.role in _TEXTS and old and new and max(len(old), len(new)) > _LONG:
            return Fact(label, html=marked(changed(words_of(old), words_of(new), self._budget)))
        return Fact(label, old, new)

    def _of_lists(self, field: HeaderField, label: str, was: Sequence[object], now: Sequence[object]) -> Fact:
        whole = max(len(was), len(now)) <= _FEW
        known, kept = frozenset(was), frozenset(now)
        old = [self._said(field, item) for item in was if whole or item not in kept]
        new = [self._said(field, item) for item in now if whole or item not in known]
        return Fact(label, ", ".join(old), ", ".join(new))

    def _of_items(self, label: str, was: Iterable[Struct], now: Iterable[Struct]) -> Iterator[Fact]:
        old, new = _by_name(was), _by_name(now)
        for name, item in new.items():
            called = f"{label} : {self._called(item)}"
            if name not in old:
                yield Fact(called, "", self._told(item))
            elif item != old[name]:
                yield from self.of_groups(old[name], item, called)
        for name, item in old.items():
            if name not in new:
                yield Fact(f"{label} : {self._called(item)}", self._told(item), "")

    def _called(self, item: Struct) -> str:
        """How an item is named to people."""
        field = _name_of(item)
        return self._shown(field, getattr(item, field.name), item)

    def _told(self, item: Struct) -> str:
        """All that it says besides its name."""
        named = _name_of(item).name
        told = (
            f"{_lower(field.label)} : {self._shown(field, getattr(item, field.name), item)}"
            for field in fields_of(type(item))
            if field.name != named and getattr(item, field.name) not in {None, "", False} and not field.many
        )
        return " ; ".join(told) or "présent"

    def _shown(self, field: HeaderField, value: object, group: Struct) -> str:
        """A value in the form that pages give it: what is dangerous is disarmed."""
        return self._said(field, getattr(group, field.holds.form) if field.holds.form else value)

    def _said(self, field: HeaderField, value: object) -> str:
        if field.holds.vocabulary and value:
            return str(getattr(self._vocabularies, field.holds.vocabulary).label(value))
        return _in_words(value)


def _in_words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case datetime():
            return datetime_fr(value)
        case date():
            return date_fr(value)
        case Enum():
            value = getattr(value, "label", value.value)
    return str(value)


def _name_of(item: Struct) -> HeaderField:
    """The first thing that an item must say."""
    fields = [field for field in fields_of(type(item)) if not field.many]
    return next((field for field in fields if field.required), fields[0])


def _by_name(items: Iterable[Struct]) -> dict[tuple[Hashable, int], Struct]:
    """Items by what makes each the same as before; one that comes again is another."""
    turns: Counter[Hashable] = Counter()
    found: dict[tuple[Hashable, int], Struct] = {}
    for item in items:
        fields = fields_of(type(item))
        naming = [field for field in fields if field.holds.role in _NAMING]
        chosen = naming or [field for field in fields if field.required]
        name = tuple(getattr(item, field.name) for field in chosen)
        found[name, turns[name]] = item
        turns[name] += 1
    return found


def _lower(label: str) -> str:
    """A label within a sentence; one that begins with initials stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
