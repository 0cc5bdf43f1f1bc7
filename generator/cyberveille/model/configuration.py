"""`site_config.yml` as typed values; each option carries its documentation, in French, for operators."""

from datetime import datetime, time
from enum import Enum
from functools import cached_property
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta, Struct

from cyberveille.model.combination import Combination
from cyberveille.model.deadline_rule import DeadlineRule
from cyberveille.model.exchanges import Exchanges
from cyberveille.model.form import Form
from cyberveille.model.identity import Identity
from cyberveille.model.obligations import Accessibility, Privacy
from cyberveille.model.obligations import AccessibilityLevel as AccessibilityLevel  # noqa: PLC0414
from cyberveille.model.tlp import Tlp


class Encoding(Enum):
    """A content coding (RFC 9110 section 8.4.1), by the ending of the files that are in it."""

    BROTLI = "br"
    GZIP = "gz"


class Portal(Struct, frozen=True, kw_only=True, dict=True):
    name: Annotated[str, Meta(description="Nom du portail.", examples=["Cyberveille Santé"])]
    tagline: Annotated[str, Meta(description="Le portail en une phrase, sous son nom.")]
    description: Annotated[str, Meta(description="Description pour les moteurs de recherche.")]
    url: Annotated[
        str,
        Meta(
            description="Adresse publique, avec le chemin éventuel.",
            examples=["https://cyberveille.example.org/"],
        ),
    ]
    demonstration: Annotated[
        str | None,
        Meta(description="Texte du bandeau de pied de page d’une édition de démonstration."),
    ] = None

    @cached_property
    def base(self) -> str:
        """The path under which the portal is served: `/`, or `/sub/`."""
        return urlsplit(self.url).path.rstrip("/") + "/"

    def absolute(self, address: str) -> str:
        """The full URL of an address relative to the portal's root."""
        return self.url.rstrip("/") + "/" + address.lstrip("/")


class Publisher(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(description="Éditeur du portail.")]
    director: Annotated[str, Meta(description="Directeur ou directrice de la publication.")]
    address: Annotated[str, Meta(description="Adresse postale.")]
    email: Annotated[str, Meta(description="Adresse de contact.", examples=["contact@example.org"])]
    host: Annotated[str, Meta(description="Hébergeur : nom et adresse.")]


class FrameName(Enum):
    """What draws what stands around every page."""

    PROPRE = "propre"
    MATERIAL = "material"


USUAL_FRAME = FrameName.PROPRE
"""The frame of a portal that names none."""


class Licence(Struct, frozen=True, kw_only=True):
    """Etalab's by default."""

    id: Annotated[str, Meta(description="Identifiant SPDX.", examples=["CC-BY-4.0"])] = "etalab-2.0"
    name: Annotated[str, Meta(description="Nom de la licence.")] = "Licence Ouverte 2.0"
    url: Annotated[str, Meta(description="Texte de la licence, en https.")] = (
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    )
    terms: Annotated[str, Meta(description="Ce qu’elle permet, en une ligne.")] = (
        "réutilisation libre, y compris commerciale, en citant la source et la date"
    )


class Licences(Struct, frozen=True, kw_only=True):
    texts: Annotated[Licence, Meta(description="Licence des notices, des pages et des documents.")] = (
        Licence()
    )
    data: Annotated[Licence, Meta(description="Licence des fichiers de données et des chiffres.")] = Licence()


class Availability(Enum):
    """When the cell answers, between the hours it gives or at any."""

    WORKING_DAYS = "jours-ouvres"
    EVERY_DAY = "tous-les-jours"
    ALWAYS = "permanente"


class Reporting(Struct, frozen=True, kw_only=True):
    """Who to call, and when; hours are Europe/Paris."""

    portal: Annotated[str, Meta(description="Portail national de déclaration.")]
    email: Annotated[str, Meta(description="Adresse de la cellule.")]
    phone: Annotated[str | None, Meta(description="Téléphone de la cellule.")] = None
    availability: Annotated[
        Availability,
        Meta(description="Jours où la cellule répond ; `permanente` : jour et nuit, sans horaires."),
    ] = Availability.WORKING_DAYS
    opens: Annotated[
        time,
        Meta(description="Heure à laquelle la cellule commence à répondre.", examples=["09:00"]),
    ] = time(9)
    closes: Annotated[
        time, Meta(description="Heure à laquelle elle cesse de répondre.", examples=["18:00"])
    ] = time(18)
    out_of_hours: Annotated[str, Meta(description="Contact hors horaires.")] = "ssi@sg.social.gouv.fr"

    @property
    def hours(self) -> str:
        """When the cell answers, in words."""
        if self.always:
            return "à toute heure, tous les jours"
        days = "jours ouvrés" if self.availability is Availability.WORKING_DAYS else "tous les jours"
        return f"{days}, de {_hour(self.opens)} à {_hour(self.closes)}"

    @property
    def always(self) -> bool:
        return self.availability is Availability.ALWAYS


