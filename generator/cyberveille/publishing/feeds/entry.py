"""An entry: what every format says of one notice."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.locale import date_fr, french, french_html, number_fr, paris
from cyberveille.looks.wording import wording_of
from cyberveille.map import json_of
from cyberveille.map.feeds import FOLDER
from cyberveille.model import (
    AnyNotice,
    Bulletin,
    Change,
    ChangeNature,
    Headline,
    Kind,
    Section,
    Tlp,
    change_at,
)
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import absolute_links, plain_text, xml_text
from cyberveille.publishing.feeds import brevity
from cyberveille.publishing.feeds.categories import Category, categories_of
from cyberveille.publishing.feeds.spacing import Item
from cyberveille.publishing.scores import score

if TYPE_CHECKING:
    from jinja2 import Template

_SUMMARY_LENGTH = 800
_SPACES = expression(r"[ \t\r\n]+")


class Entry(Struct, frozen=True, kw_only=True):
    """Every text holds only characters that XML can carry; times have the offset of Paris.

    `html` is safe, and its links are absolute; a short entry has none, and is told by its `summary`, in
    plain text. Once a notice is out, its `id`, `url` and `published` never change, and `updated` moves with
    its revisions alone. An entry about one change of a notice has an `id` and a `url` of its own: some
    readers tell entries apart by either.
    """

    id: str
    notice: str
    kind: Kind
    tlp: Tlp
    withdrawn: bool
    title: str
    url: str
    json_url: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    categories: tuple[Category, ...]
    change: ChangeNature | None = None


def make_entry(edition: Edition, notice: AnyNotice, item: Item, *, short: bool = False) -> Entry:
    """The entry of `item`, which is about `notice`; a short one tells the facts and leads to the rest."""
    change = item.change
    title = _flat(french(title_of(notice, change)))
    summary = f"{said(notice, change)} {summary_of(notice)}"
    url = edition.absolute(notice.address) + (f"#{change.name}" if change else "")
    headline = Headline.of(notice, identified=False)
    categories = tuple(categories_of(headline, notice, change, edition.vocabularies))
    if short:
        title = xml_text(_shortened(title, brevity.TITLE))
        left = brevity.room(title, url)
        schemes = edition.absolute(FOLDER) + "#"
        categories = brevity.fewer(categories, left, schemes)
        facts = " · ".join(_facts(headline))
        said_first = xml_text(_flat(french(f"{facts[:1].upper()}{facts[1:]}. {summary}")))
        summary = brevity.cut(said_first, left - brevity.weight(categories, schemes))
    return Entry(
        id=item.id,
        notice=notice.id,
        kind=notice.kind,
        tlp=notice.tlp,
        withdrawn=notice.withdrawn is not None,
        title=xml_text(title),
        url=url,
        json_url=edition.absolute(json_of(notice.address)),
        published=paris(item.published),
        updated=paris(item.updated),
        summary=xml_text(french(_shortened(summary, _SUMMARY_LENGTH))),
        html="" if short else xml_text(french_html(_html(edition, headline, notice, change))),
        categories=categories,
        change=change.nature if change else None,
    )


def title_of(notice: AnyNotice, change: Change | None = None) -> str:
    """The title after what a reader who scans titles must know first.

    That is the change, for an entry about one; the withdrawal, else the kind of an alert or a document, and
    the severity.
    """
    mark = _mark(notice)
    if change and change.nature is ChangeNature.REVISION:
        mark = f"{change.nature.label} · {mark.lower()}" if mark else change.nature.label
    elif change:
        mark = change.nature.label
    return f"[{mark}] {notice.title}" if mark else notice.title


def said(notice: AnyNotice, change: Change | None) -> str:
    """What a notice says of one of its changes; nothing once it is withdrawn: it no longer holds."""
    if change is not None and change.nature is ChangeNature.EXPLOITATION and isinstance(notice, Bulletin):
        return listed(notice)
    if change is None or change.said is None or notice.withdrawn:
        return ""
    return notice.revisions[change.said].change


def listed(notice: Bulletin) -> str:
    """Which vulnerabilities are listed as exploited, by which catalogues."""
    cves = ", ".join(dict.fromkeys(item.cve for item in notice.listings))
    catalogues = ", ".join(dict.fromkeys(item.catalogue for item in notice.listings))
    ransomware = ", par des rançongiciels" if any(item.ransomware for item in notice.listings) else ""
    return f"{cves} : exploitation constatée{ransomware}, d’après {catalogues}"


def _mark(notice: AnyNotice) -> str:
    if notice.erased:
        return ""
    if notice.withdrawn:
        return "Retirée"
    return notice.mark


def summary_of(notice: AnyNotice) -> str:
    if notice.withdrawn:
        return f"Notice {'effacée' if notice.erased else 'retirée'} : {notice.withdrawn.reason}"
    if notice.abstract:
        return notice.abstract
    resume = notice.body.section("Résumé")
    return plain_text(resume.html) if resume else notice.title


def _flat(text: str) -> str:
    """On one line; no-break spaces stay."""
    return _SPACES.sub(" ", text).strip()


def _shortened(text: str, length: int) -> str:
    """At most `length` characters, cut after a word."""
    flat = _flat(text)
    if len(flat) <= length:
        return flat
    return (flat[:length].rpartition(" ")[0] or flat[: length - 1]).rstrip(" ,;:.") + "…"


def _facts(item: Headline) -> Iterator[str]:
    """What a short entry says before its summary: what to treat first, and before when."""
    if item.tlp is not Tlp.CLEAR:
        yield item.tlp.label
    if item.withdrawn:
        yield "notice retirée"
        return
    if item.severity:
        yield f"gravité {item.severity.label}"
    if item.exploited:
        yield "exploitation constatée"
    if item.exposed_deadline:
        yield f"systèmes exposés : avant la fin du {date_fr(item.exposed_deadline)}"
    if item.deadline:
        yield f"à traiter avant la fin du {date_fr(item.deadline)}"
    yield item.id


def _html(edition: Edition, headline: Headline, notice: AnyNotice, change: Change | None) -> str:
    url = edition.absolute(notice.address)
    root = edition.absolute("")
    text = _template().render(
        notice=notice,
        kind=wording_of(edition.configuration.labels).words(notice.kind.words).singular,
        facts=(f"entry_{notice.kind.value}.html", _usual(notice.kind)),
        change=change,
        said=said(notice, change),
        changed=_changed(edition, headline, change),
        url=url,
        portal=edition.configuration.portal.name,
        vocabularies=edition.vocabularies,
        sections=tuple(
            (part.title, Markup(absolute_links(part.html, page=url, root=root)))  # noqa: S704 - sanitised when read
            for part in _ordered(notice)
        ),
        score=score,
    )
    return text.removesuffix("\n")


def _changed(edition: Edition, item: Headline, change: Change | None) -> str:
    """The address of the page that tells what a revision changed; empty where nothing tells."""
    number = 0 if change is None or change.said is None else change.said + 1
    told = number in edition.stages(item).told if number else False
    return edition.absolute(change_at(item.address, number)) if told else ""


def _usual(kind: Kind) -> str:
    """What prints the facts of a kind that has no template of its own."""
    return "entry_bulletin.html" if kind.watched else "entry_facts.html"


def _ordered(notice: AnyNotice) -> tuple[Section, ...]:
    """What is urgent says what to do before anything else."""
    measures = notice.body.section("Mesures")
    if notice.kind.facts.urgent and measures:
        return (measures, *notice.body.without("Mesures"))
    return notice.body.sections


@cache
def _template() -> "Template":
    # Loaded by the first entry that is made.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    from cyberveille.publishing.compiled_templates import CompiledTemplates  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader(__package__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=CompiledTemplates(),
        trim_blocks=True,
        keep_trailing_newline=True,  # of the templates that others include
        lstrip_blocks=True,
    )
    environment.filters |= {"date_fr": date_fr, "number_fr": number_fr}
    return environment.get_template("entry.html")
