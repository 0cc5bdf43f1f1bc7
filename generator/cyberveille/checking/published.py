"""What readers of an edition could see of a notice or a page: what has to last once it is published."""

import functools
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Subject
from cyberveille.expressions import expression
from cyberveille.map import written_at
from cyberveille.model import Headline, Notice, Page, Revision, Role, Shown, Tlp, fields_of

_TOLD_APART = frozenset({"published", "revisions", "withdrawn", "status", "closed"})
"""Header keys that a rule of their own looks at."""

_PREFORMATTED = expression(r"(<pre\b.*?</pre>)", re.DOTALL)
_OF_ITS_PLACE = frozenset({Role.IDENTIFIER, Role.NOTICE})
"""What says where a notice stands and what it goes with: it changes when another notice is renamed."""


class Published(Struct, frozen=True, kw_only=True):
    """A notice, or a page, which has an address and no more.

    Addresses are files of the edition, relative to its root. Two of these are compared only when the same
    reader made both: `says` has whatever keys that reader can tell.
    """

    name: str
    """The identifier of a notice, the address of a page with its slashes."""
    address: str
    place: SourcePath | None = None
    """Its source, where that is known."""
    notice: bool = True
    published: datetime | None = None
    updated: datetime | None = None
    in_force: bool = False
    """Whether it is an alert that is not over."""
    withdrawn: bool = False
    erased: bool = False
    imported: bool = False
    revisions: tuple[Revision, ...] = ()
    source: str | None = None
    """The digest of its source: the same one says the same."""
    says: Mapping[str, Any] = {}
    """What readers are told, by key."""
    files: Mapping[str, str] = {}
    """The digests of the files joined to it, by address."""
    former: tuple[str, ...] = ()
    """The addresses that lead to it."""
    past: tuple[str, ...] = ()
    """Those of what it said before, as far as they are known."""

    @property
    def titled(self) -> str:
        return f"La notice {self.name}" if self.notice else f"La page {self.name}"

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.address, *self.former, *self.files, *self.past)


class Change(Struct, frozen=True, kw_only=True):
    """The same thing as it was published and as it is now; one of the two may be missing.

    `lost` are addresses that answered and answer no more; `why`, for what is there no more, says in French
    what it became. `fed` says whether any feed holds what appears now.
    """

    then: Published | None
    now: Published | None
    lost: tuple[str, ...] = ()
    why: str = ""
    audience: str = "public"
    fed: bool = True

    @property
    def name(self) -> str:
        """What an operator calls it by."""
        shown = self.then or self.now
        assert shown is not None  # noqa: S101 - one of the two is there
        return shown.name

    @property
    def place(self) -> SourcePath:
        """The file to mend."""
        places = [item.place for item in (self.now, self.then) if item is not None and item.place]
        return places[0] if places else SourcePath(".", self.name)

    @property
    def another(self) -> bool:
        """Whether an identifier names something else than it did: neither date, title nor history stay."""
        then, now = self.then, self.now
        if then is None or now is None or then.name != now.name or then.erased or now.erased:
            return False
        kept = {item.date for item in then.revisions} & {item.date for item in now.revisions}
        same_title = then.says.get("title") == now.says.get("title")
        return then.published != now.published and not same_title and not kept

    @property
    def added(self) -> tuple[Revision, ...]:
        """The revisions that were not there, later than those that were."""
        if self.then is None or self.now is None:
            return ()
        known = {item.date for item in self.then.revisions}
        last = max(known, default=None)
        return tuple(
            item
            for item in self.now.revisions
            if item.date not in known and (last is None or item.date > last)
        )

    @property
    def withdrawing(self) -> bool:
        """Whether what changed is told by a withdrawal."""
        if self.then is None or self.now is None:
            return False
        return self.now.erased or (self.now.withdrawn and not self.then.withdrawn)


def of_notice(notice: Notice, files: Mapping[str, str] | None = None, readers: Tlp = Tlp.CLEAR) -> Published:
    """`files` are the digests of the files joined, by name; `readers` may read what it said before."""
    return Published(
        name=notice.id,
        address=written_at(notice.address),
        place=SourcePath(notice.source.root, notice.source.path),
        published=notice.published,
        updated=notice.updated,
        in_force=notice.active,
        withdrawn=notice.withdrawn is not None,
        erased=notice.erased,
        imported=bool(notice.aliases),
        revisions=notice.revisions,
        source=notice.source.digest,
        says={} if notice.erased else said(notice),
        files={f"{notice.address}{name}": digest for name, digest in sorted((files or {}).items())},
        former=former_files(notice.redirect_from),
        past=past_files(notice, readers),
    )


def past_files(notice: Notice, readers: Tlp) -> tuple[str, ...]:
    """The files of what it said before, as far as those who may read as much as `readers` may read it."""
    pages = Headline.of(notice).stages(readers).pages if notice.earlier else ()
    return tuple(written_at(f"{notice.address}{page}") for page in pages)


def of_page(page: Page) -> Published:
    return Published(
        name=f"/{page.address}",
        address=written_at(page.address),
        place=SourcePath(page.source.root, page.source.path),
        notice=False,
        former=former_files(page.redirect_from),
    )


def of_subject(
    subject: Subject, files: Mapping[str, str] | None = None, readers: Tlp = Tlp.CLEAR
) -> Published:
    return of_page(subject) if isinstance(subject, Page) else of_notice(subject, files, readers)


def former_files(addresses: Iterable[str]) -> tuple[str, ...]:
    """The files that answer at former addresses as editors write them."""
    return tuple(written_at(unquote(address).lstrip("/")) for address in addresses)


def said(notice: Notice) -> dict[str, Any]:
    """What readers are told, by header key, and the body; products by the words of the notice alone.

    What the registry calls them may change without the notice.
    """
    told = {name: getattr(notice, name) for name in _told_by(type(notice))}
    if notice.products:
        told["products"] = tuple(msgspec.structs.replace(item, named=None) for item in notice.products)
    return told | {"body": tuple((section.title, as_shown(section.html)) for section in notice.body.sections)}


def as_shown(section: str) -> str:
    """The HTML of a section as a browser shows it: where its lines end in the source says nothing."""
    if "<pre" not in section:
        return _on_one_line(section)
    pieces = _PREFORMATTED.split(section)
    return "".join(piece if number % 2 else _on_one_line(piece) for number, piece in enumerate(pieces))


def _on_one_line(text: str) -> str:
    """With one space for each run of spaces, tabs and ends of lines."""
    text = text.replace("\n", " ").replace("\t", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


@functools.cache
def _told_by(kind: type[Notice]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in fields_of(kind)
        if field.name not in _TOLD_APART
        and field.holds.where is not Shown.NOWHERE
        and field.holds.role not in _OF_ITS_PLACE
    )


def said_digest(notice: Notice) -> bytes:
    """The same for two notices that say the same: aliases, which are one notice's own, do not count."""
    told = said(notice) | {"aliases": ()}
    return blake2b(msgspec.msgpack.encode(tuple(told.items())), digest_size=8).digest()
