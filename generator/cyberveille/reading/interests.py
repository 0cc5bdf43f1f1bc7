"""What must hold of the interests that `site_config.yml` puts together."""

from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.model import Configuration
from cyberveille.reading.audiences import Demand

_ID = expression(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60


def interest_demands(configuration: Configuration) -> Iterator[Demand]:
    seen: set[str] = set()
    for position, asked in enumerate(configuration.feeds.interests):
        at = ("feeds", "interests", position)
        if not _ID.fullmatch(asked.id) or len(asked.id) > _LONGEST:
            message = f"L’identifiant « {asked.id} » ne peut pas entrer dans une adresse."
            hint = (
                "Écrivez des minuscules sans accent, des chiffres et des traits d’union, 60 signes au plus."
            )
            yield (*at, "id"), message, hint
        elif asked.id in seen:
            message = f"L’identifiant « {asked.id} » est déjà celui d’un autre intérêt."
            yield (*at, "id"), message, "Donnez-lui un identifiant que nul autre ne porte."
        seen.add(asked.id)
        if asked.empty:
            message = f"L’intérêt « {asked.id} » ne demande rien : toutes les notices en seraient."
            yield (
                at,
                message,
                "Ajoutez au moins une clé : severities, technologies, structures, vendors, products…",
            )
