"""The rules of the country that a configuration names: the program's, or those of a file of the portal."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from cyberveille.model import Finding, Pointer
from cyberveille.model.country import Country
from cyberveille.reading.audiences import stays_inside
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import nearest
from cyberveille.reading.yaml_files import given_countries, given_country, read_country, read_file


def country_named(
    folder: Path, wanted: str, name: str, line: Callable[[Pointer], int]
) -> tuple[Country, list[Finding]]:
    """Those of `wanted`, as the file `name` says on a `line`; else those of France, with findings."""
    if wanted in given_countries():
        return given_country(wanted), []
    report = Report(name)
    if not wanted.endswith(".yml"):
        message = f"Les règles du pays « {wanted} » ne sont pas connues."
        report.add(Fault.CONFIGURATION, line(("country",)), message, nearest(wanted, given_countries()))
    elif not stays_inside(PurePosixPath(wanted)):
        message = f"« {wanted} » sort du dossier du portail."
        hint = "Écrivez un chemin relatif à site_config.yml, sans « .. »."
        report.add(Fault.CONFIGURATION, line(("country",)), message, hint)
    else:
        data, own = read_file(folder, wanted)
        country = None if data is None else read_country(data, own)
        if data is None and not own.findings:
            message = f"Le fichier « {wanted} » n’existe pas."
            report.add(Fault.CONFIGURATION, line(("country",)), message, "Corrigez le chemin.")
        return country or given_country(), [*report.findings, *own.findings]
    return given_country(), report.findings
