"""The indicators of compromise of a notice as CSV, for machines."""

import csv
import io

from cyberveille.map.files import INDICATORS
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest

_COLUMNS = ("type", "value", "comment", "tlp", "pap", "notice", "url")


class IndicatorsFormat:
    """Beside the page of a notice that has indicators; nothing for another."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def path(self, item: Headline) -> str | None:
        return f"{item.address}{INDICATORS}" if item.indicators else None

    def key(self, item: Headline) -> bytes:
        return digest(item.digest, self._edition.configuration.portal.url)

    def render(self, item: Headline) -> bytes:
        """Values as they are on the network or on disk, the marking on each line (RFC 4180, UTF-8)."""
        notice = self._edition.notice(item.id)
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
                    self._edition.absolute(notice.address),
                )
            )
        return text.getvalue().encode()
