"""Names that are alike: the ones an editor may have meant, and two that may be one vendor's."""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from cyberveille.registry.folding import folded, plain_words

_LIKE = 72
"""Of 100: less is another name."""
_DOUBLES = 90
_FEWEST_INITIALS = 2


def near(name: str, labels: Mapping[str, str], at_most: int) -> tuple[str, ...]:
    """The labels of the names most like one, the nearest first, each once; `labels` by name."""
    plain = {spelling: _words(spelling) for spelling in labels}
    found = process.extract(_words(name), plain, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=5 * at_most)
    alike = dict.fromkeys(labels[spelling] for _, _, spelling in found)
    initials = dict.fromkeys(label for spelling, label in labels.items() if _initials(name, spelling))
    return tuple(initials | alike)[:at_most]


def doubles(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that may be of one thing, the shorter one first, in the order of the names.

    One begins as the other (« Philips », « Philips Healthcare »), is its initials (« BD », « Becton
    Dickinson »), or is spelt almost alike.
    """
    told = sorted(dict.fromkeys(names), key=lambda name: (len(name), name))
    plain = [_words(name) for name in told]
    for place, shorter in enumerate(told):
        for other in range(place + 1, len(told)):
            begins = plain[other] == plain[place] or plain[other].startswith(f"{plain[place]} ")
            if (
                begins
                or _initials(shorter, told[other])
                or fuzz.ratio(plain[place], plain[other]) >= _DOUBLES
            ):
                yield shorter, told[other]


def _words(name: str) -> str:
    return " ".join(plain_words(name))


def _initials(one: str, other: str) -> bool:
    """Whether one name is made of the first letters of the other's words."""
    short, long = sorted((one, other), key=len)
    words = plain_words(long)
    return len(words) >= _FEWEST_INITIALS and "".join(word[0] for word in words) == folded(short)
