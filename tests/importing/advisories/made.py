"""CSAF documents and CVE records made for these tests, and what becomes of them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cyberveille.importing import Csaf, Cve, Desk, Draft
from cyberveille.importing.advisories import csaf, cve
from cyberveille.importing.advisories.facts import Facts
from cyberveille.model import Vocabularies

SAMPLES = Path(__file__).with_name("samples")
NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
OTHER_VECTOR = "CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def document(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """The CSAF sample; keyword arguments replace keys of its `document`."""
    made: dict[str, Any] = json.loads(sample("csaf-20.json"))
    made["document"] |= changes
    return made


def with_products(*leaves: tuple[str, str, str], **status: list[str]) -> dict[str, Any]:
    """About product « P » of « V »: (identifier, category, version); `status` is the product status."""
    made = document()
    inner = [
        {"category": category, "name": name, "product": {"name": f"P {name}", "product_id": identifier}}
        for identifier, category, name in leaves
    ]
    branch = {"category": "product_name", "name": "P", "branches": inner}
    made["product_tree"] = {"branches": [{"category": "vendor", "name": "V", "branches": [branch]}]}
    made["vulnerabilities"] = [made["vulnerabilities"][0] | {"product_status": status, "notes": []}]
    return made


def weakness(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A document with one vulnerability; keyword arguments replace its keys."""
    made = document()
    made["vulnerabilities"] = [made["vulnerabilities"][0] | changes]
    return made


def cve_record(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """The CVE sample without its other containers; keyword arguments replace keys of its author's."""
    made: dict[str, Any] = json.loads(sample("cve.json"))
    made["containers"] = {"cna": made["containers"]["cna"] | changes}
    return made


def affected(*versions: dict[str, Any], default: str = "unaffected") -> dict[str, Any]:
    return cve_record(
        affected=[{"vendor": "V", "product": "P", "defaultStatus": default, "versions": list(versions)}]
    )


def facts(record: dict[str, Any] | bytes) -> Facts:
    data = record if isinstance(record, bytes) else json.dumps(record).encode()
    return csaf.facts_of(data) if b'"csaf_version"' in data else cve.facts_of(data)


def lines(record: dict[str, Any]) -> list[tuple[str | None, str | None]]:
    """(affected, fixed) of each product line."""
    return [(item.affected, item.fixed) for item in facts(record).products]


def doubts(record: dict[str, Any]) -> str:
    return "\n".join(doubt.said for doubt in facts(record).doubts)


def drafted(record: dict[str, Any] | bytes, desk: Desk | None = None) -> Draft:
    data = record if isinstance(record, bytes) else json.dumps(record).encode()
    desk = desk or Desk(Vocabularies(), NOW)
    source: Csaf | Cve = Csaf(desk) if b'"csaf_version"' in data else Cve(desk)
    return source.convert(source.decode(data), source.origin(data))
