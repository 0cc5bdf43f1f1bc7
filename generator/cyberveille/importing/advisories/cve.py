"""A CVE record (CVE JSON 5), its own container and those of others, to the facts that it states."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import msgspec

from cyberveille.expressions import expression
from cyberveille.importing.advisories.affected import Told, lines_of
from cyberveille.importing.advisories.csaf import moment_of
from cyberveille.importing.advisories.cve_record import Container, CveRecord, Text, decode_cve
from cyberveille.importing.advisories.cve_versions import told_of
from cyberveille.importing.advisories.facts import Doubt, Facts, check, clash, lack, left
from cyberveille.importing.advisories.identifiers import cve_of, cwes_of, named_elsewhere
from cyberveille.importing.advisories.limits import STATED
from cyberveille.importing.advisories.passages import passages_of
from cyberveille.importing.advisories.references import Named, references_of
from cyberveille.importing.advisories.vectors import Score
from cyberveille.importing.advisories.weaknesses import Stated, gathered
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.plain_text import plain
from cyberveille.locale import few
from cyberveille.model import Tlp

_UNNAMED = frozenset({"", "n/a", "na", "unknown", "unspecified", "-"})
_TAGS = {
    "vendor-advisory": "Avis de l’éditeur",
    "third-party-advisory": "Avis d’un tiers",
    "government-resource": "Avis d’une autorité",
    "patch": "Correctif",
    "release-notes": "Notes de version",
    "mitigation": "Atténuation",
    "technical-description": "Description technique",
    "issue-tracking": "Suivi du défaut",
    "product": "Produit",
    "exploit": "Démonstration d’exploitation",
}
_OF_RECORD = {
    "disputed": "la vulnérabilité est contestée (« disputed »).",
    "unsupported-when-assigned": "le produit n’était plus maintenu quand le CVE fut attribué.",
    "exclusively-hosted-service": "le produit est un service hébergé : il se peut que rien ne soit à faire.",
}
"""Tags of a record that change what readers have to do (CVE JSON 5, `tagExtension` of the author)."""
_PACKAGE = expression(r"pkg:[^/]+/(?P<name>@?[^@?#]+)", re.IGNORECASE)
_LANGUAGES = ("fr", "en")
_VERSIONS = "5."
"""How the versions of the form begin; the minor ones add to it."""


def facts_of(data: bytes) -> Facts:
    """What a record says. Raises RecordError for one that was rejected, or names no vulnerability."""
    record, odd = decode_cve(data)
    version = record.data_version.strip()
    if version and not version.startswith(_VERSIONS):
        raise RecordError(
            ImportFault.FIELD, f"Champ « dataVersion » : « {version[:20]} » au lieu de 5.0, 5.1 ou 5.2."
        )
    name = reference_of(record.metadata.cve_id, record.metadata.vuln_id)
    if record.metadata.state.upper() != "PUBLISHED":
        why = " ".join(plain(text.value) for text in record.containers.cna.rejected)
        told = f" : {why[:200].rstrip(' .')}" if why else ""
        raise RecordError(
            ImportFault.FIELD, f"L’enregistrement est dans l’état « {record.metadata.state[:20]} »{told}."
        )
    own, others = record.containers.cna, record.containers.adp
    cve = cve_of(record.metadata.cve_id)
    weak = gathered([_stated(cve, own, others)])
    stated, of_products = _products(own, others)
    lines = lines_of(stated)
    references = references_of(_references(cve, own, others))
    description = _first(own.descriptions)
    return Facts(
        reference=name,
        title=plain(own.title) or _first_sentence(description.value) or name,
        language=description.lang,
        aliases=_aliases(record, name),
        tlp=Tlp.CLEAR,
        issued=moment_of(record.metadata.published or ""),
        weaknesses=weak.weaknesses,
        products=lines.products,
        references=references.kept,
        passages=passages_of(_passages(own)),
        doubts=(
            *(left(f"{said}.") for said in odd),
            *(check(words) for tag, words in _OF_RECORD.items() if tag in own.tags),
            *of_products,
            *lines.doubts,
            *weak.doubts,
            *references.doubts,
            *_of_exploitation(others),
        ),
    )


def reference_of(cve: str | None, other: str | None) -> str:
    """The identifier of a record: a CVE's, or one of the GCVE; raises RecordError."""
    found = cve_of(cve) or next(iter(named_elsewhere((other, cve))), None)
    if found is None:
        raise RecordError(
            ImportFault.REFERENCE, f"« {(cve or other or '')[:60]} » n’est pas un identifiant CVE."
        )
    return found


def _stated(cve: str | None, own: Container, others: Sequence[Container]) -> Stated:
    kinds = [*_kinds(own)] or [kind for other in others for kind in _kinds(other)]
    return Stated(
        cve=cve,
        title=own.title,
        scores=(*_scores(own, ""), *(score for other in others for score in _scores(other, _by(other)))),
        kinds=tuple(kinds),
        exploited=any(_is_exploited(container) for container in (own, *others)),
    )


def _by(container: Container) -> str:
    return container.provider.short_name or plain(container.title) or "un autre"


def _scores(container: Container, by: str) -> Iterator[Score]:
    for metric in container.metrics:
        for score in metric.given:
            yield Score(vector=score.vector, version=score.version, base=score.base, by=by)


