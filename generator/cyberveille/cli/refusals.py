"""Why the guard refuses an edition: both places, the words, the reason, the remedy."""

from collections.abc import Iterable, Iterator

from cyberveille.locale import datetime_fr, number_fr
from cyberveille.map import DIRECTORY
from cyberveille.publishing.guard import FRAME, Hit, Leak
from cyberveille.publishing.verdict import Conflict, Ground
from cyberveille.reading import CONFIGURATION_FILE, DIRECTORY_FILE

_NO_DATE = "rien ne dit lequel des deux est le plus ancien"


def refusals(leaks: Iterable[Leak]) -> Iterator[str]:
    """A text for each pair of sources: one passage of several is enough to find them."""
    alike: dict[tuple[str, str, Hit], list[Leak]] = {}
    for leak in leaks:
        where = leak.conflict.public if leak.conflict else leak.path
        alike.setdefault((where, leak.notice, leak.hit), []).append(leak)
    for found in alike.values():
        yield _told(found[0], len({leak.what for leak in found}) - 1)


def _told(leak: Leak, others: int) -> str:
    where = "chaque page" if leak.path == FRAME else leak.path
    more = f", et {number_fr(others)} autres passages," if others > 1 else ", et un autre passage," * others
    match leak.hit:
        case Hit.SEALED:
            return (
                f"{leak.what}, pièce jointe de {leak.notice}, {leak.why} : la garde ne peut pas chercher "
                "ailleurs ce qu’elle dit. Joignez-la sous une forme qui s’ouvre (sans mot de passe, archive "
                "zip), ou retirez-la."
            )
        case Hit.WORDS if leak.conflict is None:
            return f"{where} contient « {leak.what} »{more} de {leak.notice}."
        case Hit.FILE if leak.conflict is None:
            return f"{where} est une pièce jointe de {leak.notice}."
    conflict = leak.conflict
    assert conflict is not None  # noqa: S101 - the cases above
    same = "est la pièce jointe" if leak.hit is Hit.FILE else f"contient « {leak.what} »{more}"
    source = leak.notice if conflict.withheld == leak.notice else f"{leak.notice} ({conflict.withheld})"
    return f"{conflict.public} {same} de {source}. {_reason(conflict)} {_remedy(conflict, leak.notice)}"


def _reason(conflict: Conflict) -> str:
    verdict = conflict.verdict
    public = verdict.public and datetime_fr(verdict.public)
    withheld = verdict.withheld and datetime_fr(verdict.withheld)
    match verdict.ground:
        case Ground.HISTORY if public is None:
            return (
                f"D’après git, {withheld} pour le texte retenu ; le texte public n’est pas encore enregistré."
            )
        case Ground.HISTORY:
            return f"D’après git, le texte public est du {public}, le texte retenu du {withheld}."
        case Ground.EDITION:
            return "L’édition en place ne le montrait pas."
        case Ground.DATES if conflict.attached:
            return "Aucune date ne dit depuis quand le fichier est ainsi."
        case Ground.DATES:
            return f"Le texte public est daté du {public}, le texte retenu du {withheld} au plus tôt."
        case _:
            return f"Ni git ni l’édition en place n’en parlent, et {_NO_DATE}."


def _remedy(conflict: Conflict, notice: str) -> str:
    name = f"/{DIRECTORY.address}" if conflict.withheld.endswith(DIRECTORY_FILE) else notice
    place = f"à {CONFIGURATION_FILE}"
    if conflict.attached or conflict.public.endswith(".md"):
        place = "à l’en-tête de son document" if conflict.attached else "à son en-tête"
    return (
        "Récrivez ce passage, ou réservez ce texte aux mêmes lecteurs ; s’il peut être public, ajoutez "
        f"« declassifies: [{name}] » {place}."
    )
