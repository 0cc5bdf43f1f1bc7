"""A notice: one identified, dated, revisable piece of the portal.

Fields annotated with a description are header keys: the header decoder and the editor's reference read
them from here, so that neither can drift. Descriptions are French, for editors.
"""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from cyberveille.model.body import Body
from cyberveille.model.kinds import Kind
from cyberveille.model.severity import Severity
from cyberveille.model.tlp import Pap, Tlp


class Source(Struct, frozen=True):
    """Where a value was read: a root of `sources:`, a path inside it, the digest of the bytes."""

    root: str
    path: str
    digest: str


class Reference(Struct, frozen=True, kw_only=True):
    title: Annotated[str, Meta(description="Titre de la source, en clair.", examples=["Avis de l’éditeur"])]
    url: Annotated[
        str,
        Meta(
            description="Adresse complète, de préférence en https.",
            examples=["https://example.org/avis"],
        ),
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
    ]
    change: Annotated[str, Meta(description="Ce qui change, en une phrase.", examples=["Version initiale"])]


class Withdrawal(Struct, frozen=True, kw_only=True):
    date: Annotated[
        datetime,
        Meta(
            description="Date et heure du retrait, avec fuseau.",
            examples=["2026-11-24T10:00:00+01:00"],
        ),
    ]
    reason: Annotated[str, Meta(description="Raison du retrait, montrée aux lecteurs.")]
    erase: Annotated[
        bool,
        Meta(
            description="`true` : rien du texte ne paraît plus, nulle part ; seuls restent l’identifiant, "
            "l’adresse, le marquage, les dates et la raison.",
            examples=["true"],
        ),
    ] = False


class Product(Struct, frozen=True, kw_only=True):
    product: Annotated[str, Meta(description="Nom du produit.", examples=["Passerelle X"])]
    vendor: Annotated[str | None, Meta(description="Éditeur ou fabricant.", examples=["Exemple Imaging"])] = (
        None
    )
    affected: Annotated[
        str | None, Meta(description="Versions touchées, entre guillemets.", examples=['"< 4.2.1"'])
    ] = None
    fixed: Annotated[
        str | None,
        Meta(description="Première version corrigée, entre guillemets.", examples=['"4.2.1"']),
    ] = None


class Vulnerability(Struct, frozen=True, kw_only=True):
    cve: Annotated[str, Meta(description="Identifiant CVE.", examples=["CVE-2026-12345"])]
    cvss: Annotated[
        str | None,
        Meta(
            description="Vecteur CVSS 2.0, 3.0, 3.1 ou 4.0, entre guillemets.",
            examples=['"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"'],
        ),
    ] = None
    cwe: Annotated[str | None, Meta(description="Faiblesse CWE.", examples=["CWE-787"])] = None
    exploited: Annotated[
        bool, Meta(description="`true` si l’exploitation est constatée.", examples=["true"])
    ] = False
    title: Annotated[str | None, Meta(description="La vulnérabilité en quelques mots.")] = None


class CareImpact(Struct, frozen=True, kw_only=True):
    services: Annotated[
        tuple[str, ...],
        Meta(description="Services de soins touchés (liste `services`).", examples=["[imagerie]"]),
    ]
    level: Annotated[str, Meta(description="Niveau d’impact (liste `impacts`).", examples=["mode-degrade"])]
    fallback: Annotated[str | None, Meta(description="Mode dégradé possible, en une phrase.")] = None


class Action(Struct, frozen=True, kw_only=True):
    """Deadlines are days: they end at midnight, Europe/Paris."""

    deadline: Annotated[
        date | None, Meta(description="À traiter avant la fin de ce jour.", examples=["2026-11-30"])
    ] = None
    exposed_deadline: Annotated[
        date | None,
        Meta(description="Échéance des systèmes exposés à Internet.", examples=["2026-11-25"]),
    ] = None


class InBrief(Struct, frozen=True, kw_only=True):
    what: Annotated[str, Meta(description="De quoi s’agit-il ?")]
    concerned: Annotated[str, Meta(description="Suis-je concerné ?")]
    action: Annotated[str, Meta(description="Que faire, et avant quand ?")]


