"""What Pagefind reads of a notice: its words, the facts it filters by, and what results show of it."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain

from cyberveille.locale import date_fr, utc_iso
from cyberveille.model import AnyNotice, Headline, Held, Role, Shown, Vocabulary, held
from cyberveille.model.roles import EVERY, NAMES
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.search.kept_words import KeptWords
from cyberveille.publishing.search.signs import kept, without

_NAMES = NAMES - {Role.TITLE}
_OTHERS = EVERY - NAMES
_FACTS = EVERY - {Role.MOMENT}
"""What search narrows by, the moment of publication apart: it is told by its year."""
_FILTERS = {"technologies": "technology"}
"""The names of filters that are not those of their keys."""
WITHDRAWN = "retirée"


def record_of(edition: Edition, item: Headline, joined: KeptWords) -> str:
    """A document of its own for Pagefind; its sort key gives the pages of an index their order.

    `joined` knows the words of joined files.
    """
    notice = edition.notice(item.id)
    facts = list(_facts(edition, notice))
    filters = "".join(f'<span data-pagefind-filter="{name}">{escape(value)}</span>' for name, value in facts)
    meta = {"id": notice.id, "kind": item.kind.label, "date": date_fr(notice.published)}
    if item.severity:
        meta["severity"] = item.severity.label
    if item.withdrawn:
        meta["withdrawn"] = WITHDRAWN
    metas = "".join(
        f'<span data-pagefind-meta="{name}">{escape(value)}</span>' for name, value in meta.items()
    )
    sections = "".join(f"<h2>{escape(part.title)}</h2>{part.html}" for part in notice.body.sections)
    text = f"<h1>{escape(notice.title)}</h1>{sections}"
    words = _words(edition, notice, facts, text, joined)
    # Pagefind parts « l'hôpital » in two words, and takes « l’hôpital » for one: nobody would find it.
    body = kept(f"{text}<p>{escape(words)}</p>").replace("’", "'")
    order = f"{utc_iso(notice.published)} {notice.id}"
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title></title></head><body>'
        f'<div data-pagefind-ignore="index" data-pagefind-sort="date">{order}</div>'
        f"<div data-pagefind-ignore>{filters}{metas}</div><main data-pagefind-body>"
        f"{body}</main></body></html>"
    )


def _facts(edition: Edition, notice: AnyNotice) -> Iterator[tuple[str, str]]:
    yield "kind", notice.kind.label
    yield "year", notice.year
    told = (
        (item.key, "oui" if item.value is True else _told(edition, item, shown=True))
        for item in held(notice, _FACTS, shown=Shown.FILTERS)
        if item.value is not False
    )
    for key, value in dict.fromkeys(told):
        yield _FILTERS.get(key, key), value


def _words(
    edition: Edition, notice: AnyNotice, facts: Iterable[tuple[str, str]], text: str, joined: KeptWords
) -> str:
    """What the header says, as words to be found by; the title stands above them, in `text`."""
    said = tuple(
        dict.fromkeys(chain(_said(edition, notice, joined), _vendors(edition, facts), _products(notice)))
    )
    return " · ".join(dict.fromkeys((*said, *chain.from_iterable(map(without, (text, *said))))))


def _vendors(edition: Edition, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The names that people use for the vendors of the products."""
    for name, value in facts:
        if name == "vendor":
            maker = edition.registry.vendor(value)
            yield from (maker.label, *maker.aliases) if maker else ()


def _products(notice: AnyNotice) -> Iterator[str]:
    """The usual names of the products, however the notice writes them."""
    for item in notice.products:
        if item.named is not None and item.named.registered:
            yield item.named.product_label


def _said(edition: Edition, notice: AnyNotice, joined: KeptWords) -> Iterator[str]:
    for roles in (_NAMES, _OTHERS):
        for item in held(notice, roles, shown=Shown.WORDS):
            yield _told(edition, item)
    for attachment in notice.attachments:
        if attachment.file.endswith(".pdf"):
            file = edition.shelf.file(notice, attachment)
            yield joined.of(f"{notice.id}/{attachment.file}", file.read_bytes())


def _told(edition: Edition, item: Held, *, shown: bool = False) -> str:
    """A value as readers know it: a term or a choice by its label; with `shown`, as pages write it."""
    if shown and item.holds.form:
        return str(item.forms[-1])
    if name := item.holds.vocabulary:
        vocabulary: Vocabulary = getattr(edition.vocabularies, name)
        return vocabulary.label(item.value)
    return str(getattr(item.value, "label", item.value))
