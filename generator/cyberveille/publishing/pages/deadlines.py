"""What is to be treated, by date: a plain list, which a script narrows and says how many days are left of."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from msgspec import Struct, structs

from cyberveille.map import CALENDAR, DEADLINES
from cyberveille.model import Term, Vocabulary
from cyberveille.publishing.deadlines import SHOWN, Deadline, deadlines_of, since
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press


class Week(Struct, frozen=True):
    """The deadlines of a week, apart from one another those of exposed systems and the others."""

    monday: date
    exposed: tuple[Deadline, ...]
    others: tuple[Deadline, ...]

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[Deadline, ...]], ...]:
        """A name, a title and its deadlines; exposed systems first."""
        groups = (
            ("exposes", "Systèmes exposés à Internet", self.exposed),
            ("autres", "Autres systèmes" if self.exposed else "Systèmes", self.others),
        )
        return tuple(group for group in groups if group[2])


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Nothing where nothing has a deadline; what is withdrawn is no longer to be treated."""
    if edition.holdings.deadlines is None:
        return
    dated = (part for part in edition.parts if part.facts.dated)
    standing = (item for part in dated for item in part.headlines if not item.withdrawn)
    shown = since(deadlines_of(standing), edition.clock, SHOWN)
    key = digest(press.key, tuple((deadline.name, deadline.day, deadline.item.digest) for deadline in shown))
    yield Output(DEADLINES.file, key, partial(_page, press, shown))


def weeks(deadlines: tuple[Deadline, ...]) -> tuple[Week, ...]:
    """In the order of time; `deadlines` are in theirs."""
    return tuple(
        Week(
            monday,
            tuple(deadline for deadline in held if deadline.exposed),
            tuple(deadline for deadline in held if not deadline.exposed),
        )
        for monday, group in groupby(deadlines, key=_monday)
        for held in (tuple(group),)
    )


def _monday(deadline: Deadline) -> date:
    return deadline.day - timedelta(days=deadline.day.weekday())


def _page(press: Press, deadlines: tuple[Deadline, ...]) -> bytes:
    lists = press.vocabularies
    return press.page(
        "deadlines.html",
        structs.replace(DEADLINES, title="Échéances : que traiter, et pour quand"),
        head=press.part("deadlines_head.html"),
        calendar=CALENDAR,
        weeks=weeks(deadlines),
        total=len(deadlines),
        technologies=_named(lists.technologies, (deadline.item.technologies for deadline in deadlines)),
        structures=_named(lists.structures, (deadline.item.structures for deadline in deadlines)),
    )


def _named(vocabulary: Vocabulary, names: Iterator[tuple[str, ...]]) -> tuple[Term, ...]:
    """The terms that some deadlines name, in the order of their list."""
    named = {name for found in names for name in found}
    return tuple(term for term in vocabulary.terms if term.id in named)
