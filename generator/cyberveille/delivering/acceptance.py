"""Whether a target may receive an edition: it holds the same portal's, for the same audience, or nothing."""

from collections.abc import Iterator

from msgspec import Struct

from cyberveille.delivering.manifest import Manifest
from cyberveille.publishing.edition_identity import EditionIdentity

_SHOWN = 3


class TargetContents(Struct, frozen=True, kw_only=True):
    """What was found at a target before anything is written there.

    `identity` is that of the edition.json at the place served, read there; `manifest` what the last
    delivery said it put there. Both are None where there is none. `others` are names that no edition is
    known to have written. `settled` says that an edition has been delivered in the form asked for.
    """

    identity: EditionIdentity | None = None
    manifest: Manifest | None = None
    others: tuple[str, ...] = ()
    settled: bool = False
    advice: str = ""
    """What the operator should know before an adoption, as a French sentence."""


def objections(
    target: str, edition: EditionIdentity, held: TargetContents, *, adopt: bool
) -> tuple[str, ...]:
    """Why `edition` must not go to `target`, as French sentences; empty when it may.

    `adopt` is the operator's word that the target is the right one. It never lets an edition take the
    place of one for other readers.
    """
    former = tuple(
        {
            identity: None
            for identity in (held.identity, held.manifest.identity if held.manifest else None)
            if identity is not None
        }
    )
    refused = tuple(sentence for identity in former for sentence in _for_others(target, edition, identity))
    if refused or adopt:
        return tuple(dict.fromkeys(refused))
    doubts = tuple(dict.fromkeys(_doubts(target, edition, held, former)))
    if not doubts:
        return ()
    advice = (held.advice,) if held.advice else ()
    return (*doubts, *advice, "Si c’est bien là que doit aller cette édition, relancez avec « --adopt ».")


def _for_others(target: str, edition: EditionIdentity, former: EditionIdentity) -> Iterator[str]:
    if former.audience != edition.audience:
        yield (
            f"« {target} » sert l’édition du public « {former.audience} » : celle du public "
            f"« {edition.audience} » ne prend pas sa place. Choisissez une autre destination, ou videz "
            "celle-ci vous-même."
        )
    elif former.restricted is not None and former.restricted != bool(edition.restricted):
        held, coming = ("restreinte", "ouverte") if former.restricted else ("ouverte", "restreinte")
        yield (
            f"« {target} » sert une édition {held} à tous ses lecteurs"
            f"{_marking(former)}, et celle-ci est {coming}{_marking(edition)} : elle ne prend pas sa place. "
            "Choisissez une autre destination, ou videz celle-ci vous-même."
        )


def _doubts(
    target: str, edition: EditionIdentity, held: TargetContents, former: tuple[EditionIdentity, ...]
) -> Iterator[str]:
    for identity in former:
        if identity.url != edition.url:
            yield (
                f"« {target} » sert le portail « {identity.url or 'sans adresse'} », et cette édition est "
                f"celle de « {edition.url} »."
            )
    if edition.restricted and not any(identity.restricted for identity in former):
        yield (
            f"Cette édition est restreinte{_marking(edition)}, et rien ne dit que « {target} » n’est lu que "
            "par son public : vérifiez qu’une connexion protège cette destination."
        )
    if held.others and not held.settled:
        names = ", ".join(f"« {name} »" for name in held.others[:_SHOWN])
        yield (
            f"« {target} » n’est pas vide : rien ne dit qu’une livraison y a écrit {names}. Une première "
            "livraison attend un dossier absent ou vide."
        )


def _marking(identity: EditionIdentity) -> str:
    return f" (jusqu’à TLP:{identity.tlp_max})" if identity.tlp_max else ""
