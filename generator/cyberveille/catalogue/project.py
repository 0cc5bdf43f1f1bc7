"""A portal's folder: its configuration, its roots, its controlled lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path

import msgspec

from cyberveille.catalogue.belonging import no_configuration
from cyberveille.catalogue.outputs import misplaced
from cyberveille.catalogue.register import Register
from cyberveille.checking import SourcePath
from cyberveille.locale import french
from cyberveille.map import Sorting, sorting
from cyberveille.model import (
    Configuration,
    Directory,
    Finding,
    Gravity,
    Pointer,
    Root,
    Tlp,
    Vocabularies,
    Vocabulary,
)
from cyberveille.model.country import Country
from cyberveille.model.exploitation import Exploitation
from cyberveille.model.folders import OWN_FOLDERS, WORK_FOLDER
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
from cyberveille.reading.report import Report
from cyberveille.reading.yaml_files import HOME, given_country
from cyberveille.registry import Registry, RegistryFile, layers_of, overlaid
from cyberveille.reporting import Scheme

_WITHOUT = "L’édition publique se fait sans lui, mais la garde ne peut pas chercher ce qu’il contient."


@dataclass(frozen=True)
class Project:
    """What must be known before the first notice is read.

    `folder` holds `site_config.yml`. `digest` stands for the configuration, the controlled lists, the
    registry, the scheme of declarations and the code that reads: what was made under another digest is made
    again.
    """

    folder: Path
    configuration: Configuration
    vocabularies: Vocabularies
    findings: tuple[Finding, ...]
    digest: bytes
    scheme: Scheme = field(default_factory=Scheme)
    observatory: Observatory = field(default_factory=Observatory)
    own_scheme: Scheme = field(default_factory=Scheme)
    """What the portal's own files say of it; `scheme` is the whole."""
    directories: tuple[Directory, ...] = ()
    supplied: Vocabularies = field(default_factory=Vocabularies)
    """The program's controlled lists, over which the portal's are laid; empty where they are not."""
    lists: tuple[tuple[Root, Vocabularies], ...] = ()
    """The controlled lists of each root; `vocabularies` are all of them together."""
    registers: tuple[tuple[Root, tuple[RegistryFile, ...]], ...] = ()
    """What each root says of vendors and products, over what comes with the program."""
    elsewhere: Path | None = None
    """Where caches are, when it is not in the folder: one that may only be read."""
    exploitation: Exploitation = field(default_factory=Exploitation)
    """What catalogues say of the vulnerabilities that notices name; no part of `digest`."""
    looks: Looks = field(default_factory=Looks)
    """What its organisation looks like; no part of `digest`."""
    country: Country = field(default_factory=given_country)
    """The rules of its country; no part of `digest`."""

    @property
    def over_defaults(self) -> bool:
        """Whether the portal's lists and scheme are laid over those of the program."""
        return self.supplied != Vocabularies()

    @cached_property
    def whole(self) -> bytes:
        """The digest of all that is known before the first notice is read, figures and contacts included."""
        told = (self.digest, self.observatory, self.directories, self.partial, self.findings)
        return blake2b(msgspec.msgpack.encode(told, order="deterministic"), digest_size=16).digest()

    @cached_property
    def _restricted(self) -> tuple[tuple[Root, Vocabularies], ...]:
        """The lists of roots above CLEAR, beside one that is; a root that stands alone serves everybody."""
        if all(root.tlp_max is not Tlp.CLEAR for root, _ in self.lists):
            return ()
        return tuple((root, lists) for root, lists in self.lists if root.tlp_max is not Tlp.CLEAR)

    def lists_above(self, tlp: Tlp) -> Iterator[tuple[str, Vocabulary]]:
        """The lists that readers of `tlp` do not see, each with its root."""
        for root, lists in self._restricted:
            if not root.tlp_max.within(tlp):
                yield from ((root.path, getattr(lists, name)) for name in lists.__struct_fields__)

    def vocabularies_for(self, tlp: Tlp) -> Vocabularies:
        """The controlled lists as readers of `tlp` see them."""
        hidden = {root for root, _ in self.lists_above(tlp)}
        return self.supplied.completed_by(lists for root, lists in self.lists if root.path not in hidden)

    def registry_for(self, tlp: Tlp) -> Registry:
        """Vendors and products as readers of `tlp` know them."""
        hidden = frozenset(root for root, _ in self.lists_above(tlp))
        if hidden not in self._registries:
            own = dict(self.registers)
            shown = ((lists, own.get(root, ())) for root, lists in self.lists if root.path not in hidden)
            self._registries[hidden] = Registry(overlaid((base_registry(), *layers_of(shown))))
        return self._registries[hidden]

    @cached_property
    def sorting(self) -> Sorting:
        """By what notices are sorted before an audience is known: all lists, and the most open registry."""
        return sorting(self.configuration, self.vocabularies, self.registry_for(Tlp.CLEAR).vendor_slug)

    def registered_above(self, tlp: Tlp) -> Iterator[tuple[str, RegistryFile]]:
        """The vendors that readers of `tlp` do not know of, each with its root."""
        hidden = {root for root, _ in self.lists_above(tlp)}
        for root, registered in self.registers:
            yield from ((root.path, file) for file in registered if root.path in hidden)

    @cached_property
    def _registries(self) -> dict[frozenset[str], Registry]:
        return {}

    @cached_property
    def markings(self) -> Mapping[str, Mapping[str, Tlp]]:
        """The marking of each term that is in restricted lists alone, by list."""
        open_terms = self.vocabularies_for(Tlp.CLEAR)
        markings: dict[str, dict[str, Tlp]] = {}
        for root, lists in sorted(self._restricted, key=lambda pair: pair[0].tlp_max.rank, reverse=True):
            for name in lists.__struct_fields__:
                known = getattr(open_terms, name)
                terms = (term for term in getattr(lists, name).ids if known.get(term) is None)
                markings.setdefault(name, {}).update(dict.fromkeys(terms, root.tlp_max))
        return markings

    @property
    def work(self) -> Path:
        """The folder of caches: safe to delete."""
        return self.elsewhere or self.folder / WORK_FOLDER

    @property
    def partial(self) -> bool:
        """Whether a root that may be missing is."""
        return any(root.optional and not self.path_of(root).is_dir() for root in self.configuration.sources)

    def path_of(self, root: Root) -> Path:
        return self.folder / root.path

    def root_for(self, tlp: Tlp) -> Path | None:
        """The folder of the first root that takes a notice so marked."""
        roots = (self.path_of(root) for root in self.configuration.sources if tlp.within(root.tlp_max))
        return next(roots, None)

    def line(self, place: SourcePath, pointer: Pointer) -> int:
        """The line of a file to which a pointer into its header leads; 0 for one that cannot be read."""
        file = self.folder / place.root / place.path
        find = line_in_yaml
        if file.suffix == ".md":
            # What reads notices is loaded by those who find something in one.
            from cyberveille.reading.source import line_of as find  # noqa: PLC0415
        try:
            data = read_within(file, SOURCE_LIMIT)
        except OSError:
            return 0
        return find(data, pointer) if isinstance(data, bytes) else 0

    def register(self) -> Register:
        """The identifiers and aliases that the files of all roots hold at this moment."""
        sources = self.configuration.sources
        ranges = {self.path_of(root): root.numbering for root in sources if root.numbering is not None}
        return Register(map(self.path_of, sources), self.configuration.prefix, ranges)


@dataclass(frozen=True)
class Unusable:
    """A folder without a configuration that can be trusted, and why."""

    findings: tuple[Finding, ...]


def open_project(folder: Path) -> Project | Unusable:
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
        if not (folder / root.path).is_dir():
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
    if configuration.identity != Identity() or any((folder / own).is_dir() for own in OWN_FOLDERS):
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
    return not any((root / place).is_dir() for root in roots for place in places)


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
