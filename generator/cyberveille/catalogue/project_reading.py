"""What a portal says before its first notice is read: its configuration, lists, registry and figures."""

from functools import partial
from hashlib import blake2b
from pathlib import Path

from cyberveille.catalogue.belonging import no_configuration
from cyberveille.catalogue.outputs import misplaced
from cyberveille.catalogue.project import Project, Unusable
from cyberveille.locale import french
from cyberveille.model import Configuration, Directory, Finding, Gravity, Root, Tlp, Vocabularies
from cyberveille.model.country import Country
from cyberveille.model.exploitation import Exploitation
from cyberveille.model.folders import OWN_FOLDERS
from cyberveille.model.identity import Identity, Looks
from cyberveille.observatory import Observatory
from cyberveille.package import package_digest
from cyberveille.reading import (
    CONFIGURATION_FILE,
    SCHEME_FOLDER,
    SOURCE_LIMIT,
    VOCABULARIES_FOLDER,
    Fault,
    base_registry,
    line_in_yaml,
    read_configuration,
    read_directory,
    read_exploitation,
    read_observatory,
    read_registry,
    read_scheme,
    read_vocabularies,
    read_within,
    shown_path,
    supplied_scheme,
    supplied_vocabularies,
    too_large,
)
from cyberveille.reading.looking import is_folder
from cyberveille.reading.report import Report
from cyberveille.reading.yaml_files import HOME, given_country
from cyberveille.registry import RegistryFile
from cyberveille.reporting import Scheme

_WITHOUT = "L’édition publique se fait sans lui, mais la garde ne peut pas chercher ce qu’il contient."


def read_project(folder: Path) -> Project | Unusable:
    """The portal in `folder`; Unusable when its configuration cannot be read."""
    name = CONFIGURATION_FILE
    try:
        data = read_within(folder / name, SOURCE_LIMIT)
    except OSError:
        return Unusable((no_configuration(folder),))
    if isinstance(data, int):
        report = Report(name)
        too_large(data, SOURCE_LIMIT, report)
        return Unusable(tuple(report.findings))
    read = read_configuration(name, data)
    if read.configuration is None:
        return Unusable(read.findings)
    configuration = read.configuration
    findings = [*read.findings, *misplaced(folder, name, data, configuration)]
    looks, country, own_findings = _own(folder, configuration, name, data)
    findings += own_findings
    lists: list[tuple[Root, Vocabularies]] = []
    over = _over_defaults(folder, configuration)
    supplied, own_scheme = supplied_vocabularies() if over else Vocabularies(), Scheme()
    registers: list[tuple[Root, tuple[RegistryFile, ...]]] = []
    public: Root | None = None
    directories: list[Directory] = []
    exploitation = Exploitation()
    for position, root in enumerate(configuration.sources):
        if not is_folder(folder / root.path):
            findings.append(
                Finding(
                    name,
                    line_in_yaml(data, ("sources", position, "path")),
                    Fault.CONFIGURATION.value,
                    french(f"Le dossier « {root.path} » n’existe pas."),
                    french(_WITHOUT if root.optional else "Créez-le, ou retirez-le de « sources »."),
                    Gravity.WARNING if root.optional else Gravity.ERROR,
                )
            )
        vocabularies, found = read_vocabularies(folder / root.path, root.path, over=over)
        findings += found
        lists.append((root, vocabularies))
        vendors, found = read_registry(folder / root.path, root.path)
        findings += found
        registers.append((root, vendors))
        directory, found = read_directory(folder / root.path, root.tlp_max, root.path)
        findings += found
        directories += [directory] if directory.contacts else []
        told, found = read_exploitation(folder / root.path, root.path)
        findings += found
        exploitation += told
        if root.tlp_max is Tlp.CLEAR:
            # What is neither marked nor embargoed is read where nothing restricted may be.
            own, found = read_scheme(folder / root.path, root.path, over=over)
            findings += found
            own_scheme = own_scheme + own
            public = public or root
    figures = Observatory()
    if public is not None:
        terms = supplied.completed_by(lists for root, lists in lists if root.tlp_max is Tlp.CLEAR)
        figures, found = read_observatory(folder / public.path, terms, public.path)
        findings += found
    state = blake2b(data, digest_size=16)
    scheme = (supplied_scheme() if over else Scheme()).completed_by(own_scheme)
    state.update(repr((lists, scheme, registers)).encode())
    state.update(package_digest())
    findings += [] if public is not None else map(_listed_in_the_open, filter(_has_terms, lists))
    return Project(
        folder,
        configuration,
        supplied.completed_by(own for _, own in lists),
        tuple(sorted(findings)),
        state.digest(),
        scheme,
        figures,
        own_scheme=own_scheme,
        directories=tuple(directories),
        supplied=supplied,
        lists=tuple(lists),
        vendors=base_registry(),
        registers=tuple(registers),
        exploitation=exploitation,
        looks=looks,
        country=country,
    )


def _own(
    folder: Path, configuration: Configuration, name: str, data: bytes
) -> tuple[Looks, Country, list[Finding]]:
    """What the portal looks like and the rules of its country; what reads them is loaded if it has some."""
    line = partial(line_in_yaml, data)
    looks, country, findings = Looks(), given_country(), list[Finding]()
    if configuration.country != HOME:
        from cyberveille.reading.countries import country_named  # noqa: PLC0415

        country, findings = country_named(folder, configuration.country, name, line)
    if configuration.identity != Identity() or any(is_folder(folder / own) for own in OWN_FOLDERS):
        from cyberveille.reading.looks import read_looks  # noqa: PLC0415

        looks, found = read_looks(folder, configuration, name, line)
        findings += found
    return looks, country, findings


def _over_defaults(folder: Path, configuration: Configuration) -> bool:
    """Whether the portal's lists and scheme are laid over the program's, or stand alone as before 0.2."""
    if configuration.defaults is not None:
        return configuration.defaults
    roots = (folder / root.path for root in configuration.sources)
    places = (VOCABULARIES_FOLDER, SCHEME_FOLDER)
    return not any(is_folder(root / place) for root in roots for place in places)


def _has_terms(own: tuple[Root, Vocabularies]) -> bool:
    return any(getattr(own[1], name).terms for name in Vocabularies.__struct_fields__)


def _listed_in_the_open(own: tuple[Root, Vocabularies]) -> Finding:
    root, _ = own
    return Finding(
        shown_path(root.path, "content/vocabulaires"),
        0,
        Fault.CONFIGURATION.value,
        french(f"Les listes d’un dossier {root.tlp_max.label} servent aussi à l’édition publique."),
        french("Gardez-les dans un dossier TLP:CLEAR ; n’y mettez aucun nom à taire."),
        Gravity.WARNING,
    )
