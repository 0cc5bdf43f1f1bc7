"""The JSON that stands beside each notice's page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec

from cyberveille.map import NOTICE_SCHEMA
from cyberveille.model import (
    Alert,
    AnyNotice,
    Bulletin,
    CareImpact,
    Configuration,
    Document,
    FileFacts,
    Headline,
    Indicator,
    MinistryAction,
    Notice,
    Paper,
    Rex,
    Severity,
    Tlp,
    Vocabularies,
    Vocabulary,
    Vulnerability,
)
from cyberveille.paris import paris
from cyberveille.publishing.excerpt import absolute_links, plain_text
from cyberveille.publishing.exports import notice_format as fmt
from cyberveille.publishing.exports.licence import LICENCE
from cyberveille.publishing.scores import score

SCHEMA_PATH = NOTICE_SCHEMA.address

_BASE_SEVERITY: dict[Severity, Any] = {
    Severity.CRITIQUE: "CRITICAL",
    Severity.ELEVEE: "HIGH",
    Severity.MOYENNE: "MEDIUM",
    Severity.FAIBLE: "LOW",
    Severity.INFORMATION: "NONE",
}
_SEVERITY = {severity: fmt.NamedTerm(severity.value, severity.label) for severity in Severity}
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True)
class NoticeContext:
    """What every notice's JSON takes from the portal; made once an edition, cheap to send away."""

    root: str
    """URL of the portal, ending with a slash."""
    publisher: fmt.Publisher
    technologies: Mapping[str, fmt.Technology]
    risks: Mapping[str, fmt.NamedTerm]
    structures: Mapping[str, fmt.NamedTerm]
    services: Mapping[str, fmt.NamedTerm]
    impacts: Mapping[str, fmt.NamedTerm]
    origins: Mapping[str, fmt.NamedTerm]
    themes: Mapping[str, fmt.NamedTerm]
    forms: Mapping[str, fmt.NamedTerm]

    @classmethod
    def of(cls, configuration: Configuration, vocabularies: Vocabularies) -> "NoticeContext":
        root = configuration.portal.absolute("")
        return cls(
            root=root,
            publisher=fmt.Publisher(configuration.publisher.name, root),
            technologies={
                term.id: fmt.Technology(term.id, term.label, term.scope and term.scope.value)
                for term in vocabularies.technologies.terms
            },
            risks=_named(vocabularies.risques),
            structures=_named(vocabularies.structures),
            services=_named(vocabularies.services),
            impacts=_named(vocabularies.impacts),
            origins=_named(vocabularies.origines),
            themes=_named(vocabularies.themes),
            forms=_named(vocabularies.formes),
        )


def notice_json(
    context: NoticeContext,
    notice: AnyNotice,
    *,
    facts: Mapping[str, FileFacts] | None = None,
    related: tuple[Headline, ...] = (),
) -> bytes:
    """The notice in the format of `notice_format`, in UTF-8, on one line that ends with a newline.

    A document also needs the `facts` of its attachments by file name; a document, a feedback or an action
    the headlines of the `related` notices that the edition's audience may see: its own list may name others.
    """
    formatted = _formatted(context, notice, facts or {}, () if notice.erased else related)
    if notice.erased:
        unsaid = fmt.UNSAID.get(type(formatted), ())
        formatted = msgspec.structs.replace(formatted, **dict.fromkeys(unsaid))
    return _ENCODER.encode(formatted) + b"\n"


def _formatted(
    context: NoticeContext,
    notice: AnyNotice,
    facts: Mapping[str, FileFacts],
    related: tuple[Headline, ...],
) -> fmt.AnyNotice:
    if isinstance(notice, Document):
        return fmt.DocumentFormat(
            **_common(context, notice),
            **_paper(context, notice, related),
            **_library(context, notice, facts),
        )
    if isinstance(notice, Rex):
        return fmt.RexFormat(
            **_common(context, notice), **_paper(context, notice, related), **_experience(context, notice)
        )
    if isinstance(notice, MinistryAction):
        return fmt.ActionFormat(
            **_common(context, notice),
            **_paper(context, notice, related),
            status=notice.status.value,
            lead=notice.lead,
            starts=notice.starts,
            ends=notice.ends,
        )
    watch = _common(context, notice) | _watch(context, notice)
    if isinstance(notice, Alert):
        return fmt.AlertFormat(
            **watch,
            status=notice.status.value,
            closed=paris(notice.closed) if notice.closed else None,
        )
    return fmt.BulletinFormat(**watch)


