"""Each template is compiled once a process: most of a small build went to that."""

from collections.abc import Callable
from functools import wraps
from types import CodeType

from jinja2 import Environment
from jinja2.nodes import Template

_Key = tuple[object, ...]


def remember_compiled() -> None:
    """From now on, environments that are set up alike share the code of a template of the same text.

    As with Jinja's own cache of bytecode, what a filter makes of a constant is part of that code: it may
    depend on nothing but these settings (tests/publishing/test_templating.py).
    """
    known: dict[_Key, CodeType] = {}
    real: Callable[..., CodeType] = Environment.compile

    @wraps(real)
    def compiled(self: Environment, source: str | Template, *place: str | None, **more: bool) -> CodeType:
        """`place` is a name and a file; asked for more, or for a tree, Jinja answers by itself."""
        if more or not isinstance(source, str):
            return real(self, source, *place, **more)
        key = (*_settings(self), source, *place)
        if key not in known:
            known[key] = real(self, source, *place)
        return known[key]

    Environment.compile = compiled  # type: ignore[method-assign,assignment]


def _settings(environment: Environment) -> _Key:
    """What of an environment is in the code; a lexer stands for all the signs of the syntax."""
    return (
        type(environment),
        environment.lexer,
        *environment.extensions,
        environment.autoescape,
        environment.finalize,
        environment.optimized,
        environment.is_async,
    )
