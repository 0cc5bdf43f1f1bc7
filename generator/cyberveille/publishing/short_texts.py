"""Texts of usual length, looked for by a few short runs of words each, then by whole passages."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Generic, TypeVar

from cyberveille.publishing.pieces import anchors, anchors_of, passages_over

Owner = TypeVar("Owner")


class ShortTexts(Generic[Owner]):
    """`texts` are in words, each with those whose it is. Passages are spelt out around what is met alone."""

    def __init__(self, texts: Mapping[bytes, tuple[Owner, ...]]) -> None:
        self._texts = tuple(texts)
        self._owners = tuple(texts.values())
        self._over: dict[bytes, dict[bytes, list[int]]] = {}

    @cached_property
    def _places(self) -> Mapping[bytes, list[tuple[int, int]]]:
        """The texts that have an anchor, by their rank, and the rank of the anchor in each."""
        places: dict[bytes, list[tuple[int, int]]] = {}
        for text, words in enumerate(self._texts):
            for rank, anchor in enumerate(anchors(words)):
                places.setdefault(anchor, []).append((text, rank))
        return places

    @property
    def anchors(self) -> Iterable[bytes]:
        return self._places

    def passages_over(self, anchor: bytes) -> Collection[bytes]:
        """The passages of the texts that hold one of their anchors."""
        return self._passages_over(anchor)

    def _passages_over(self, anchor: bytes) -> Mapping[bytes, list[int]]:
        if anchor not in self._over:
            found: dict[bytes, list[int]] = {}
            for text, rank in self._places.get(anchor, ()):
                for run in passages_over(self._texts[text], rank):
                    found.setdefault(run, []).append(text)
            self._over[anchor] = found
        return self._over[anchor]

    def owners(self, run: bytes) -> Iterator[Owner]:
        """All those whose a passage is, in the order of the texts."""
        texts = {text for anchor in anchors_of(run) for text in self._passages_over(anchor).get(run, ())}
        return chain.from_iterable(self._owners[text] for text in sorted(texts))

    def __contains__(self, run: bytes) -> bool:
        return any(run in self._passages_over(anchor) for anchor in anchors_of(run))
