"""The published format of the rules of « Suis-je concerné ? », version 1: an index, and a file a year.

Rows are arrays, cut after the last value that says something. `concerned/encoding.py` writes names, clauses
and rules; `versions/` says how versions of each scheme compare.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

VERSION = 1
Words = Annotated[str, Meta(description="Words separated by spaces, in lower case without accents.")]
Flag = Literal[0, 1]
Places = Annotated[
    int | tuple[int, ...],
    Meta(description="One or several, each told by how far back it stands of the next one not told yet: 0."),
]


class ConcernedYearPlace(Struct, frozen=True):
    """Where the rules of the notices of a year are."""

    year: Annotated[str, Meta(pattern="^[0-9]{4}$")]
    address: Annotated[str, Meta(description="Relative to the portal's root.")]


class ConcernedVocabulary(Struct, frozen=True):
    """Words with which names of products are compared."""

    generic: Annotated[tuple[str, ...], Meta(description="A name may have them or not.")]
    common: Annotated[tuple[str, ...], Meta(description="They name a product only beside its vendor.")]
    corporate: Annotated[tuple[str, ...], Meta(description="They are of any company.")]
    little: Annotated[tuple[str, ...], Meta(description="They name nothing.")]
    brands: Annotated[tuple[str, ...], Meta(description="They stand before names of products.")]
    open: Annotated[
        dict[str, tuple[str, ...]], Meta(description="Systems that run on what others make: their vendors.")
    ]
    translated: Annotated[dict[str, str], Meta(description="French words by the English ones.")]
    runs: Annotated[tuple[tuple[str, str], ...], Meta(description="By a pattern of a line, what it runs on.")]
    spelt_out: Annotated[
        tuple[tuple[str, str], ...], Meta(description="Patterns, and what they are in full around a group.")
    ]
    one_word: Annotated[
        tuple[str, ...],
        Meta(description="Products that are not the one whose name theirs begins with, written as one word."),
    ]
    aliases: Annotated[tuple[tuple[str, str], ...], Meta(description="Other names, and the full ones.")]
    columns: Annotated[
        dict[str, tuple[str, ...]], Meta(description="What columns of an inventory are called.")
    ]


class ConcernedIndex(Struct, frozen=True):
    """The years, and what all of them share."""

    version: Literal[1]
    years: tuple[ConcernedYearPlace, ...]
    vocabulary: ConcernedVocabulary
    vendors: Annotated[dict[str, str], Meta(description="The vendor's identifier by each joined name.")]
    words: Annotated[dict[str, tuple[str, ...]], Meta(description="The words of each vendor's names.")]


class ConcernedNotice(Struct, frozen=True, array_like=True):
    """A notice, by its place in `rules`."""

    id: str
    title: str = ""
    updated: Annotated[str, Meta(description="A day, Europe/Paris.")] = ""
    severity: str = ""
    exploited: Flag = 0
    deadline: Annotated[str, Meta(description="The first of its deadlines: a day.")] = ""
    services: Annotated[tuple[str, ...], Meta(description="Care services touched.")] = ()
    aliases: Annotated[tuple[str, ...], Meta(description="Its identifiers elsewhere.")] = ()


class ConcernedName(Struct, frozen=True, array_like=True):
    """A name of a product: each of its words must be in a line."""

    terms: Words
    vendors: Annotated[str, Meta(description="Identifiers separated by spaces.")] = ""
    flags: Annotated[
        Literal[0, 1, 2, 3],
        Meta(description="1: it says nothing without its vendor; 2: a system that runs on what others make."),
    ] = 0
    extra: Annotated[str, Meta(description="Words that a line may have besides.")] = ""


class ConcernedBound(Struct, frozen=True, array_like=True):
    """The end of a range."""

    version: str
    included: Annotated[Literal[0, 1, 2], Meta(description="2 where the notice does not say.")]
    whole: Annotated[Flag, Meta(description="1 where it is a whole branch.")] = 0


class ConcernedVersion(Struct, frozen=True, array_like=True, tag=0):
    """One version."""

    version: str


class ConcernedBranch(Struct, frozen=True, array_like=True, tag=1):
    """A whole branch: 7.2.x."""

    version: str


class ConcernedSpan(Struct, frozen=True, array_like=True, tag=2):
    """What lies between two bounds, of which 0 is none, within a branch."""

    lower: ConcernedBound | Literal[0] = 0
    upper: ConcernedBound | Literal[0] = 0
    branch: str = ""
    named: Annotated[Flag, Meta(description="1 where the branch is only part of a name.")] = 0


class ConcernedLadder(Struct, frozen=True, array_like=True, tag=3):
    """Several upper bounds, each of its own branch."""

    bounds: tuple[ConcernedBound, ...] = ()
    branch: str = ""
    named: Flag = 0


class ConcernedClause(Struct, frozen=True, array_like=True):
    """What is said of versions."""

    says: Annotated[
        Literal["r", "a", "b", "u"],
        Meta(description="Ranges, all versions, the product alone, or what no program compares."),
    ]
    pieces: tuple[ConcernedVersion | ConcernedBranch | ConcernedSpan | ConcernedLadder, ...] = ()
    condition: Annotated[Flag, Meta(description="1 where a patch, an option or a configuration decides.")] = 0
    fixed: Annotated[str, Meta(description="The version that corrects; `none` where there is none.")] = ""
    scheme: Annotated[str, Meta(description="How versions are numbered; empty: numbers and letters.")] = ""
    patches: Annotated[tuple[str, ...], Meta(description="A line that has one of them is spared.")] = ()
    before: Annotated[str, Meta(description="The day of the patch that corrects.")] = ""
    unless: Annotated[
        tuple[tuple[str, ...], ...], Meta(description="A line with all of them is spared.")
    ] = ()
    platforms: Annotated[tuple[str, ...], Meta(description="Only on these.")] = ()


class ConcernedYear(Struct, frozen=True):
    """The rules of the notices of a year."""

    version: Literal[1]
    notices: tuple[ConcernedNotice, ...]
    vendors: Annotated[dict[str, str], Meta(description="As in the index, of vendors that it does not have.")]
    words: dict[str, tuple[str, ...]]
    names: tuple[ConcernedName, ...]
    clauses: tuple[ConcernedClause, ...]
    rules: Annotated[
        tuple[tuple[Places, ...], ...],
        Meta(description="By notice, as far as one has any: names and clauses in turn."),
    ]


SHAPES = (ConcernedIndex, ConcernedYear)
