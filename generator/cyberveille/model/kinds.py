"""The kinds of things that carry an identifier, each declared whole.

What else depends on a kind (lists, feeds, links, menus, scripts, rules) is worked out from these facts.
"""

from enum import Enum
from typing import NamedTuple, Self


class KindWords(NamedTuple):
    """How French speaks of a kind; `feminine` decides about agreement."""

    singular: str
    plural: str
    feminine: bool = False

    def counted(self, number: int) -> str:
        """The noun for `number` of them, without the number."""
        return self.plural if number > 1 else self.singular


class KindFacts(NamedTuple):
    """What is true of a kind of notice."""

    record: str
    """What its sources are read as: a module of this room and a class in it."""
    name: str
    """In headers of files for machines, in the store, on the command line."""
    code: str
    """The three letters inside an identifier: `CV-2026-BUL-0042`."""
    folder: str
    """The folder that holds the sources, relative to a root, with `/` separators."""
    section: str
    """The first part of the address: `/bulletins/…`."""
    words: KindWords
    title: str
    """The heading of the list of all of them."""
    menu: str
    """The same in a word: breadcrumbs, the page for an address that leads nowhere."""
    description: str
    """What the list holds, for the plan of the portal and search engines."""
    watched: bool = False
    """Whether it tells of a fault to act on: its lists are by severity and technology."""
    urgent: bool = False
    """Whether it asks to act without waiting: named before the others, and what to do before all it says."""
    by_year: bool = False
    """Whether sources and addresses stand in a folder a year."""
    always: bool = False
    """Whether the list is there when it is empty."""
    latest: str = ""
    """The heading of the newest of them on the home page."""
    shared: bool = False
    """Whether it is for correspondents: it stands apart in the plan and on the home page."""
    suits: str = ""
    """Whom its feed suits, on the page that explains feeds."""
    way: str = ""
    """What one comes to do in the list, on the home page: a verb first; empty where it is not offered."""
    way_hint: str = ""
    """What one finds there; `{}` stands for how many there are."""
    sections: tuple[str, ...] = ()
    """Sections that a body must have, in their order on the page."""
    drafted: tuple[str, ...] = ()
    """Those that a draft begins with, where they are not required."""
    mark: str = ""
    """What begins the title of one in a feed, where it is not the noun."""
    feed: str = ""
    """What a feed of its own holds, in a sentence; without one, only the feed of all has it."""


_WATCHED = ("Résumé", "Mesures")


class Kind(Enum):
    """A kind of notice; its facts are attributes, since they are asked for several times a notice."""

    BULLETIN = KindFacts(
        "bulletin.Bulletin",
        "bulletin",
        "BUL",
        folder="bulletins",
        section="bulletins",
        words=KindWords("bulletin", "bulletins"),
        title="Bulletins de sécurité",
        menu="Bulletins",
        description="Vulnérabilités des technologies de santé et standard.",
        watched=True,
        by_year=True,
        always=True,
        sections=_WATCHED,
        feed="Les vulnérabilités des technologies standard et de celles propres à la santé.",
        suits="Qui suit les correctifs, dans un lecteur de flux.",
    )
    ALERT = KindFacts(
        "bulletin.Alert",
        "alert",
        "ALE",
        folder="alerts",
        section="alertes",
        words=KindWords("alerte", "alertes", feminine=True),
        title="Alertes",
        menu="Alertes",
        description="Ce qui demande d’agir sans attendre.",
        way="traiter une alerte",
        way_hint="{} depuis l’ouverture",
        watched=True,
        urgent=True,
        by_year=True,
        always=True,
        sections=_WATCHED,
        feed="Les menaces qui demandent d’agir sans attendre, et leur clôture.",
        suits="Une personne d’astreinte, un écran de salle informatique.",
    )
    DOCUMENT = KindFacts(
        "document.Document",
        "document",
        "DOC",
        folder="content/documents",
        section="documents",
        words=KindWords("document", "documents"),
        title="Bibliothèque",
        menu="Bibliothèque",
        description="Fiches réflexes, guides, procédures et modèles.",
        way="trouver un guide pour agir",
        way_hint="{}",
        always=True,
        drafted=("À quoi sert ce document",),
        feed="Les fiches réflexes, guides, procédures et modèles, nouveaux ou révisés.",
        suits="Qui prépare la crise, forme ou rédige des procédures.",
    )
    REX = KindFacts(
        "rex.Rex",
        "rex",
        "REX",
        folder="content/rex",
        section="rex",
        words=KindWords("retour d’expérience", "retours d’expérience"),
        title="Retours d’expérience",
        menu="Retours d’expérience",
        description="Ce que des structures ont vécu, ce qui les a aidées et ce qui leur a manqué.",
        latest="Derniers retours d’expérience",
        shared=True,
        sections=("Ce qui s’est passé", "Ce qui a aidé", "Ce qui a manqué", "Enseignements"),
    )
    ACTION = KindFacts(
        "action.MinistryAction",
        "action",
        "ACT",
        folder="content/actions",
        section="actions",
        words=KindWords("action ministérielle", "actions ministérielles", feminine=True),
        title="Actions ministérielles",
        menu="Actions ministérielles",
        description="Ce que le ministère demande et prépare : calendrier, avancement, documents.",
        latest="Actions ministérielles",
        shared=True,
        sections=("Ce qui est demandé",),
        mark="Action",
    )

    facts: KindFacts
    code: str
    folder: str
    section: str
    words: KindWords
    watched: bool
    by_year: bool

    def __new__(cls, *facts: object) -> Self:
        declared = KindFacts(*facts)  # type: ignore[arg-type] # Enum hands a tuple's items on one by one
        kind = object.__new__(cls)
        kind._value_ = declared.name
        kind.facts = declared
        kind.code, kind.folder, kind.section = declared.code, declared.folder, declared.section
        kind.words, kind.watched, kind.by_year = declared.words, declared.watched, declared.by_year
        return kind

    @property
    def label(self) -> str:
        return self.words.singular

    @property
    def listing(self) -> str:
        """The address of the list of all of them."""
        return f"{self.section}/"

    def address(self, notice_id: str) -> str:
        """The page's address, relative to the portal's root, without leading slash."""
        if self.by_year:
            return f"{self.section}/{notice_id.split('-')[1]}/{notice_id}/"
        return f"{self.section}/{notice_id}/"

    @classmethod
    def urgent_first(cls) -> tuple["Kind", ...]:
        """What asks to act without waiting, then the others as declared."""
        return tuple(sorted(cls, key=lambda kind: not kind.facts.urgent))

    @classmethod
    def of_code(cls, code: str) -> "Kind | None":
        return next((kind for kind in cls if kind.code == code), None)
