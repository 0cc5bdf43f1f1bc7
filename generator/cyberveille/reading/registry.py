"""The registry of vendors and products: the one that comes with the program, and a portal's own files."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from cyberveille.model import Finding
from cyberveille.reading.composing import parse
from cyberveille.reading.decode import decode
from cyberveille.reading.faults import Fault
from cyberveille.reading.front_matter import decode_text
from cyberveille.reading.looking import is_folder, is_link, names_in
from cyberveille.reading.places import REGISTRY_FOLDER, is_registry_file, shown_path
from cyberveille.reading.report import Report
from cyberveille.reading.yaml_files import read_file
from cyberveille.registry import RegistryFile, Vendor
from cyberveille.system_errors import reason


def read_registry(root: Path, root_name: str = ".") -> tuple[tuple[RegistryFile, ...], tuple[Finding, ...]]:
    """The vendors of a root, in the order of their files; a file that cannot be read is left out."""
    found: list[RegistryFile] = []
    findings: list[Finding] = []
    folder = root / REGISTRY_FOLDER
    if is_link(folder) or not is_folder(folder):
        return (), ()  # what stands there instead is said where the folders of the portal are looked at
    try:
        names = names_in(folder)
    except OSError as error:
        report = Report(shown_path(root_name, REGISTRY_FOLDER))
        message = f"Le dossier ne peut pas être ouvert : {reason(error)}."
        report.add(Fault.UNREADABLE, 0, message, "Vérifiez ses droits d’accès.")
        return (), tuple(report.findings)
    for name in filter(is_registry_file, names):
        path = f"{REGISTRY_FOLDER}/{name}"
        data, report = read_file(root, path, root_name)
        vendor = _vendor(data, report) if data is not None else None
        if vendor is not None:
            found.append(RegistryFile(path, vendor))
        findings += report.sorted()
    return tuple(found), tuple(findings)


@cache
def base_registry() -> tuple[Vendor, ...]:
    """The vendors that come with the program, in the order of their identifiers."""
    folder = files("cyberveille.registry") / "base"
    sources = sorted((item for item in folder.iterdir()), key=lambda item: item.name)
    vendors = (_vendor(item.read_bytes(), Report(item.name)) for item in sources)
    return tuple(vendor for vendor in vendors if vendor is not None)


def _vendor(data: bytes, report: Report) -> Vendor | None:
    text = decode_text(data, report)
    node = None if text is None else parse(text, 1, report)
    if report.refused:
        return None
    values = decode(Vendor, node, report, 1)
    return None if report.refused else Vendor(**values)
