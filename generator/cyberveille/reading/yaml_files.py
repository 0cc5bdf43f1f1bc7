"""Files that are YAML from end to end: the configuration and the controlled lists."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.model import Configuration, Finding, Gravity, Term, Vocabularies, Vocabulary
from cyberveille.model.country import Country
from cyberveille.reading import nodes
from cyberveille.reading.audiences import Demand
from cyberveille.reading.composing import parse
from cyberveille.reading.decode import decode
from cyberveille.reading.demands import demands_of, to_fill
from cyberveille.reading.faults import Fault
from cyberveille.reading.front_matter import decode_text
from cyberveille.reading.looking import read_within
from cyberveille.reading.places import VOCABULARIES_FOLDER
from cyberveille.reading.report import Report
from cyberveille.reading.size import SOURCE_LIMIT, too_large
from cyberveille.reading.supplied_nodes import LISTS, completed, supplied_file, supplied_nodes
from cyberveille.system_errors import reason

HOME = "fr"
_COUNTRIES = files("cyberveille").joinpath("countries")
_DAYS = (
    (
        "fixed",
        expression(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
        'Écrivez le mois puis le jour : "12-25".',
    ),
    ("easter", expression(r"-?\d{1,3}"), "Écrivez combien de jours après Pâques : 1 pour le lundi."),
)
_Entry = TypeVar("_Entry", bound=Struct)
Supplied = Mapping[str, nodes.Mapping]
_NOTHING: Supplied = {}


class ConfigurationRead(Struct, frozen=True):
    configuration: Configuration | None
    findings: tuple[Finding, ...]


def read_configuration(path: str, data: bytes) -> ConfigurationRead:
    """The configuration, or None with the findings that say why; warnings may come with it."""
    report = Report(path)
    text = decode_text(data, report)
    node = None if text is None else parse(text, 1, report)
    # Of what could not be parsed, no key can be said to be missing.
    values: dict[str, Any] = {} if report.refused else decode(Configuration, node, report, 1)
    if report.refused:
        return ConfigurationRead(None, tuple(report.sorted()))
    configuration = Configuration(**values)
    for at, message, hint in demands_of(configuration):
        report.add(Fault.CONFIGURATION, nodes.locate(node, at, 1), message, hint)
    for at in to_fill(configuration):
        key = next(step for step in reversed(at) if isinstance(step, str))
        message = f"La clé « {key} » reste à compléter."
        hint = "Écrivez la valeur de votre portail. En attendant, « deliver » et « check --strict » refusent."
        report.add(Fault.CONFIGURATION, nodes.locate(node, at, 1), message, hint, Gravity.WARNING)
    for at, message, hint in _unknown_labels(configuration):
        report.add(Fault.CONFIGURATION, nodes.locate(node, at, 1), message, hint, Gravity.WARNING)
    return ConfigurationRead(None if report.refused else configuration, tuple(report.sorted()))


def _unknown_labels(configuration: Configuration) -> Iterator[Demand]:
    if configuration.labels:
        # Few portals have any; what knows all texts of the interface is loaded by these.
        from cyberveille.reading.labels import unknown_labels  # noqa: PLC0415

        yield from unknown_labels(configuration)


def read_vocabulary(
    name: str, path: str, data: bytes, report: Report, supplied: Supplied = _NOTHING
) -> Vocabulary:
    """A controlled list; an entry that cannot be read is left out, with a finding."""
    return Vocabulary(name, read_entries(Term, path, data, report, supplied))


def read_entries(
    struct: type[_Entry], path: str, data: bytes, report: Report, supplied: Supplied = _NOTHING
) -> tuple[_Entry, ...]:
    """The entries of a file that is a list of them; one that cannot be read is left out, with a finding.

    `supplied` are those that come with the program, by identifier: an entry says only what differs.
    """
    text = decode_text(data, report)
    root = None if text is None else parse(text, 1, report)
    if root is not None and not isinstance(root, nodes.Sequence):
        report.add(
            Fault.WRONG_TYPE,
            root.line,
            f"{path} doit être une liste d’entrées.",
            "Commencez chaque entrée par « - id: … ».",
        )
        root = None
    entries: list[_Entry] = []
    for item in root.items if root else ():
        before = len(report.findings)
        values = decode(struct, completed(item, supplied), report, item.line)
        if len(report.findings) == before:
            entries.append(struct(**values))
    return tuple(entries)


def read_vocabularies(
    root: Path, root_name: str = ".", *, over: bool = False
) -> tuple[Vocabularies, tuple[Finding, ...]]:
    """Every controlled list of a root; a list that has no file is empty.

    With `over`, they are laid over those of the program: an entry says only what differs from its own.
    """
    findings: list[Finding] = []
    lists: dict[str, Vocabulary] = {}
    for name in Vocabularies.__struct_fields__:
        path = f"{VOCABULARIES_FOLDER}/{name}.yml"
        data, report = read_file(root, path, root_name)
        if data is not None:
            supplied = supplied_nodes(LISTS, name) if over else _NOTHING
            lists[name] = read_vocabulary(name, path, data, report, supplied)
        findings += report.sorted()
    return Vocabularies(**lists), tuple(findings)


@cache
def supplied_vocabularies() -> Vocabularies:
    """Every controlled list as the program brings it; one that it does not bring is empty."""
    told = ((name, supplied_file(LISTS, name)) for name in Vocabularies.__struct_fields__)
    return Vocabularies(
        **{name: read_vocabulary(name, name, data, Report(name)) for name, data in told if data is not None}
    )


def read_file(root: Path, path: str, root_name: str = ".") -> tuple[bytes | None, Report]:
    """A file's bytes and the report on it; None when there is none, or, with a finding, when it resists."""
    report = Report(path if root_name == "." else f"{root_name}/{path}")
    try:
        read = read_within(root / path, SOURCE_LIMIT)
    except FileNotFoundError:
        return None, report
    except OSError as error:
        message = f"Le fichier ne peut pas être lu : {reason(error)}."
        report.add(Fault.UNREADABLE, 0, message, "Vérifiez ses droits d’accès.")
        return None, report
    if isinstance(read, int):
        too_large(read, SOURCE_LIMIT, report)
        return None, report
    return read, report


