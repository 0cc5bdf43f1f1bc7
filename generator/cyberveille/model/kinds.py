"""The kinds of things that carry an identifier."""

from enum import Enum


class Kind(Enum):
    """A kind of notice: its code stands in identifiers, its folder in git, its address on the portal."""

    BULLETIN = "bulletin"
    ALERT = "alert"
    DOCUMENT = "document"
    REX = "rex"
    ACTION = "action"

    @property
    def code(self) -> str:
        """The three letters inside an identifier: `CV-2026-BUL-0042`."""
        return _FACTS[self][0]

    @property
    def folder(self) -> str:
        """The folder that holds the sources, relative to a root, with `/` separators."""
        return _FACTS[self][1]

    @property
    def section(self) -> str:
        """The first part of the address: `/bulletins/…`."""
        return _FACTS[self][2]

    @property
    def label(self) -> str:
        return _FACTS[self][3]

    @property
    def by_year(self) -> bool:
        """Bulletins and alerts are kept in one folder a year; the others are not."""
        return self in {Kind.BULLETIN, Kind.ALERT}

    def address(self, notice_id: str) -> str:
        """The page's address, relative to the portal's root, without leading slash."""
        if self.by_year:
            return f"{self.section}/{notice_id.split('-')[1]}/{notice_id}/"
        return f"{self.section}/{notice_id}/"

    @classmethod
    def of_code(cls, code: str) -> "Kind | None":
        return next((kind for kind in cls if kind.code == code), None)


_FACTS = {
    Kind.BULLETIN: ("BUL", "bulletins", "bulletins", "bulletin"),
    Kind.ALERT: ("ALE", "alerts", "alertes", "alerte"),
    Kind.DOCUMENT: ("DOC", "content/documents", "documents", "document"),
    Kind.REX: ("REX", "content/rex", "rex", "retour d’expérience"),
    Kind.ACTION: ("ACT", "content/actions", "actions", "action ministérielle"),
}
