"""How each key of a notice's JSON is had: from its field, as the field's role says, or worked out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from cyberveille import model
from cyberveille.locale import paris
from cyberveille.map import NOTICE_SCHEMA
from cyberveille.model import HeaderField, Role, Severity, Tlp
from cyberveille.model.exploitation import Listing
from cyberveille.publishing.excerpt import absolute_links, plain_text
from cyberveille.publishing.exports import notice_format as fmt
from cyberveille.publishing.exports.context import Telling
from cyberveille.publishing.exports.shapes import encoded, group_in, told_by
from cyberveille.publishing.scores import score

Get = Callable[[Telling, Any], Any]
"""(the notice on its way out, the record or the group that has the key) to the value of the key."""
Keys = tuple[tuple[str, Get | str], ...]
"""How the value of each key is had; most are those of a field as they are, which is told by its name."""

_BASE_SEVERITY: dict[Severity, Any] = {
    Severity.CRITICAL: "CRITICAL",
    Severity.HIGH: "HIGH",
    Severity.MEDIUM: "MEDIUM",
    Severity.LOW: "LOW",
    Severity.INFORMATION: "NONE",
}
_SEVERITY = {severity: fmt.NamedTerm(severity.value, severity.label) for severity in Severity}


@cache
def plan(struct: type[Struct], shape: type[Struct]) -> Keys:
    """The keys of a record or of a group of keys: those declared, in their order, then those added."""
    fields = told_by(struct)
    keys = dict.fromkeys((*encoded(shape), *fields))
    return tuple((key, _get(struct, shape, key, fields.get(key))) for key in keys)


def values_of(telling: Telling, record: Struct, keys: Keys) -> dict[str, Any]:
    return {key: getattr(record, get) if isinstance(get, str) else get(telling, record) for key, get in keys}


def _get(struct: type[Struct], shape: type[Struct], key: str, field: HeaderField | None) -> Get | str:
    worked_out = next((_WORKED_OUT[base, key] for base in struct.__mro__ if (base, key) in _WORKED_OUT), None)
    if worked_out is not None:
        return worked_out
    if field is None:
        raise TypeError(f"{struct.__name__} has no field for « {key} », which version 1 of its JSON promises")
    one = _nested(field.group, group_in(shape, key, field.group)) if field.group else _leaf(field)
    name = field.name
    if one is None:
        return name
    if field.many:
        # A notice that the edition does not show is named by nobody.
        return lambda telling, record: tuple(
            told for item in getattr(record, name) if (told := one(telling, item)) is not None
        )

    def single(telling: Telling, record: Struct) -> Any:  # noqa: ANN401 - any key
        value = getattr(record, name)
        return None if value is None else one(telling, value)

    return single


def _nested(group: type[Struct], shape: type[Struct]) -> Get:
    keys = plan(group, shape)
    return lambda telling, item: values_of(telling, item, keys)


def _leaf(field: HeaderField) -> Get | None:
    """How a value of a field is written; None when it is written as it is."""
    role, vocabulary = field.holds.role, field.holds.vocabulary
    if role is Role.TERM:
        return lambda telling, term: telling.context.term(vocabulary, term)
    if role is Role.NOTICE:
        return lambda telling, notice: telling.link(notice)
    if role in {Role.CHOICE, Role.MARKING}:
        return lambda _, choice: choice.value
    if role is Role.MOMENT:
        return lambda _, moment: paris(moment) if isinstance(moment, datetime) else moment
    return None


def _handling(_: Telling, notice: model.Notice) -> str:
    return " ".join((notice.tlp.allows, *((notice.pap.allows,) if notice.pap else ())))


def _sections(telling: Telling, notice: model.Notice) -> tuple[fmt.Section, ...]:
    root = telling.context.root
    return tuple(
        fmt.Section(part.title, absolute_links(part.html, page=telling.url, root=root), plain_text(part.html))
        for part in notice.body.sections
    )


@lru_cache(maxsize=8192)
def _cvss(vector: str) -> fmt.Cvss:
    found = score(vector)
    if found is None:
        return fmt.Cvss(vector, None, None, None)
    version: Any = found.version
    return fmt.Cvss(vector, version, found.base, _BASE_SEVERITY[found.severity])


def _listing(item: Listing) -> fmt.Exploitation:
    return fmt.Exploitation(item.cve, item.catalogue, item.url, item.since, item.due, item.ransomware)


_WORKED_OUT: Mapping[tuple[type[Struct], str], Get] = {
    (model.Notice, "$schema"): lambda telling, _: telling.context.root + NOTICE_SCHEMA.address,
    (model.Notice, "schema_version"): lambda _telling, _: fmt.VERSION,
    (model.Notice, "url"): lambda telling, _: telling.url,
    (model.Notice, "language"): lambda _telling, _: "fr",
    (model.Notice, "handling"): _handling,
    (model.Notice, "updated"): lambda _, notice: paris(notice.updated),
    (model.Notice, "source"): lambda _, notice: None if notice.erased else notice.source.digest,
    (model.Notice, "publisher"): lambda telling, _: telling.context.publisher,
    (model.Notice, "licence"): lambda telling, notice: (
        telling.context.licence if notice.tlp is Tlp.CLEAR else None
    ),
    (model.Notice, "sections"): _sections,
    (model.Bulletin, "severity"): lambda _, notice: _SEVERITY[notice.severity] if notice.severity else None,
    (model.Bulletin, "exploited"): lambda _, notice: notice.exploited,
    (model.Bulletin, "exploitation"): lambda _, notice: tuple(map(_listing, notice.listings)),
    (model.Revision, "url"): lambda telling, revision: telling.text(revision),
    (model.Product, "vendor_id"): lambda _, item: item.named.vendor if item.named else None,
    (model.Product, "product_id"): lambda _, item: (item.named and item.named.product) or None,
    (model.Vulnerability, "cvss"): lambda _, item: _cvss(item.cvss) if item.cvss else None,
    (model.Paper, "related"): lambda telling, _: telling.links,
    (model.Attachment, "url"): lambda telling, item: telling.url + quote(item.file),
    (model.Attachment, "media_type"): lambda telling, item: telling.facts[item.file].media_type,
    (model.Attachment, "size"): lambda telling, item: telling.facts[item.file].size,
    (model.Attachment, "sha256"): lambda telling, item: telling.facts[item.file].sha256,
    (model.Attachment, "pages"): lambda telling, item: telling.facts[item.file].pages,
}
"""What version 1 tells that no field holds, or holds in another form."""
