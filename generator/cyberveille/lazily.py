"""Names that a package hands out, each module loaded when the first of its names is asked for (PEP 562).

A command loads what it uses: one that has nothing to do reads no Markdown and knows no rule.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules


def lazily(package: str, names: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """The `__getattr__` of a package that hands out `names`, by the module of each.

    Type checkers read the imports that stand beside it; `tests/test_lazily.py` compares the two.
    """
    module_of = {name: module for module, held in names.items() for name in held}

    def get(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{module_of[name]}"), name)
        setattr(modules[package], name, found)
        return found

    return get