def _kinds(container: Container) -> Iterator[str]:
    """What is called a weakness: an identifier, or a text that holds one."""
    for problem in container.problems:
        for text in problem.descriptions:
            if text.cwe:
                yield text.cwe
            elif "CWE-" in (text.description or "").upper():
                yield from cwes_of(text.description) or (text.description or "",)


class _Option(msgspec.Struct, frozen=True):
    exploitation: str = msgspec.field(default="", name="Exploitation")


class _Decision(msgspec.Struct, frozen=True):
    options: tuple[_Option, ...] = ()


def _is_exploited(container: Container) -> bool:
    """Listed among the exploited (KEV), or « active » in CISA's decision (SSVC)."""
    return any(
        metric.other is not None
        and (metric.other.type.casefold() == "kev" or "active" in _decisions(metric.other.content))
        for metric in container.metrics
    )


def _decisions(content: msgspec.Raw) -> list[str]:
    try:
        decided = msgspec.json.decode(content, type=_Decision)
    except msgspec.DecodeError:
        return []
    return [option.exploitation.casefold() for option in decided.options if option.exploitation]


def _of_exploitation(others: Sequence[Container]) -> Iterator[Doubt]:
    for container in others:
        for metric in container.metrics:
            if metric.other is not None and "poc" in _decisions(metric.other.content):
                yield check(f"{_by(container)} : un exemple d’exploitation (« PoC ») est public.")


def _products(own: Container, others: Sequence[Container]) -> tuple[list[Told], list[Doubt]]:
    """Those of the record's author; of others only where the author names none."""
    told, doubts = _told(own)
    if told:
        return told, doubts + _disagreements(told, others)
    for other in others:
        theirs, said = _told(other)
        if theirs:
            by = _by(other)
            return theirs, [*said, check(f"produits donnés par {by}, non par l’auteur de l’enregistrement.")]
    return [], [*doubts, lack("les produits touchés.")]


def _told(container: Container) -> tuple[list[Told], list[Doubt]]:
    told: list[Told] = []
    doubts: list[Doubt] = []
    if len(container.affected) > STATED:
        doubts.append(left(f"{len(container.affected) - STATED} produits, au-delà de {STATED}."))
    for item in container.affected[:STATED]:
        product = _name(item.product) or _name(item.package) or _packaged(item.package_url)
        if product is None:
            if vendor := _name(item.vendor):
                doubts.append(left(f"un produit de {vendor}, que la source ne nomme pas."))
            continue
        found, said = told_of(item, _name(item.vendor), product)
        told += found
        doubts += said
        for words, named in (("plateformes", item.platforms), ("modules", item.modules)):
            if named and found:
                doubts.append(check(f"{product}, {words} : {', '.join(map(plain, named[:8]))}."))
    return told, doubts


def _name(written: str | None) -> str | None:
    name = plain(written)
    return None if name.casefold() in _UNNAMED else name


def _packaged(address: str | None) -> str | None:
    """The name in the address of a package (purl): « pkg:npm/%40scope/name »."""
    found = _PACKAGE.match(address or "")
    return _name(unquote(found["name"])) if found else None


def _disagreements(told: Sequence[Told], others: Sequence[Container]) -> list[Doubt]:
    """What others say of versions that the author does not; they name products in their own way."""
    own = {item.affected for item in told}
    found: list[Doubt] = []
    for other in others:
        theirs, _ = _told(other)
        odd = [item for item in theirs if item.affected and item.affected not in own]
        if odd:
            said = few([f"{item.product} « {item.affected} »" for item in odd], 5)
            found.append(clash(f"{_by(other)} donne d’autres versions : {said}."))
    return found


def _references(cve: str | None, own: Container, others: Sequence[Container]) -> Iterator[Named]:
    for container in (own, *others):
        for link in container.references:
            tag = next((words for tag, words in _TAGS.items() if tag in link.tags), None)
            yield Named(link.url, plain(link.name) or tag)
    if cve:
        yield Named(f"https://cveawg.mitre.org/api/cve/{cve}", f"{cve}, programme CVE")


def _aliases(record: CveRecord, name: str) -> tuple[str, ...]:
    own = record.containers.cna
    texts = [record.metadata.vuln_id, *(item.vuln_id for item in own.elsewhere)]
    links = [link.url for container in (own, *record.containers.adp) for link in container.references]
    return tuple(alias for alias in named_elsewhere((*texts, *links)) if alias != name)


def _first(texts: Sequence[Text]) -> Text:
    """In French, else in English, else in what there is."""
    for language in _LANGUAGES:
        for text in texts:
            if text.lang.casefold().partition("-")[0] == language:
                return text
    return texts[0] if texts else Text()


def _first_sentence(text: str) -> str:
    return plain(text).partition(". ")[0].rstrip(".")[:160]


def _passages(own: Container) -> Iterator[tuple[str, str]]:
    for title, texts in (
        ("Description", own.descriptions),
        ("Solution", own.solutions),
        ("Contournement", own.workarounds),
        ("Configurations", own.configurations),
        ("Exploitation", own.exploits),
    ):
        for text in texts:
            yield title, text.value
    for problem in own.problems:
        for kind in problem.descriptions:
            if not kind.cwe and not cwes_of(kind.description) and _name(kind.description):
                yield "Nature du défaut", kind.description or ""
