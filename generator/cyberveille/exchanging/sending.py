"""What the page sends, and what of it may be a message."""

from typing import TypeVar
from uuid import UUID

import msgspec
from msgspec import Struct
from werkzeug.exceptions import (
    BadRequest,
    RequestEntityTooLarge,
    UnprocessableEntity,
    UnsupportedMediaType,
)
from werkzeug.wrappers import Request

from cyberveille.exchanging.signs import without_unseen

SHORTEST, LONGEST = 3, 20_000
"""Characters of a message. Isso's own bounds are 3 and 65,535."""
BODY_LIMIT = 128 * 1024
"""Bytes: the longest message, escaped, and the rest of its JSON."""

_Kind = TypeVar("_Kind", bound=Struct)


class Sending(Struct, forbid_unknown_fields=False):
    """What a client posts. Any other key is left unread: an author, a mail address, a date."""

    text: str
    sending: UUID
    parent: int | None = None
    by: str = ""
    """The key of who asked for it, as the page knew them: it gives no right, it can only refuse one."""


class Text(Struct, forbid_unknown_fields=False):
    text: str


def sent_in(request: Request, kind: type[_Kind]) -> _Kind:
    """The JSON of a request; raises what answers 400, 413 or 415."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("La demande n’est pas du JSON.")
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except RequestEntityTooLarge:
        raise RequestEntityTooLarge("Le message est trop long.") from None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise BadRequest("La demande n’a pas la forme attendue.") from None


def cleaned_text(text: str) -> str:
    """The text without what cannot be seen; raises UnprocessableEntity when it is too short or too long."""
    cleaned = without_unseen(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(cleaned) < SHORTEST:
        raise UnprocessableEntity(f"Un message a au moins {SHORTEST} caractères.")
    if len(cleaned) > LONGEST:
        raise UnprocessableEntity("Un message a au plus 20\u202f000 caractères.")
    return cleaned
