"""The indicators of compromise of a notice as CSV, for machines."""

import csv
import io
from collections.abc import Iterator
from functools import partial

from cyberveille.model import Bulletin, Headline, Rex
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

FILE = "indicateurs.csv"
_COLUMNS = ("type", "value", "comment", "tlp", "pap", "notice", "url")


def indicators_file(edition: Edition, item: Headline) -> Iterator[Output]:
    """The file beside the page of a notice that has indicators; nothing for another."""
    if item.indicators:
        path = f"{item.address}{FILE}"
        key = digest(path, item.digest, edition.configuration.portal.url)
        yield Output(path, key, partial(_csv, edition, item))


def _csv(edition: Edition, item: Headline) -> bytes:
    """Values as they are on the network or on disk, the marking on each line (RFC 4180, UTF-8)."""
    notice = edition.notice(item.id)
    assert isinstance(notice, Bulletin | Rex)  # noqa: S101 - no other kind counts indicators
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    pap = notice.pap.label if notice.pap else ""
    for indicator in notice.indicators:
        writer.writerow(
            (
                indicator.type.value,
                indicator.value,
                indicator.comment or "",
                notice.tlp.label,
                pap,
                notice.id,
                edition.absolute(notice.address),
            )
        )
    return text.getvalue().encode()
