"""A portal's folder: its configuration, its roots, its controlled lists."""

from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from cyberveille.catalogue.code import code_digest
from cyberveille.model import Configuration, Directory, Finding, Gravity, Root, Tlp, Vocabularies, Vocabulary
from cyberveille.observatory import Observatory
from cyberveille.reading import (
    CONFIGURATION_FILE,
    Fault,
    line_in_yaml,
    read_configuration,
    read_directory,
    read_observatory,
    read_scheme,
    read_vocabularies,
    shown_path,
)
from cyberveille.reporting import Scheme
from cyberveille.typography import french

WORK_FOLDER = ".cyberveille"
_WITHOUT = "L’édition publique se fait sans lui, mais la garde ne peut pas chercher ce qu’il contient."
_READERS = (
    "model",
    "reading",
    "reporting",
    "observatory",
    "markup",
    "checking",
    "catalogue",
    "scoring.py",
    "portable.py",
    "confining.py",
    "typography.py",
)
"""The code that makes what the store keeps."""


@dataclass(frozen=True)
class Project:
    """What must be known before the first notice is read.

    `folder` holds `site_config.yml`. `digest` stands for the configuration, the controlled lists, the
    scheme of declarations and the code that reads: what was made under another digest is made again.
    """

    folder: Path
    configuration: Configuration
    vocabularies: Vocabularies
    findings: tuple[Finding, ...]
    digest: bytes
    scheme: Scheme = field(default_factory=Scheme)
    observatory: Observatory = field(default_factory=Observatory)
    directories: tuple[Directory, ...] = ()

    @property
    def work(self) -> Path:
        """The folder of caches: safe to delete."""
        return self.folder / WORK_FOLDER

    @property
    def partial(self) -> bool:
        """Whether a root that may be missing is."""
        return any(root.optional and not self.path_of(root).is_dir() for root in self.configuration.sources)

    def path_of(self, root: Root) -> Path:
        return self.folder / root.path


@dataclass(frozen=True)
class Unusable:
    """A folder without a configuration that can be trusted, and why."""

    findings: tuple[Finding, ...]


def open_project(folder: Path, configuration_file: Path | None = None) -> Project | Unusable:
    """The portal in `folder`; Unusable when its configuration cannot be read."""
    file = configuration_file or folder / CONFIGURATION_FILE
    name = file.name if file.parent == folder else str(file)
    try:
        data = file.read_bytes()
    except OSError:
        return Unusable(
            (
                Finding(
                    name,
                    0,
                    Fault.UNREADABLE.value,
                    french(f"« {name} » est introuvable ou illisible."),
                    "Lancez la commande dans le dossier du portail, ou donnez --root.",
                ),
            )
        )
    read = read_configuration(name, data)
    if read.configuration is None:
        return Unusable(read.findings)
    configuration = read.configuration
    findings = list(read.findings)
    lists: dict[str, Vocabulary] = {item: Vocabulary(item) for item in Vocabularies.__struct_fields__}
    scheme = Scheme()
    public: Root | None = None
    directories: list[Directory] = []
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
        vocabularies, found = read_vocabularies(folder / root.path, root.path)
        findings += found
        for list_name, vocabulary in lists.items():
            more: Vocabulary = getattr(vocabularies, list_name)
            lists[list_name] = Vocabulary(list_name, vocabulary.terms + more.terms)
        directory, found = read_directory(folder / root.path, root.tlp_max, root.path)
        findings += found
        directories += [directory] if directory.contacts else []
        if root.tlp_max is not Tlp.CLEAR and any(getattr(vocabularies, name).terms for name in lists):
            findings.append(_listed_in_the_open(root))
        if root.tlp_max is Tlp.CLEAR:
            # What is neither marked nor embargoed is read where nothing restricted may be.
            own, found = read_scheme(folder / root.path, root.path)
            findings += found
            scheme = scheme + own
            public = public or root
    figures = Observatory()
    if public is not None:
        figures, found = read_observatory(folder / public.path, Vocabularies(**lists), public.path)
        findings += found
    state = blake2b(data, digest_size=16)
    state.update(repr((lists, scheme)).encode())
    state.update(code_digest(*_READERS))
    return Project(
        folder,
        configuration,
        Vocabularies(**lists),
        tuple(sorted(findings)),
        state.digest(),
        scheme,
        figures,
        tuple(directories),
    )


def _listed_in_the_open(root: Root) -> Finding:
    return Finding(
        shown_path(root.path, "content/vocabulaires"),
        0,
        Fault.CONFIGURATION.value,
        french(f"Les listes d’un dossier {root.tlp_max.label} servent aussi à l’édition publique."),
        french("Gardez-les dans un dossier TLP:CLEAR ; n’y mettez aucun nom à taire."),
        Gravity.WARNING,
    )