class IndicatorType(Enum):
    """What kind of trace an indicator of compromise is."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    DOMAIN = "domain"
    URL = "url"
    EMAIL = "email"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    FILE_NAME = "file-name"

    @property
    def label(self) -> str:
        return _INDICATORS[self]

    @property
    def on_the_net(self) -> bool:
        """Whether a reader could reach it by a careless click."""
        return self in {
            IndicatorType.IPV4,
            IndicatorType.IPV6,
            IndicatorType.DOMAIN,
            IndicatorType.URL,
            IndicatorType.EMAIL,
        }


_INDICATORS = {
    IndicatorType.IPV4: "adresse IPv4",
    IndicatorType.IPV6: "adresse IPv6",
    IndicatorType.DOMAIN: "nom de domaine",
    IndicatorType.URL: "adresse web",
    IndicatorType.EMAIL: "adresse électronique",
    IndicatorType.MD5: "empreinte MD5",
    IndicatorType.SHA1: "empreinte SHA-1",
    IndicatorType.SHA256: "empreinte SHA-256",
    IndicatorType.FILE_NAME: "nom de fichier",
}


class Indicator(Struct, frozen=True, kw_only=True):
    """An indicator of compromise: a trace to look for."""

    type: Annotated[
        IndicatorType,
        Meta(
            description="`ipv4`, `ipv6`, `domain`, `url`, `email`, `md5`, `sha1`, `sha256` ou `file-name`.",
            examples=["domain"],
        ),
    ]
    value: Annotated[
        str,
        Meta(description="La valeur, telle quelle ; la page la désarme.", examples=["relais.example.net"]),
    ]
    comment: Annotated[str | None, Meta(description="Où et comment elle a été vue.")] = None

    @property
    def shown(self) -> str:
        """The value as a page shows it: not to be followed by mistake."""
        if not self.type.on_the_net:
            return self.value
        scheme, mark, rest = self.value.partition("://")
        head = f"{scheme.replace('tt', 'xx')}{mark}" if mark else ""
        return head + (rest if mark else self.value).replace(".", "[.]")


class Notice(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every identified thing has; times are aware."""

    kind: ClassVar[Kind]

    id: Annotated[
        str,
        Meta(
            description="Identifiant permanent ; c’est aussi le nom du fichier.",
            examples=["CV-2026-BUL-0042"],
        ),
    ]
    title: Annotated[
        str,
        Meta(
            description="Titre en clair, sans point final.",
            examples=["Exécution de code à distance dans la passerelle DICOM X"],
        ),
    ]
    tlp: Annotated[Tlp, Meta(description="Marquage TLP 2.0.", examples=["CLEAR"])]
    published: Annotated[
        datetime,
        Meta(
            description="Date et heure de publication, avec fuseau ; future, elle vaut embargo.",
            examples=["2026-11-23T09:30:00+01:00"],
        ),
    ]
    revisions: Annotated[
        tuple[Revision, ...], Meta(description="Historique, de la version initiale à la dernière.")
    ]
    pap: Annotated[Pap | None, Meta(description="Marquage PAP, facultatif.", examples=["CLEAR"])] = None
    draft: Annotated[bool, Meta(description="`true` : brouillon, jamais publié.", examples=["true"])] = False
    audiences: Annotated[
        tuple[str, ...],
        Meta(
            description="Structures concernées (liste `structures`).",
            examples=["[laboratoire, radiotherapie]"],
        ),
    ] = ()
    references: Annotated[
        tuple[Reference, ...],
        Meta(description="Sources publiques ; au moins une dans un bulletin ou une alerte."),
    ] = ()
    aliases: Annotated[
        tuple[str, ...],
        Meta(
            description="Identifiants de la même notice ailleurs.",
            examples=["[CERTFR-2023-AVI-0971]"],
        ),
    ] = ()
    redirect_from: Annotated[
        tuple[str, ...],
        Meta(
            description="Anciennes adresses, qui mènent ici.",
            examples=["[/bulletins/2026/CV-2026-BUL-0040/]"],
        ),
    ] = ()
    declassifies: Annotated[
        tuple[str, ...],
        Meta(
            description="Contenus restreints dont cette notice peut reprendre des "
            "passages : identifiants, adresses de pages (`/cercle/`) ou `/annuaire/`.",
            examples=["[CV-2026-BUL-0090]"],
        ),
    ] = ()
    withdrawn: Annotated[Withdrawal | None, Meta(description="Retrait : la page reste, avec la raison.")] = (
        None
    )
    body: Body
    source: Source

    @property
    def updated(self) -> datetime:
        """The last revision or the withdrawal, never before `published` (RFC 4287 section 4.2.15)."""
        moments = [self.published, *(revision.date for revision in self.revisions)]
        if self.withdrawn:
            moments.append(self.withdrawn.date)
        return max(moments)

    @property
    def erased(self) -> bool:
        """Whether nothing of its text may be shown any more."""
        return self.withdrawn is not None and self.withdrawn.erase

    @property
    def year(self) -> str:
        return self.id.split("-")[1]

    @property
    def address(self) -> str:
        """The page's address relative to the portal's root, without leading slash."""
        return self.kind.address(self.id)


