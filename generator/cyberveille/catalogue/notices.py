"""Whole notices by identifier, decoded from the store when asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from cyberveille.catalogue.examine import decode_subject
from cyberveille.catalogue.listing import files_beside, has_files
from cyberveille.catalogue.naming import named
from cyberveille.model import AnyNotice, Tlp, erased
from cyberveille.reading import SOURCE_LIMIT, Subject, notice_of, read_source, read_within
from cyberveille.registry import Registry


class Notices(Mapping[str, AnyNotice]):
    """Those of `sources`, the root and path of each by identifier, and no other.

    `kept` gives the encoded subject of a source, None when it has to be read again from `folder`;
    its products are then called what the registry of its marking calls them.
    """

    def __init__(
        self,
        folder: Path,
        sources: Mapping[str, tuple[str, str]],
        kept: Callable[[str, str], bytes | None],
        registries: Mapping[Tlp, Registry],
    ) -> None:
        self._folder = folder
        self._sources = sources
        self._kept = kept
        self._registries = registries
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

    def only(self, notices: Mapping[str, Tlp]) -> "Notices":
        """Those of the identifiers given, with their markings; raises KeyError for one that is not here."""
        markings = frozenset(notices.values())
        registries = {tlp: Registry(self._registries[tlp].vendors) for tlp in markings}
        return Notices(self._folder, {name: self._sources[name] for name in notices}, self._kept, registries)

    def _decoded(self, notice_id: str) -> AnyNotice:
        root, path = self._sources[notice_id]
        data = self._kept(root, path)
        notice = notice_of(source_subject(self._folder, root, path) if data is None else decode_subject(data))
        if notice is None:
            raise KeyError(notice_id)
        if data is None:
            notice = notice_of(named(notice, self._registries[notice.tlp])) or notice
        return erased(notice)


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
