"""The JSON that stands beside each notice's page."""

from collections.abc import Mapping
from typing import Any

import msgspec

from cyberveille.model import AnyNotice, FileFacts, Headline, Stages
from cyberveille.publishing.exports.context import NoticeContext, Telling
from cyberveille.publishing.exports.shapes import declared_for, nulls_of
from cyberveille.publishing.exports.values import plan, values_of

_ENCODER = msgspec.json.Encoder()


def notice_json(
    context: NoticeContext,
    notice: AnyNotice,
    *,
    facts: Mapping[str, FileFacts] | None = None,
    related: tuple[Headline, ...] = (),
    stages: Stages | None = None,
) -> bytes:
    """The notice in the format of `notice_format`, in UTF-8, on one line that ends with a newline.

    A document also needs the `facts` of its attachments by file name; a document, a feedback or an action
    the headlines of the `related` notices that the edition's audience may see: its own list may name others.
    `stages` say which of its earlier texts that audience may read: without them, none.
    """
    record = type(notice)
    telling = Telling(context, notice, facts or {}, () if notice.erased else related, stages)
    values: dict[str, Any] = {"kind": record.__struct_config__.tag}
    values |= values_of(telling, notice, plan(record, declared_for(record)))
    if notice.erased:
        values |= dict.fromkeys(nulls_of(record))
    return _ENCODER.encode(values) + b"\n"
