"""What is read from one source file: a notice or a page."""

from datetime import datetime

from msgspec import Struct

from cyberveille.model.advisory import Product, Vulnerability
from cyberveille.model.attachment import Attachment
from cyberveille.model.indicator import Indicator
from cyberveille.model.severity import Severity


class Written(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a kind does not declare as a key of its own is empty: nobody has to ask a record what it is."""

    @property
    def draft(self) -> bool:
        return False

    @property
    def erased(self) -> bool:
        """Whether nothing of its text may be shown any more."""
        return False

    @property
    def published(self) -> datetime | None:
        return None

    @property
    def updated(self) -> datetime | None:
        return None

    @property
    def last_date(self) -> datetime | None:
        """The last date of its history, minor revisions included."""
        return None

    @property
    def active(self) -> bool:
        """Whether it is an alert that is not over."""
        return False

    @property
    def closed(self) -> datetime | None:
        return None

    @property
    def aliases(self) -> tuple[str, ...]:
        return ()

    @property
    def related(self) -> tuple[str, ...]:
        return ()

    @property
    def supersedes(self) -> tuple[str, ...]:
        return ()

    @property
    def severity(self) -> Severity | None:
        return None

    @property
    def products(self) -> tuple[Product, ...]:
        return ()

    @property
    def vulnerabilities(self) -> tuple[Vulnerability, ...]:
        return ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return ()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return ()
