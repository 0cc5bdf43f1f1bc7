"""A notice with what it said before, each text read as the notice itself is; what cannot be read is said."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import structs

from cyberveille.catalogue.earlier import KeptFile, digest_with
from cyberveille.locale import french
from cyberveille.model import AnyNotice, Earlier, Finding, Tlp
from cyberveille.reading import (
    SOURCE_LIMIT,
    Fault,
    line_of,
    notice_of,
    read_source,
    shown_path,
    too_large,
)
from cyberveille.reading.report import Report

_ENCODER = msgspec.msgpack.Encoder()
_AWAY = "Retirez-le (git rm) s’il ne doit plus paraître, ou remettez à sa place ce qu’il contenait."


def with_earlier(
    notice: AnyNotice,
    kept: Sequence[KeptFile],
    texts: Sequence[bytes | int | None],
    limit: Tlp,
) -> tuple[AnyNotice, tuple[Finding, ...]]:
    """`texts` are the bytes of `kept`; `limit` is the most closed marking that their root admits.

    Products keep the names that the text gave them: the registry of today says nothing of what was said then.
    """
    findings: list[Finding] = []
    earlier: list[Earlier] = []
    for item, text in zip(kept, texts, strict=True):
        told, found = _read(notice, item, text, limit)
        findings += found
        if told is not None:
            earlier.append(Earlier(item.number, _marking(notice, told, item.number), _ENCODER.encode(told)))
    source = structs.replace(notice.source, digest=digest_with(notice.source.digest, kept, texts))
    return structs.replace(notice, earlier=tuple(earlier), source=source), tuple(findings)


def _read(
    notice: AnyNotice, kept: KeptFile, text: bytes | int | None, limit: Tlp
) -> tuple[AnyNotice | None, tuple[Finding, ...]]:
    root = notice.source.root
    if not isinstance(text, bytes):
        report = Report(shown_path(root, kept.path))
        if text is None:
            message = "Le texte antérieur ne peut pas être lu."
            report.add(Fault.UNREADABLE, 0, message, "Vérifiez ses droits d’accès.")
        else:
            too_large(text, SOURCE_LIMIT, report)
        return None, tuple(report.findings)
    record = read_source(kept.path, text, root=root, record=type(notice))
    told = notice_of(record.subject)
    if told is None:
        # What the reader only warns of was said when the text was the notice's own.
        return None, tuple(finding for finding in record.findings if finding.refuses)
    found = tuple(
        Finding(
            shown_path(root, kept.path), line_of(text, (key,)), Fault.EARLIER.value, french(message), hint
        )
        for key, message, hint in _faults(notice, told, kept.number, limit)
    )
    if found:
        return None, found
    return structs.replace(told, superseded=kept.number), ()


def _faults(notice: AnyNotice, told: AnyNotice, number: int, limit: Tlp) -> Iterator[tuple[str, str, str]]:
    count = len(notice.revisions)
    if told.id != notice.id:
        message = f"Ce texte antérieur de {notice.id} porte l’identifiant {told.id}."
        yield (
            "id",
            message,
            french(f"Écrivez « id: {notice.id} », ou rangez-le sous le nom de l’autre notice."),
        )
    if notice.erased:
        # A rule of its own asks for it to go; its history is gone already.
        return
    if number >= count:
        message = f"{notice.id} n’a pas de révision {number + 1} : le texte de la révision {number} "
        message += "est celui de la notice elle-même." if number == count else "n’a jamais paru."
        yield "revisions", message, french(_AWAY)
    elif len(told.revisions) != number:
        message = f"Ce texte de la révision {number} compte {len(told.revisions)} révisions."
        yield "revisions", message, french(f"Le texte de la révision {number} en compte {number}. {_AWAY}")
    if not told.tlp.within(limit):
        message = f"Le marquage {told.tlp.label} dépasse {limit.label}, le plus fermé admis ici."
        hint = "Retirez ce texte du dépôt et de son historique, ou rangez-le avec sa notice où il est admis."
        yield "tlp", message, french(hint)


def _marking(notice: AnyNotice, told: AnyNotice, number: int) -> Tlp:
    """Who may read an earlier text: nobody, when it was a draft or under embargo until it was replaced."""
    if notice.erased:
        return Tlp.RED
    replaced = notice.revisions[number].date
    public = not told.draft and not told.erased and max(told.published, notice.published) < replaced
    return told.tlp if public else Tlp.RED
