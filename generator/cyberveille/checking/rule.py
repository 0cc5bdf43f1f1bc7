"""What a rule is: a small function; its name is its identifier, its docstring its manual."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from inspect import cleandoc
from typing import Any, TypeVar

from msgspec import Struct, field

from cyberveille.checking.place import SourcePath
from cyberveille.locale import french
from cyberveille.markup import Mark
from cyberveille.model import (
    AnyNotice,
    Finding,
    Gravity,
    Kind,
    Page,
    Pointer,
    Tlp,
    Vocabularies,
)
from cyberveille.reading import Leftover, shown_path
from cyberveille.registry import Registry

Subject = AnyNotice | Page
_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")


class Remark(Struct, frozen=True):
    """What a rule yields: a French sentence, where it applies, and how to mend it.

    `at` points into the header: `("vulnerabilities", 2, "cve")`; the empty pointer is the file as
    a whole. `line`, when not 0, is a line of the file and wins over `at`; `column`, when not 0, is a place in
    that line, counted from 1. `gravity` overrides the rule's own.
    """

    message: str
    at: Pointer = ()
    line: int = 0
    hint: str = ""
    gravity: Gravity | None = None
    column: int = 0


class Observation(Struct, frozen=True):
    """A remark, its rule and the file it is about; the line may still be unknown."""

    place: SourcePath
    rule: str
    gravity: Gravity
    remark: Remark

    def finding(self, line: int = 0) -> Finding:
        """The finding; `line` is where the pointer leads, unless the remark knows its line."""
        return Finding(
            path=shown_path(self.place.root, self.place.path),
            line=self.remark.line or line,
            rule=self.rule,
            message=french(self.remark.message),
            hint=french(self.remark.hint),
            gravity=self.gravity,
            column=self.remark.column,
        )


class Policy(Struct, frozen=True, dict=True):
    """What the rules compare the notices of one root with; built once a root."""

    prefix: str
    tlp_max: Tlp
    vocabularies: Vocabularies
    markings: Mapping[str, Mapping[str, Tlp]] = field(default_factory=dict)
    """Of the terms that are in restricted lists alone, by list: what a notice must be marked to use them."""
    demonstration: bool = False
    """Whether the portal says that it is one: invented names are in their place there."""
    homes: tuple[str, ...] = ()
    """The addresses at which the portal's editions are served, without a slash at the end."""
    registry: Registry = field(default_factory=Registry)
    """Vendors and products, as far as the readers of the root may know them."""

    @cached_property
    def id_form(self) -> re.Pattern[str]:
        """Groups: the year and the kind's code."""
        codes = "|".join(kind.code for kind in Kind)
        return re.compile(rf"{re.escape(self.prefix)}-([12]\d{{3}})-({codes})-\d{{4}}")

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """The identifiers of each controlled list, by the list's name."""
        return {
            name: frozenset(getattr(self.vocabularies, name).ids)
            for name in self.vocabularies.__struct_fields__
        }


class Context(Struct, frozen=True, eq=False):
    """What a rule may ask about a subject besides the subject itself.

    `removed` is what sanitising took out of the body: (line, what). `files` are the names of the
    files in the folder that bears a document's name. `unread` are the marks of the body that are
    printed as written, `left` is what stood in the text to be filled in, and `unusual` tells whether
    a sign of the header may pass for another.
    """

    policy: Policy
    removed: tuple[tuple[int, str], ...] = ()
    files: frozenset[str] = frozenset()
    unread: tuple[Mark, ...] = ()
    left: tuple[Leftover, ...] = ()
    unusual: bool = False
    earlier: frozenset[int] | None = None
    """The revisions whose texts are kept; None where nobody looked."""
    _known: dict[object, tuple[object, Any]] = field(default_factory=dict)

    def once(self, work: Callable[[_Asked], _Answer], subject: _Asked) -> _Answer:
        """What `work` finds in a subject, worked out for the first rule that asks and kept for the others."""
        asked, answer = self._known.get(work, (None, None))
        if asked is not subject:
            answer = work(subject)
            self._known[work] = (subject, answer)
        known: _Answer = answer
        return known


class Rule(Struct, frozen=True):
    """A registered rule; `applies_to` is empty for a rule on the catalogue as a whole."""

    id: str
    family: str
    gravity: Gravity
    applies_to: tuple[type, ...]
    run: Callable[..., Iterator[Any]]
    manual: str
    of_erased: bool = False
    """Whether it also runs on a notice to be erased, of which hardly anything is left."""
    near: bool = False
    """Of one on the catalogue, whether all that it says of a source, words included, depends on that source,
    on those that it touches (`checking/claims.py`), and on the clock: it suggests nothing from elsewhere."""

    @property
    def demand(self) -> str:
        """What the rule demands, in a sentence."""
        return french(" ".join(self.manual.split("\n\n", 1)[0].split()))

    @property
    def explanation(self) -> str:
        """What the editor may want to know besides; often nothing."""
        middle = self.manual.split("\n\n")[1:-1]
        return french("\n\n".join(" ".join(paragraph.split()) for paragraph in middle))

    @property
    def bad(self) -> str:
        """An input that the rule refuses."""
        return self._example("Mauvais")

    @property
    def good(self) -> str:
        """The same, mended."""
        return self._example("Bon")

    def _example(self, title: str) -> str:
        found = re.search(
            rf"^{title} : (.*?)(?=^(?:Mauvais|Bon) : |\n\n|\Z)",
            self.manual,
            re.MULTILINE | re.DOTALL,
        )
        return " ".join(found.group(1).split()) if found else ""


_REGISTRY: dict[str, Rule] = {}
_Function = TypeVar("_Function", bound=Callable[..., Iterator[Any]])


def rule(
    *applies_to: type, gravity: Gravity = Gravity.ERROR, of_erased: bool = False, near: bool = False
) -> Callable[[_Function], _Function]:
    """Register a function as a rule on these types, or on the catalogue when there is none.

    A rule on a type also runs on its subtypes: one on `Bulletin` runs on alerts. It runs on a notice to be
    erased only with `of_erased`.
    """

    def register(function: _Function) -> _Function:
        name = function.__name__.replace("_", "-")
        if name in _REGISTRY:
            raise ValueError(f"two rules are named {name}")
        _REGISTRY[name] = Rule(
            id=name,
            family=function.__module__.rpartition(".")[2],
            gravity=gravity,
            applies_to=applies_to,
            run=function,
            manual=cleandoc(function.__doc__ or ""),
            of_erased=of_erased,
            near=near,
        )
        return function

    return register


def registered() -> tuple[Rule, ...]:
    """Every rule registered so far, by family, in the order written."""
    return tuple(sorted(_REGISTRY.values(), key=lambda item: item.family))
