"""A portal's folder: its configuration, its roots, its controlled lists."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct, field

from cyberveille.catalogue.register import Register
from cyberveille.checking.place import SourcePath
from cyberveille.map import Sorting, sorting
from cyberveille.model import (
    Configuration,
    Directory,
    Finding,
    Pointer,
    Root,
    Tlp,
    Vocabularies,
    Vocabulary,
)
from cyberveille.model.country import Country
from cyberveille.model.exploitation import Exploitation
from cyberveille.model.folders import WORK_FOLDER
from cyberveille.model.identity import Looks
from cyberveille.observatory import Observatory
from cyberveille.reading.looking import read_within
from cyberveille.reading.size import SOURCE_LIMIT
from cyberveille.registry import Registry, RegistryFile, Vendor, layers_of, overlaid
from cyberveille.reporting import Scheme


def home_country() -> Country:
    """That of a project of which nothing else is said."""
    from cyberveille.reading.yaml_files import given_country  # noqa: PLC0415 - what reads YAML is heavy

    return given_country()


class Project(Struct, frozen=True, dict=True):
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
    vendors: tuple[Vendor, ...] = ()
    """Those that come with the program."""
    registers: tuple[tuple[Root, tuple[RegistryFile, ...]], ...] = ()
    """What each root says of vendors and products, over these."""
    elsewhere: Path | None = None
    """Where caches are, when it is not in the folder: one that may only be read."""
    exploitation: Exploitation = field(default_factory=Exploitation)
    """What catalogues say of the vulnerabilities that notices name; no part of `digest`."""
    looks: Looks = field(default_factory=Looks)
    """What its organisation looks like; no part of `digest`."""
    country: Country = field(default_factory=home_country)
    """The rules of its country; no part of `digest`."""

    @property
    def over_defaults(self) -> bool:
        """Whether the portal's lists and scheme are laid over those of the program."""
        return self.supplied != Vocabularies()

    @property
    def foreign_recipients(self) -> tuple[str, ...]:
        """The institutions of France to which declarations go by the program's scheme, under other rules."""
        if not self.over_defaults:
            return ()
        # Asked of what is checked as a whole, or delivered.
        from cyberveille.reading import foreign_recipients  # noqa: PLC0415

        return foreign_recipients(self.configuration.country, self.own_scheme)

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
            self._registries[hidden] = Registry(overlaid((self.vendors, *layers_of(shown))))
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
        # What reads files is loaded by those who find something in one.
        if file.suffix == ".md":
            from cyberveille.reading.source import line_of as find  # noqa: PLC0415
        else:
            from cyberveille.reading.yaml_files import line_in_yaml as find  # noqa: PLC0415
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


class Unusable(Struct, frozen=True):
    """A folder without a configuration that can be trusted, and why."""

    findings: tuple[Finding, ...]
