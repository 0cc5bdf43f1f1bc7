"""The kinds of things that carry an identifier."""

from enum import Enum
from typing import Self


class Kind(Enum):
    """A kind of notice: its code stands in identifiers, its folder in git, its address on the portal.

    The facts are attributes of the members rather than a table: they are asked for several times a notice.
    """

    code: str
    """The three letters inside an identifier: `CV-2026-BUL-0042`."""
    folder: str
    """The folder that holds the sources, relative to a root, with `/` separators."""
    section: str
    """The first part of the address: `/bulletins/…`."""
    label: str
    by_year: bool
    """Bulletins and alerts are kept in one folder a year; the others are not."""

    BULLETIN = "bulletin", "BUL", "bulletins", "bulletins", "bulletin", True
    ALERT = "alert", "ALE", "alerts", "alertes", "alerte", True
    DOCUMENT = "document", "DOC", "content/documents", "documents", "document", False
    REX = "rex", "REX", "content/rex", "rex", "retour d’expérience", False
    ACTION = "action", "ACT", "content/actions", "actions", "action ministérielle", False

    def __new__(cls, value: str, code: str, folder: str, section: str, label: str, by_year: bool) -> Self:
        kind = object.__new__(cls)
        kind._value_ = value
        kind.code, kind.folder, kind.section, kind.label = code, folder, section, label
        kind.by_year = by_year
        return kind

    def address(self, notice_id: str) -> str:
        """The page's address, relative to the portal's root, without leading slash."""
        if self.by_year:
            return f"{self.section}/{notice_id.split('-')[1]}/{notice_id}/"
        return f"{self.section}/{notice_id}/"

    @classmethod
    def of_code(cls, code: str) -> "Kind | None":
        return next((kind for kind in cls if kind.code == code), None)
