"""What becomes of each notice and page, told so that nothing leaves the circle that the review is for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum

from msgspec import Struct

from cyberveille.checking import Change, Published
from cyberveille.importing.differences import differences
from cyberveille.locale import datetime_fr, french
from cyberveille.model import Configuration

_BODY = "body"


class Fate(Enum):
    """What readers will see of it, in the words of the summary."""

    APPEARS = "Paraîtra"
    CHANGES = "Change"
    VANISHES = "Disparaît"


class ReaderChange(Struct, frozen=True):
    """One notice or page: `when` is empty for what happens as soon as the branch is merged."""

    fate: Fate
    name: str
    title: str
    audience: str
    when: str = ""
    facts: tuple[str, ...] = ()


class Reviewed(Struct, frozen=True):
    """`unsaid` counts what changes too and is not for the readers of this review."""

    told: tuple[ReaderChange, ...]
    unsaid: int = 0

    def of(self, fate: Fate) -> tuple[ReaderChange, ...]:
        return tuple(item for item in self.told if item.fate is fate)


def reviewed(
    now: Sequence[Change],
    later: Sequence[Change],
    configuration: Configuration,
    clock: datetime,
    *,
    closed: bool,
) -> Reviewed:
    """What changes: `now` for readers at `clock`, `later` once every embargo is over.

    Unless the review is made for a `closed` circle, only what an open edition shows at `clock` is told.
    """
    everything = {change.name: change for change in (*later, *now)}
    at_once = {change.name for change in now}
    told: list[ReaderChange] = []
    unsaid = 0
    for name in sorted(everything):
        change = everything[name]
        audience = configuration.audience(change.audience)
        is_open = name in at_once and audience is not None and audience.open
        items = list(_told(change, clock))
        if is_open or closed:
            told += items
        else:
            unsaid += bool(items)
    return Reviewed(tuple(told), unsaid)


def _told(change: Change, clock: datetime) -> Iterator[ReaderChange]:
    then, now = change.then, change.now
    if now is None:
        assert then is not None  # noqa: S101 - one of the two is there
        yield ReaderChange(
            Fate.VANISHES, change.name, _title(then), change.audience, facts=(french(change.why),)
        )
    elif then is None:
        facts = tuple(map(french, _at_first(now)))
        yield ReaderChange(Fate.APPEARS, change.name, _title(now), change.audience, _when(now, clock), facts)
    elif facts := tuple(map(french, _facts(change, then, now, clock))):
        yield ReaderChange(Fate.CHANGES, change.name, _title(now), change.audience, _when(now, clock), facts)


def _at_first(now: Published) -> Iterator[str]:
    """What decides about how urgent a new notice is."""
    if severity := now.says.get("severity"):
        yield f"severity : {severity.value}"
    if action := now.says.get("action"):
        yield from differences({}, {"action": action})


def _title(item: Published) -> str:
    return str(item.says.get("title", ""))


def _when(item: Published, clock: datetime) -> str:
    if item.published is None or item.published <= clock:
        return ""
    return datetime_fr(item.published)


def _facts(change: Change, then: Published, now: Published, clock: datetime) -> Iterator[str]:
    if now.erased:
        # What it said is for nobody any more, this summary included.
        if not then.erased:
            yield "Effacée : rien de son texte ne paraît plus."
        return
    yield from _state(then, now)
    before, after = ({key: value for key, value in item.says.items() if key != _BODY} for item in (then, now))
    yield from differences(before, after)
    yield from _sections(then.says.get(_BODY, ()), now.says.get(_BODY, ()))
    for name in sorted(then.files.keys() | now.files.keys()):
        if then.files.get(name) != now.files.get(name):
            state = "nouveau" if name not in then.files else "retiré" if name not in now.files else "changé"
            yield f"Fichier {state} : {name.rpartition('/')[2]}"
    if added := change.added:
        yield from (f"Révision{' mineure' if item.minor else ''} : « {item.change} »" for item in added)
    elif _read(then, clock) and not change.withdrawing and (then.says != now.says or then.files != now.files):
        yield "Aucune révision ne le dit aux lecteurs."


def _read(then: Published, clock: datetime) -> bool:
    """Whether readers have seen it."""
    return then.published is None or then.published <= clock


def _state(then: Published, now: Published) -> Iterator[str]:
    if now.withdrawn and not then.withdrawn:
        yield "Retirée : la page reste, avec la raison."
    if then.in_force and not now.in_force and not now.withdrawn:
        yield "Alerte close."
    if now.in_force and not then.in_force:
        yield "Alerte rouverte."
    if then.published != now.published and then.published and now.published:
        yield f"published : {datetime_fr(then.published)} → {datetime_fr(now.published)}"
    if then.address != now.address:
        yield f"Adresse : /{then.address} → /{now.address}"


def _sections(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> Iterator[str]:
    was, is_now = dict(before), dict(after)
    for title in dict.fromkeys((*was, *is_now)):
        if was.get(title) != is_now.get(title):
            state = "nouvelle" if title not in was else "retirée" if title not in is_now else "changée"
            yield f"Section {state} : « {title} »" if title else "Texte avant la première section : changé"
