"""Run the rules on one subject, or on the whole catalogue."""

import functools
from collections.abc import Callable, Iterable

from cyberveille.checking.index import Index
from cyberveille.checking.place import SourcePath
from cyberveille.checking.published import Change
from cyberveille.checking.rule import (
    Context,
    Observation,
    Rule,
    Subject,
    registered,
)
from cyberveille.checking.rules import FAMILIES
from cyberveille.model import Finding, Pointer

_SIGN = "sign-plain"


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, family by family in the order of `FAMILIES`, then in the order written."""
    order = tuple(FAMILIES)
    return tuple(sorted(registered(), key=lambda item: order.index(item.family)))


@functools.cache
def _rules_for(subject: type, erased: bool) -> tuple[Rule, ...]:
    return tuple(
        item
        for item in all_rules()
        if issubclass(subject, item.applies_to) and (item.of_erased or not erased)
    )


@functools.cache
def _catalogue_rules() -> tuple[Rule, ...]:
    return tuple(item for item in all_rules() if not item.applies_to)


def is_near(finding: Finding) -> bool:
    """Whether a rule that looks no further than what a source touches said it of the catalogue."""
    return any(item.id == finding.rule and item.near for item in _catalogue_rules())


def check_subject(subject: Subject, context: Context) -> tuple[Observation, ...]:
    """What the rules say of one notice or page: all of it, in the order of the rules."""
    place = SourcePath(subject.source.root, subject.source.path)
    found = tuple(
        Observation(place, item.id, remark.gravity or item.gravity, remark)
        for item in _rules_for(type(subject), subject.erased)
        for remark in item.run(subject, context)
    )
    return _without_consequences(found) if context.unusual else found


def _without_consequences(found: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Without what else is said of a value in which a sign passes for another: it would quote that value."""
    told = {item.remark.at for item in found if item.rule == _SIGN}
    return tuple(item for item in found if item.rule == _SIGN or item.remark.at not in told)


def nowhere(_place: SourcePath, _at: Pointer) -> int:
    """The file as a whole."""
    return 0


def check_catalogue(
    index: Index, locate: Callable[[SourcePath, Pointer], int] = nowhere
) -> tuple[Finding, ...]:
    """What the rules say of the catalogue as a whole: identifiers, addresses, links, lists.

    `locate` gives the line of a file to which a pointer leads; it is asked only about findings.
    """
    return tuple(
        Observation(place, item.id, remark.gravity or item.gravity, remark).finding(
            remark.line or locate(place, remark.at)
        )
        for item in _catalogue_rules()
        for place, remark in item.run(index)
    )


def check_changes(
    changes: Iterable[Change], locate: Callable[[SourcePath, Pointer], int] = nowhere
) -> tuple[Finding, ...]:
    """What the rules say of what became of what was published; the same thing is said once."""
    found: dict[Finding, None] = {}
    for change in changes:
        for item in _rules_for(Change, erased=False):
            for remark in item.run(change):
                line = locate(change.place, remark.at) if change.now is not None else 0
                found.setdefault(
                    Observation(change.place, item.id, remark.gravity or item.gravity, remark).finding(line)
                )
    return tuple(sorted(found))
