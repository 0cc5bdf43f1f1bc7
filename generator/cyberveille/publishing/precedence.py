"""Whether a public text said something before a withheld thing did, and how that is known.

Git is believed first, when it knows both; then the edition in place, which shows what was public when it was
made; then the dates of the notices. What none of them settles is in doubt, and doubt refuses.
"""

from datetime import datetime
from functools import cache, partial
from pathlib import Path

from msgspec import Struct

from cyberveille import reading
from cyberveille.catalogue import Catalogue
from cyberveille.catalogue.examined import marked
from cyberveille.expressions import expression
from cyberveille.model import Tlp
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import allowed_in
from cyberveille.publishing.history import History, Version, first
from cyberveille.publishing.public_texts import PublicText, file_text, words_of
from cyberveille.publishing.verdict import Ground, Verdict
from cyberveille.publishing.withheld_things import WithheldThing
from cyberveille.publishing.words import text_words, written_words
from cyberveille.publishing.written_forms import forms_of_address, held_in

_NUMBER = 4
_LISTS = (".yml", ".csv")
_MAIL = expression(rb"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}")


class Past:
    """What was public before this edition: the history of the sources, and the edition in place, if any."""

    def __init__(
        self,
        edition: Edition,
        catalogue: Catalogue,
        history: History | None = None,
        in_place: Path | None = None,
    ) -> None:
        self._allowed = allowed_in(edition)
        self._limits = {root.path: root.tlp_max for root in edition.configuration.sources}
        self._history = history or History(catalogue.project.folder)
        self._in_place = in_place
        self._read = cache(self._read_version)
        self._words_before = cache(self._words_in_place)

    def verdict(
        self, piece: bytes, text: PublicText, thing: WithheldThing, shown: tuple[str, ...]
    ) -> Verdict:
        """Whether `text` held the piece in public before `thing` did; `shown` are files that print it now."""
        return (
            self._by_history(piece, text, thing)
            or self._by_edition(piece, text, shown)
            or _by_dates(text, thing)
        )

    def original(self, piece: bytes, text: PublicText) -> bool:
        """Whether a notice says it since it was published, not since a later change."""
        if text.attached or text.published is None:
            return False
        versions = self._history.published(text.root, text.path)
        if versions.all and versions.whole:
            appeared = first(versions, lambda version: self._read(text.root, text.path, version).shown)
            return appeared is not None and self._holds(text.root, text.path, appeared, piece)
        in_place = self._by_edition(piece, text, ())
        return in_place.older if in_place is not None else True

    def _by_history(self, piece: bytes, text: PublicText, thing: WithheldThing) -> Verdict | None:
        versions = self._history.published(text.root, text.path)
        first_withheld = self._first_withheld(piece, thing)
        if not versions.all or first_withheld is None:
            return None
        first_public = first(
            versions,
            lambda version: (
                self._read(text.root, text.path, version).shown
                and self._holds(text.root, text.path, version, piece)
            ),
        )
        if first_public is None:
            # Its words are in no commit yet: they are newer than all that is.
            return Verdict(older=False, ground=Ground.HISTORY, withheld=first_withheld.written)
        if first_public.commit == first_withheld.commit:
            return None
        published = self._read(text.root, text.path, first_public).published
        moment = max(filter(None, (first_public.entered, published)))
        older = moment < first_withheld.written or (
            moment == first_withheld.written
            and self._history.leads_to(text.root, first_public.commit, first_withheld.commit)
        )
        return Verdict(older, Ground.HISTORY, moment, first_withheld.written)

    def _first_withheld(self, piece: bytes, thing: WithheldThing) -> Version | None:
        """The first version known to hold the piece and to be withheld; None when an older one may exist."""
        found: list[Version] = []
        for path in thing.paths:
            versions = self._history.existing(thing.root, path)
            held = (version for version in versions.all if self._holds(thing.root, path, version, piece))
            version = next(filter(partial(self._withheld, thing, path), held), None)
            if version is not None and not versions.whole and version is versions.all[0]:
                return None
            found += [] if version is None else [version]
        return min(found, key=lambda version: version.written, default=None)

    def _withheld(self, thing: WithheldThing, path: str, version: Version) -> bool:
        """Whether a version was; what is not a notice or a page always is, with its root or its notice."""
        if reading.type_at(path) is None:
            return True
        read = self._read(thing.root, path, version)
        return not read.shown or (read.published is not None and read.published > version.entered)

    def _by_edition(self, piece: bytes, text: PublicText, shown: tuple[str, ...]) -> Verdict | None:
        if self._in_place is None:
            return None
        older = any(held_in(self._words_before(path), piece) for path in text.outputs or shown)
        return Verdict(older, Ground.EDITION)

    def _words_in_place(self, path: str) -> bytes:
        file = (self._in_place or Path()) / path
        try:
            return file_text(path, file.read_bytes())
        except OSError:
            return b""

    def _holds(self, root: str, path: str, version: Version, piece: bytes) -> bool:
        return held_in(self._read(root, path, version).words, piece)

    def _read_version(self, root: str, path: str, version: Version) -> "_Read":
        if reading.type_at(path) is None:
            joined = not path.endswith(_LISTS)
            words = file_text(path, version.data) if joined else _list_words(version.data)
            return _Read(words, shown=True)
        subject = reading.read_source(path, version.data, root=root).subject
        if subject is None:
            return _Read(written_words(version.data), shown=False)
        subject = marked(subject, self._limits.get(root, Tlp.RED))
        shown = subject.tlp in self._allowed
        return _Read(words_of(subject), shown and not subject.draft, subject.published)


def _list_words(data: bytes) -> bytes:
    """The words of a list or a directory, its addresses in every form in which they are looked for."""
    mails = (mail for found in _MAIL.findall(data) for mail in forms_of_address(found.decode("ascii")))
    return written_words(data) + b"".join(map(text_words, mails))


class _Read(Struct, frozen=True):
    """A version's words, and whether its marking and state left it to the readers of the edition."""

    words: bytes
    shown: bool
    published: datetime | None = None


def _by_dates(text: PublicText, thing: WithheldThing) -> Verdict:
    """In doubt when one of them has no date; of two with the same one, the first numbered is the older.

    A joined file may be changed without its document: it is older only than the draft copied from that.
    """
    if text.updated is None or thing.since is None:
        return Verdict(older=False, ground=Ground.NOTHING, public=text.updated, withheld=thing.since)
    numbered = text.name[:-_NUMBER] == thing.name[:-_NUMBER] and text.name < thing.name
    copied = text.updated == thing.since and numbered
    older = (copied and thing.draft) if text.attached else (copied or text.updated < thing.since)
    return Verdict(older, Ground.DATES, text.updated, thing.since)
