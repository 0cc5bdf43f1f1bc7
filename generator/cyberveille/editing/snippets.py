"""Snippets of VS Code: each kind of notice as `new` drafts it, and each key of a header with its choices.

A notice is begun in a file that bears its identifier as a name: the editor fills `id` from it, and the hour.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from msgspec import Struct

from cyberveille.checking.rules.leftover import PLACEHOLDER
from cyberveille.drafting import Wish, text_of
from cyberveille.editing.choices import Lists
from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.model import RECORDS, Kind, Severity, group_of, is_list
from cyberveille.reading.keys import Key, keys_of, scalar_type

Snippets = dict[str, dict[str, Any]]
_DAY = "${CURRENT_YEAR}-${CURRENT_MONTH}-${CURRENT_DATE}"
_MOMENT = _DAY + "T${CURRENT_HOUR}:${CURRENT_MINUTE}:${CURRENT_SECOND}${CURRENT_TIMEZONE_OFFSET}"
_LINE = expression(r"^( *(?:- )?)(\w+): (\[?)([^][{}]*?)(\]?)$")
_SCOPE = "markdown,yaml"
_NAME = "CV-2026-XXX-0001"
_TERM = "terme-de-la-liste"
_NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_ADDRESS = "https://example.org/avis"
_WORDS = {
    "TITRE": "Titre en clair",
    "PILOTE": "Qui pilote",
    _ADDRESS: "https://",
    _TERM: _TERM,
    PLACEHOLDER: PLACEHOLDER,
}
"""What stands in a draft for what is asked of the editor, and what the snippet shows there."""

_ASKED = expression("|".join(map(re.escape, _WORDS)))


def snippets_of(lists: Lists) -> Snippets:
    """The snippets by their names, for a `.code-snippets` file."""
    found = {kind.label.capitalize(): _notice(kind, lists) for kind in Kind}
    return found | dict(_keys(lists))


def _notice(kind: Kind, lists: Lists) -> dict[str, Any]:
    wish = Wish(
        "TITRE",
        severity=Severity.HIGH if kind.watched else None,
        technologies=(_TERM,) if kind.watched else (),
        reference=_ADDRESS if kind.watched else None,
        theme=_TERM,
        form=_TERM,
        structure=_TERM,
        origin=_TERM,
        lead="PILOTE",
        starts=date(2026, 1, 2),
    )
    text = text_of(kind, _NAME, wish, _NOW)
    keys = {key.name: key for key in keys_of(RECORDS[kind])}
    numbers = count(1)
    lines = text.splitlines()
    body = [_filled(line, keys, lists, numbers) for line in lines]
    # What a kind requires and a draft does not know how to begin.
    missing = [key for key in keys.values() if key.required and f"\n{key.name}:" not in text]
    end = lines.index("---", 1)
    body[end:end] = [line for key in missing for line in _key(key, lists, numbers)]
    words = kind.words
    told = french(f"Le squelette d’{'une' if words.feminine else 'un'} {words.singular}.")
    prefixes = list(dict.fromkeys((kind.label, kind.value)))
    return {"scope": _SCOPE, "prefix": prefixes, "description": told, "body": body}


def _filled(line: str, keys: Mapping[str, Key], lists: Lists, numbers: Iterator[int]) -> str:
    """A line of a draft with places to fill instead of what stands for them."""
    match = _LINE.match(line)
    key = keys.get(match[2]) if match else None
    choices = lists.choices(key) if key else None
    if match and choices and key and key.name != "tlp":
        return f"{match[1]}{match[2]}: {match[3]}{_one_of(choices, next(numbers))}{match[5]}"
    moment = _NOW.strftime("%Y-%m-%dT")
    line = line.replace("$", "\\$").replace(_NAME, "${TM_FILENAME_BASE}")
    line = re.sub(rf"{moment}[0-9:+]+", lambda _: _MOMENT, line)
    line = line.replace("2026-01-02", _DAY).replace('"2026"', '"${CURRENT_YEAR}"')
    return _ASKED.sub(lambda found: f"${{{next(numbers)}:{_WORDS[found[0]]}}}", line)


def _keys(lists: Lists) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each key of a header once; one that kinds fill otherwise under the name of the kind too."""
    seen: dict[str, list[str]] = {}
    for kind, record in RECORDS.items():
        for key in keys_of(record):
            body = _key(key, lists, count(1))
            if body in seen.values() and seen.get(key.name) == body:
                continue
            name = f"{key.name} ({kind.label})" if key.name in seen else key.name
            seen.setdefault(key.name, body)
            yield (
                name,
                {"scope": _SCOPE, "prefix": key.name, "description": french(key.description), "body": body},
            )


def _key(key: Key, lists: Lists, numbers: Iterator[int]) -> list[str]:
    group = group_of(key.type)
    if group is None:
        return [f"{key.name}: {_value(key, lists, numbers)}"]
    fields = [f"{item.name}: {_value(item, lists, numbers)}" for item in _first(group)]
    if is_list(key.type):
        return [f"{key.name}:", f"  - {{{', '.join(fields)}}}$0"]
    return [f"{key.name}:", *(f"  {field}" for field in fields)]


def _first(group: type[Struct]) -> list[Key]:
    """The keys of a group to begin with: those that hold one value or a list of words."""
    return [key for key in keys_of(group) if group_of(key.type) is None and scalar_type(key.type) is not bool]


def _value(key: Key, lists: Lists, numbers: Iterator[int]) -> str:
    choices = lists.choices(key)
    number = next(numbers)
    if scalar_type(key.type) is bool:
        value = "true"
    elif choices:
        value = _one_of(choices, number)
    elif scalar_type(key.type) is datetime:
        value = f"${{{number}:{_MOMENT}}}"
    elif scalar_type(key.type) is date:
        value = f"${{{number}:{_DAY}}}"
    else:
        value = f'"${{{number}}}"'
    return f"[{value}]" if is_list(key.type) else value


def _one_of(choices: Mapping[str, str], number: int) -> str:
    words = ",".join(re.sub(r"([\\,|])", r"\\\1", word) for word in choices)
    return f"${{{number}|{words}|}}"
