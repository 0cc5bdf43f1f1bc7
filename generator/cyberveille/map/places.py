"""Every page and file of the portal that there is one of, and the pages that follow from what it holds."""

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import structs

from cyberveille.map import data, subscriptions
from cyberveille.map.feeds import FAMILIES, FOLDER, FeedFormat
from cyberveille.map.holdings import Holdings
from cyberveille.map.place import Family, Place
from cyberveille.map.product_places import (
    CONCERNED,
    CONCERNED_DATA,
    CONCERNED_OFFLINE,
    CONCERNED_WORKER,
    PRODUCTS,
)
from cyberveille.map.series import SERIES
from cyberveille.model import Kind, Tlp, Vocabularies

HOME = Place(
    name="home",
    address="",
    title="Accueil",
    description="Alertes en cours, derniers bulletins, accès rapides.",
    family=Family.WATCH,
    canonical=True,
    kinds=tuple(Kind),
    dated=True,
)


def _list_of(kind: Kind) -> Place:
    def there(holdings: Holdings) -> Tlp | None:
        return Tlp.CLEAR if kind.facts.always else holdings.kinds.get(kind)

    return Place(
        name=kind.value,
        address=kind.listing,
        title=kind.facts.title,
        description=kind.facts.description,
        section=kind.listing,
        family=_family(kind),
        canonical=True,
        kinds=(kind,),
        way=kind.facts.way,
        way_hint=kind.facts.way_hint,
        there=there,
    )


def _family(kind: Kind) -> Family:
    if kind.facts.shared:
        return Family.SHARED
    return Family.WATCH if kind.watched else Family.ACT


LISTS: Mapping[Kind, Place] = {kind: _list_of(kind) for kind in Kind.urgent_first()}
"""The list of all the notices of a kind."""


def _lists(family: Family) -> Iterator[Place]:
    return (place for place in LISTS.values() if place.family is family)


SEARCH = Place(
    name="search",
    address="recherche/",
    title="Recherche",
    description="Dans les notices et les documents.",
    section="recherche/",
    family=Family.WATCH,
    way="chercher un produit ou une CVE",
    way_hint="dans toutes les notices et les guides",
    there=lambda held: Tlp.CLEAR if held.search else None,
)
KIT = Place(
    name="kit",
    address=f"{Kind.DOCUMENT.listing}kit-de-crise/",
    title="Kit de crise",
    description="Les documents à imprimer et à garder sous la main avant un incident.",
    section=Kind.DOCUMENT.listing,
    canonical=True,
    there=lambda held: Tlp.CLEAR if held.kit else None,
)
KIT_FILE = Place(name="kit_file", address=f"{Kind.DOCUMENT.listing}kit-de-crise.zip", there=KIT.there)


def _figures(held: Holdings) -> Tlp | None:
    return Tlp.CLEAR if held.years or held.national else None


OBSERVATORY = Place(
    name="observatory",
    address="observatoire/",
    title="Observatoire",
    description="Chiffres des incidents déclarés.",
    section="observatoire/",
    family=Family.WATCH,
    canonical=True,
    there=_figures,
)


def _national(form: str) -> Place:
    return Place(
        name=f"national_{form}",
        address=f"{OBSERVATORY.address}national.{form}",
        there=lambda held: Tlp.CLEAR if held.national else None,
    )


COMPARISON = Place(
    name="comparison",
    address=f"{OBSERVATORY.address}comparer/",
    title="Comparer les années",
    description="Les incidents d’une année à l’autre, par nature, structure et origine.",
    section=OBSERVATORY.address,
    canonical=True,
    there=lambda held: Tlp.CLEAR if len(held.years) > 1 else None,
)
FIGURES = Place(
    name="figures",
    address=f"{OBSERVATORY.address}donnees/",
    title="Données de l’observatoire",
    description="Fichiers à télécharger, dictionnaire des données, secret statistique et licence.",
    section=OBSERVATORY.address,
    canonical=True,
    there=_figures,
)
DEADLINES = Place(
    name="deadlines",
    address="echeances/",
    title="Échéances",
    description="Ce qu’il faut avoir traité, par date, systèmes exposés d’abord.",
    section="echeances/",
    family=Family.ACT,
    canonical=True,
    way="savoir quoi traiter, et pour quand",
    way_hint="les échéances, par date",
    there=lambda held: held.deadlines,
)
CALENDAR = Place(name="calendar", address="echeances.ics", there=DEADLINES.there)
EXCHANGES = Place(
    name="exchanges",
    address="echanges/",
    title="Échanges",
    description="Ce que les correspondants se disent, sous toutes les notices.",
    section="echanges/",
    family=Family.SHARED,
    canonical=True,
    there=lambda held: held.exchanges,
)
DIRECTORY = Place(
    name="directory",
    address="annuaire/",
    title="Annuaire",
    description="Qui appeler, pour quoi et quand.",
    section="annuaire/",
    family=Family.SHARED,
    canonical=True,
    way="savoir qui appeler",
    way_hint="l’annuaire des correspondants",
    there=lambda held: held.directory,
)
EDITION = Place(
    name="edition",
    address="edition/",
    title="Édition",
    description="Date, version et contenu de l’édition en ligne.",
    family=Family.PORTAL,
    dated=True,
)
NOT_FOUND = Place(
    name="not_found",
    address="404.html",
    title="Page introuvable",
    description="Cette adresse ne mène à aucune page du portail.",
)


def _editorial(place: Place) -> Place:
    """A page that is there when editors have written it; its own title and description are theirs."""

    def there(held: Holdings) -> Tlp | None:
        return held.pages.get(place.address)

    return structs.replace(place, section=place.address, editorial=True, there=there)