def _hour(moment: time) -> str:
    minutes = f"\u00a0{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


class Figures(Struct, frozen=True, kw_only=True):
    """How incident figures are published."""

    threshold: Annotated[
        int,
        Meta(
            description="Une case de 1 à ce nombre moins un n’est pas publiée, ni ce qui la ferait deviner."
        ),
    ] = 5


class Numbers(Struct, frozen=True, kw_only=True):
    """The numbers that new notices of a root take, both ends included."""

    first: Annotated[int, Meta(description="Premier numéro.", examples=["5000"])] = 1
    last: Annotated[int, Meta(description="Dernier numéro.", examples=["5999"])] = 9999

    def __contains__(self, number: int) -> bool:
        return self.first <= number <= self.last


class Root(Struct, frozen=True, kw_only=True):
    path: Annotated[str, Meta(description="Dossier, relatif à site_config.yml.", examples=["."])]
    tlp_max: Annotated[Tlp, Meta(description="Marquage TLP le plus fermé admis dans ce dossier.")] = Tlp.CLEAR
    optional: Annotated[
        bool,
        Meta(
            description="`true` : le dossier peut manquer, comme un dépôt privé que tout le monde n’a pas.",
            examples=["true"],
        ),
    ] = False
    numbering: Annotated[
        Numbers | None,
        Meta(
            description="Numéros que prennent les nouvelles notices de ce dossier, quand des rédactions qui "
            "ne se voient pas écrivent dans plusieurs.",
        ),
    ] = None


class Audience(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(description="Nom de l’édition, pour `--audience`.", examples=["public"])]
    tlp_max: Annotated[Tlp, Meta(description="Marquage TLP le plus fermé que cette édition montre.")] = (
        Tlp.CLEAR
    )
    output: Annotated[str, Meta(description="Dossier écrit.", examples=["site"])] = "site"
    url: Annotated[str | None, Meta(description="Adresse de cette édition, si elle diffère.")] = None
    groups: Annotated[
        tuple[str, ...],
        Meta(
            description="Groupes du fournisseur d’identité qui ouvrent cette édition ; repris dans la "
            "configuration du serveur.",
            examples=["[cyberveille-correspondants]"],
        ),
    ] = ()
    logout: Annotated[
        str | None,
        Meta(description="Chemin qui ferme la session, montré en tête de page.", examples=["/acces/sortir"]),
    ] = None
    exchanges: Annotated[
        Exchanges | None,
        Meta(description="Discussion entre correspondants, sous chaque notice ; aucune sans cette clé."),
    ] = None

    @property
    def open(self) -> bool:
        """Whether anyone may read this edition."""
        return self.tlp_max is Tlp.CLEAR

    def shows(self, *, draft: bool, tlp: Tlp, published: datetime, clock: datetime) -> bool:
        """Whether this edition, at `clock`, shows a notice of which this is true."""
        return not draft and tlp.within(self.tlp_max) and published <= clock


class NavigationItem(Struct, frozen=True, kw_only=True):
    title: Annotated[str, Meta(description="Intitulé.", examples=["Alertes"])]
    address: Annotated[
        str, Meta(description="Adresse relative à la racine du portail.", examples=["alertes/"])
    ]
    rest: Annotated[
        str,
        Meta(
            description="Suite d’un intitulé court, que disent les lecteurs d’écran.",
            examples=["Comparez votre inventaire aux notices"],
        ),
    ] = ""
    audiences: Annotated[
        tuple[str, ...],
        Meta(description="Éditions qui montrent ce lien ; toutes sans cette clé.", examples=["[members]"]),
    ] = ()

    def shown_to(self, audience: str) -> bool:
        return not self.audiences or audience in self.audiences


class Feeds(Struct, frozen=True, kw_only=True):
    min_entries: Annotated[int, Meta(description="Nombre d’entrées gardées au moins.")] = 20
    min_days: Annotated[int, Meta(description="Durée de présence d’une entrée, en jours, au moins.")] = 8
    interests: Annotated[
        tuple[Combination, ...],
        Meta(description="Intérêts que la rédaction compose : chacun a ses flux, son calendrier, sa page."),
    ] = ()


class Lists(Struct, frozen=True, kw_only=True):
    per_page: Annotated[int, Meta(description="Notices par page de liste.")] = 50
    home: Annotated[int, Meta(description="Bulletins montrés sur la page d’accueil.")] = 10


class SecurityContact(Struct, frozen=True, kw_only=True):
    """RFC 9116: Contact and Expires are required."""

    contact: Annotated[
        str,
        Meta(description="`mailto:` ou adresse https.", examples=["mailto:securite@example.org"]),
    ]
    policy: Annotated[str | None, Meta(description="Politique de divulgation, adresse https.")] = None
    valid_months: Annotated[int, Meta(description="Validité du fichier, en mois, 12 au plus.")] = 6


