"""Where the source of a notice is, by identifier."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from cyberveille.catalogue.facts import Facts
from cyberveille.catalogue.register import place_of
from cyberveille.model import Kind


class Placed(Protocol):
    """Notices of a folder, each with the root and the path of its source; `path` is the folder's."""

    @property
    def facts(self) -> Facts: ...
    @property
    def path(self) -> str: ...
    @property
    def places(self) -> Mapping[str, tuple[str, str]]: ...


class Sources(Mapping[str, tuple[str, str]]):
    """The root and the path of each notice; only the folder in which it belongs is looked into, at first."""

    def __init__(self, parts: Sequence[Placed]) -> None:
        self._parts = parts

    def __getitem__(self, notice_id: str) -> tuple[str, str]:
        for part in self._likely(notice_id):
            if found := part.places.get(notice_id):
                return found
        return self._all[notice_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return sum(part.facts.count for part in self._parts)

    def _likely(self, notice_id: str) -> Iterator[Placed]:
        pieces = notice_id.split("-")
        kind = Kind.of_code(pieces[-2]) if len(pieces) > 3 else None  # noqa: PLR2004 - CV-2026-BUL-0042
        if kind is not None:
            folder = place_of(kind, notice_id).rpartition("/")[0]
            yield from (part for part in self._parts if part.path == folder)

    @cached_property
    def _all(self) -> dict[str, tuple[str, str]]:
        return {name: place for part in self._parts for name, place in part.places.items()}
