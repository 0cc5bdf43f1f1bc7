"""The files of the form: its page, its scripts, its configuration. Decap itself comes from npm."""

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import yaml
from msgspec.structs import replace

from cyberveille.catalogue import Project
from cyberveille.catalogue.register import Register
from cyberveille.editing.choices import Lists
from cyberveille.editing.form.configuration import Place, decap_configuration
from cyberveille.editing.form.layout import layout
from cyberveille.git import asked, git
from cyberveille.model import Kind
from cyberveille.model.form import Form
from cyberveille.publishing.frame.assets import style_sheet

_BROWSER = files("cyberveille.editing.form") / "browser"


class _Plain(yaml.SafeDumper):
    """Without anchors: the same choices may stand twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's own
        return True


def form_files(project: Project, form: Form, year: int) -> Iterator[tuple[str, bytes]]:
    """Each file by its path in the folder of the form; `year` is that of new notices.

    Raises NumbersExhaustedError.
    """
    register, prefix = project.register(), project.configuration.prefix
    places = [
        Place(
            root,
            folder,
            Lists(project.vocabularies_for(root.tlp_max), prefix, project.supplied),
            str(year),
            _numbers(register, year, home),
        )
        for root in project.configuration.sources
        if (folder := _in_repository(project, home := project.path_of(root))) is not None
    ]
    portal = project.configuration.portal.url
    configuration = decap_configuration(form, places, portal)
    yield "config.yml", yaml.dump(configuration, Dumper=_Plain, allow_unicode=True, sort_keys=False).encode()
    yield "form.json", json.dumps(layout(project, places), ensure_ascii=False, sort_keys=True).encode()
    # Of the portal, its colours: its typefaces and its own files are not served with the form.
    plain = replace(project.looks, faces=(), files=())
    yield "preview.css", style_sheet((), plain, {})
    for file in sorted(_BROWSER.iterdir(), key=lambda item: item.name):
        yield file.name, file.read_bytes()


def _in_repository(project: Project, home: Path) -> str | None:
    """Where a root is in the repository of the portal; None where another keeps it, or none."""
    if not home.is_dir():
        return None
    top = git(project.folder, "rev-parse", "--show-toplevel")
    if not top:
        return home.relative_to(project.folder).as_posix()
    if (
        git(home, "rev-parse", "--show-toplevel") != top
        or asked(home, "check-ignore", "--quiet", ".") is not None
    ):
        return None
    prefix = git(home, "rev-parse", "--show-prefix").decode(errors="surrogateescape").strip()
    return prefix.rstrip("/") or "."


def _numbers(register: Register, year: int, home: Path) -> Callable[[Kind], str]:
    def number(kind: Kind) -> str:
        return register.allot(kind, year, home).rpartition("-")[2]

    return number