REPORT = _editorial(
    Place(
        name="report",
        address="signaler/",
        title="Signaler un incident",
        description="Les premiers gestes, qui appeler, que déclarer.",
        way="signaler un incident",
        way_hint="les premiers gestes, qui appeler, que déclarer",
    )
)
FOLLOW = _editorial(
    Place(
        name="follow",
        address=FOLDER,
        title="S’abonner",
        description="Les flux RSS, Atom et JSON.",
        way="suivre les publications",
        way_hint="RSS, Atom ou JSON",
    )
)
SUBSCRIPTIONS = Place(
    name="subscriptions",
    address=subscriptions.FOLDER,
    title="Mes abonnements",
    description="Choisir ce que l’on suit : produits, technologies, gravité. Sans compte.",
    section=FOLDER,
    family=Family.WATCH,
    canonical=True,
)
CHOICES = Place(name="choices", address=subscriptions.CHOICES, writer="choices")
EVERYTHING = Place(name="everything", address=subscriptions.EVERYTHING, writer="choices")
LEGAL = _editorial(Place(name="legal", address="mentions-legales/", title="Mentions légales"))
PRIVACY = _editorial(Place(name="privacy", address="donnees-personnelles/", title="Données personnelles"))
ACCESSIBILITY = _editorial(Place(name="accessibility", address="accessibilite/", title="Accessibilité"))

STATE = Place(name="state", address="etat.json", writer="state", dated=True)
IDENTITY = Place(name="identity", address="edition.json", writer="state", dated=True)
SITEMAP = Place(name="sitemap", address="sitemap.xml", writer="sitemap")
ROBOTS = Place(name="robots", address="robots.txt", writer="robots")
WELL_KNOWN = ".well-known/"
SECURITY = Place(name="security", address=f"{WELL_KNOWN}security.txt", writer="security_txt")
DATA = Place(
    name="data",
    address=data.FOLDER,
    title="Données pour les programmes",
    description="Index des notices, changements et fichiers complets : comment les lire par programme.",
    family=Family.PORTAL,
    canonical=True,
)
DATA_INDEX = Place(name="data_index", address=data.INDEX)
OPENAPI = Place(name="openapi", address=f"{data.FOLDER}openapi.json", writer="openapi")
DATA_SCHEMA = Place(name="data_schema", address="schemas/donnees-1.json", writer="schemas")
NOTICE_SCHEMA = Place(name="notice_schema", address="schemas/notice-1.json", writer="schemas")
DECLARATION_SCHEMA = Place(name="declaration_schema", address="schemas/declaration-1.json", writer="schemas")
OFFLINE = Place(
    name="offline",
    address="hors-ligne.js",
    there=lambda held: Tlp.CLEAR if held.offline else None,
)

PLACES: tuple[Place, ...] = (
    HOME,
    REPORT,
    *_lists(Family.WATCH),
    PRODUCTS,
    CONCERNED,
    FOLLOW,
    SUBSCRIPTIONS,
    CHOICES,
    EVERYTHING,
    DEADLINES,
    CALENDAR,
    *_lists(Family.ACT),
    SEARCH,
    KIT,
    KIT_FILE,
    OBSERVATORY,
    COMPARISON,
    FIGURES,
    _national("csv"),
    _national("json"),
    *_lists(Family.SHARED),
    EXCHANGES,
    DIRECTORY,
    LEGAL,
    PRIVACY,
    ACCESSIBILITY,
    DATA,
    EDITION,
    NOT_FOUND,
    *(
        Place(name=f"feed_{family.name}_{form.name.lower()}", address=family.address(form))
        for family in FAMILIES
        for form in FeedFormat
    ),
    STATE,
    IDENTITY,
    SITEMAP,
    ROBOTS,
    SECURITY,
    NOTICE_SCHEMA,
    DECLARATION_SCHEMA,
    DATA_SCHEMA,
    OPENAPI,
    DATA_INDEX,
    CONCERNED_DATA,
    OFFLINE,
    CONCERNED_WORKER,
    CONCERNED_OFFLINE,
)
"""In the order of the plan and of the sitemap."""

BY_NAME: Mapping[str, Place] = {place.name: place for place in PLACES}


def of_year(year: int) -> tuple[Place, Place, Place]:
    """The page of a year's incident figures, and the same as CSV and as JSON."""
    address = f"{OBSERVATORY.address}{year}"
    page = Place(
        address=f"{address}/",
        title=f"Incidents de {year}",
        description=f"Incidents de {year} par mois, structure, origine et effet sur les soins.",
        section=OBSERVATORY.address,
        family=Family.WATCH,
        canonical=True,
    )
    return page, Place(address=f"{address}.csv"), Place(address=f"{address}.json")


def places(held: Holdings, vocabularies: Vocabularies) -> Iterator[tuple[Place, Tlp]]:
    """What is there, each with the least that a reader must be allowed to read for it.

    In the order of the plan and of the sitemap: lists by a fact follow the list they narrow.
    """
    for place in PLACES:
        marking = place.there(held)
        if marking is not None:
            yield place, marking
            yield from _below(place, held, vocabularies)


def _below(place: Place, held: Holdings, vocabularies: Vocabularies) -> Iterator[tuple[Place, Tlp]]:
    for series in SERIES:
        if series.listing == place.address:
            marked = dict.fromkeys(series.lasting, Tlp.CLEAR) | series.own(held.members)
            for member in series.members(marked, vocabularies):
                yield series.place(member, vocabularies), marked[member]
    if place is OBSERVATORY:
        for below in chain.from_iterable(map(of_year, held.years)):
            yield below, Tlp.CLEAR
