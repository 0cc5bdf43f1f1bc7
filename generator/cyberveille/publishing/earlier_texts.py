"""What notices said before, as whole notices."""

from collections.abc import Collection, Iterator

from cyberveille.catalogue.subjects import decode_subject
from cyberveille.model import AnyNotice, Page, Tlp


def texts_before(notice: AnyNotice, markings: Collection[Tlp]) -> Iterator[AnyNotice]:
    """The earlier texts of a notice that bear one of these markings, the first one first."""
    for item in notice.earlier:
        if item.tlp in markings:
            subject = decode_subject(item.data)
            assert not isinstance(subject, Page)  # noqa: S101 - only notices have earlier texts
            yield subject
