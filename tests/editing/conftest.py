"""Headers as YAML 1.2 types them, and the schemas of a portal."""

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.needs import needs, program

from cyberveille.catalogue import Project, open_project
from cyberveille.editing import Lists, schema_of
from cyberveille.model import Tlp
from cyberveille.reading.described import CONFIGURATION, SOURCES

ROOT = Path(__file__).parents[2]
Validator: TypeAlias = Draft202012Validator
ValidatorOf = Callable[[str], Validator]


class Yaml12(yaml.SafeLoader):
    """The core schema of YAML 1.2 (10.3.2): dates are text, and so are `no` and 010."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own


for tag, form, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), [*first, ""])


def said(file: Path) -> Any:  # noqa: ANN401 - what YAML holds
    """What a file says: the header of a text, or all of it. Raises yaml.YAMLError, IndexError, ValueError."""
    text = file.read_text(encoding="utf-8-sig")
    if file.suffix == ".md":
        text = text.split("---\n", 2)[1]
    return yaml.load(text, Loader=Yaml12)  # noqa: S506 - it makes plain values


def project_in(folder: Path) -> Project:
    found = open_project(folder)
    assert isinstance(found, Project), found
    return found


def lists_of(project: Project, tlp: Tlp = Tlp.CLEAR) -> Lists:
    return Lists(project.vocabularies_for(tlp), project.configuration.prefix, project.supplied)


@cache
def validators(folder: Path) -> dict[str, Validator]:
    """By the name of what it describes."""
    lists = lists_of(project_in(folder), Tlp.AMBER)
    return {described.name: Validator(schema_of(described, lists)) for described in (*SOURCES, CONFIGURATION)}


@pytest.fixture
def validator() -> ValidatorOf:
    """The schemas of the demonstration."""
    return validators(ROOT).__getitem__


@pytest.fixture(scope="session")
@needs("system")
def form_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What npm installs for the form, from its lock, in a copy: the folder `node_modules`."""
    folder = tmp_path_factory.mktemp("npm")
    source = ROOT / "deploy/form"
    for name in ("package.json", "package-lock.json", "nothing/package.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes((source / name).read_bytes())
    program("npm")
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "node_modules"
