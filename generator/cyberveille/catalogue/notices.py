"""Whole notices by identifier, decoded from the store when asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from cyberveille.catalogue.earlier import kept_of, texts_of
from cyberveille.catalogue.inside import has_files
from cyberveille.catalogue.listing import files_beside
from cyberveille.catalogue.subjects import Subject, decode_subject
from cyberveille.model import AnyNotice, Page, Tlp, erased
from cyberveille.reading.looking import read_within
from cyberveille.reading.size import SOURCE_LIMIT
from cyberveille.registry import Registry


class Notices(Mapping[str, AnyNotice]):
    """Those of `sources`, the root and path of each by identifier, and no other.

    `kept` gives the encoded subject of a source, None when it has to be read again from `folder`;
    its products are then called what the registry of its marking calls them. Of what they said before, only
    what those who may read as much as `readers` may read is there.
    """

    def __init__(
        self,
        folder: Path,
        sources: Mapping[str, tuple[str, str]],
        kept: Callable[[str, str], bytes | None],
        registry_for: Callable[[Tlp], Registry],
        readers: Tlp = Tlp.RED,
    ) -> None:
        self._folder = folder
        self._sources = sources
        self._kept = kept
        self._registry_for = registry_for
        self._readers = readers
        # A notice is asked for by its page, then by its JSON: it is decoded once.
        self._last = lru_cache(maxsize=16)(self._decoded)

    def __getitem__(self, notice_id: str) -> AnyNotice:
        return self._last(notice_id)

    def __contains__(self, notice_id: object) -> bool:
        return notice_id in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    def only(self, notices: Mapping[str, Tlp], readers: Tlp) -> "Notices":
        """Those of the identifiers given, with their markings; raises KeyError for one that is not here."""
        markings = frozenset(notices.values())
        registries = {tlp: Registry(self._registry_for(tlp).vendors) for tlp in markings}
        sources = {name: self._sources[name] for name in notices}
        return Notices(self._folder, sources, self._kept, registries.__getitem__, readers)

    def _decoded(self, notice_id: str) -> AnyNotice:
        root, path = self._sources[notice_id]
        data = self._kept(root, path)
        subject = source_subject(self._folder, root, path) if data is None else decode_subject(data)
        if subject is None or isinstance(subject, Page):
            raise KeyError(notice_id)
        if data is None:
            # What names products is loaded by those who read.
            from cyberveille.catalogue.naming import registered  # noqa: PLC0415

            subject = registered(subject, self._registry_for)
        subject = erased(subject)
        if any(not item.tlp.within(self._readers) for item in subject.earlier):
            shown = tuple(item for item in subject.earlier if item.tlp.within(self._readers))
            subject = msgspec.structs.replace(subject, earlier=shown)
        return subject


def source_subject(folder: Path, root: str, path: str) -> Subject | None:
    """A subject as its source holds it, what is to be erased included."""
    # What reads Markdown is loaded by those who read.
    from cyberveille.reading.source import read_source  # noqa: PLC0415

    file = folder / root / path
    files = files_beside(file) if has_files(path) else frozenset[str]()
    try:
        data = read_within(file, SOURCE_LIMIT)
    except OSError:
        return None
    if isinstance(data, int):
        return None
    subject = read_source(path, data, root=root, files=files).subject
    if subject is None or isinstance(subject, Page):
        return subject
    return _with_earlier(folder / root, subject)


def _with_earlier(root: Path, notice: AnyNotice) -> AnyNotice:
    kept = kept_of(root, notice.id)
    if not kept:
        return notice
    # What names products is loaded by those who read.
    from cyberveille.catalogue.with_earlier import with_earlier  # noqa: PLC0415

    return with_earlier(notice, kept, texts_of(kept), Tlp.RED)[0]