def _common(context: NoticeContext, notice: Notice) -> dict[str, Any]:
    url = context.root + notice.address
    withdrawn = notice.withdrawn
    return {
        "schema": context.root + SCHEMA_PATH,
        "schema_version": fmt.VERSION,
        "id": notice.id,
        "title": notice.title,
        "url": url,
        "language": "fr",
        "tlp": notice.tlp.value,
        "pap": notice.pap.value if notice.pap else None,
        "handling": " ".join((notice.tlp.allows, *((notice.pap.allows,) if notice.pap else ()))),
        "published": paris(notice.published),
        "updated": paris(notice.updated),
        "source": None if notice.erased else notice.source.digest,
        "withdrawn": fmt.Withdrawal(paris(withdrawn.date), withdrawn.reason, withdrawn.erase)
        if withdrawn
        else None,
        "publisher": context.publisher,
        "licence": LICENCE if notice.tlp is Tlp.CLEAR else None,
        "aliases": notice.aliases,
        "audiences": _terms(context.structures, notice.audiences),
        "references": tuple(fmt.Reference(item.title, item.url) for item in notice.references),
        "revisions": tuple(
            fmt.Revision(paris(item.date), item.change, item.minor) for item in notice.revisions
        ),
        "sections": tuple(
            fmt.Section(
                part.title,
                absolute_links(part.html, page=url, root=context.root),
                plain_text(part.html),
            )
            for part in notice.body.sections
        ),
    }


def _watch(context: NoticeContext, notice: Bulletin) -> dict[str, Any]:
    action, brief = notice.action, notice.in_brief
    return {
        "severity": _SEVERITY[notice.severity] if notice.severity else None,
        "exploited": notice.exploited,
        "technologies": tuple(
            context.technologies.get(item) or fmt.Technology(item, item, None) for item in notice.technologies
        ),
        "products": tuple(
            fmt.Product(item.vendor, item.product, item.affected, item.fixed) for item in notice.products
        ),
        "vulnerabilities": tuple(map(_vulnerability, notice.vulnerabilities)),
        "risks": _terms(context.risks, notice.risks),
        "care_impact": _care(context, notice.care_impact),
        "action": action and fmt.Action(action.deadline, action.exposed_deadline),
        "in_brief": brief and fmt.InBrief(brief.what, brief.concerned, brief.action),
        "indicators": _indicators(notice.indicators),
    }


def _care(context: NoticeContext, care: CareImpact | None) -> fmt.CareImpact | None:
    if care is None:
        return None
    return fmt.CareImpact(
        _terms(context.services, care.services), _term(context.impacts, care.level), care.fallback
    )


def _indicators(indicators: tuple[Indicator, ...]) -> tuple[fmt.Indicator, ...]:
    return tuple(fmt.Indicator(item.type.value, item.value, item.comment) for item in indicators)


def _paper(context: NoticeContext, paper: Paper, related: tuple[Headline, ...]) -> dict[str, Any]:
    return {
        "summary": paper.summary,
        "related": tuple(fmt.Related(item.id, item.title, context.root + item.address) for item in related),
    }


def _experience(context: NoticeContext, rex: Rex) -> dict[str, Any]:
    return {
        "structure": _term(context.structures, rex.structure),
        "origin": _term(context.origins, rex.origin),
        "period": rex.period,
        "duration": rex.duration,
        "care_impact": _care(context, rex.care_impact),
        "timeline": tuple(fmt.Step(step.when, step.event) for step in rex.timeline),
        "indicators": _indicators(rex.indicators),
    }


def _library(
    context: NoticeContext,
    document: Document,
    facts: Mapping[str, FileFacts],
) -> dict[str, Any]:
    return {
        "theme": _term(context.themes, document.theme),
        "form": _term(context.forms, document.form),
        "version": document.version,
        "level": document.level.value if document.level else None,
        "attachments": tuple(
            fmt.Attachment(
                item.title,
                item.file,
                context.root + document.address + quote(item.file),
                item.language,
                facts[item.file].media_type,
                facts[item.file].size,
                facts[item.file].sha256,
                facts[item.file].pages,
            )
            for item in document.attachments
        ),
    }


def _vulnerability(vulnerability: Vulnerability) -> fmt.Vulnerability:
    return fmt.Vulnerability(
        vulnerability.cve,
        _cvss(vulnerability.cvss) if vulnerability.cvss else None,
        vulnerability.cwe,
        vulnerability.exploited,
        vulnerability.title,
    )


@lru_cache(maxsize=8192)
def _cvss(vector: str) -> fmt.Cvss:
    found = score(vector)
    if found is None:
        return fmt.Cvss(vector, None, None, None)
    version: Any = found.version
    return fmt.Cvss(vector, version, found.base, _BASE_SEVERITY[found.severity])


def _named(vocabulary: Vocabulary) -> Mapping[str, fmt.NamedTerm]:
    return {term.id: fmt.NamedTerm(term.id, term.label) for term in vocabulary.terms}


def _term(terms: Mapping[str, fmt.NamedTerm], term_id: str) -> fmt.NamedTerm:
    return terms.get(term_id) or fmt.NamedTerm(term_id, term_id)


def _terms(terms: Mapping[str, fmt.NamedTerm], term_ids: tuple[str, ...]) -> tuple[fmt.NamedTerm, ...]:
    return tuple(_term(terms, term_id) for term_id in term_ids)
