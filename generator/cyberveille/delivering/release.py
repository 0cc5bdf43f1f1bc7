"""How releases lie at a target: `versions/<name>/` beside one another, and the link `en-ligne` to one.

`versions/<name>.json` says what a whole release holds. Until it is whole, and from the moment its removal
begins, `versions/<name>.en-cours.json` says it instead. The server's root is `en-ligne`: nothing else
is served.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from cyberveille.delivering.acceptance import TargetContents
from cyberveille.delivering.failures import DeliveryFailedError
from cyberveille.expressions import expression

FOLDER = "versions"
LINK = "en-ligne"
DRAFT = ".en-ligne.nouveau"
WHOLE = ".json"
PARTIAL = ".en-cours.json"
UNWRITTEN = ".tmp"
"""What ends the name of such a file while it is written."""

_STAMP = "%Y-%m-%dT%H-%M-%SZ"
_NAME = expression(r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.[0-9a-f]{12}")


class Found(Struct, frozen=True, kw_only=True):
    """The releases of a target. `current` is the one online; `whole` and `partial` are names, sorted."""

    held: TargetContents
    current: str | None = None
    whole: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def name_of_link(destination: str) -> str | None:
    """The release to which the link leads; None when it leads anywhere else."""
    folder, _, name = destination.partition("/")
    return name if folder == FOLDER and is_name(name) else None


def next_name(now: datetime, digest: str, names: Iterable[str]) -> str:
    """Later than every other, even when the clock went back or two deliveries share a second."""
    stamps = [name.partition(".")[0] for name in names]
    moment = now.astimezone(UTC)
    if stamps and moment.strftime(_STAMP) <= max(stamps):
        moment = datetime.strptime(max(stamps), _STAMP).replace(tzinfo=UTC) + timedelta(seconds=1)
    return f"{moment.strftime(_STAMP)}.{digest[:12]}"


def sorted_out(entries: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of `versions/` that are releases: the whole ones, then the others."""
    listed = set(entries)
    names = {name for entry in listed for name in (_release_of(entry),) if name}
    whole = {name for name in names if f"{name}{WHOLE}" in listed and name in listed}
    return tuple(sorted(whole)), tuple(sorted(names - whole))


def doomed(found: Found, online: str, keep: int) -> tuple[str, ...]:
    """What a delivery that put `online` in place of `found.current` leaves behind.

    What is not whole; what is later than the release that was online, since it never was, or was rolled
    back from; and the oldest of the others, so that `keep` stay, `online` included.
    """
    others = [name for name in found.whole if name != online]
    never = [name for name in others if found.current and name > found.current]
    past = [name for name in others if name not in never]
    return (*found.partial, *never, *past[: max(len(past) - (keep - 1), 0)])


def others_at(entries: Iterable[str], releases: Iterable[str]) -> tuple[str, ...]:
    """Of the entries at the root, those that no delivery made; `releases` are the entries of `versions/`."""
    ours = {LINK, DRAFT, *((FOLDER,) if all(_release_of(entry) for entry in releases) else ())}
    return tuple(sorted(set(entries) - ours))


def in_the_root(target: str) -> str:
    """What to know of an edition that was delivered where the releases are now."""
    return (
        f"« {target} » porte encore, à sa racine, l’édition livrée avant les versions : le serveur web doit "
        f"servir « {target.rstrip('/')}/{LINK} ». Une fois qu’il le fait, retirez de la racine tout ce qui "
        f"n’est pas « {FOLDER} » ou « {LINK} »."
    )


def kept_for_others(place: str, first: str) -> str:
    """What to know of a release that is not removed."""
    return (
        f"« {place} » contient des fichiers qu’aucune livraison n’a écrits, dont « {first} » : ils y restent."
    )


def not_ours(place: str) -> DeliveryFailedError:
    """For what stands where the releases should."""
    return DeliveryFailedError(f"« {place} » n’a pas été fait par une livraison : retirez-le, puis relancez.")


def _release_of(entry: str) -> str | None:
    name = entry.removesuffix(UNWRITTEN).removesuffix(PARTIAL).removesuffix(WHOLE)
    return name if is_name(name) else None
