"""Regular expressions that are compiled when the first text is set before them.

A command reads a few of the hundreds that the program knows: what it does not read costs it nothing.
"""

import re
from collections.abc import Callable
from typing import Any, AnyStr, cast

_HANDED_OUT = (
    "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "search", "split", "sub",
    "subn",
)  # fmt: skip


def expression(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What answers as `re.compile(text)` does; a malformed one raises re.error when it is first used.

    It is no `re.Pattern` for the functions of `re`: its own methods are to be called. Two of one text differ.
    `tests/test_expressions.py` compiles all that modules hold.
    """
    return cast("re.Pattern[AnyStr]", _Expression(text, flags))


class _Expression:
    """After its first use, it answers as fast as what it stands for: it holds the methods themselves.

    What it is made of others is put together from their texts: none of them is compiled for it.
    """

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name not in _HANDED_OUT:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for one in _HANDED_OUT:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str | bytes, int]]:
        return _Expression, (self.pattern, self._flags)

    def __repr__(self) -> str:
        return f"expression({self.pattern!r}, {self._flags!r})"
