"""Catalogues of exploited vulnerabilities, as files: KEV of CISA, EU KEV of ENISA's CSIRTs, EPSS of FIRST."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from cyberveille.expressions import expression
from cyberveille.importing.advisories.identifiers import cve_of
from cyberveille.importing.entries import file_bytes
from cyberveille.importing.faults import ImportFault, RecordError, finding
from cyberveille.model import Finding

_EPSS = expression(rb"\A#model_version:[^,\n]*,score_date:(\d{4}-\d\d-\d\d)[^\n]*\n")
_LEAST_PERCENT = 10
"""Below it a probability tells nobody anything."""


class Listed(Struct, frozen=True, kw_only=True):
    """A vulnerability that a catalogue says is exploited."""

    cve: str
    since: date
    due: date | None = None
    ransomware: bool = False


Shape = TypeVar("Shape")
_Form = TypeVar("_Form", "_Kev", "_EuKev")


class CatalogueRead(Struct, frozen=True, kw_only=True):
    """One catalogue; `dated` is its own day, None when it does not tell. `percents` are of EPSS alone.

    `left` counts the entries that tell no CVE, or no day.
    """

    id: str
    title: str
    url: str
    dated: date | None = None
    listed: Mapping[str, Listed] = {}
    percents: Mapping[str, int] = {}
    left: int = 0


class _Kev(Struct, frozen=True):
    cve: str = field(name="cveID")
    added: str = field(name="dateAdded")
    due: str | None = field(default=None, name="dueDate")
    ransomware: str | None = field(default=None, name="knownRansomwareCampaignUse")


class _KevFile(Struct, frozen=True):
    catalogue: str = field(name="catalogVersion")
    released: str = field(name="dateReleased")
    vulnerabilities: tuple[msgspec.Raw, ...]


class _EuKev(Struct, frozen=True):
    cve: str = field(name="cveID")
    reported: str | None = field(default=None, name="dateReported")
    added: str | None = field(default=None, name="dateAdded")
    kinds: tuple[str, ...] | None = field(default=(), name="exploitationType")


class _OfEu(Struct, frozen=True):
    """What any entry of EU KEV has, and no other list."""

    euvd: str | None = field(name="euvdID")


def read_catalogue(data: bytes) -> CatalogueRead:
    """The catalogue in a file, whichever it is; raises RecordError for one that is none of them.

    An entry that cannot be used (no CVE, no date) is left out: the others go on.
    """
    if _EPSS.match(data) or data[:20].startswith(b"cve,epss"):
        return _epss(data)
    reader = _eu_kev if data.lstrip()[:1] == b"[" else _kev
    try:
        return reader(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise RecordError(
            ImportFault.FIELD,
            "Ni le catalogue KEV (CISA, JSON), ni EU KEV (eukev.json), ni un fichier EPSS (CSV).",
        ) from None


def _kev(data: bytes) -> CatalogueRead:
    read = msgspec.json.decode(data, type=_KevFile)
    listed, left = _listed(
        read.vulnerabilities, _Kev, lambda item: (item.added, item.due, item.ransomware == "Known")
    )
    return CatalogueRead(
        id="cisa-kev",
        title="catalogue KEV (CISA)",
        url="https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
        dated=day_of(read.released),
        listed=listed,
        left=left,
    )


def _eu_kev(data: bytes) -> CatalogueRead:
    read = msgspec.json.decode(data, type=tuple[msgspec.Raw, ...])
    if read and not any(_fits(item, _OfEu) for item in read):
        raise msgspec.ValidationError
    listed, left = _listed(
        read, _EuKev, lambda item: (item.added or item.reported, None, "ransomware" in (item.kinds or ()))
    )
    return CatalogueRead(
        id="eu-kev",
        title="catalogue EU KEV (réseau des CSIRT)",
        url="https://github.com/enisaeu/CNW/tree/main/eukev",
        listed=listed,
        left=left,
    )


def _listed(
    entries: tuple[msgspec.Raw, ...],
    form: type[_Form],
    told: Callable[[_Form], tuple[str | None, str | None, bool]],
) -> tuple[Mapping[str, Listed], int]:
    """What entries say, and how many say nothing that can be used."""
    found: dict[str, Listed] = {}
    left = 0
    for entry in entries:
        item = _fits(entry, form)
        cve = None if item is None else cve_of(item.cve)
        since, due, ransomware = (None, None, False) if item is None else told(item)
        day = day_of(since or "")
        if cve and day:
            one = Listed(cve=cve, since=day, due=day_of(due or ""), ransomware=ransomware)
            # Said twice, the first day holds.
            found[cve] = min(found.get(cve, one), one, key=lambda listed: listed.since)
        else:
            left += 1
    return found, left


def _fits(entry: msgspec.Raw, form: type[Shape]) -> Shape | None:
    try:
        return msgspec.json.decode(entry, type=form)
    except msgspec.DecodeError:
        return None


def _epss(data: bytes) -> CatalogueRead:
    dated = _EPSS.match(data)
    text = data[dated.end() if dated else 0 :].decode("utf-8", "replace")
    percents: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(text)):
        cve = cve_of(row.get("cve"))
        try:
            percent = round(100 * float(row.get("epss") or ""))
        except ValueError:
            continue
        if cve and _LEAST_PERCENT <= percent <= 100:  # noqa: PLR2004 - a percentage
            percents[cve] = percent
    return CatalogueRead(
        id="epss",
        title="EPSS (FIRST)",
        url="https://www.first.org/epss/",
        dated=day_of(dated[1].decode()) if dated else None,
        percents=percents,
    )


def day_of(written: str) -> date | None:
    """A day as these catalogues write it: `2026-09-22`, `2026/09/22`, with an hour or without."""
    try:
        return date.fromisoformat(written.strip()[:10].replace("/", "-"))
    except ValueError:
        return None


def read_catalogues(files: Sequence[Path]) -> tuple[tuple[CatalogueRead, ...], tuple[Finding, ...]]:
    """The catalogues of several files, compressed or not, and what was found wrong with the others."""
    read: list[CatalogueRead] = []
    findings: list[Finding] = []
    for file in files:
        data = file_bytes(file)
        if isinstance(data, Finding):
            findings.append(data)
            continue
        try:
            read.append(read_catalogue(data))
        except RecordError as error:
            findings.append(finding(file.as_posix(), 0, error.fault, str(error)))
    return tuple(read), tuple(findings)
