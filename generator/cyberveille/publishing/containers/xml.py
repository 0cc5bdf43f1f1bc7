"""XML parts as their readers see them: which elements hold text, end a word, stand aside, say nothing."""

from collections.abc import Iterator, Mapping
from xml.parsers import expat

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.text_files import text_file
from cyberveille.publishing.words import text_words

_CHUNK = 65_536
_TAG = expression(rb"<[^<>]*>")
_NONE: frozenset[str] = frozenset()


class Grammar(Struct, frozen=True):
    """What the elements of a vocabulary are to a reader, by their names without prefix.

    Every element that is not `inline` ends the words before it.
    """

    inline: frozenset[str] = _NONE
    skipped: frozenset[str] = _NONE
    """Elements whose content nobody reads."""
    only: frozenset[str] = _NONE
    """When there are some, nothing else is read than what stands within them."""
    aside: frozenset[str] = _NONE
    """Texts of their own: notes, titles, properties, what was deleted."""
    attributes: frozenset[str] = _NONE
    """Attributes that are read, each as a text of its own."""
    named: frozenset[str] = _NONE
    """Elements whose `name` a reader sees."""
    spaces: frozenset[str] = _NONE
    """Prefixes of elements that nobody reads: schemas within documents."""


class XmlReader:
    """Collects the texts of one part; subclasses know more about some elements."""

    def __init__(self, grammar: Grammar, budget: Budget) -> None:
        self.grammar = grammar
        self.budget = budget
        self.texts: list[str] = []
        self.buffer: list[str] = []
        self._stack: list[list[str]] = []
        self.skipped = ""
        """The element last met of which nobody reads what stands in it."""
        self._skipping = 0
        self._inside = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.EntityDeclHandler = self._entity

    def read(self, data: bytes) -> list[str]:
        """Raises ExpatError for what is not well-formed, or declares entities."""
        for start in range(0, len(data), _CHUNK):
            self._parser.Parse(data[start : start + _CHUNK], False)
        self._parser.Parse(b"", True)
        return [*self.texts, "".join(self.buffer)]

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """For subclasses, at each element that is read."""

    def closed(self, name: str) -> None:
        """For subclasses, at the end of each element that is read."""

    def skips(self, name: str, attributes: Mapping[str, str]) -> bool:  # noqa: ARG002 - for subclasses
        """Whether nobody reads what stands in this element."""
        return name in self.grammar.skipped

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        self.budget.spend(Limit.ELEMENTS)
        if self._skipping:
            self._skipping += 1
            self.skipped_element(qualified.rpartition(":")[2], attributes)
            return
        prefix, _, name = qualified.rpartition(":")
        grammar = self.grammar
        if self.skips(name, attributes) or (prefix and prefix in grammar.spaces):
            self._skipping = 1
            self.skipped = name
            self.skipped_element(name, attributes)
            return
        if grammar.only and (self._inside or name in grammar.only):
            self._inside += 1
        if attributes and (self._inside or not grammar.only):
            self._attributes(name, attributes)
        if name in grammar.aside:
            self._stack.append(self.buffer)
            self.buffer = []
        elif name not in grammar.inline:
            self.buffer.append(" ")
        self.opened(name, attributes)

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        for qualified, value in attributes.items():
            key = qualified.rpartition(":")[2]
            if key in self.grammar.attributes or (key == "name" and name in self.grammar.named):
                self.texts.append(value)

    def _end(self, qualified: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        name = qualified.rpartition(":")[2]
        self.closed(name)
        if self._inside:
            self._inside -= 1
        if name in self.grammar.aside:
            self.texts.append("".join(self.buffer))
            self.buffer = self._stack.pop()
        elif name not in self.grammar.inline:
            self.buffer.append(" ")

    def _data(self, text: str) -> None:
        if self._skipping:
            self.skipped_text(text)
        elif self._inside or not self.grammar.only:
            self.read_text(text)

    def read_text(self, text: str) -> None:
        self.buffer.append(text)

    def skipped_element(self, name: str, attributes: Mapping[str, str]) -> None:
        """For subclasses, at each element that nobody reads."""

    def skipped_text(self, text: str) -> None:
        """For subclasses, at each text that nobody reads."""

    def _entity(self, *_: object) -> None:
        """No office program declares any; a few of them may stand for a text without end."""
        raise expat.ExpatError


def xml_words(reader: XmlReader, data: bytes) -> Iterator[bytes]:
    """The words of each text of a part; those outside of tags when it is no XML after all."""
    try:
        texts = reader.read(data)
    except expat.ExpatError:
        yield from text_file(_TAG.sub(b" ", data), reader.budget)
        return
    yield from map(text_words, texts)
