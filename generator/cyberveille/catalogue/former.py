"""What the earlier texts of a notice said of its deadlines."""

from collections.abc import Iterator

from cyberveille.catalogue.naming import named
from cyberveille.catalogue.subjects import decode_subject
from cyberveille.model import AnyNotice, Former, Headline, Tlp
from cyberveille.reading import notice_of
from cyberveille.registry import Registry


def former_of(notice: AnyNotice, headline: Headline, registry: Registry) -> tuple[Former, ...]:
    """What the texts before that of a notice said, the first one first, where it puts deadlines elsewhere.

    `registry` is that of those who may read the notice: it says what the products were that a text named.
    """
    if not notice.kind.watched or notice.erased:
        return ()
    now = _places(_former(headline))
    return tuple(former for former in _told(notice, registry) if _places(former) != now)


def _told(notice: AnyNotice, registry: Registry) -> Iterator[Former]:
    for kept in notice.earlier:
        text = notice_of(named(decode_subject(kept.data), registry))
        if text is not None and not text.erased:
            headline = Headline.of(text)
            if headline.dated:
                yield _former(headline, kept.tlp)


def _former(item: Headline, tlp: Tlp | None = None) -> Former:
    said = {name: getattr(item, name) for name in Former.__struct_fields__}
    return Former(**said if tlp is None else said | {"tlp": tlp})


def _places(former: Former) -> tuple[object, ...]:
    """What decides in which calendars which deadlines stand."""
    return tuple(
        {
            **former.said,
            "deadline": former.deadline is None,
            "exposed_deadline": former.exposed_deadline is None,
            "named": tuple((name.vendor, name.product) for name in former.named),
        }.items()
    )
