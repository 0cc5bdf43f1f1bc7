"""What the service answers: JSON, and refusals in French."""

from collections.abc import Mapping

import msgspec
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response


def json_answer(content: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(content), status, content_type="application/json; charset=utf-8")


_WORDS: Mapping[int, str] = {
    400: "La demande n’a pas été comprise.",
    404: "Cette adresse ne mène à rien.",
    405: "Cette méthode n’est pas admise.",
    413: "Le message est trop long.",
    503: "La discussion ne répond pas.",
}


def refused(refusal: HTTPException) -> Response:
    """A refusal in French, as JSON; its headers say when to come back, or which methods are admitted."""
    status = refusal.code or 500
    own = type(refusal).description
    message = refusal.description if refusal.description != own else _WORDS.get(status, "")
    response = json_answer({"message": message or "La demande est refusée."}, status)
    for name, value in refusal.get_headers():
        if name in {"Retry-After", "Allow"}:
            response.headers[name] = value
    return response
