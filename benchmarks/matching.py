"""How right the matcher is: `python -m benchmarks.matching CASES CORPUS`; CORPUS holds real notices.

Prints, for lines alone, for columns alone and for both, the accuracy over three answers, the precision and
recall of « concerned », and the worst error: a concerned line answered « not ». With `--archive`, every
notice of the corpus is asked; what the rules weigh, and how many notices an ordinary line is to be checked
against, is told.
With `--predictions FILE`, the answers are written there, one object a line.
"""

import argparse
import gzip
import json
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import msgspec

from benchmarks.inventories import made_up
from cyberveille.catalogue import Project, open_project
from cyberveille.concerned import Answer, Line, Matcher, Told, Vendors, compiled, encoded, told_by
from cyberveille.importing import SOURCES, Desk
from cyberveille.importing.entries import RecordBytes, read_entries
from cyberveille.markup import render_body
from cyberveille.reading import base_registry
from cyberveille.registry import Registry

REPOSITORY = Path(__file__).resolve().parents[1]
LEAST_ACCURACY, LEAST_PRECISION, LEAST_RECALL, MOST_WORST = 0.92, 0.95, 0.92, 1
_ORDINARY = 5_000
_MANY = 10
_NEWEST = 3


def told(corpus: Path, wanted: set[str] | None) -> Iterator[tuple[str, Told]]:
    """The notices of the corpus by their references; of `wanted` only, where it is given."""
    project = open_project(REPOSITORY)
    if not isinstance(project, Project):
        raise SystemExit("the repository is no portal")
    desk = Desk(lists=project.vocabularies, now=datetime.now(UTC))
    files = [("certfr", file) for file in sorted(corpus.glob("certfr*.gz"))]
    files += [("csaf", file) for file in sorted((corpus / "icsma").glob("*.json"))]
    for name, file in files:
        source = SOURCES[name][0](desk)
        for entry in read_entries(file):
            if not isinstance(entry, RecordBytes):
                continue
            origin = source.origin(entry.data)
            if wanted is not None and origin.reference not in wanted:
                continue
            draft = source.convert(source.decode(entry.data), origin)
            body = render_body(draft.body).body
            yield origin.reference, told_by(draft.title, draft.products, draft.aliases, body)


def lines(cases: Sequence[dict[str, str]], way: str) -> Iterator[tuple[dict[str, str], Line]]:
    """Each case as a line: its text alone, its columns alone, or both."""
    for number, case in enumerate(cases, 1):
        text = case["line"] if way != "columns" else ""
        columns = [case[name] if way != "line" else None for name in ("vendor", "product", "version")]
        yield case, Line(number, text, *columns)


def main() -> None:
    """Print the figures; the exit status tells whether they are enough."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--archive", action="store_true", help="ask every notice of the corpus")
    parser.add_argument("--predictions", type=Path, help="where to write the answers of lines with columns")
    options = parser.parse_args()
    cases = [json.loads(line) for line in options.cases.read_text(encoding="utf-8").splitlines()]
    wanted = None if options.archive else {case["notice"] for case in cases}
    found = list(told(options.corpus, wanted))
    start = process_time()
    matcher = Matcher(compiled(((n, item) for n, (_, item) in enumerate(found)), Registry(base_registry())))
    print(f"{len(found)} notices made ready in {process_time() - start:.1f} s of processor")
    numbers = {reference: number for number, (reference, _) in enumerate(found)}
    enough = True
    for way in ("line", "columns", "both"):
        pairs: Counter[tuple[str, str]] = Counter()
        predictions = []
        for case, line in lines(cases, way):
            answers = {item.notice: str(item.answer) for item in matcher.answers(line)}
            answer = answers.get(numbers[case["notice"]], str(Answer.NOT))
            pairs[case["expected"], answer] += 1
            predictions.append({"case": case["case"], "answer": answer})
        enough = figures(way, pairs) and enough
        if options.predictions and way == "both":
            text = "".join(json.dumps(item) + "\n" for item in predictions)
            options.predictions.write_text(text, encoding="utf-8")
    if options.archive:
        weigh(found)
        flood(matcher)
    raise SystemExit(not enough)


def figures(way: str, pairs: Counter[tuple[str, str]]) -> bool:
    """Print what the counts of expected and given answers say, and whether it is enough."""
    concerned = str(Answer.CONCERNED)
    right = sum(count for (expected, answer), count in pairs.items() if expected == answer)
    said = sum(count for (_, answer), count in pairs.items() if answer == concerned)
    true = sum(count for (expected, _), count in pairs.items() if expected == concerned)
    hits, worst = pairs[concerned, concerned], pairs[concerned, str(Answer.NOT)]
    accuracy, precision, recall = right / pairs.total(), hits / said, hits / true
    print(
        f"{way:>8}: accuracy {accuracy:.1%}, precision {precision:.1%}, recall {recall:.1%}, worst {worst} "
        f"of {pairs.total()}"
    )
    return (
        accuracy >= LEAST_ACCURACY
        and precision >= LEAST_PRECISION
        and recall >= LEAST_RECALL
        and worst <= MOST_WORST
    )


def weigh(found: Sequence[tuple[str, Told]]) -> None:
    """Print what the rules of the newest years weigh, and those of all, compressed by gzip."""
    registry = Registry(base_registry())
    years: dict[str, list[Told]] = {}
    for reference, item in sorted(found, key=lambda pair: _year(pair[0]), reverse=True):
        years.setdefault(_year(reference), []).append(item)
    sizes = []
    for items in years.values():
        told_of = [[*item.aliases, item.title] for item in items]
        rules = encoded(compiled(enumerate(items), registry), Vendors(registry).keys)
        sizes.append(len(gzip.compress(msgspec.json.encode([told_of, rules]))))
    print(
        f"rules: {sum(sizes[:_NEWEST]) / 1000:.0f} kB for {_NEWEST} years, {sum(sizes) / 1000:.0f} kB for all"
    )


def _year(reference: str) -> str:
    """2023 of CERTFR-2023-AVI-0001, and of ICSMA-23-001-01."""
    return f"20{next(part for part in reference.split('-') if part.isdecimal())[-2:]}"


def flood(matcher: Matcher) -> None:
    """Print how many notices an ordinary line of a hospital is to be checked against."""
    counts = []
    start = process_time()
    for number, (vendor, product, version) in enumerate(made_up(_ORDINARY), 1):
        text = " ".join(part for part in (vendor, product, version) if part)
        line = Line(number, text, vendor, product if vendor else None, version)
        counts.append(sum(found.answer is Answer.TO_CHECK for found in matcher.answers(line)))
    many = sum(count > _MANY for count in counts) / len(counts)
    print(
        f"{len(counts)} ordinary lines: {statistics.median(counts):g} to check for the median line, "
        f"{many:.1%} of lines with more than {_MANY}; {process_time() - start:.1f} s of processor"
    )


if __name__ == "__main__":
    main()
