"""A notice: one identified, dated, revisable piece of the portal.

Fields annotated with a description are header keys: the header decoder and the editor's reference read
them from here, so that neither can drift. Descriptions are French, for editors.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from cyberveille.model.body import Body
from cyberveille.model.earlier import Earlier, text_at
from cyberveille.model.kinds import Kind
from cyberveille.model.roles import Holds, Origin, Role, Shown
from cyberveille.model.tlp import Pap, Tlp
from cyberveille.model.written import Written


class SourceLocation(Struct, frozen=True):
    """Where a value was read: a root of `sources:`, a path inside it, the digest of the bytes."""

    root: str
    path: str
    digest: str


class Reference(Struct, frozen=True, kw_only=True):
    title: Annotated[
        str,
        Meta(description="Titre de la source, en clair.", examples=["Avis de l’éditeur"]),
        Holds(Role.QUOTED_TEXT, origin=Origin.SOURCE, shown=Shown.TOLD, label="Titre"),
    ]
    url: Annotated[
        str,
        Meta(
            description="Adresse complète, de préférence en https.",
            examples=["https://example.org/avis"],
        ),
        Holds(Role.ADDRESS, origin=Origin.SOURCE, label="Adresse"),
    ]

    @property
    def site(self) -> str:
        """The host that the address names, as readers know it."""
        _, _, rest = self.url.partition("//")
        return rest.partition("/")[0]


class Revision(Struct, frozen=True, kw_only=True):
    date: Annotated[
        datetime,
        Meta(description="Date et heure, avec fuseau.", examples=["2026-11-23T09:30:00+01:00"]),
        Holds(Role.MOMENT, origin=Origin.SOURCE),
    ]
    change: Annotated[
        str,
        Meta(description="Ce qui change, en une phrase.", examples=["Version initiale"]),
        Holds(Role.PROSE, origin=Origin.SOURCE, shown=Shown.TOLD),
    ]
    minor: Annotated[
        bool,
        Meta(
            description="`true` : une faute corrigée, sans rien de nouveau ; l’historique le montre, les "
            "flux n’en bougent pas.",
            examples=["true"],
        ),
        Holds(Role.FLAG, origin=Origin.SOURCE),
    ] = False


class Withdrawal(Struct, frozen=True, kw_only=True):
    date: Annotated[
        datetime,
        Meta(
            description="Date et heure du retrait, avec fuseau.",
            examples=["2026-11-24T10:00:00+01:00"],
        ),
        Holds(Role.MOMENT),
    ]
    reason: Annotated[
        str, Meta(description="Raison du retrait, montrée aux lecteurs."), Holds(Role.PROSE, shown=Shown.TOLD)
    ]
    erase: Annotated[
        bool,
        Meta(
            description="`true` : rien du texte ne paraît plus, nulle part ; seuls restent l’identifiant, "
            "l’adresse, le marquage, les dates et la raison.",
            examples=["true"],
        ),
        Holds(Role.FLAG),
    ] = False


class Notice(Written, frozen=True, kw_only=True, omit_defaults=True):
    """What every identified thing has; times are aware."""

    kind: ClassVar[Kind]

    id: Annotated[
        str,
        Meta(
            description="Identifiant permanent ; c’est aussi le nom du fichier.",
            examples=["CV-2026-BUL-0042"],
        ),
        Holds(Role.IDENTIFIER, origin=Origin.SOURCE),
    ]
    title: Annotated[
        str,
        Meta(
            description="Titre en clair, sans point final.",
            examples=["Exécution de code à distance dans la passerelle DICOM X"],
        ),
        Holds(Role.TITLE, origin=Origin.SOURCE, shown=Shown.EVERYWHERE, label="Titre"),
    ]
    tlp: Annotated[
        Tlp, Meta(description="Marquage TLP 2.0.", examples=["CLEAR"]), Holds(Role.MARKING, label="Diffusion")
    ]
    published: Annotated[
        datetime,
        Meta(
            description="Date et heure de publication, avec fuseau ; future, elle vaut embargo.",
            examples=["2026-11-23T09:30:00+01:00"],
        ),
        Holds(Role.MOMENT, shown=Shown.TOLD | Shown.FILTERS, label="Publication"),
    ]
    revisions: Annotated[
        tuple[Revision, ...],
        Meta(description="Historique, de la version initiale à la dernière."),
        Holds(Role.GROUP, origin=Origin.SOURCE),
    ]
    pap: Annotated[
        Pap | None,
        Meta(description="Marquage PAP, facultatif.", examples=["CLEAR"]),
        Holds(Role.MARKING, label="Actions permises"),
    ] = None
    draft: Annotated[
        bool,
        Meta(description="`true` : brouillon, jamais publié.", examples=["true"]),
        Holds(Role.FLAG, shown=Shown.NOWHERE),
    ] = False
    structures: Annotated[
        tuple[str, ...],
        Meta(
            description="Structures concernées (liste `structures`).",
            examples=["[laboratoire, radiotherapie]"],
        ),
        Holds(Role.TERM, vocabulary="structures", shown=Shown.PAGE | Shown.JSON, formerly="audiences"),
    ] = ()
    references: Annotated[
        tuple[Reference, ...],
        Meta(description="Sources publiques ; au moins une dans un bulletin ou une alerte."),
        Holds(Role.GROUP, origin=Origin.SOURCE, label="Références"),
    ] = ()
    aliases: Annotated[
        tuple[str, ...],
        Meta(
            description="Identifiants de la même notice ailleurs.",
            examples=["[CERTFR-2023-AVI-0971]"],
        ),
        Holds(
            Role.NAME,
            origin=Origin.SOURCE,
            shown=Shown.PAGE | Shown.JSON | Shown.WORDS,
            label="Aussi connu comme",
        ),
    ] = ()
    redirect_from: Annotated[
        tuple[str, ...],
        Meta(
            description="Anciennes adresses, qui mènent ici.",
            examples=["[/bulletins/2026/CV-2026-BUL-0040/]"],
        ),
        Holds(Role.NAME, shown=Shown.NOWHERE),
    ] = ()
    declassifies: Annotated[
        tuple[str, ...],
        Meta(
            description="Contenus restreints dont cette notice peut reprendre des "
            "passages : identifiants, adresses de pages (`/cercle/`) ou `/annuaire/`.",
            examples=["[CV-2026-BUL-0090]"],
        ),
        Holds(Role.NOTICE, shown=Shown.NOWHERE),
    ] = ()
    withdrawn: Annotated[Withdrawal | None, Meta(description="Retrait : la page reste, avec la raison.")] = (
        None
    )
    body: Body
    source: SourceLocation
    earlier: tuple[Earlier, ...] = ()
    """What it said before, as far as it was kept, by number."""
    superseded: int = 0
    """Of an earlier text, the number of the revision that it is of; 0 for the notice as it is."""

    @property
    def substantial(self) -> tuple[Revision, ...]:
        """The revisions that say something new to readers."""
        return tuple(revision for revision in self.revisions if not revision.minor)

    @property
    def updated(self) -> datetime:
        """The last revision but minor ones, or the withdrawal, never before `published`.

        RFC 4287 section 4.2.15: the most recent instant of a change that the publisher considers significant.
        """
        moments = [self.published, *(revision.date for revision in self.substantial)]
        if self.withdrawn:
            moments.append(self.withdrawn.date)
        return max(moments)

    def unkept(self, kept: Collection[int]) -> Iterator[int]:
        """The revisions whose texts readers were shown, that were replaced and are not among `kept`."""
        for number, replacing in enumerate(self.revisions[1:], 1):
            if self.published < replacing.date and not replacing.minor and number not in kept:
                yield number

    @property
    def last_date(self) -> datetime:
        return max(self.updated, *(revision.date for revision in self.revisions), self.published)

    @property
    def erased(self) -> bool:
        """Whether nothing of its text may be shown any more."""
        return self.withdrawn is not None and self.withdrawn.erase

    @property
    def year(self) -> str:
        return self.id.split("-")[1]

    @property
    def home(self) -> str:
        """The address of the notice as it is, relative to the portal's root, without leading slash."""
        return self.kind.address(self.id)

    @property
    def address(self) -> str:
        """That of the page of this text."""
        return text_at(self.home, self.superseded) if self.superseded else self.home

    @property
    def mark(self) -> str:
        """What a reader who scans titles must know first."""
        return self.kind.facts.mark or self.kind.label.capitalize()

    @property
    def abstract(self) -> str:
        """What the header says of the whole, in a few sentences; empty where only the text says it."""
        return ""

    def headline(self) -> dict[str, Any]:
        """What lists and bands tell of it: the fields of `Headline` that are not of every notice."""
        return {
            "identifiers": self.aliases,
            "indicators": len(self.indicators),
            "structures": self.structures,
            "revised": max(0, len(self.revisions) - 1),
        }


class Paper(Notice, frozen=True, kw_only=True, omit_defaults=True):
    """What is read as a text more than as facts: a summary, and the notices it goes with."""

    summary: Annotated[str, Meta(description="L’essentiel en une ou deux phrases."), Holds(Role.PROSE)]
    related: Annotated[
        tuple[str, ...],
        Meta(
            description="Identifiants de documents ou de notices liés.",
            examples=["[CV-2026-DOC-0002]"],
        ),
        Holds(Role.NOTICE, shown=Shown.PAGE | Shown.JSON),
    ] = ()

    @property
    def abstract(self) -> str:
        return self.summary

    def headline(self) -> dict[str, Any]:
        return super().headline() | {"summary": self.summary}
