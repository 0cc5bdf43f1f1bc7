#!/usr/bin/env python
"""Draws the library's PDF attachments from the HTML kept beside this file.

`<document>/<name>.html` becomes `content/documents/<document>/<name>.pdf`, for each attachment that a
document declares and that has a source here. Identifier, version, marking and date are read in the
document's header, so that the file and its page cannot disagree. Files are tagged (PDF/UA-1) and the same
sources, WeasyPrint and fonts (Liberation Sans) give the same bytes.
"""

import argparse
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from weasyprint import HTML  # type: ignore[import-untyped]

from cyberveille.locale import french_html
from cyberveille.model import Attachment, Document
from cyberveille.reading import read_source

SOURCES = Path(__file__).resolve().parent
ROOT = SOURCES.parent.parent
DOCUMENTS = "content/documents"
PARIS = ZoneInfo("Europe/Paris")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

ENVIRONMENT = Environment(
    loader=FileSystemLoader(SOURCES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def documents() -> Iterator[Document]:
    """The documents of the library; one whose header does not read stops everything."""
    for path in sorted((ROOT / DOCUMENTS).glob("*.md")):
        record = read_source(f"{DOCUMENTS}/{path.name}", path.read_bytes())
        if not isinstance(record.subject, Document):
            raise SystemExit(f"{path.name} : l’en-tête du document ne se lit pas.")
        yield record.subject


def drawn(document: Document, attachment: Attachment) -> bytes | None:
    """The attachment's bytes; None when it has no source here."""
    source = f"{document.id}/{Path(attachment.file).stem}.html"
    if not (SOURCES / source).is_file():
        return None
    day = document.updated.astimezone(PARIS)
    html = ENVIRONMENT.get_template(source).render(
        document=document,
        attachment=attachment,
        published=document.published.astimezone(PARIS).isoformat(),
        updated=day.isoformat(),
        day=f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}",
    )
    pdf = HTML(string=french_html(html), base_url=f"{SOURCES}/").write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(html.encode()).digest()[:16],
    )
    if not isinstance(pdf, bytes):
        raise TypeError("WeasyPrint gave no bytes")
    return pdf


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Dessine les fichiers PDF de la bibliothèque.")
    parser.add_argument(
        "--check",
        action="store_true",
        help="n’écrit rien ; échoue si un fichier n’est plus celui des sources",
    )
    check = parser.parse_args(arguments).check
    stale = 0
    for document in documents():
        for attachment in document.attachments:
            pdf = drawn(document, attachment)
            if pdf is None:
                continue
            target = ROOT / DOCUMENTS / document.id / attachment.file
            if target.is_file() and target.read_bytes() == pdf:
                continue
            stale += 1
            if not check:
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(pdf)
            sys.stdout.write(f"{target.relative_to(ROOT)} ({len(pdf) // 1024} ko)\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
