"""What is left of a notice that should never have been published: that it stood here, since when, and why."""

from datetime import date
from typing import Any, TypeVar

from cyberveille.model.action import ActionStatus, MinistryAction
from cyberveille.model.body import Body
from cyberveille.model.bulletin import Alert, AlertStatus
from cyberveille.model.document import Document
from cyberveille.model.notice import Notice, Paper
from cyberveille.model.rex import Rex

KEPT_KEYS = ("id", "tlp", "pap", "draft", "published", "redirect_from", "withdrawn")
"""The header keys that an erased notice still shows; its source needs the required ones alone."""

_TITLE = "Notice effacée"
_NEUTRAL: dict[type[Notice], dict[str, Any]] = {
    Notice: {"title": _TITLE, "revisions": ()},
    Alert: {"status": AlertStatus.CLOSED},
    Paper: {"summary": ""},
    Document: {"theme": "", "form": "", "version": ""},
    Rex: {"structure": "", "origin": "", "period": "", "timeline": ()},
    MinistryAction: {"status": ActionStatus.DONE, "lead": "", "starts": date.min},
}
AnyKind = TypeVar("AnyKind", bound=Notice)


def neutral_values(kind: type[Notice]) -> dict[str, Any]:
    """What stands for the required keys that an erased notice of a kind no longer gives."""
    return {
        name: value
        for base, values in _NEUTRAL.items()
        if issubclass(kind, base)
        for name, value in values.items()
    }


def erased(notice: AnyKind) -> AnyKind:
    """The notice as any edition may know it: one to be erased is stripped of all that it says.

    Made anew from what may stay, so that a field added to a kind later is left out as well. The title names
    the notice by its identifier: it is what lists, feeds and links print.
    """
    if not notice.erased:
        return notice
    kept = {name: getattr(notice, name) for name in (*KEPT_KEYS, "source")}
    kind = type(notice)
    return kind(**neutral_values(kind) | kept | {"title": f"{_TITLE} ({notice.id})", "body": Body()})
