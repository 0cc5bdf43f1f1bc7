"""Vendor advisories and links of a CERT-FR notice, and the notice itself, as references."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from cyberveille.checking.nearest import fold
from cyberveille.expressions import expression
from cyberveille.importing.addresses import CERTFR_SITE, web_address
from cyberveille.importing.certfr_record import EARLIEST, LATEST, CertfrRecord, SourceLink
from cyberveille.importing.plain_text import clean, code_span, escape, plain
from cyberveille.importing.risks import spelling_key
from cyberveille.locale import NBSP, date_fr
from cyberveille.model import Kind, Reference

LICENCE = "Licence Ouverte 2.0"
TITLE_LIMIT = 240

_PAGES = {Kind.BULLETIN: "avis", Kind.ALERT: "alerte"}
_WITHOUT_ADDRESS = {"", "None", "N/A"}
_BETWEEN = expression(r"(?:[\s,;|]|\s(?:et|ou|puis|and|or)(?=\s))+(?=https?://)", re.IGNORECASE)
"""What stands between two addresses of one field."""


_FRENCH_DAY = expression(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?!\d)")


class Sources(Struct, frozen=True):
    """References with a web address, and the others as lines of Markdown."""

    references: tuple[Reference, ...]
    others: tuple[str, ...]


def page_address(kind: Kind, reference: str) -> str:
    """Where the CERT-FR publishes the notice."""
    return f"{CERTFR_SITE}{_PAGES[kind]}/{reference}/"


def attribution(kind: Kind, reference: str) -> Reference:
    """The source's own notice, with the mention that its licence asks for."""
    words = "avis" if kind is Kind.BULLETIN else "alerte"
    return Reference(title=f"CERT-FR, {words} {reference} ({LICENCE})", url=page_address(kind, reference))


def sources_of(record: CertfrRecord, kind: Kind) -> Sources:
    """The references of a record, each address once, the source's own notice last."""
    titles: dict[str, list[str]] = {}
    others: dict[str, str] = {}
    own = attribution(kind, record.reference)
    for link, url in _addressed((*(record.vendor_advisories or ()), *(record.links or ()))):
        title = _title(link)
        address = web_address(url)
        if address == own.url:
            continue
        if address is None:
            if line := _line(title, url):
                others.setdefault(line, title if line == escape(title) else line)
        else:
            titles.setdefault(address, []).append(title or address)
    references = [_merged(address, found, others) for address, found in titles.items()]
    cited = {spelling_key(title) for found in titles.values() for title in found}
    return Sources(
        (*references, own),
        tuple(line for line, title in others.items() if spelling_key(title) not in cited),
    )


def _merged(address: str, titles: Iterable[str], others: dict[str, str]) -> Reference:
    """One reference for the titles that one address bears; too long a list goes to `others`."""
    kept: dict[str, str] = {}
    for title in titles:
        key = spelling_key(title)
        if key not in kept and len(" ; ".join((*kept.values(), title))) > TITLE_LIMIT and kept:
            line = f"{escape(title)} : <{address}>"
            others.setdefault(line, line)
        else:
            kept.setdefault(key, title)
    return Reference(title=" ; ".join(kept.values()), url=address)


def _addressed(links: Iterable[SourceLink]) -> Iterator[tuple[SourceLink, str | None]]:
    """Each link with its address; a field that holds several gives as many links."""
    for link in links:
        parts = [part for part in _BETWEEN.split((link.url or "").strip()) if part]
        yield from ((link, part) for part in parts) if len(parts) > 1 else ((link, link.url),)


def _title(link: SourceLink) -> str:
    """The title without the punctuation that tied it to its page, dated unless it tells that day."""
    title = plain(link.title).lstrip("-–• ").rstrip(" :;")
    title = title.removesuffix(".").rstrip()
    day = _day(link.published_at)
    if day is None or not title or _told(day, title):
        return title
    return f"{title} ({date_fr(day).replace(NBSP, ' ')})"


def _told(day: date, title: str) -> bool:
    """Whether a title tells a day, in words, accents or not, or in figures."""
    words = date_fr(day).replace(NBSP, " ")
    spellings = (
        words,
        words.replace("1er ", "1 ", 1),
        f"{day.day:02d} {words.partition(' ')[2]}",
        *(day.strftime(form) for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d")),
    )
    plain_title = fold(" ".join(title.replace(NBSP, " ").split()))
    return any(re.search(rf"(?<!\d){re.escape(fold(spelling))}(?!\d)", plain_title) for spelling in spellings)


def _day(text: str | None) -> date | None:
    """The day that the source gives; None for none, and for one that no publisher could mean."""
    written = (text or "").strip()
    french = _FRENCH_DAY.match(written)
    try:
        day = (
            date(int(french["year"]), int(french["month"]), int(french["day"]))
            if french
            else date.fromisoformat(written[:10].replace("/", "-"))
        )
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def _line(title: str, url: str | None) -> str:
    address = " ".join(clean(url or "").split())
    written = "" if address in _WITHOUT_ADDRESS else code_span(address)
    return " : ".join(part for part in (escape(title), written) if part)
