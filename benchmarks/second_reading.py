"""What a CSAF document or a CVE record says, read a second time, by nothing of the importer's.

It walks plain JSON and compares with the header that a draft holds, read by PyYAML. Each fact is right, told
(the draft lists it among what it could not take or has doubts about) or wrong.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct, field

RIGHT, TOLD, WRONG = "right", "told", "wrong"
TO_FILL = "À compléter"
_OWN_PAGES = ("cve.org/", "nvd.nist.gov", "first.org/", "cve.mitre.org", "cwe.mitre.org")
_PLAIN = re.compile(r"\w+(\.(?![xX])\w+)+( \w+)?|\d+ \w+")
_TELLABLE = {"vector", "weakness", "versions", "fixed", "reference"}
_UNSAID = {"", "0", "*", "n/a", "unspecified", "unknown", "-"}


class Compared(Struct):
    """`facts` counts by kind and outcome; `faults` are the wrong ones, `to_fill` keys left to an editor."""

    facts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    to_fill: list[str] = field(default_factory=list)

    def add(self, kind: str, outcome: str, what: object) -> None:
        self.facts[kind, outcome] += 1
        if outcome == WRONG:
            self.faults.append(f"{kind}: {what}")


def compare(source: bytes, draft: str) -> Compared:
    """The facts of a source, each looked for in the text of the draft made of it."""
    record = json.loads(source)
    _, header_text, body = draft.split("---\n", 2)
    header = yaml.load(header_text, Loader=yaml.BaseLoader)  # noqa: S506 - text alone
    found = Compared()
    told = body.split("```source", 1)[0]
    said = _csaf(record) if "document" in record else _cve(record)
    has = _facts_of(header)
    for kind, fact in said:
        right = fact in has[kind]
        named = fact if isinstance(fact, str) else fact[-1]
        outcome = RIGHT if right else TOLD if kind in _TELLABLE and named and _told(named, told) else WRONG
        found.add(kind, outcome, (fact, [item for item in has[kind] if item[0] == fact[0]][:4]))
    for kind in ("cve", "vector", "weakness", "versions", "fixed", "product"):
        extra = has[kind] - {fact for one, fact in said if one == kind}
        if kind == "versions":
            extra = {item for item in extra if item[2]}
        for item in extra:
            found.add(kind, WRONG, f"not in the source: {item}")
    found.to_fill = [*_to_fill(header), *(key for key in ("severity", "technologies") if not header.get(key))]
    return found


def _told(named: str, text: str) -> bool:
    return named in text or named.replace("|", "").split()[0] in text.replace("\\", "").split()


def _facts_of(header: dict[str, Any]) -> dict[str, set[Any]]:
    weak = header.get("vulnerabilities") or []
    products = header.get("products") or []
    return {
        "name": {(header["aliases"][0],)} | {(alias,) for alias in header["aliases"]},
        "marking": {(header["tlp"],)},
        "cve": {(item["cve"],) for item in weak},
        "vector": {(item["cve"], item["cvss"]) for item in weak if "cvss" in item},
        "weakness": {(item["cve"], item["cwe"]) for item in weak if "cwe" in item},
        "product": {(item.get("vendor", ""), item["product"]) for item in products},
        "versions": {
            (item.get("vendor", ""), item["product"], part)
            for item in products
            for part in _parts(item.get("affected", ""))
        },
        "fixed": {
            (item.get("vendor", ""), item["product"], version)
            for item in products
            for version in item.get("fixed", "").split(", ")
            if version not in {"", "none"}
        },
        "reference": {(item["url"],) for item in header.get("references") or []},
    }


def _parts(affected: str) -> list[str]:
    """Single versions of one line apart."""
    pieces = affected.split(", ")
    return pieces if all(re.fullmatch(r"[\w. ()-]*\d[\w.()-]*", piece) for piece in pieces) else [affected]


def _to_fill(value: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _to_fill(inner, f"{at}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _to_fill(inner, at)
    elif isinstance(value, str) and value.startswith(TO_FILL):
        yield at


def _plain(text: str) -> str:
    with suppress(UnicodeError):
        text = text.encode("cp1252").decode()
    return " ".join(text.split())


def _csaf(record: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    document = record["document"]
    label = document["distribution"]["tlp"]["label"]
    said: list[tuple[str, tuple[str, ...]]] = [
        ("name", (document["tracking"]["id"],)),
        ("marking", ({"WHITE": "CLEAR"}.get(label, label),)),
    ]
    leaves: dict[str, tuple[str, str, str]] = {}

    def walk(branches: list[dict[str, Any]], vendor: str, name: str) -> None:
        for branch in branches:
            category, label = branch["category"], _plain(branch["name"])
            if "product" in branch:
                version = label if category.startswith("product_version") else ""
                leaves[branch["product"]["product_id"]] = (
                    vendor,
                    label if category == "product_name" else name,
                    version,
                )
            walk(
                branch.get("branches", []),
                label if category == "vendor" else vendor,
                label if category == "product_name" else name,
            )

    walk(record["product_tree"].get("branches", []), "", "")
    for item in record["vulnerabilities"]:
        cve = item["cve"]
        said.append(("cve", (cve,)))
        kinds = [item["cwe"]["id"]] if "cwe" in item else [kind["id"] for kind in item.get("cwes", [])]
        said += [("weakness", (cve, kind)) for kind in kinds]
        scores = [*item.get("scores", []), *(metric["content"] for metric in item.get("metrics", []))]
        for score in scores:
            said += [
                ("vector", (cve, score[key]["vectorString"])) for key in score if key.startswith("cvss_")
            ]
        for identifier in item["product_status"].get("known_affected", []):
            vendor, name, version = leaves[identifier]
            said.append(("product", (vendor, name)))
            said += [("versions", (vendor, name, part)) for part in _signs(version)]
        for identifier in item["product_status"].get("fixed", []):
            said.append(("fixed", leaves[identifier]))
    links = [
        *document.get("references", []),
        *(one for item in record["vulnerabilities"] for one in item.get("references", [])),
    ]
    return list(dict.fromkeys([*said, *_links(links)]))


def _links(links: list[dict[str, Any]]) -> list[tuple[str, tuple[str, ...]]]:
    return [
        ("reference", (link["url"].strip(),))
        for link in links
        if not any(page in link["url"] for page in _OWN_PAGES)
    ]


def _signs(version: str) -> list[str]:
    """A version or a range, as a header has it: what is in signs already, and words that are as plain."""
    if version in {"vers:all/*", "*"}:
        return ["Toutes versions"]
    version = version.partition("/")[2] if version.startswith("vers:") else version
    if below := re.fullmatch(r"(\d[\d.]*) and  ?below", version):
        return [f"<= {below[1]}"]
    pieces = [piece.strip() for piece in version.split("|")]
    if all(re.fullmatch(r"[<>]=?\s*\S+", piece) for piece in pieces):
        spaced = [re.sub(r"^([<>]=?)\s*", r"\1 ", piece) for piece in pieces]
        uppers = sum(piece.startswith("<") for piece in spaced)
        return [", ".join(spaced)] if uppers < 2 or uppers * 2 == len(spaced) else [version]  # noqa: PLR2004
    if len(pieces) > 1 and all(_PLAIN.fullmatch(piece) for piece in pieces):
        return pieces
    return [re.sub(r"([<>]=?)\s*", r"\1 ", version)]


def _cve(record: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    cve, own = record["cveMetadata"]["cveId"], record["containers"]["cna"]
    others = record["containers"].get("adp", [])
    said: list[tuple[str, tuple[str, ...]]] = [("name", (cve,)), ("marking", ("CLEAR",)), ("cve", (cve,))]
    vectors = list(_vectors(own)) or [one for other in others for one in _vectors(other)]
    said += [("vector", (cve, vector)) for vector in vectors]
    kinds = [
        text["cweId"]
        for one in own.get("problemTypes", [])
        for text in one["descriptions"]
        if "cweId" in text
    ]
    if not kinds:
        kinds = [
            text["cweId"]
            for other in others
            for one in other.get("problemTypes", [])
            for text in one["descriptions"]
            if "cweId" in text
        ]
    said += [("weakness", (cve, kind)) for kind in kinds]
    products = list(_affected(own)) or [one for other in others for one in _affected(other)]
    for vendor, name, version in products:
        said.append(("product", (vendor, name)))
        said.append(("versions", (vendor, name, version)))
    for vendor, name, fixed in _fixed(own if list(_affected(own)) else {}):
        said.append(("fixed", (vendor, name, fixed)))
    links = [link for container in (own, *others) for link in container.get("references", [])]
    return list(dict.fromkeys([*said, *_links(links)]))


def _vectors(container: dict[str, Any]) -> Iterator[str]:
    for metric in container.get("metrics", []):
        for key, value in metric.items():
            if key.startswith("cvssV"):
                yield value["vectorString"]


def _affected(container: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for item in container.get("affected", []):
        if item.get("product", "n/a") == "n/a":
            continue
        for version in item.get("versions", []):
            if version["status"] == "affected":
                yield _plain(item["vendor"]), _plain(item["product"]), _range(version)


def _fixed(container: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The end of a change, or of a range outside which nothing is affected."""
    for item in container.get("affected", []):
        for version in item.get("versions", []):
            turns = [turn["at"] for turn in version.get("changes", []) if turn["status"] == "unaffected"]
            if "lessThan" in version and item.get("defaultStatus") == "unaffected":
                turns = turns or [version["lessThan"]]
            if version["status"] == "affected" and turns:
                yield _plain(item["vendor"]), _plain(item["product"]), _plain(turns[0])


def _range(version: dict[str, Any]) -> str:
    start, below, up_to = (_plain(version.get(key, "")) for key in ("version", "lessThan", "lessThanOrEqual"))
    if not below and not up_to:
        return "Toutes versions" if start == "*" else start
    end = f"< {below}" if below else f"<= {up_to}"
    return end if start in _UNSAID else f">= {start}, {end}"
