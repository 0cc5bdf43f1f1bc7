"""Links from one page of the portal to another lead somewhere, for whoever may follow them."""

from collections.abc import Iterator
from urllib.parse import unquote

from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.nearest import SUGGESTIONS, did_you_mean, did_you_mean_section, nearest_of
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule
from cyberveille.map import PLACES
from cyberveille.model.configuration import NavigationItem

_CORRECT = "Corrigez l’adresse, ou retirez le lien."
# To what an editor wrote for these, the program adds parts of its own.
_PRINTED = frozenset(place.address for place in PLACES if place.editorial)
Located = Iterator[tuple[SourcePath, Remark]]


def address_of(target: str) -> str:
    """The address that `target` names, without query or fragment."""
    return unquote(target.partition("#")[0].partition("?")[0])


def _suggest(address: str, index: Index) -> str:
    if not address.endswith("/") and f"{address}/" in index.by_address:
        return did_you_mean(address, f"{address}/")
    named = address.rstrip("/").rpartition("/")[2]
    if known := index.meant_id(named):
        return did_you_mean(address, f"/{index.by_id[known].address}")
    if "/page/" in address:
        return "Ce que montre une page de liste peut changer : liez la liste, sans « page/… »."
    meant = nearest_of(address, index.folded_landmarks, likeness=0.75)
    return did_you_mean(address, meant) or _CORRECT


@rule()
def internal_link_exists(index: Index) -> Located:
    """Un lien vers le portail doit mener à une page, une notice ou un fichier qui existe.

    Mauvais : `[le bulletin](/bulletins/2026/CV-2026-BUL-9999/)`
    Bon : `[le bulletin](/bulletins/2026/CV-2026-BUL-0042/)`
    """
    for entry in index.told:
        lost = 0
        for target, line in entry.links:
            address = address_of(target)
            if address.startswith("//"):
                continue
            if address not in index.by_address and address not in index.generated:
                lost += 1
                yield (
                    entry.place,
                    Remark(
                        f"L’adresse {address} n’existe pas sur le portail.",
                        line=line,
                        hint=_suggest(address, index) if lost <= SUGGESTIONS else _CORRECT,
                    ),
                )


@rule()
def fragment_exists(index: Index) -> Located:
    """Un lien vers une partie d’une autre page doit mener à l’une de ses sections.

    Mauvais : `[les mesures](/bulletins/2026/CV-2026-BUL-0042/#mesures)`
    Bon : `[les mesures](/bulletins/2026/CV-2026-BUL-0042/#s-mesures)`
    """
    for entry in index.told:
        lost = 0
        for target, line in entry.links:
            cited = index.by_address.get(address_of(target)) if "#" in target else None
            fragment = unquote(target.partition("#")[2])
            if cited is None or not fragment or cited.address in _PRINTED:
                continue
            anchors = cited.anchors.split()
            if address_of(target).endswith("/") and fragment not in anchors:
                lost += 1
                yield (
                    entry.place,
                    Remark(
                        f"« {target} » ne mène à aucune section de {cited.name}.",
                        line=line,
                        hint=did_you_mean_section(fragment, anchors if lost <= SUGGESTIONS else ()),
                    ),
                )


@rule()
def navigation_exists(index: Index) -> Located:
    """Chaque adresse du menu et du pied de page doit exister.

    Mauvais : `address: alerte/`
    Bon : `address: alertes/`
    """
    for key in ("navigation", "footer") if index.tells_portal else ():
        for position, item in enumerate(getattr(index.configuration, key)):
            if "://" in item.address or (index.partial and not _in_the_open(index, item)):
                continue
            address = "/" + address_of(item.address).lstrip("/")
            if address not in index.by_address and address not in index.generated:
                yield (
                    SourcePath(".", index.configuration_path),
                    Remark(
                        f"L’adresse {address} n’existe pas sur le portail.",
                        (key, position, "address"),
                        hint=_suggest(address, index),
                    ),
                )
                continue
            marking = index.marking(address)
            narrow = next(
                (
                    audience
                    for audience in index.configuration.audiences
                    if item.shown_to(audience.name) and not marking.within(audience.tlp_max)
                ),
                None,
            )
            if narrow is not None:
                yield (
                    SourcePath(".", index.configuration_path),
                    Remark(
                        f"{address} est {marking.label} : le menu de l’édition « {narrow.name} » y mènerait.",
                        (key, position, "address"),
                        hint="Nommez sous « audiences » les éditions qui montrent ce lien.",
                    ),
                )


def _in_the_open(index: Index, item: NavigationItem) -> bool:
    """Whether an edition that anyone may read shows a menu's link."""
    return any(audience.open and item.shown_to(audience.name) for audience in index.configuration.audiences)


@rule()
def link_open_to_reader(index: Index) -> Located:
    """Une notice ne doit pas citer une notice que ses propres lecteurs ne peuvent pas ouvrir.

    L’autre notice est plus fermée, reste un brouillon ou est encore sous embargo : dans l’édition
    publique le lien serait mort, et trahirait son existence.

    Mauvais : une page publique qui cite une notice TLP:AMBER
    Bon : une page publique qui ne cite que des notices TLP:CLEAR
    """
    for entry in index.told:
        for position, related in enumerate(entry.related):
            cited = index.by_id.get(related)
            if cited is not None and (why := _closed(entry, cited, index)):
                yield entry.place, _closed_remark(cited.name, why, ("related", position), 0)
        for target, line in entry.links:
            cited = index.by_address.get(address_of(target))
            if cited is not None and (why := _closed(entry, cited, index)):
                yield entry.place, _closed_remark(cited.name, why, (), line)
            elif cited is None and not (marking := index.marking(address_of(target))).within(entry.tlp):
                why = f"est {marking.label}, plus fermé que cette page"
                yield entry.place, _closed_remark(address_of(target), why, (), line)


def _closed(reader: CatalogueEntry, cited: CatalogueEntry, index: Index) -> str:
    if not cited.tlp.within(reader.tlp):
        return f"est {cited.tlp.label}, plus fermé que cette page"
    if cited.draft and not reader.draft:
        return "est un brouillon"
    clock = index.clock
    if clock is None or cited.published is None or cited.published <= clock or reader.draft:
        return ""
    if reader.published is None or reader.published < cited.published:
        return "est encore sous embargo"
    return ""


def _closed_remark(cited: str, why: str, at: tuple[str | int, ...], line: int) -> Remark:
    return Remark(
        f"{cited} {why}.",
        at,
        line=line,
        hint="Retirez le lien, ou attendez que cette page soit ouverte aux mêmes lecteurs.",
    )
