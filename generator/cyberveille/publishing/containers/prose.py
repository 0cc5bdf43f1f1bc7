"""Words where a document's format keeps no text for readers: names of styles, parameters, prompts.

Nobody can list every attribute in which somebody may write a sentence; programs write few words there.
"""

from collections.abc import Iterable, Iterator, Mapping

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.xml import Grammar, XmlReader

_SHORTEST = 12
_WORD = expression(r"[^\W\d_]{2,}")
_SPACE = expression(r"[\s_]")
_FEWEST = 3
_COST = 3
_ADDRESS = "://"


def is_prose(value: str) -> bool:
    """Whether a value is several words, not a code, a list of numbers or the address of a schema."""
    return (
        len(value) >= _SHORTEST
        and _SPACE.search(value) is not None
        and _ADDRESS not in value
        and sum(1 for part in _SPACE.split(value) if _WORD.search(part) and part.count(":") < 2) >= _FEWEST  # noqa: PLR2004
    )


def prose(values: Iterable[str], budget: Budget) -> Iterator[str]:
    """Those that are; each one that must be looked at word by word costs as much as elements do."""
    for value in values:
        if len(value) >= _SHORTEST and (" " in value or "_" in value):
            budget.spend(Limit.ELEMENTS, _COST)
        if is_prose(value):
            yield value


class Prose(XmlReader):
    """A part that only dresses a document: each value and each text that is prose is a text of its own."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - any element
        self.texts += prose(attributes.values(), self.budget)

    def read_text(self, text: str) -> None:
        if is_prose(text):
            self.texts.append(text)


PROSE = Grammar(skipped=frozenset({"latentStyles"}))
