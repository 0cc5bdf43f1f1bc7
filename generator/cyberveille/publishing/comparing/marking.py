"""Words taken out and put in, as HTML that says so in words too: colour and lines are not for everybody."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple

from cyberveille.publishing.comparing.aligning import aligned
from cyberveille.publishing.comparing.blocks import Word
from cyberveille.publishing.comparing.budget import Budget

_HIDDEN = '<span class="cv-hidden">{}</span>'
_OUT = ("[début du texte supprimé] ", " [fin du texte supprimé] ")
_IN = ("[début du texte ajouté] ", " [fin du texte ajouté] ")
_SHORT = 2
"""So few words that stay between two changes are part of them: fewer marks, and a text that can be read."""


class Change(NamedTuple):
    """Words that stay, when both are the same; else those taken out and those put in."""

    out: tuple[Word, ...]
    into: tuple[Word, ...]
    same: bool = False


def changed(before: Sequence[Word], after: Sequence[Word], budget: Budget) -> list[Change]:
    """What became of the words of a block, in order."""
    runs = [
        Change(tuple(before[run.start : run.end]), tuple(after[run.new_start : run.new_end]), run.same)
        for run in aligned([word.key for word in before], [word.key for word in after], budget)
    ]
    joined: list[Change] = []
    for position, run in enumerate(runs):
        between = 0 < position < len(runs) - 1
        same = run.same and not (between and len(run.into) <= _SHORT)
        if joined and not same and not joined[-1].same:
            last = joined.pop()
            joined.append(Change(last.out + run.out, last.into + run.into))
        else:
            joined.append(Change(run.out, run.into, same))
    return joined


def marked(changes: Iterable[Change]) -> str:
    """The words with `<del>` and `<ins>` (HTML, 4.7), each said in words that are heard and not seen."""
    return "".join(piece for change in changes for piece in _pieces(change))


def removed(words: Sequence[Word]) -> str:
    return marked([Change(tuple(words), ())])


def added(words: Sequence[Word]) -> str:
    return marked([Change((), tuple(words))])


def plain(words: Sequence[Word]) -> str:
    return _written(words, addresses=False)


def _pieces(change: Change) -> Iterator[str]:
    if change.same:
        yield _space(change.into) + _written(change.into, addresses=False)
        return
    # A link that leads elsewhere says where: its words may be the same.
    led, leads = ({word.href for word in words} for words in (change.out, change.into))
    addresses = bool(change.out and change.into) and led != leads
    for tag, words, (start, end) in (("del", change.out, _OUT), ("ins", change.into, _IN)):
        if words:
            inside = f"{_HIDDEN.format(start)}{_written(words, addresses=addresses)}{_HIDDEN.format(end)}"
            # What replaces something follows it at a distance, even where neither follows a space.
            between = " " if tag == "ins" and change.out else ""
            yield f"{_space(words) or between}<{tag}>{inside}</{tag}>"


def _space(words: Sequence[Word]) -> str:
    return words[0].space if words else ""


def _written(words: Sequence[Word], *, addresses: bool) -> str:
    """Without the space before the first."""
    parts: list[str] = []
    for (href, code), group in groupby(words, key=lambda word: (word.href, word.code)):
        run = list(group)
        text = escape("".join(f"{word.space}{word.text}" for word in run).removeprefix(run[0].space))
        text = f"<code>{text}</code>" if code else text
        if href:
            text = f'<a href="{escape(href)}">{text}</a>'
            text += f" ({escape(href)})" if addresses else ""
        parts.append((escape(run[0].space) if parts else "") + text)
    return "".join(parts)
