"""Modules that one script alone imports, made part of it: a page asks for one file less for each.

Each keeps a scope of its own, so that their private names may be alike. What they import of others is
imported once. An import is `import { … } from "./….js";` on one line; an export stands before what it
declares.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from cyberveille.expressions import expression

_IMPORT = expression(r'^import \{ ([^}]*) \} from "\./([a-z]+\.js)";\n', re.MULTILINE)
_EXPORT = expression(r"^export ((?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)


def joined(text: str, parts: Mapping[str, str]) -> str:
    """The script `text` with its `parts`, modules by name, each after those that it imports itself."""
    imported: defaultdict[str, set[str]] = defaultdict(set)
    for module in (*parts.values(), text):
        for names, name in _IMPORT.findall(module):
            if name not in parts:
                imported[name].update(names.split(", "))
    heads = (
        f'import {{ {", ".join(sorted(names))} }} from "./{name}";\n'
        for name, names in sorted(imported.items())
    )
    return "".join((*heads, *map(_enclosed, parts.values()), _IMPORT.sub("", text)))


def _enclosed(module: str) -> str:
    names = ", ".join(name for _, name in _EXPORT.findall(module))
    body = _EXPORT.sub(r"\1", _IMPORT.sub("", module))
    return f"const {{ {names} }} = (() => {{\n{body}return {{ {names} }};\n}})();\n"
