"""CVSS vectors as sources give them: those that are valid, the one to keep, what is odd about the others."""

from collections.abc import Iterable

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.importing.advisories.facts import Doubt, clash, left
from cyberveille.scoring import base_score

_TOLERATED = 0.1
"""Between the score that a source prints and that of its vector: some round otherwise."""
_V2 = expression(r"AV:[LAN]/AC:[HML]/Au:")


class Score(Struct, frozen=True, kw_only=True):
    """A CVSS score as stated; `version` and `base` are what stands beside the vector, when something does."""

    vector: str
    version: str | None = None
    base: float | None = None
    by: str = ""
    """Who gives it, when it is not the author of the advisory."""


class Kept(Struct, frozen=True):
    """`vectors` in the order of their versions, the newest first: CVSS 4.0, 3.1, 3.0, 2.0."""

    vectors: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def kept(name: str, scores: Iterable[Score]) -> Kept:
    """Of one vulnerability, called `name` in what is said of it.

    Where the author gives several vectors of one version, none is kept: which one holds is for an editor to
    say. Those of others fill in for a version that the author does not give, and contradict nothing else.
    """
    doubts: list[Doubt] = []
    own: dict[str, dict[str, None]] = {}
    others: dict[str, dict[str, str]] = {}
    for score in scores:
        if not score.vector.strip():
            doubts += _without_vector(name, score)
            continue
        vector = _written(score)
        found = base_score(vector) if vector else None
        if found is None:
            doubts.append(left(f"{name} : « {score.vector[:80]} » n’est pas un vecteur CVSS valide."))
            continue
        doubts += _score_doubts(name, score, vector, found.score)
        if score.by:
            others.setdefault(found.version, {}).setdefault(vector, score.by)
        else:
            own.setdefault(found.version, {})[vector] = None
    chosen: dict[str, str] = {}
    for version in sorted({*own, *others}, reverse=True):
        given = [*own.get(version, ())] or [*others.get(version, ())]
        if len(given) > 1:
            told = " et ".join(given)
            doubts.append(clash(f"{name} a deux vecteurs CVSS {version} : {told}. Aucun n’est repris."))
        else:
            chosen[version] = given[0]
        doubts += _other_doubts(name, version, own.get(version, {}), others.get(version, {}))
    return Kept(tuple(chosen.values()), tuple(doubts))


def _without_vector(name: str, score: Score) -> list[Doubt]:
    if score.base is None:
        return []
    given = f"{score.base:.1f}".replace(".", ",")
    return [left(f"{name} : un score CVSS de {given}, sans vecteur.")]


def _written(score: Score) -> str:
    """The vector with its prefix: version 3 and 4 vectors have one (CVSS v3.1 section 6)."""
    vector = score.vector.strip().removeprefix("(").removesuffix(")").removesuffix("/")
    if vector.startswith("CVSS:2.0/"):
        return vector[9:]
    if vector.startswith("CVSS:") or _V2.match(vector):
        return vector
    return f"CVSS:{score.version}/{vector}" if score.version in {"3.0", "3.1", "4.0"} else vector


def _score_doubts(name: str, score: Score, vector: str, worked_out: float) -> list[Doubt]:
    """Vectors with more than base metrics have scores of their own, which are not compared."""
    bare = len(vector.split("/")) <= _base_length(vector)
    if score.base is None or not bare or abs(score.base - worked_out) <= _TOLERATED + 1e-9:
        return []
    given, found = (f"{value:.1f}".replace(".", ",") for value in (score.base, worked_out))
    return [clash(f"{name} : la source donne un score de {given}, son vecteur {vector} vaut {found}.")]


def _base_length(vector: str) -> int:
    return 12 if vector.startswith("CVSS:4") else 9 if vector.startswith("CVSS:3") else 6


def _other_doubts(name: str, version: str, own: Iterable[str], others: dict[str, str]) -> list[Doubt]:
    mine = [*own]
    return [
        clash(f"{name}, CVSS {version} : {by} donne {vector}, la source {mine[0]}, qui est repris.")
        for vector, by in others.items()
        if len(mine) == 1 and vector != mine[0]
    ]