class Label(Struct, frozen=True, kw_only=True):
    text: Annotated[
        str,
        Meta(
            description="Texte du programme, entier, tel que la page le montre.",
            examples=["Derniers bulletins"],
        ),
    ]
    said: Annotated[str, Meta(description="Ce que le portail écrit à sa place.", examples=["Derniers avis"])]


class Configuration(Struct, frozen=True, kw_only=True):
    portal: Annotated[Portal, Meta(description="Le portail.")]
    publisher: Annotated[Publisher, Meta(description="Qui publie ; repris dans les mentions légales.")]
    reporting: Annotated[Reporting, Meta(description="Déclaration d’incident.")]
    security: Annotated[SecurityContact, Meta(description="Contenu de /.well-known/security.txt.")]
    frame: Annotated[
        FrameName,
        Meta(description="Cadre des pages : celui du portail, ou celui de MkDocs et Material."),
    ] = USUAL_FRAME
    country: Annotated[
        str,
        Meta(
            description="Pays dont les règles valent : `fr`, `fr-alsace-moselle`, `be`, `lu`, ou un fichier "
            ".yml relatif à celui-ci.",
            examples=["be"],
        ),
    ] = "fr"
    licences: Annotated[Licences, Meta(description="Sous quelles licences on publie.")] = Licences()
    identity: Annotated[Identity, Meta(description="Apparence : logo, couleurs, polices.")] = Identity()
    prefix: Annotated[str, Meta(description="Préfixe des identifiants.", examples=["CV"])] = "CV"
    sources: Annotated[tuple[Root, ...], Meta(description="Dossiers lus.")] = (Root(path="."),)
    audiences: Annotated[tuple[Audience, ...], Meta(description="Éditions produites.")] = (
        Audience(name="public"),
    )
    defaults: Annotated[
        bool | None,
        Meta(
            description="`true` : les listes (`content/vocabulaires/`) et l’aide à la déclaration "
            "(`content/signalement/`) du portail complètent celles du programme ; `false` : elles les "
            "remplacent toutes. Sans cette clé : `false` si le portail a l’un de ces dossiers.",
            examples=["true"],
        ),
    ] = None
    navigation: Annotated[tuple[NavigationItem, ...], Meta(description="Menu principal.")] = ()
    footer: Annotated[tuple[NavigationItem, ...], Meta(description="Liens de pied de page.")] = ()
    labels: Annotated[
        tuple[Label, ...], Meta(description="Textes de l’interface que le portail dit autrement.")
    ] = ()
    feeds: Annotated[Feeds, Meta(description="Flux.")] = Feeds()
    lists: Annotated[Lists, Meta(description="Listes.")] = Lists()
    figures: Annotated[Figures, Meta(description="Chiffres d’incidents.")] = Figures()
    accessibility: Annotated[Accessibility, Meta(description="Accessibilité.")] = Accessibility()
    privacy: Annotated[Privacy, Meta(description="Données personnelles.")] = Privacy()
    featured: Annotated[
        tuple[str, ...], Meta(description="Documents mis en avant sur l’accueil (identifiants).")
    ] = ()
    kit: Annotated[
        tuple[str, ...],
        Meta(description="Documents du kit de crise, dans l’ordre.", examples=["[CV-2026-DOC-0001]"]),
    ] = ()
    declassifies: Annotated[
        tuple[str, ...],
        Meta(
            description="Contenus restreints dont la configuration, les pages et les listes peuvent "
            "reprendre des passages : identifiants, adresses de pages (`/cercle/`) ou `/annuaire/`.",
            examples=["[CV-2026-BUL-0090]"],
        ),
    ] = ()
    deadlines: Annotated[
        tuple[DeadlineRule, ...],
        Meta(description="Échéances que propose un brouillon tiré d’un avis : la première règle qui vaut."),
    ] = ()
    form: Annotated[
        Form | None,
        Meta(description="Formulaire où écrivent les collègues sans git (`cyberveille form`)."),
    ] = None
    search: Annotated[bool, Meta(description="`false` : pas de recherche.")] = True
    precompress: Annotated[
        tuple[Encoding, ...],
        Meta(
            description="Copies comprimées à écrire à côté des fichiers de texte, pour un serveur qui les "
            "envoie telles quelles : `br` (Brotli), `gz` (gzip).",
            examples=["[br, gz]"],
        ),
    ] = ()

    @property
    def homes(self) -> tuple[str, ...]:
        """The addresses at which the editions are served, the longest first, without a slash at the end."""
        urls = (self.portal.url, *(item.url for item in self.audiences if item.url))
        return tuple(sorted({url.rstrip("/") for url in urls}, key=lambda url: (-len(url), url)))

    @property
    def named_files(self) -> tuple[str, ...]:
        """The files beside the configuration that it names, as it names them."""
        identity = self.identity
        named = (identity.logo, identity.favicon, *(font.file for font in identity.fonts))
        country = (self.country,) if self.country.endswith(".yml") else ()
        return (*(path for path in named if path is not None), *country)

    def audience(self, name: str) -> Audience | None:
        return next((item for item in self.audiences if item.name == name), None)
