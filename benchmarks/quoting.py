"""How often the guard takes words of the trade for a leak.

`python -m benchmarks.quoting FOLDER`: each of some notices of the portal in FOLDER is declared TLP:AMBER in
turn, the others stay public, and nothing but dates tells what was public first: neither git nor an edition in
place. Whatever is then refused is refused for words that notices share: none was copied from a secret.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.catalogue import Catalogue, Project, Store, load, open_project
from cyberveille.catalogue.parts import CataloguePart
from cyberveille.model import Audience, Tlp
from cyberveille.publishing.clearance import judge, spread_out
from cyberveille.publishing.edition import Edition, make_edition
from cyberveille.publishing.guard import Leak, guard_of
from cyberveille.publishing.headlines import Chosen
from cyberveille.publishing.precedence import Past

SAMPLE = 200
_ENOUGH = 200
"""In how many notices, far apart, a piece is told: what so many say needs no more of them."""
NOW = datetime(2026, 11, 28, tzinfo=UTC)


class Quoting(Struct, frozen=True):
    """How many notices were declared AMBER, how many said what others say, and what was refused."""

    declared: int
    quoting: int
    refused: dict[str, tuple[str, ...]]
    """Some of the words refused, by notice."""
    grounds: dict[str, int]
    """Why the other pieces were cleared."""


def quoting(catalogue: Catalogue, declared: Sequence[str], now: datetime = NOW) -> Quoting:
    """What the guard says when each of the notices `declared` is AMBER in turn."""
    met = _met(catalogue, declared, now)
    refused: dict[str, tuple[str, ...]] = {}
    grounds: Counter[str] = Counter()
    for name in declared:
        if not met[name]:
            continue
        restricted = _restricted(catalogue, {name})
        edition = _edition(restricted, now)
        guard = guard_of(edition, restricted)
        judged = judge(edition, restricted, guard, met[name], lambda _: b"", Past(edition, restricted))
        grounds.update({ground.name.lower(): count for ground, count in judged.cleared.items()})
        if judged.leaks:
            refused[name] = tuple(dict.fromkeys(leak.what for leak in judged.leaks))[:5]
    return Quoting(len(declared), sum(1 for name in declared if met[name]), refused, dict(grounds))


def _met(catalogue: Catalogue, declared: Sequence[str], now: datetime) -> dict[str, list[Leak]]:
    """What the other notices say of each: one look for all of them, at the words of every notice."""
    restricted = _restricted(catalogue, set(declared))
    guard = guard_of(_edition(restricted, now), restricted)
    found: defaultdict[str, list[Leak]] = defaultdict(list)
    times: Counter[tuple[str, str]] = Counter()
    for item in spread_out(catalogue.headlines):
        path = f"{item.address.rstrip('/')}.json"
        for leak in guard.leaks(path, msgspec.json.encode(catalogue.notice(item.id))):
            piece = f" {leak.what} ".encode("latin-1")
            for name in guard.claims(piece):
                times[name, leak.what] += 1
                if name != item.id and times[name, leak.what] <= _ENOUGH:
                    found[name].append(leak)
    return found


class _Restricted(Catalogue, frozen=True):
    """A catalogue in which the notices of some names are AMBER."""

    names: AbstractSet[str] = frozenset()

    @property
    def parts(self) -> tuple[Any, ...]:
        return tuple(map(self._marked, super().parts))

    def _marked(self, part: CataloguePart) -> Chosen:
        headlines = tuple(
            msgspec.structs.replace(item, tlp=Tlp.AMBER) if item.id in self.names else item
            for item in part.headlines
        )
        return Chosen.of(headlines, self.project.sorting).placed(part.path, part.places)


def _restricted(catalogue: Catalogue, names: AbstractSet[str]) -> Catalogue:
    fields = {name: getattr(catalogue, name) for name in catalogue.__struct_fields__}
    return _Restricted(**fields, names=names)


def _edition(catalogue: Catalogue, now: datetime) -> Edition:
    return make_edition(catalogue, Audience(name="public"), now, None)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quoting", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    project = open_project(options.folder)
    if not isinstance(project, Project):
        raise SystemExit("\n".join(finding.message for finding in project.findings))
    catalogue = load(project, Store(project.work / "catalogue.sqlite3"))
    names = sorted(item.id for item in catalogue.headlines)
    chosen = random.Random(options.seed).sample(names, k=min(options.sample, len(names)))  # noqa: S311
    result = quoting(catalogue, chosen)
    print(f"{result.declared} notices declared AMBER, {result.quoting} of which say what another says")
    print(f"refused: {len(result.refused)}; cleared: {result.grounds}")
    for name, words in result.refused.items():
        print(f"  {name}: {' | '.join(words)}")


if __name__ == "__main__":
    main()
