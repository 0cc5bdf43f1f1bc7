"""The record of each kind of notice, as the kind's declaration names it."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Union

from cyberveille.model.bulletin import Bulletin
from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Notice


def _record(kind: Kind) -> type[Notice]:
    module, _, name = kind.facts.record.partition(".")
    record: type[Notice] = getattr(import_module(f"cyberveille.model.{module}"), name)
    if record.kind is not kind or record.__struct_config__.tag != kind.value:
        raise TypeError(f"{name} does not say that it is a {kind.value}: kind and tag")
    if kind.watched != issubclass(record, Bulletin):
        raise TypeError(f"{name}: a kind that is watched has a Bulletin for a record, and no other has")
    return record


RECORDS: Mapping[Kind, type[Notice]] = {kind: _record(kind) for kind in Kind}

if TYPE_CHECKING:
    AnyNotice = Notice
else:
    AnyNotice = Union[tuple(RECORDS.values())]  # noqa: UP007 - as many as there are kinds
"""Every kind of notice that a file may hold: what is decoded is one of them."""
