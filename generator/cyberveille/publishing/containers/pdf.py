"""PDF files (ISO 32000-2): what they say, on a page or beside it, now or in an earlier revision."""

import io
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from math import ceil

import msgspec

from cyberveille.confining import Broken, OutOfMemory, OutOfTime, confined
from cyberveille.extras import Part, need
from cyberveille.pdf_files import BROKEN_WORD
from cyberveille.publishing.containers.budget import Budget, Limit, TooMuch
from cyberveille.publishing.containers.marks import PDF
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.words import text_words

_END = b"%%EOF"
_EARLIER = 200
"""How many revisions, before the last, a file may have; each is read as if it were the file."""


class _Given(msgspec.Struct, array_like=True):
    """What the process that reads a file hands over: words, a file within, or how it ended."""

    words: bytes = b""
    member: tuple[str, bytes, list[str]] | None = None
    limit: str = ""
    state: str = ""
    spent: dict[str, int] = {}


def pdf_members(data: bytes, budget: Budget) -> Iterator[bytes | Member]:
    """The words, then the files within. Raises TooMuch; what does not open is a member without bytes."""
    need(Part.PDF)
    # Loaded once, with what it loads, for the few editions that need it.
    import pypdfium2  # noqa: F401, PLC0415

    from cyberveille.publishing.containers import objects  # noqa: F401, PLC0415

    seconds = ceil(budget.seconds_left)
    if not seconds:
        raise TooMuch(Limit.SECONDS)
    work = partial(_handed_over, data, budget)
    try:
        given = confined(work, seconds=seconds, memory=budget.limits.memory, spent=budget.spend_seconds)
        for message in given:
            yield from _taken(msgspec.msgpack.decode(message, type=_Given), budget)
    except OutOfTime as error:
        raise TooMuch(Limit.SECONDS) from error
    except OutOfMemory as error:
        raise TooMuch(Limit.MEMORY) from error
    except Broken:
        yield Member("", None, why="ne s’ouvre pas : le fichier est abîmé")
    yield from _around(data)


def _around(data: bytes) -> Iterator[Member]:
    """What stands before the header and after the last end."""
    start, end = data.find(PDF), data.rfind(_END)
    for rest in (data[:start], data[end + len(_END) :] if end >= 0 else b""):
        if len(rest.strip()) > len(_END):
            yield Member("", rest)


def _taken(given: _Given, budget: Budget) -> Iterator[bytes | Member]:
    for name, amount in given.spent.items():
        budget.spend(Limit(name), amount)
    if given.limit:
        raise TooMuch(Limit(given.limit))
    if given.words:
        yield given.words
    if given.member:
        name, content, notes = given.member
        yield Member(name, content, tuple(notes))
    if given.state == "encrypted":
        yield Member("", None, why="est protégé par un mot de passe", encrypted=True)
    elif given.state == "damaged":
        yield Member("", None, why="ne s’ouvre pas : le fichier est abîmé")


def _handed_over(data: bytes, budget: Budget) -> Iterator[bytes]:
    """In the process of the file: messages for `_taken`."""
    own = Budget(budget.limits, dict(budget.spent))
    before = dict(own.spent)
    try:
        for given in _read(data, own):
            yield msgspec.msgpack.encode(given)
        spent = {limit.value: own.spent[limit] - before[limit] for limit in (Limit.PAGES, Limit.UNPACKED)}
        yield msgspec.msgpack.encode(_Given(spent=spent))
    except TooMuch as refusal:
        yield msgspec.msgpack.encode(_Given(limit=refusal.limit.value))


def _read(data: bytes, budget: Budget) -> Iterator[_Given]:
    """Every revision, the last one first; what was read already is not given again."""
    seen: set[bytes] = set()
    opened = False
    for revision in _revisions(data):
        for given in _revision(revision, budget):
            if given.state and opened:
                continue
            opened |= not given.state
            if given.words:
                if given.words in seen:
                    continue
                seen.add(given.words)
            yield given
            if given.state:
                return


def _revisions(data: bytes) -> Iterator[bytes]:
    """The file, then what it was before each incremental update (7.5.6)."""
    yield data
    end, count = data.rfind(_END), 0
    while (end := data.rfind(_END, 0, end)) >= 0:
        count += 1
        if count > _EARLIER:
            raise TooMuch(Limit.PAGES)
        if data.rfind(b"startxref", max(0, end - 100), end) >= 0:
            yield data[: end + len(_END)]


def _revision(data: bytes, budget: Budget) -> Iterator[_Given]:
    import pikepdf  # noqa: PLC0415

    from cyberveille.publishing.containers.objects import Objects  # noqa: PLC0415

    rewritten = b""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            objects = Objects(document, budget)
            for words in objects.words():
                yield _Given(words)
            for member in objects.members():
                if member.data is not None:
                    yield _Given(member=(member.name, member.data, list(member.notes)))
            rewritten = objects.uncovered()
    except pikepdf.PasswordError:
        yield _Given(state="encrypted")
        return
    except pikepdf.PdfError:
        yield from _pages(data, budget, damaged=True)
        return
    yield from _pages(data, budget)
    if rewritten:
        yield from _pages(rewritten, budget)


def _pages(data: bytes, budget: Budget, *, damaged: bool = False) -> Iterator[_Given]:
    """The text of each page, wherever on it or beside it that stands, and however it is hidden."""
    import pypdfium2  # noqa: PLC0415

    read = 0
    with suppress(pypdfium2.PdfiumError), closing(pypdfium2.PdfDocument(data)) as document:
        for number in range(len(document)):
            budget.spend(Limit.PAGES)
            with (
                suppress(pypdfium2.PdfiumError),
                closing(document[number]) as page,
                closing(page.get_textpage()) as text,
            ):
                yield _Given(text_words(BROKEN_WORD.sub("", text.get_text_range())))
            read += 1
    if damaged and not read:
        yield _Given(state="damaged")
