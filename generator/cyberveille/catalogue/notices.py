"""Whole notices by identifier, decoded from the store when asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from cyberveille.catalogue.examine import decode_subject
from cyberveille.catalogue.listing import files_beside, has_files
from cyberveille.model import AnyNotice, erased
from cyberveille.reading import SOURCE_LIMIT, Subject, notice_of, read_source, read_within


class Notices(Mapping[str, AnyNotice]):
    """Those of `sources`, the root and path of each by identifier, and no other.

    `kept` gives the encoded subject of a source, None when it has to be read again from `folder`;
    `named` then asks the registry for the names of its products.
    """

    def __init__(
        self,
        folder: Path,
        sources: Mapping[str, tuple[str, str]],
        kept: Callable[[str, str], bytes | None],
        named: Callable[[AnyNotice], AnyNotice] = lambda notice: notice,
    ) -> None:
        self._folder = folder
        self._sources = sources
        self._kept = kept
        self._named = named
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

    def only(self, notice_ids: Iterable[str]) -> "Notices":
        """Those of the identifiers given; raises KeyError for one that is not here."""
        return Notices(
            self._folder, {name: self._sources[name] for name in notice_ids}, self._kept, self._named
        )

    def _decoded(self, notice_id: str) -> AnyNotice:
        root, path = self._sources[notice_id]
        data = self._kept(root, path)
        notice = notice_of(source_subject(self._folder, root, path) if data is None else decode_subject(data))
        if notice is None:
            raise KeyError(notice_id)
        return erased(self._named(notice) if data is None else notice)


def source_subject(folder: Path, root: str, path: str) -> Subject | None:
    """A subject as its source holds it, what is to be erased included."""
    file = folder / root / path
    files = files_beside(file) if has_files(path) else frozenset[str]()
    try:
        data = read_within(file, SOURCE_LIMIT)
    except OSError:
        return None
    if isinstance(data, int):
        return None
    return read_source(path, data, root=root, files=files).subject
