"""What would be found in one source if it said something else."""

from pathlib import Path

from cyberveille.catalogue.examine import Examiner
from cyberveille.catalogue.listing import SourceFile
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.summary import decode_summary
from cyberveille.model import Finding


def findings_in(project: Project, file: Path, text: str) -> tuple[Finding, ...]:
    """What the reader and the rules on one notice say of `text` in the place of `file`, unwritten."""
    resolved = file.resolve()
    folders = {root.path: project.path_of(root).resolve() for root in project.configuration.sources}
    within = [name for name, folder in folders.items() if resolved.is_relative_to(folder)]
    root = max(within, key=lambda name: len(folders[name].parts))
    path = resolved.relative_to(folders[root]).as_posix()
    folder = file.with_suffix("")
    beside = frozenset(one.name for one in folder.iterdir()) if folder.is_dir() else frozenset()
    data = text.encode()
    source = SourceFile(root, path, str(file), len(data), 0, beside)
    return decode_summary(Examiner(project).examine(source, data).summary).findings
