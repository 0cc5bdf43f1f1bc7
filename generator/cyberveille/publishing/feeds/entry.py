"""An entry: what every format says of one notice."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from cyberveille.locale import date_fr, french, french_html, number_fr, paris
from cyberveille.map import json_of
from cyberveille.model import (
    AnyNotice,
    Change,
    ChangeNature,
    Headline,
    Kind,
    Section,
    Tlp,
)
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import absolute_links, plain_text, xml_text
from cyberveille.publishing.feeds.spacing import Item
from cyberveille.publishing.scores import score

if TYPE_CHECKING:
    from jinja2 import Template

_SUMMARY_LENGTH = 800
_SPACES = re.compile(r"[ \t\r\n]+")


class Category(Struct, frozen=True):
    """A fact by which readers sort entries.

    `scheme` is the name of what is told apart: `nature`, `changement`, `gravite`, `technologie`,
    `exploitation`, `editeur` or `produit`.
    """

    scheme: str
    term: str
    label: str


class Entry(Struct, frozen=True, kw_only=True):
    """Every text holds only characters that XML can carry; times have the offset of Paris.

    `html` is safe, and its links are absolute; `summary` is plain text. Once a notice is out, its
    `id`, `url` and `published` never change, and `updated` moves with its revisions alone. An entry about one
    change of a notice has an `id` and a `url` of its own: some readers tell entries apart by either.
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


def make_entry(edition: Edition, item: Item) -> Entry:
    notice = edition.notice(item.notice)
    change = item.change
    return Entry(
        id=item.id,
        notice=notice.id,
        kind=notice.kind,
        tlp=notice.tlp,
        withdrawn=notice.withdrawn is not None,
        title=xml_text(_flat(french(title_of(notice, change)))),
        url=edition.absolute(notice.address) + (f"#{change.name}" if change else ""),
        json_url=edition.absolute(json_of(notice.address)),
        published=paris(item.published),
        updated=paris(item.updated),
        summary=xml_text(french(shortened(f"{said(notice, change)} {summary(notice)}"))),
        html=xml_text(french_html(_html(edition, notice, change))),
        categories=tuple(categories(edition, Headline.of(notice), change)),
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
    if change is None or change.said is None or notice.withdrawn:
        return ""
    return notice.revisions[change.said].change


def _mark(notice: AnyNotice) -> str:
    if notice.erased:
        return ""
    if notice.withdrawn:
        return "Retirée"
    return notice.mark


def summary(notice: AnyNotice) -> str:
    if notice.withdrawn:
        return f"Notice {'effacée' if notice.erased else 'retirée'} : {notice.withdrawn.reason}"
    if notice.abstract:
        return notice.abstract
    resume = notice.body.section("Résumé")
    return plain_text(resume.html) if resume else notice.title


def _flat(text: str) -> str:
    """On one line; no-break spaces stay."""
    return _SPACES.sub(" ", text).strip()


def shortened(text: str, length: int = _SUMMARY_LENGTH) -> str:
    flat = _flat(text)
    if len(flat) <= length:
        return flat
    return (flat[:length].rpartition(" ")[0] or flat[:length]).rstrip(" ,;:.") + "…"


def categories(edition: Edition, item: Headline, change: Change | None) -> Iterator[Category]:
    yield Category("nature", item.kind.value, item.kind.label)
    if change:
        yield Category("changement", change.nature.value, change.nature.label.lower())
    if item.severity:
        yield Category("gravite", item.severity.value, item.severity.label)
    technologies = edition.vocabularies.technologies
    for term in item.technologies:
        yield Category("technologie", xml_text(term), xml_text(technologies.label(term)))
    if item.exploited:
        yield Category("exploitation", "exploitee", "exploitée")
    for vendor, label in dict.fromkeys((name.vendor, name.vendor_label) for name in item.named):
        yield Category("editeur", vendor, xml_text(label))
    for name in item.named:
        if name.product:
            yield Category("produit", name.member, xml_text(name.product_label))


def _html(edition: Edition, notice: AnyNotice, change: Change | None) -> str:
    url = edition.absolute(notice.address)
    root = edition.absolute("")
    text = _template().render(
        notice=notice,
        facts=(f"entry_{notice.kind.value}.html", _usual(notice.kind)),
        change=change,
        said=said(notice, change),
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

    environment = Environment(
        loader=PackageLoader(__package__, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,  # of the templates that others include
        lstrip_blocks=True,
    )
    environment.filters |= {"date_fr": date_fr, "number_fr": number_fr}
    return environment.get_template("entry.html")
