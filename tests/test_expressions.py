"""Regular expressions are compiled when they are first used, and all of them can be."""

import gc
import pickle
import re
import subprocess
import sys
from importlib import import_module
from pkgutil import walk_packages

import pytest

import cyberveille
from cyberveille import expressions
from cyberveille.expressions import expression

FOUND = expression(r"(?P<year>\d{4})-(\d\d)")


def test_one_answers_as_what_it_stands_for() -> None:
    """Methods, groups and flags are those of the compiled expression."""
    compiled = re.compile(r"(?P<year>\d{4})-(\d\d)")
    assert FOUND.findall("2026-11, 2025-10") == compiled.findall("2026-11, 2025-10")
    assert FOUND.sub("x", "2026-11.") == "x."
    assert FOUND.groupindex == compiled.groupindex
    assert (FOUND.groups, FOUND.flags, FOUND.pattern) == (compiled.groups, compiled.flags, compiled.pattern)
    assert expression(b"[a-z]", re.IGNORECASE).fullmatch(b"Q")


def test_it_is_compiled_once_and_only_if_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is compiled before the first use, nothing again after it, whatever is asked."""
    compiled: list[object] = []
    genuine = re.compile

    def noted(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return genuine(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    one = expression("[0-9]+x")
    assert compiled == []
    assert one.match("12x")
    assert one.sub("", "4x") == ""
    assert one.groups == 0
    assert compiled == ["[0-9]+x"]
    with pytest.raises(AttributeError):
        one.unheard_of  # type: ignore[attr-defined] # noqa: B018


def test_one_crosses_between_processes() -> None:
    """What is pickled is its text, used or not."""
    assert FOUND.search("2026-11")
    again = pickle.loads(pickle.dumps(FOUND))  # noqa: S301 - as made
    assert again.search("2026-11")


def test_all_of_them_can_be_compiled() -> None:
    """A malformed expression is found here, not by an editor."""
    for found in walk_packages(cyberveille.__path__, "cyberveille."):
        import_module(found.name)
    gc.unfreeze()  # what a test before this one set aside
    made = [item for item in gc.get_objects() if isinstance(item, expressions._Expression)]
    assert len(made) > 400
    for one in made:
        assert one.flags is not None


_ALL = """
import re, sys
from importlib import import_module
from pkgutil import walk_packages
genuine = re.compile
def compiled(*given, **named):
    module = sys._getframe(1).f_globals
    ours = module["__name__"].startswith("cyberveille") and module["__name__"] != "cyberveille.expressions"
    if ours and "Meta" not in module:  # msgspec compiles those of a schema.
        print(module["__name__"])
    return genuine(*given, **named)
re.compile = compiled
import cyberveille
for found in walk_packages(cyberveille.__path__, "cyberveille."):
    import_module(found.name)
"""


def test_no_module_compiles_one_as_it_is_loaded() -> None:
    """Those that modules hold are compiled when they are used, and so are those that these hold together."""
    run = subprocess.run([sys.executable, "-c", _ALL], capture_output=True, text=True, check=True)
    assert run.stdout == ""
