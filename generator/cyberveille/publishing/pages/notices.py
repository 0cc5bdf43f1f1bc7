"""The page of each bulletin and alert."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import Place
from cyberveille.model import AnyNotice, Body, Bulletin, Headline, Kind, Section, Stages
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import plain_text
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import earlier, erased
from cyberveille.publishing.pages.beside import Data
from cyberveille.publishing.pages.neighbours import ALONE, Neighbours, neighbours
from cyberveille.publishing.part_names import part_of_notices
from cyberveille.publishing.press import Press
from cyberveille.publishing.scores import Score, score
from cyberveille.publishing.tree import Node

SUMMARY, MEASURES = Kind.BULLETIN.facts.sections


def nodes(edition: Edition, press: Press, common: bytes, data: Data) -> Iterator[Node]:
    """The notices of each kind and year, with their data; `common` is what every part depends on."""
    papers = tuple(part.facts.digest for part in edition.papers)
    for kind in (kind for kind in Kind if kind.watched):
        parts = edition.parts_of(kind)
        for position, part in enumerate(parts):
            around = Neighbours(
                parts[position - 1].facts.last if position else None,
                parts[position + 1].facts.first if position + 1 < len(parts) else None,
            )
            key = digest("notices", common, part.facts.digest, around.titles, papers)
            name = part_of_notices(kind, part.facts.year)
            yield Node(name, key, partial(_outputs, edition, press, part, around, data))


def _outputs(edition: Edition, press: Press, part: Part, around: Neighbours, data: Data) -> Iterator[Output]:
    """A page depends on its own source, on the titles of its two neighbours, and on the press."""
    for item, beside in neighbours(part.headlines, around):
        guides = edition.pointing_to(item.id)
        key = digest(press.key, item.digest, item.updated, beside.titles, guides)
        yield Output(f"{item.address}index.html", key, partial(_page, edition, press, item, beside))
        # Right after its page: the notice is decoded once for all of them.
        yield from data(item)
        yield from earlier.outputs(edition, press, item, partial(_printed, press, beside=ALONE, guides=()))


def _page(edition: Edition, press: Press, item: Headline, beside: Neighbours) -> bytes:
    notice = edition.notice(item.id)
    if notice.erased:
        return erased.page(press, notice, beside)
    guides = edition.pointing_to(notice.id)
    return _printed(press, notice, edition.stages(item), beside=beside, guides=guides)


def _printed(
    press: Press,
    notice: AnyNotice,
    stages: Stages,
    past: earlier.Past | None = None,
    *,
    beside: Neighbours,
    guides: tuple[Headline, ...],
) -> bytes:
    """The page of a notice; as it was, with its `past`."""
    assert isinstance(notice, Bulletin)  # noqa: S101 - the kind of the headline says so
    sections = press.localised(notice.body)
    body = Body(sections)
    summary, measures = body.section(SUMMARY), body.section(MEASURES)
    others = body.without(SUMMARY, MEASURES)
    flaws = notice.vulnerabilities
    scored, weak = any(item.cvss for item in flaws), any(item.cwe for item in flaws)
    return press.page(
        f"{notice.kind.value}.html",
        Place(
            title=earlier.title_of(notice),
            description=description_of(notice.title, summary),
            address=notice.address,
            section=notice.kind.listing,
        ),
        usual="notice.html",
        head=press.part("notice_head.html", notice=notice),
        notice=notice,
        stages=stages,
        past=past,
        newer=beside.newer,
        older=beside.older,
        guides=guides,
        summary=summary,
        measures=measures,
        sections=others,
        scores=scores_of(notice),
        contents=_contents(notice, summary, measures, others, guides, press.exchanges and past is None),
        versions=any(item.affected or item.fixed for item in notice.products),
        scored=scored,
        weak=weak,
        bare=not (scored or weak or notice.exploited or any(item.title for item in flaws)),
    )


def _contents(
    notice: Bulletin,
    summary: Section | None,
    measures: Section | None,
    others: tuple[Section, ...],
    guides: tuple[Headline, ...],
    exchanges: bool,
) -> tuple[tuple[str, str], ...]:
    """The anchor and the title of each section that the page has, in the page's order."""
    first, later = (measures, None) if notice.kind.facts.urgent else (None, measures)
    entries = (
        (notice.in_brief, "en-bref", "En bref"),
        (first, _anchor(first), MEASURES),
        (summary, _anchor(summary), SUMMARY),
        (notice.products, "produits", "Produits touchés"),
        (later, _anchor(later), MEASURES),
        (notice.vulnerabilities, "vulnerabilites", "Vulnérabilités"),
        (notice.listings or notice.likelihoods, "exploitation", "Exploitation"),
        (notice.indicators, "indicateurs", "Indicateurs"),
        (notice.risks, "risques", "Risques"),
        *((part.title, part.anchor, part.title) for part in others),
        (guides, "guides", "Guides utiles"),
        (notice.references, "references", "Références"),
        (notice.revisions, "revisions", "Révisions"),
        (exchanges, "discussion", "Discussion"),
    )
    return tuple((anchor, title) for there, anchor, title in entries if there)


def _anchor(section: Section | None) -> str:
    return section.anchor if section else ""


def scores_of(notice: Bulletin) -> dict[str, Score]:
    """The CVSS scores that can be told, by CVE."""
    found = {item.cve: score(item.cvss) for item in notice.vulnerabilities if item.cvss}
    return {cve: value for cve, value in found.items() if value is not None}


def description_of(title: str, summary: Section | None) -> str:
    """One or two sentences for search engines: the start of the summary, at most 160 characters."""
    text = " ".join(plain_text(summary.html).split()) if summary else ""
    return shorten(text or title, 160)


def shorten(text: str, limit: int) -> str:
    """`text`, cut at a word with an ellipsis past `limit` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
