"""A command loads what it uses."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cyberveille
from tests.portal import SITES, Portal

PACKAGE = Path(cyberveille.__file__).parent
LAZY = sorted(
    file.parent.relative_to(PACKAGE).as_posix()
    for file in PACKAGE.rglob("__init__.py")
    if "__getattr__ = lazily(" in file.read_text(encoding="utf-8")
)
HEAVY = {
    "markdown",
    "jinja2",
    "lxml",
    "feedgen",
    "ahocorasick_rs",
    "brotli",
    "multiprocessing",
    "ssl",
    "rich",
}
"""Libraries that take long to load."""


def _loaded(code: str) -> set[str]:
    """The modules that a process has loaded once it has run some code."""
    tell = "import sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    command = (sys.executable, "-c", f"{code}\n{tell}")
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(done.stderr.split("\n"))


@pytest.mark.parametrize("package", LAZY)
def test_what_is_handed_out_is_what_is_declared(package: str) -> None:
    """Type checkers, Python and `__all__` see the same names, from the same modules."""
    tree = ast.parse((PACKAGE / package / "__init__.py").read_text(encoding="utf-8"))
    (branch,) = (node for node in tree.body if isinstance(node, ast.If))
    own = f"cyberveille.{package.replace('/', '.')}."
    declared = {
        (node.module.removeprefix(own), name.name)
        for node in branch.body
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    }
    (handed,) = (node for node in ast.walk(branch) if isinstance(node, ast.Dict))
    names = ast.literal_eval(handed)
    assert {(module, name) for module, held in names.items() for name in held} == declared
    module = __import__(own.rstrip("."), fromlist=["__all__"])
    assert set(module.__all__) == {name for _, name in declared}
    assert all(hasattr(module, name) for name in module.__all__)
    # Python puts a loaded module in the place of a name that is spelt like it.
    assert not {name for _, name in declared} & {file.stem for file in (PACKAGE / package).iterdir()}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = module.nothing


def test_the_list_of_commands_loads_none_of_them() -> None:
    """Nor what they are made of."""
    run = "from cyberveille.cli import main\nmain(['--help'], standalone_mode=False)"
    loaded = _loaded(run)
    rooms = {name.split(".")[1] for name in loaded if name.startswith("cyberveille.")}
    assert rooms <= {"cli", "expressions", "locale", "forking", "printable", "shortcuts", "system_errors"}
    assert HEAVY.isdisjoint(loaded)


def test_a_build_that_has_nothing_to_do_loads_nothing_that_draws(tmp_path: Path) -> None:
    """Neither Markdown, nor rules, nor templates, nor feeds."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    words = ["build", "--root", str(portal.folder), "--no-search", "--now", "2026-10-10T10:00:00+02:00"]
    run = f"from cyberveille.cli import main\nmain({words!r}, standalone_mode=False)"
    _loaded(run)
    loaded = _loaded(run)
    assert HEAVY.isdisjoint(loaded)
    unused = ("markup.render", "checking.rules", "publishing.build", "versions", "writing", "importing")
    rooms = tuple(f"cyberveille.{room}" for room in unused)
    assert not [name for name in loaded if name.startswith(rooms)]
    assert len([name for name in loaded if name.startswith("cyberveille")]) < 180
    portal.close()


def test_what_is_loaded_while_a_notice_is_read_is_there() -> None:
    """A module that took another name would break builds alone in which a few notices changed."""
    code = "from cyberveille.cli.build import _NEXT, _prepare\n_prepare()\nimport sys\n"
    _loaded(f"{code}assert _NEXT and all(name in sys.modules for name in _NEXT)")


def test_a_page_is_looked_through_without_what_reads_other_formats() -> None:
    """Most of what a build writes is markup; archives, messages and images are met by few."""
    code = "from cyberveille.publishing import containers\nlist(containers.read('a.html', b'<p>Mot</p>'))"
    loaded = _loaded(code)
    own = "cyberveille.publishing.containers."
    assert f"{own}reading" in loaded
    assert not {f"{own}formats", f"{own}zipped", f"{own}office", f"{own}xml", "email.policy"} & loaded
