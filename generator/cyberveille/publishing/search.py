"""The search index: Pagefind over one small document a notice.

Pagefind reads documents made for it rather than the portal's pages: no frame, no navigation, only what a
search should find, with the facts it can filter and sort by.
"""

import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from shutil import rmtree

from cyberveille.model import Alert, Bulletin, Document, Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.french import date_fr, utc_iso
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.search_canon import canonicalise

FOLDER = "pagefind/"
# Parts of Pagefind's bundle that this portal does not use: its own interface.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-highlight", "pagefind-component-ui")


class SearchError(Exception):
    """Pagefind could not make the index; the message is what it said."""


def search_key(edition: Edition, code: bytes) -> bytes:
    """What the index depends on: the notices shown, their labels, the code."""
    shown = tuple((item.id, item.digest) for item in edition.headlines)
    return digest(shown, edition.vocabularies, edition.configuration.portal.base, code)


def index(edition: Edition, key: bytes, scratch: Path) -> Iterator[Output]:
    """The files of the index, made in `scratch`; raises SearchError."""
    rmtree(scratch, ignore_errors=True)
    documents, result = scratch / "documents", scratch / "pagefind"
    for item in edition.headlines:
        file = documents / item.address / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(document_of(edition, item), encoding="utf-8")
    if not edition.headlines:
        return
    command = [
        sys.executable,
        "-m",
        "pagefind_bin",
        "--site",
        str(documents),
        "--output-path",
        str(result),
    ]
    done = subprocess.run(  # noqa: S603 - our own arguments
        [*command, "--force-language", "fr", "--quiet"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SearchError((done.stderr or done.stdout).strip())
    canonicalise(result)
    for file in sorted(result.rglob("*")):
        if file.is_file() and not file.name.startswith(_UNUSED):
            yield Output(f"{FOLDER}{file.relative_to(result).as_posix()}", key, file.read_bytes)


def document_of(edition: Edition, item: Headline) -> str:
    """What Pagefind reads of a notice: its text, and facts as filters, sorts and metadata."""
    notice = edition.notice(item.id)
    facts = list(_facts(edition, notice))
    filters = "".join(f'<span data-pagefind-filter="{name}">{escape(value)}</span>' for name, value in facts)
    meta = {"id": notice.id, "kind": item.kind.label, "date": date_fr(notice.published)}
    if item.severity:
        meta["severity"] = item.severity.label
    metas = "".join(
        f'<span data-pagefind-meta="{name}">{escape(value)}</span>' for name, value in meta.items()
    )
    body = "".join(f"<h2>{escape(part.title)}</h2>{part.html}" for part in notice.body.sections)
    order = f"{utc_iso(notice.updated)} {notice.id}"
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title></title></head><body>'
        f'<div data-pagefind-ignore="index" data-pagefind-sort="date">{order}</div>'
        f"<div data-pagefind-ignore>{filters}{metas}</div><main data-pagefind-body>"
        f"<h1>{escape(notice.title)}</h1><p>{escape(_words(edition, notice))}</p>{body}</main></body></html>"
    )


def _facts(edition: Edition, notice: Bulletin | Alert | Document) -> Iterator[tuple[str, str]]:
    yield "kind", notice.kind.label
    yield "year", notice.id.split("-")[1]
    if isinstance(notice, Document):
        yield "theme", edition.vocabularies.themes.label(notice.theme)
        return
    if notice.severity:
        yield "severity", notice.severity.label
    for technology in notice.technologies:
        yield "technology", edition.vocabularies.technologies.label(technology)
    for vendor in notice.vendors:
        yield "vendor", vendor
    if notice.exploited:
        yield "exploited", "oui"


def _words(edition: Edition, notice: Bulletin | Alert | Document) -> str:
    """What the header says, as words to be found by."""
    words = [notice.id, *notice.aliases]
    if isinstance(notice, Document):
        words += [notice.summary, edition.vocabularies.formes.label(notice.form)]
        return " · ".join(words)
    words += [item.cve for item in notice.vulnerabilities]
    for product in notice.products:
        words += [value for value in (product.vendor, product.product, product.affected) if value]
    words += [edition.vocabularies.risques.label(risk) for risk in notice.risks]
    if notice.in_brief:
        words += [notice.in_brief.what, notice.in_brief.concerned, notice.in_brief.action]
    return " · ".join(dict.fromkeys(words))
