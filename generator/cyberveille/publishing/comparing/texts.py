"""The text of a notice before and after, section by section: what changed, with a little of what did not."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cyberveille.locale import counted
from cyberveille.model import Body, Section
from cyberveille.publishing.comparing.aligning import Run, aligned
from cyberveille.publishing.comparing.blocks import Block, blocks
from cyberveille.publishing.comparing.budget import Budget
from cyberveille.publishing.comparing.marking import added, changed, marked, plain, removed

_AROUND = 1
"""Blocks that stay, shown before and after a change."""
_ALIKE = 0.3
"""The share of its words that a block keeps for its words to be compared one by one."""
LONGEST = 150_000
"""Characters of a page; a text that changed more is to be read in its two versions."""


class Passage(NamedTuple):
    """A section that changed; `html` is safe, empty when there is more than a page may show."""

    title: str
    fate: str
    """« ajoutée », « supprimée », or nothing."""
    html: str


class Piece(NamedTuple):
    """A block as it is printed: its tag (« gap » where some are left out), its safe HTML, its number."""

    kind: str
    html: str
    number: int = 0


def passages(before: Body, after: Body, budget: Budget) -> Iterator[Passage]:
    """The sections that changed, in the order of the text as it is, those taken out last."""
    left = LONGEST
    for passage in _passages(before, after, budget):
        left -= len(passage.html)
        yield passage if left >= 0 else passage._replace(html="")


def _passages(before: Body, after: Body, budget: Budget) -> Iterator[Passage]:
    was = {_name(section): section for section in before.sections}
    for section in after.sections:
        known = was.pop(_name(section), None)
        if known is None:
            yield Passage(section.title, "ajoutée", _printed(map(_added, blocks(section.html))))
        elif known.html != section.html and (html := _compared(known, section, budget)):
            yield Passage(section.title, "", html)
    for section in was.values():
        yield Passage(section.title, "supprimée", _printed(map(_removed, blocks(section.html))))


def _name(section: Section) -> str:
    return section.title.casefold().replace("'", "’")


def _compared(before: Section, after: Section, budget: Budget) -> str:
    """Nothing when only what is not words differs."""
    old, new = blocks(before.html), blocks(after.html)
    runs = list(aligned([block.key for block in old], [block.key for block in new], budget))
    if all(run.same for run in runs):
        return ""
    pieces: list[Piece] = []
    for position, run in enumerate(runs):
        if run.same:
            pieces += _kept(new[run.new_start : run.new_end], first=not position, last=run is runs[-1])
        else:
            pieces += _changed(old, new, run, budget)
    return _printed(pieces)


def _kept(same: Sequence[Block], *, first: bool, last: bool) -> Iterator[Piece]:
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(same) <= head + tail + 1:
        yield from map(_same, same)
        return
    yield from map(_same, same[:head])
    yield Piece("gap", counted(len(same) - head - tail, "paragraphe inchangé"))
    yield from map(_same, same[len(same) - tail :])


def _changed(old: Sequence[Block], new: Sequence[Block], run: Run, budget: Budget) -> Iterator[Piece]:
    """Blocks that follow each other are paired in their order, when they are of a kind and alike."""
    out, into = list(old[run.start : run.end]), list(new[run.new_start : run.new_end])
    while out and into:
        one, other = out[0], into[0]
        changes = changed(one.words, other.words, budget) if one.kind == other.kind else []
        stays = sum(len(change.into) for change in changes if change.same)
        if stays >= _ALIKE * max(len(one.words), len(other.words)):
            yield Piece(other.kind, marked(changes), other.number)
            del out[0], into[0]
        elif len(out) > len(into):
            yield _removed(out.pop(0))
        elif len(into) > len(out):
            yield _added(into.pop(0))
        else:
            yield _removed(out.pop(0))
            yield _added(into.pop(0))
    yield from map(_removed, out)
    yield from map(_added, into)


def _same(block: Block) -> Piece:
    return Piece(block.kind, plain(block.words), block.number)


def _added(block: Block) -> Piece:
    return Piece(block.kind, added(block.words), block.number)


def _removed(block: Block) -> Piece:
    return Piece(block.kind, removed(block.words), block.number)


def _printed(pieces: Iterable[Piece]) -> str:
    """Items that follow each other are a list, numbered where theirs was: each by its own number."""
    lines: list[str] = []
    inside = ""
    for kind, html, number in pieces:
        around = ("ol" if number else "ul") if kind == "li" else ""
        if around != inside:
            lines += [f"</{inside}>"] if inside else []
            lines += [f"<{around}>"] if around else []
            inside = around
        if kind == "gap":
            lines.append(f'<p class="cv-changes__gap">{html}</p>')
        elif kind.startswith("h"):
            lines.append(f"<p><strong>{html}</strong></p>")
        elif number:
            lines.append(f'<li value="{number}">{html}</li>')
        else:
            lines.append(f"<{kind}>{html}</{kind}>")
    return "\n".join(lines + ([f"</{inside}>"] if inside else []))
