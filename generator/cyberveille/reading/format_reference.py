"""The reference of the format, in French, written from the model's own annotations."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum

from msgspec import Struct

from cyberveille.model import Configuration, group_of, is_list
from cyberveille.reading.described import SOURCES
from cyberveille.reading.keys import Key, keys_of, scalar_type
from cyberveille.reading.places import EARLIER_FOLDER
from cyberveille.registry import Vendor

_EARLIER = f"""## Textes antérieurs

Fichier : `{EARLIER_FOLDER}/<année>/<identifiant>.r<révision>.md`

Ce que la notice disait à une révision, tel quel : l’en-tête et le texte du fichier de la notice, avec les
révisions jusqu’à celle-là. `cyberveille revise` l’écrit ; `cyberveille keep` le reprend à git. L’année est
celle de l’identifiant, la première révision porte le numéro 1 ; la dernière n’a pas de fichier : c’est la
notice elle-même."""


def format_manual() -> str:
    """Every key of every kind of source, as Markdown tables."""
    lines = ["# Référence du format", ""]
    for described in SOURCES:
        place = f"Fichier : `{described.place}`"
        lines += [f"## {described.title}", "", place, "", *_table(described.record)]
    lines += _groups(described.record for described in SOURCES)
    lines += [_EARLIER]
    return "\n".join(lines).rstrip() + "\n"


def configuration_manual() -> str:
    """Every option of `site_config.yml`, as Markdown tables."""
    lines = [
        "# Référence de `site_config.yml`",
        "",
        *_table(Configuration),
        *_groups([Configuration]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _groups(structs: Iterable[type[Struct]]) -> Iterator[str]:
    """One table for each group of keys, those inside other groups included."""
    seen: dict[str, type[Struct]] = {}
    waiting = list(structs)
    while waiting:
        parent = waiting.pop(0)
        for key in keys_of(parent):
            group = group_of(key.type)
            told = key.name
            if group is not None and seen.get(told, group) is not group and parent in _WHOSE:
                told = f"{told}` de `{_WHOSE[parent]}"
            if group is not None and told not in seen:
                seen[told] = group
                waiting.append(group)
    for name, struct in seen.items():
        yield from (f"## Groupe `{name}`", "", *_table(struct))


_WHOSE: Mapping[type[Struct], str] = {Vendor: "content/produits/"}
"""What has a group of its own under a key that others have too."""


def _table(struct: type[Struct]) -> Iterator[str]:
    yield "| Clé | Forme | Obligatoire | Sens | Exemple |"
    yield "|---|---|---|---|---|"
    for key in keys_of(struct):
        required = "oui" if key.required else ""
        example = f"`{key.example}`" if key.example else ""
        formerly = f" Ancien nom, encore lu : `{key.formerly}`." if key.formerly else ""
        yield f"| `{key.name}` | {_form(key)} | {required} | {key.description}{formerly} | {example} |"
    yield ""


def _form(key: Key) -> str:
    inner = scalar_type(key.type)
    words = {
        str: "texte",
        bool: "`true` ou `false`",
        int: "nombre entier",
        date: "jour",
        datetime: "date et heure",
        time: "heure",
    }
    word = words.get(inner, "")
    if isinstance(inner, type) and issubclass(inner, Enum):
        word = " · ".join(f"`{member.value}`" for member in inner)
    elif isinstance(inner, type) and issubclass(inner, Struct):
        word = f"groupe `{key.name}`"
    return f"liste : {word}" if is_list(key.type) else word
