"""A test says what it expects of a fixture, the fixture what it gives; pytest joins them by name alone."""

import typing
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any, get_args, get_origin

import pytest

COLLECTED = pytest.StashKey[list[pytest.Item]]()
"""Every test found, those included that a selection leaves out."""


def _hints(function: Callable[..., object]) -> dict[str, Any]:
    return typing.get_type_hints(function)


def _given(function: Callable[..., object]) -> Any:  # noqa: ANN401 - any type
    """What a fixture gives: the type it returns, or that of what it yields."""
    returned = _hints(function).get("return", Any)
    return get_args(returned)[0] if get_origin(returned) in {Iterator, Generator, AsyncIterator} else returned


def _accepts(expected: Any, given: Any) -> bool:  # noqa: ANN401 - any types
    """The same type, or one that says less of it: a maker of anything for a maker of bulletins."""
    makers = get_origin(expected) is get_origin(given) is Callable
    return expected in {given, object} or (makers and get_args(expected) == (..., Any))


def disagreements(items: list[pytest.Item]) -> list[str]:
    """Each parameter of a test or a fixture whose type is not the one that the fixture of its name gives."""
    found = set()
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        # Not public, and the only place where pytest tells which of several fixtures of a name a test gets.
        definitions = item._fixtureinfo.name2fixturedefs
        direct = item.callspec.params if hasattr(item, "callspec") else {}
        known = {name: definitions[name][-1].func for name in definitions.keys() - direct.keys()}
        for user in (item.function, *known.values()):
            hints = _hints(user)
            for name in known.keys() & hints.keys():
                given = _given(known[name])
                if user is not known[name] and not _accepts(hints[name], given):
                    found.add(f"{user.__module__}.{user.__name__}: {name} is {given}, not {hints[name]}")
    return sorted(found)
