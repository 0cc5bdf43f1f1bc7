"""A CSAF advisory (OASIS CSAF 2.0 and 2.1) to the facts that it states."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from msgspec.structs import replace

from cyberveille.expressions import expression
from cyberveille.importing.advisories.affected import lines_of
from cyberveille.importing.advisories.csaf_exploitation import is_exploited, of_exploitation
from cyberveille.importing.advisories.csaf_products import products_of
from cyberveille.importing.advisories.csaf_record import (
    Csaf,
    Distribution,
    Document,
    Vulnerability,
    decode_csaf,
)
from cyberveille.importing.advisories.csaf_status import stated
from cyberveille.importing.advisories.facts import Doubt, Facts, check, clash, left
from cyberveille.importing.advisories.identifiers import as_alias, cve_of, named_elsewhere
from cyberveille.importing.advisories.limits import VULNERABILITIES, shortened
from cyberveille.importing.advisories.passages import passages_of
from cyberveille.importing.advisories.references import Named, references_of
from cyberveille.importing.advisories.vectors import Score
from cyberveille.importing.advisories.weaknesses import Stated, gathered
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.plain_text import plain
from cyberveille.locale import few
from cyberveille.model import Tlp

VERSIONS = ("2.0", "2.1")
_WHITE = "WHITE"
_IN_WORDS = expression(
    r"\bTLP\s?(?:v?2(?:\.0)?\s?)?:\s?(AMBER\s?\+\s?STRICT|RED|AMBER|GREEN|CLEAR|WHITE)\b", re.IGNORECASE
)
_CVE = expression(r"CVE-\d{4}-\d{4,19}", re.ASCII)
_LINKED = expression(r"#(CVSS:(?:3\.[01]|4\.0)/[A-Za-z:/]+)")
_STATES = {"draft": "un brouillon", "interim": "provisoire"}
_CATEGORIES = {
    "csaf_withdrawn": "La source est retirée par son auteur.",
    "csaf_superseded": "La source est remplacée par une autre.",
    "csaf_vex": "La source est un document VEX : elle peut ne dire que ce qui n’est pas touché.",
}
_NOT_QUOTED = frozenset({"legal_disclaimer"})
_TELLING = frozenset({"summary", "description", "details"})
_CALLED = {
    "vendor_fix": "Correctif",
    "mitigation": "Atténuation",
    "workaround": "Contournement",
    "no_fix_planned": "Pas de correctif prévu",
    "none_available": "Pas de correctif",
    "fix_planned": "Correctif prévu",
    "optional_patch": "Correctif facultatif",
    "exploit_status": "Exploitation",
    "impact": "Impact",
    "target_set": "Cibles",
    "summary": "Résumé",
    "description": "Description",
    "details": "Détails",
    "faq": "Questions",
    "general": "Généralités",
    "other": "Autre",
}

_EVERYBODY = str(UUID(int=2**128 - 1))


def facts_of(data: bytes) -> Facts:
    """What a document says. Raises RecordError for one that is no advisory, or is beyond the limits."""
    whole, odd = decode_csaf(data)
    record = replace(whole, vulnerabilities=whole.vulnerabilities[:VULNERABILITIES])
    document = record.document
    if document.csaf_version not in VERSIONS:
        raise RecordError(
            ImportFault.FIELD,
            f"Champ « document.csaf_version » : « {document.csaf_version[:20]} » au lieu de 2.0 ou 2.1.",
        )
    weak = gathered(map(_weakness, record.vulnerabilities))
    tree = record.product_tree
    groups = {group.group_id: group.product_ids for group in tree.product_groups}
    status = stated(record.vulnerabilities, products_of(tree), groups)
    lines = lines_of(status.told)
    references = references_of(_references(record))
    return Facts(
        reference=reference_of(document.tracking.id),
        title=plain(document.title),
        language=document.lang or "",
        aliases=_aliases(record),
        tlp=_marking(document),
        distribution=plain(document.distribution.text) if document.distribution else "",
        issued=moment_of(document.tracking.initial_release_date),
        weaknesses=weak.weaknesses,
        products=lines.products,
        references=references.kept,
        passages=passages_of(_passages(record)),
        doubts=(
            *(left(f"{said}.") for said in odd),
            *_of_document(document),
            *_beyond(len(whole.vulnerabilities)),
            *_of_notes(record),
            *(doubt for item in record.vulnerabilities for doubt in of_exploitation(item)),
            *_of_calculators(record),
            *status.doubts,
            *lines.doubts,
            *weak.doubts,
            *references.doubts,
        ),
    )


def reference_of(identifier: str) -> str:
    """The identifier as an alias can bear it; raises RecordError for one that gives none."""
    alias = as_alias(re.sub(r"[^A-Za-z0-9._:+-]+", "-", identifier).strip("-")[:80])
    if alias is None:
        raise RecordError(ImportFault.REFERENCE, f"« {identifier[:60]} » ne peut pas servir d’alias.")
    return alias


def moment_of(written: str) -> datetime | None:
    """A date and time (RFC 3339); without a zone, UTC."""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _marking(document: Document) -> Tlp | None:
    """The most closed of the label and of what the words beside it say.

    CSAF 2.0 section 3.2.1.5.2 writes CLEAR as WHITE and has no AMBER+STRICT, which publishers then say in
    words. Raises RecordError for a label that TLP has not, and for a document that everybody may read and
    a group alone (CSAF 2.1, section 6.1.39).
    """
    distribution = document.distribution or Distribution()
    said = [_tlp(label) for label in _IN_WORDS.findall(distribution.text or "")]
    tlp = distribution.tlp
    if tlp is not None and tlp.label.strip():
        said.append(_labelled(tlp.label))
    marking = max(said, key=lambda one: one.rank, default=None)
    group = distribution.group
    if marking is Tlp.CLEAR and group is not None and group.id.strip().casefold() != _EVERYBODY:
        raise RecordError(
            ImportFault.MARKING,
            "Le document se dit TLP:CLEAR, et réservé à un groupe de partage (« sharing_group ») : "
            "il n’est pas repris.",
        )
    return marking


def _tlp(label: str) -> Tlp:
    """Raises ValueError."""
    plain_label = label.strip().upper().replace(" ", "").removeprefix("TLP:")
    return Tlp.CLEAR if plain_label == _WHITE else Tlp(plain_label)


def _labelled(label: str) -> Tlp:
    try:
        return _tlp(label)
    except ValueError:
        raise RecordError(
            ImportFault.MARKING,
            f"« {label[:40]} » n’est pas un marquage TLP : le document n’est pas repris.",
        ) from None


def _of_document(document: Document) -> Iterator[Doubt]:
    if word := _STATES.get(document.tracking.status or ""):
        yield check(f"la source se dit {word}.")
    if document.severity is not None and document.severity.text.strip():
        yield check(f"la source dit la gravité « {shortened(plain(document.severity.text), 60)} ».")
    if word := _CATEGORIES.get(document.category.casefold().replace("csaf_deprecated_", "csaf_")):
        yield check(word)


def _beyond(vulnerabilities: int) -> Iterator[Doubt]:
    if vulnerabilities > VULNERABILITIES:
        yield left(f"{vulnerabilities - VULNERABILITIES} vulnérabilités, au-delà de {VULNERABILITIES}.")


def _of_notes(record: Csaf) -> Iterator[Doubt]:
    """A text that speaks of other vulnerabilities than the one it stands under."""
    for weak in record.vulnerabilities:
        named = {name for note in weak.notes for name in _CVE.findall(note.text.upper())}
        if named and weak.cve and weak.cve.upper() not in named:
            yield clash(f"{weak.cve} : son texte ne parle que de {', '.join(sorted(named)[:5])}.")


def _of_calculators(record: Csaf) -> Iterator[Doubt]:
    """Vectors in addresses of calculators: those of CVSS 4.0, which CSAF 2.0 has no other place for."""
    for item in record.vulnerabilities:
        given = {score.vector.strip() for scores in (*item.scores, *item.metrics) for score in scores.given}
        linked = (_LINKED.search(link.url) for link in item.references)
        others = dict.fromkeys(found[1] for found in linked if found and found[1] not in given)
        if others:
            name = item.cve or "une vulnérabilité"
            yield clash(
                f"{name} : des adresses de la source portent d’autres vecteurs : {few([*others], 3)}."
            )


def _aliases(record: Csaf) -> tuple[str, ...]:
    identifiers = [item.text for weak in record.vulnerabilities for item in weak.ids]
    links = [link.url for weak in record.vulnerabilities for link in weak.references]
    own = [
        alias for name in record.document.tracking.aliases if (alias := as_alias(name)) and not cve_of(alias)
    ]
    return tuple(
        dict.fromkeys((*own, *named_elsewhere((*record.document.tracking.aliases, *identifiers, *links))))
    )


def _weakness(item: Vulnerability) -> Stated:
    return Stated(
        cve=item.cve,
        name=", ".join(identifier.text for identifier in item.ids),
        title=item.title,
        scores=tuple(
            Score(vector=score.vector, version=score.version, base=score.base)
            for scores in (*item.scores, *item.metrics)
            for score in scores.given
        ),
        kinds=tuple(kind.id for kind in (*((item.cwe,) if item.cwe else ()), *item.cwes)),
        exploited=is_exploited(item),
    )


def _references(record: Csaf) -> Iterator[Named]:
    own = sorted(
        record.document.references, key=lambda link: (link.category != "self", link.url.endswith(".json"))
    )
    for link in own:
        yield Named(link.url, link.summary)
    for weak in record.vulnerabilities:
        for link in weak.references:
            yield Named(link.url, link.summary)
        for remedy in weak.remediations:
            if remedy.url:
                yield Named(remedy.url, None)
    if not own and record.document.publisher.namespace:
        yield Named(record.document.publisher.namespace, record.document.publisher.name)


def _passages(record: Csaf) -> Iterator[tuple[str, str]]:
    """What happens first, then what to do, then what a publisher says under all its advisories."""
    notes = [note for note in record.document.notes if note.category not in _NOT_QUOTED]
    told = [note for note in notes if note.category in _TELLING]
    for note in told:
        yield plain(note.title) or _called(note.category), note.text
    for number, weak in enumerate(record.vulnerabilities, 1):
        name = weak.cve or f"Vulnérabilité {number}"
        for inner in weak.notes:
            yield f"{name}, {plain(inner.title) or _called(inner.category)}", inner.text
        for threat in weak.threats:
            yield f"{name}, {_called(threat.category)}", threat.details
    for weak in record.vulnerabilities:
        for remedy in weak.remediations:
            yield _called(remedy.category), remedy.details
    for note in notes:
        if note not in told:
            yield plain(note.title) or _called(note.category), note.text


def _called(category: str) -> str:
    return _CALLED.get(category, category.replace("_", " ") or "Texte")
