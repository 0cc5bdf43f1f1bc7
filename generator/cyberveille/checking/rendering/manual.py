"""The rules as a manual, from their own documentation: what `cyberveille rules` prints."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from cyberveille.checking.rule import Rule
from cyberveille.checking.rules import FAMILIES
from cyberveille.locale import NBSP, french
from cyberveille.model import Gravity

READER = "Forme du fichier et de l’en-tête"


def render(rules: Iterable[Rule], readers: Mapping[str, str], only: str | None = None) -> str:
    """What the reader demands (`readers`: identifier to sentence), then the rules, by family.

    With `only`, an identifier: the full documentation of that rule alone.
    """
    if only is not None:
        chosen = [item for item in rules if item.id == only]
        blocks = [_rule(item, whole=True) for item in chosen] or [_demand(only, readers[only])]
        return "\n\n".join(blocks) + "\n"
    return "\n\n".join((*_of_reader(readers), *_of_families(rules))) + "\n"


def _of_reader(readers: Mapping[str, str]) -> Iterator[str]:
    yield _heading(READER)
    for name, sentence in readers.items():
        yield _demand(name, sentence)


def _of_families(rules: Iterable[Rule]) -> Iterator[str]:
    for family, members in groupby(rules, key=lambda item: item.family):
        yield _heading(FAMILIES[family])
        for item in members:
            yield _rule(item, whole=False)


def _rule(item: Rule, *, whole: bool) -> str:
    mark = f" ({item.gravity.label})" if item.gravity is Gravity.WARNING else ""
    more = (french(item.explanation),) if whole and item.explanation else ()
    examples = (f"Mauvais{NBSP}: {item.bad}", f"Bon{NBSP}: {item.good}")
    return "\n    ".join((f"{item.id}{mark}", item.demand, *more, *examples))


def _demand(name: str, sentence: str) -> str:
    return f"{name}\n    {french(sentence)}"


def _heading(title: str) -> str:
    return f"{title}\n{'─' * len(title)}"
