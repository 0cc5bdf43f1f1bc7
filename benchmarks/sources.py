"""How much of advisories becomes facts of a draft, and how fast: `python -m benchmarks.sources FOLDER…`.

A FOLDER holds CSAF documents or CVE records, one JSON file each. Every fact is checked by a second reading,
which shares nothing with the importer; the exit status tells whether all are right or told, and fast enough.
Facts are compared as the source writes them; time, and what is left to fill, are those of a draft of the
demonstration, whose lists and registry propose technologies and usual names.
"""

import argparse
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from msgspec import Struct, field

from benchmarks.second_reading import RIGHT, TOLD, WRONG, compare
from cyberveille.catalogue import Project, open_project
from cyberveille.importing import Csaf, Cve, Desk, RecordError, Registered
from cyberveille.model import Tlp, Vocabularies
from cyberveille.writing import notice_text

MOST_SECONDS = 0.5
"""Of processor time, for one advisory."""
NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
REPOSITORY = Path(__file__).resolve().parents[1]
CORPUS = REPOSITORY.parent / "shared/corpus"


class Measured(Struct):
    """Of all the files of a folder; `refused` are those that gave no draft, each with the reason."""

    drafts: int = 0
    facts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    to_fill: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    seconds: float = 0.0

    def share(self, outcome: str) -> float:
        every = sum(self.facts.values())
        return (
            sum(count for (_, one), count in self.facts.items() if one == outcome) / every if every else 0.0
        )


def measured(files: list[Path]) -> Measured:
    """Each file as a draft, read again."""
    found = Measured()
    desk = _desk()
    for file in files:
        data = file.read_bytes()
        begun = process_time()
        try:
            drafted = draft_text(data, desk)
        except RecordError as error:
            found.refused.append(f"{file.name}: {error}")
            continue
        spent = process_time() - begun
        found.seconds += spent
        found.slowest = max(found.slowest, spent)
        compared = compare(data, draft_text(data))
        found.drafts += 1
        found.facts += compared.facts
        found.faults += [f"{file.name}: {fault}" for fault in compared.faults]
        found.to_fill.update(set(compare(data, drafted).to_fill))
    return found


def _desk() -> Desk:
    """That of an editor of the demonstration."""
    project = open_project(REPOSITORY)
    assert isinstance(project, Project)  # noqa: S101 - the repository's own
    names = Registered(project.registry_for(Tlp.CLEAR))
    names.vendor("Fortinet")  # its names are gone through once a command
    return Desk(project.vocabularies_for(Tlp.CLEAR), NOW, names=names)


def draft_text(data: bytes, desk: Desk | None = None) -> str:
    """The file of the draft that an advisory becomes, by default in its own words; raises RecordError."""
    desk = desk or Desk(Vocabularies(), NOW)
    source: Csaf | Cve = Csaf(desk) if b'"csaf_version"' in data else Cve(desk)
    origin = source.origin(data)
    draft = source.convert(source.decode(data), origin)
    return notice_text(draft.header("CV-2026-BUL-0001"), draft.body)


def main() -> None:
    """Print a table for each folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sources", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", default=[CORPUS / "icsma", CORPUS / "cve"])
    fine = True
    for folder in parser.parse_args().folders:
        found = measured(sorted(folder.glob("*.json")))
        _print(folder.name, found)
        fine = fine and not found.faults and found.slowest <= MOST_SECONDS
    sys.exit(not fine)


def _print(name: str, found: Measured) -> None:
    print(f"\n## {name}: {found.drafts} drafts, {len(found.refused)} refused")
    print(f"right {found.share(RIGHT):.1%}, told {found.share(TOLD):.1%}, wrong {found.share(WRONG):.1%}")
    if found.drafts:
        print(f"{found.seconds / found.drafts:.3f} s each, {found.slowest:.3f} s the slowest (processor)")
    print("\n| fact | right | told | wrong |\n|---|---|---|---|")
    for kind in dict.fromkeys(kind for kind, _ in found.facts):
        print(f"| {kind} | " + " | ".join(str(found.facts[kind, one]) for one in (RIGHT, TOLD, WRONG)) + " |")
    print("\nleft to an editor, in so many drafts: ", end="")
    print(", ".join(f"{key} {count}" for key, count in found.to_fill.most_common()))
    for line in (*found.refused, *found.faults[:40]):
        print(f"  {line}")


if __name__ == "__main__":
    main()