class Paper(Notice, frozen=True, kw_only=True, omit_defaults=True):
    """What is read as a text more than as facts: a summary, and the notices it goes with."""

    summary: Annotated[str, Meta(description="L’essentiel en une ou deux phrases.")]
    related: Annotated[
        tuple[str, ...],
        Meta(
            description="Identifiants de documents ou de notices liés.",
            examples=["[CV-2026-DOC-0002]"],
        ),
    ] = ()


class Bulletin(Notice, frozen=True, kw_only=True, omit_defaults=True, tag="bulletin"):
    kind: ClassVar[Kind] = Kind.BULLETIN

    severity: Annotated[
        Severity | None,
        Meta(
            description="Gravité jugée par l’équipe ; obligatoire, sauf dans une notice importée.",
            examples=["critique"],
        ),
    ] = None
    technologies: Annotated[
        tuple[str, ...],
        Meta(
            description="Technologies (liste `technologies`) ; obligatoires, sauf dans une notice importée.",
            examples=["[imagerie]"],
        ),
    ] = ()
    products: Annotated[tuple[Product, ...], Meta(description="Produits et versions touchés.")] = ()
    vulnerabilities: Annotated[tuple[Vulnerability, ...], Meta(description="Vulnérabilités.")] = ()
    risks: Annotated[
        tuple[str, ...],
        Meta(description="Risques (liste `risques`).", examples=["[execution-code-distance]"]),
    ] = ()
    care_impact: Annotated[CareImpact | None, Meta(description="Impact sur les soins.")] = None
    action: Annotated[Action | None, Meta(description="Échéances.")] = None
    in_brief: Annotated[InBrief | None, Meta(description="« En bref », en trois réponses.")] = None
    indicators: Annotated[
        tuple[Indicator, ...], Meta(description="Indicateurs de compromission à rechercher.")
    ] = ()

    @property
    def exploited(self) -> bool:
        return any(vulnerability.exploited for vulnerability in self.vulnerabilities)

    @property
    def vendors(self) -> tuple[str, ...]:
        """Distinct vendors, in the order written."""
        return tuple(dict.fromkeys(item.vendor for item in self.products if item.vendor))


class AlertStatus(Enum):
    ACTIVE = "active"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return "en cours" if self is AlertStatus.ACTIVE else "close"


class Alert(Bulletin, frozen=True, kw_only=True, omit_defaults=True, tag="alert"):
    kind: ClassVar[Kind] = Kind.ALERT

    status: Annotated[AlertStatus, Meta(description="`active` ou `closed`.", examples=["active"])]
    closed: Annotated[
        datetime | None,
        Meta(
            description="Date et heure de clôture, avec fuseau.",
            examples=["2026-11-30T17:00:00+01:00"],
        ),
    ] = None

    @property
    def active(self) -> bool:
        return self.status is AlertStatus.ACTIVE and self.withdrawn is None