@cache
def given_countries() -> tuple[str, ...]:
    """The countries whose rules come with the program."""
    names = (file.name for file in _COUNTRIES.iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


@cache
def given_country(name: str = HOME) -> Country:
    """One of `given_countries`."""
    path = f"{name}.yml"
    country = read_country(_COUNTRIES.joinpath(path).read_bytes(), Report(path))
    assert country is not None  # noqa: S101 - a test reads each of them
    return country


def read_country(data: bytes, report: Report) -> Country | None:
    """The rules of a country; None, with findings, for what is not whole."""
    text = decode_text(data, report)
    node = None if text is None else parse(text, 1, report)
    values: dict[str, Any] = {} if report.refused else decode(Country, node, report, 1)
    for key, form, hint in () if report.refused else _DAYS:
        for day in getattr(values["holidays"], key):
            if not form.fullmatch(day):
                at = nodes.locate(node, ("holidays", key), 1)
                report.add(Fault.DATE, at, f"« {day} » n’est pas un jour de l’année.", hint)
    return None if report.refused else Country(**values)


def line_in_yaml(data: bytes, pointer: tuple[str | int, ...]) -> int:
    """The line of a YAML file on which it says what `pointer` names; 1 when it cannot be told."""
    return nodes.locate(_root_of(data), pointer, 1)


@lru_cache(maxsize=1)
def _root_of(data: bytes) -> nodes.Node | None:
    """The nodes of a file; its findings are located one after another, so the last is kept."""
    text = decode_text(data, Report(""))
    return None if text is None else parse(text, 1, Report(""))
