"""What a header field holds: said once, beside its description, and followed by all that reads fields.

`Annotated[str, Meta(description=…), Holds(Role.PROSE)]`: msgspec leaves `Holds` alone. A field that holds a
group of keys needs none of its own; the group's fields have theirs.
"""

from enum import Enum, Flag, auto

from msgspec import Struct


class Role(Enum):
    """What a value is to its notice."""

    IDENTIFIER = "identifier"
    """The notice's own, nobody else's."""
    NAME = "name"
    """Another identifier or address by which it is known."""
    TITLE = "title"
    PROSE = "prose"
    """A text that an editor wrote."""
    TRACE = "trace"
    """The value of an indicator of compromise."""
    FILE = "file"
    CONTACT = "contact"
    """A telephone number or an electronic address."""
    PERSON = "person"
    """Who is called, or what office."""
    ADDRESS = "address"
    """A web address that is somebody else's."""
    QUOTED_NAME = "quoted name"
    """An identifier that others gave: a CVE's."""
    QUOTED_TEXT = "quoted text"
    """Words taken from a source as it writes them: a title, a product, versions."""
    TERM = "term"
    """An identifier of a controlled list."""
    NOTICE = "notice"
    """What leads to another notice or page of the portal."""
    MARKING = "marking"
    MOMENT = "moment"
    CHOICE = "choice"
    """One of a few values, known beforehand."""
    FLAG = "flag"
    CODE = "code"
    """A short value in a form that all share: a CVSS vector, a version, a language."""
    GROUP = "group"
    """Keys with roles of their own."""


EVERY = frozenset(Role)
OWN_NAMES = frozenset(
    {Role.IDENTIFIER, Role.NAME, Role.TITLE, Role.TRACE, Role.FILE, Role.CONTACT, Role.PERSON}
)
"""By which a thing is recognised: to be found nowhere while it is withheld."""
OWN_TEXTS = frozenset({Role.TITLE, Role.PROSE, Role.PERSON})
"""Of which no passage may be found while the thing is withheld."""
QUOTED_NAMES = frozenset({Role.ADDRESS, Role.QUOTED_NAME})
"""Names that others gave: a public text may have them from there."""
NAMES = OWN_NAMES | QUOTED_NAMES
QUOTED_TEXTS = frozenset({Role.QUOTED_TEXT})
SILENT = frozenset(
    {Role.TERM, Role.NOTICE, Role.MARKING, Role.MOMENT, Role.CHOICE, Role.FLAG, Role.CODE, Role.GROUP}
)
"""Values that give nothing away."""
WRITTEN = frozenset({Role.TITLE, Role.PERSON, Role.PROSE, Role.QUOTED_TEXT})
"""Texts that an editor fills in."""


class Origin(Enum):
    """Who has the last word when a notice taken from elsewhere is imported again."""

    EDITOR = "editor"
    SOURCE = "source"


class Shown(Flag):
    """Where an edition tells a value of a notice that it shows."""

    NOWHERE = 0
    PAGE = auto()
    JSON = auto()
    FEED = auto()
    WORDS = auto()
    """Among the words that search finds a notice by."""
    FILTERS = auto()
    """Among the facts that search narrows by."""
    TOLD = PAGE | JSON | FEED
    EVERYWHERE = TOLD | WORDS


class Reading(Enum):
    """Of which fields the texts within a group make one text: a passage may run from one into the next."""

    APART = "apart"
    ITEM = "item"
    """Those of each item of the list."""
    WHOLE = "whole"
    """Those of the whole list."""


_FOUND_BY = frozenset(
    {
        Role.IDENTIFIER,
        Role.NAME,
        Role.PROSE,
        Role.TRACE,
        Role.QUOTED_NAME,
        Role.QUOTED_TEXT,
        Role.TERM,
    }
)


class Holds(Struct, frozen=True):
    """What a field holds.

    `vocabulary` is the controlled list of a term. `shown` is by default everywhere a value of that role is
    of use; a group limits what is within. `form` names a property of the same group that gives the value as
    pages write it. `formerly` is the name that the key had, under which notices still give it.
    `label` are its words for readers, where its description, which is for editors, does not begin with them.
    """

    role: Role
    vocabulary: str = ""
    origin: Origin = Origin.EDITOR
    shown: Shown | None = None
    reading: Reading = Reading.APART
    form: str = ""
    formerly: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if (self.role is Role.TERM) != bool(self.vocabulary):
            raise ValueError("a term, and nothing else, has a vocabulary")

    @property
    def where(self) -> Shown:
        if self.shown is not None:
            return self.shown
        if self.role is Role.GROUP:
            return Shown.EVERYWHERE | Shown.FILTERS
        return Shown.EVERYWHERE if self.role in _FOUND_BY else Shown.TOLD


APART = Holds(Role.GROUP)
"""A group of keys that says nothing about itself."""
