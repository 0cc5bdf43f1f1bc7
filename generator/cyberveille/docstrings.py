"""Docstrings as they are written: Python drops them under `-OO`, and indents them by its version."""

import ast
import functools
from importlib import import_module
from importlib.resources import files
from typing import Any


def described(definitions: dict[str, dict[str, Any]], *modules: str) -> dict[str, dict[str, Any]]:
    """JSON Schema `definitions`, each described by the docstring of its class in one of the `modules`."""
    told = {name: text for module in modules for name, text in _docstrings(module).items()}
    return {name: _described(definition, told.get(name)) for name, definition in definitions.items()}


def _described(definition: dict[str, Any], text: str | None) -> dict[str, Any]:
    head = {key: definition[key] for key in ("title",) if key in definition}
    rest = {key: value for key, value in definition.items() if key not in {"title", "description"}}
    return {**head, **({"description": text} if text else {}), **rest}


@functools.cache
def _docstrings(module: str) -> dict[str, str]:
    """By class."""
    package, _, name = module.rpartition(".")
    tree = ast.parse(files(import_module(package)).joinpath(f"{name}.py").read_bytes())
    classes = (item for item in tree.body if isinstance(item, ast.ClassDef))
    return {item.name: told for item in classes if (told := ast.get_docstring(item))}
