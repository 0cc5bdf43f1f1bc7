"""The files of `.vscode/` that say to VS Code what a portal holds; settings of its own stay."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from typing import Any

from cyberveille.editing.choices import Lists
from cyberveille.editing.schemas import SCHEMA_ENDING, schema_of
from cyberveille.editing.snippets import snippets_of
from cyberveille.editing.tasks import with_our_task
from cyberveille.reading.described import CONFIGURATION, EVERYTHING, SOURCES, Described

FOLDER = ".vscode"
SETTINGS = f"{FOLDER}/settings.json"
EXTENSIONS = f"{FOLDER}/extensions.json"
TASKS = f"{FOLDER}/tasks.json"
SNIPPETS = f"{FOLDER}/cyberveille.code-snippets"
REMARK = ".remarkrc.json"
_PACKAGES = resources("cyberveille.editing") / "npm"
"""What npm installs beside the settings: the validator of headers, locked."""
_SCHEMAS = f"{FOLDER}/schemas"
_RECOMMENDED = ("redhat.vscode-yaml", "unifiedjs.vscode-remark")
"""YAML files; the headers of Markdown files, with `remark-lint-frontmatter-schema`."""


class SettingsError(ValueError):
    """A settings file that cannot be completed: it is no plain JSON object. Bears its path."""


def workspace_files(lists: Lists, roots: Iterable[str], present: Mapping[str, str]) -> dict[str, str]:
    """Each file to write, by its path in the repository.

    `roots` are the folders of sources, `.` the repository itself. `present` are the texts of the files that
    are there already, by path: keys of settings that are not ours stay. Raises SettingsError.
    """
    places = list(roots)
    files = {schema_path(described): written(schema_of(described, lists)) for described in EVERYTHING}
    files[SNIPPETS] = written(snippets_of(lists))
    files[SETTINGS] = written(_settings(places, _object(SETTINGS, present)))
    files[EXTENSIONS] = written(_extensions(_object(EXTENSIONS, present)))
    files[TASKS] = written(with_our_task(_object(TASKS, present)))
    files |= {f"{FOLDER}/{file.name}": file.read_text(encoding="utf-8") for file in _packages()}
    files[REMARK] = written(_remark(places, _object(REMARK, present)))
    return files


def schema_path(described: Described) -> str:
    return f"{_SCHEMAS}/{described.name}{SCHEMA_ENDING}"


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _object(path: str, present: Mapping[str, str]) -> dict[str, Any]:
    text = present.get(path, "").strip()
    try:
        found = json.loads(text or "{}")
    except ValueError:
        raise SettingsError(path) from None
    if not isinstance(found, dict):
        raise SettingsError(path)
    return found


def _patterns(described: Described, roots: Iterable[str]) -> list[str]:
    if described is CONFIGURATION:
        return [described.pattern]
    return [described.within(root) for root in roots]


def _settings(roots: list[str], present: dict[str, Any]) -> dict[str, Any]:
    ours = {
        f"./{schema_path(described)}": [f"/{pattern}" for pattern in _patterns(described, roots)]
        for described in EVERYTHING
        if not described.header
    }
    others = present.get("yaml.schemas")
    kept = {
        path: files
        for path, files in (others.items() if isinstance(others, dict) else ())
        if not path.startswith(f"./{_SCHEMAS}/")
    }
    markdown = present.get("[markdown]")
    return present | {
        "files.eol": "\n",
        "yaml.schemas": kept | ours,
        # A header is Markdown to VS Code, which proposes nothing while one types there unless it is told to.
        "[markdown]": (markdown if isinstance(markdown, dict) else {})
        | {"editor.quickSuggestions": {"other": "on"}, "editor.snippetSuggestions": "top"},
    }


def _extensions(present: dict[str, Any]) -> dict[str, Any]:
    others = present.get("recommendations")
    known = others if isinstance(others, list) else []
    return present | {"recommendations": list(dict.fromkeys([*known, *_RECOMMENDED]))}


def _remark(roots: list[str], present: dict[str, Any]) -> dict[str, Any]:
    """What the extension for Markdown reads: which schema the header of which file follows."""
    modules = f"./{FOLDER}/node_modules"
    schemas = {
        f"./{schema_path(described)}": [f"./{pattern}" for pattern in _patterns(described, roots)]
        for described in SOURCES
        if described.header
    }
    # Its validator knows no dialect after draft-07 by name; all that the schemas say is older.
    told = {"schemas": schemas, "ajvOptions": {"validateSchema": False}}
    plugins = present.get("plugins")
    others = plugins if isinstance(plugins, list) else []
    kept = [plugin for plugin in others if not _named(plugin).startswith(modules)]
    return present | {
        "plugins": [
            *kept,
            f"{modules}/remark-frontmatter/index.js",
            [f"{modules}/remark-lint-frontmatter-schema/dist/index.js", told],
        ]
    }


def _packages() -> list[Traversable]:
    return sorted(_PACKAGES.iterdir(), key=lambda file: file.name)


def _named(plugin: object) -> str:
    """A plugin of remark is a name, or a list that begins with it."""
    return str(plugin[0]) if isinstance(plugin, list) and plugin else str(plugin)
