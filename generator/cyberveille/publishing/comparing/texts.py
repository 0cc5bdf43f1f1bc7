"""The text of a notice before and after, section by section: what changed, with a little of what did not."""

from collections.abc import Iterator, Sequence
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
    pieces: list[tuple[str, str]] = []
    for position, run in enumerate(runs):
        if run.same:
            pieces += _kept(new[run.new_start : run.new_end], first=not position, last=run is runs[-1])
        else:
            pieces += _changed(old, new, run, budget)
    return _printed(pieces)


def _kept(same: Sequence[Block], *, first: bool, last: bool) -> Iterator[tuple[str, str]]:
    head, tail = (0 if first else _AROUND), (0 if last else _AROUND)
    if len(same) <= head + tail + 1:
        yield from map(_same, same)
        return
    yield from map(_same, same[:head])
    yield "gap", counted(len(same) - head - tail, "paragraphe inchangé")
    yield from map(_same, same[len(same) - tail :])


def _changed(
    old: Sequence[Block], new: Sequence[Block], run: Run, budget: Budget
) -> Iterator[tuple[str, str]]:
    """Blocks that follow each other are paired in their order, when they are of a kind and alike."""
    out, into = list(old[run.start : run.end]), list(new[run.new_start : run.new_end])
    while out and into:
        one, other = out[0], into[0]
        changes = changed(one.words, other.words, budget) if one.kind == other.kind else []
        stays = sum(len(change.into) for change in changes if change.same)
        if stays >= _ALIKE * max(len(one.words), len(other.words)):
            yield other.kind, marked(changes)
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


def _same(block: Block) -> tuple[str, str]:
    return block.kind, plain(block.words)


def _added(block: Block) -> tuple[str, str]:
    return block.kind, added(block.words)


def _removed(block: Block) -> tuple[str, str]:
    return block.kind, removed(block.words)


def _printed(pieces: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> str:
    lines: list[str] = []
    inside = False
    for kind, html in pieces:
        item = kind == "li"
        if item != inside:
            lines.append("<ul>" if item else "</ul>")
            inside = item
        if kind == "gap":
            lines.append(f'<p class="cv-changes__gap">{html}</p>')
        elif kind.startswith("h"):
            lines.append(f"<p><strong>{html}</strong></p>")
        else:
            lines.append(f"<{kind}>{html}</{kind}>")
    return "\n".join(lines + (["</ul>"] if inside else []))
