"""The summary as a comment of the merge request: one, changed in place as the branch goes on."""

import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cyberveille.editing.review.telling import MARK
from cyberveille.editing.review.thread import Thread
from cyberveille.expressions import expression
from cyberveille.system_errors import reason

_LONGEST = 60_000
"""Signs of a comment; GitHub takes 65,536."""
_CUT = "_La suite est dans le résumé que garde la tâche._\n"
_OPENING, _CLOSING = "<details>", "</details>"
_FORBIDDEN = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
_MOST = 50
"""Pages of comments that are looked through."""
_TIMEOUT = 20.0
_NEXT = expression(r'<([^>]+)>\s*;[^,]*\brel="?next"?')


class CommentError(ValueError):
    """The forge did not take the comment; says why, in French."""


class _Staying(HTTPRedirectHandler):
    """A token is shown to the forge alone."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = build_opener(_Staying)


def comment(thread: Thread, summary: str) -> bool:
    """Posts the summary, in the place of the one posted before; whether there was one. Raises CommentError.

    Only a comment of one's own is changed: somebody else's, whatever it begins with, stays theirs.
    """
    body = {"body": fitting(summary)}
    try:
        former = next(_own(thread), None)
        if former is None:
            _asked(thread, "POST", thread.comments, body)
        else:
            _asked(thread, thread.changing, f"{thread.one}{former}", body)
    except HTTPError as error:
        raise CommentError(f"la forge répond {error.code}{_hint(error.code)}") from None
    except OSError as error:
        raise CommentError(f"la forge ne répond pas, {reason(error)}") from None
    except (HTTPException, ValueError, TypeError, KeyError, AttributeError):
        raise CommentError("la forge répond autre chose que ce qui était demandé") from None
    return former is not None


def fitting(summary: str) -> str:
    """As much of it as a forge takes, whole lines, with what was opened closed."""
    if len(summary) <= _LONGEST:
        return summary
    cut = summary[: summary.rindex("\n", 0, _LONGEST) + 1]
    open_still = cut.count(_OPENING) - cut.count(_CLOSING)
    return cut + f"\n{_CLOSING}\n" * open_still + f"\n{_CUT}"


def _hint(status: int) -> str:
    return " : le jeton n’a pas le droit d’écrire ici" if status in _FORBIDDEN else ""


def _own(thread: Thread) -> Iterator[int]:
    """The numbers of the summaries that were posted before, the first one first."""
    authors = thread.jobs | _oneself(thread)
    where = f"{thread.comments}?per_page=100"
    for _ in range(_MOST):
        answer, found = _asked(thread, "GET", where)
        for item in found:
            author = item.get("user") or item.get("author") or {}
            name = author.get("login") or author.get("username")
            if str(item.get("body", "")).startswith(MARK) and name in authors:
                yield int(item["id"])
        link = _NEXT.search(answer.get("link", ""))
        if link is None or urlsplit(link[1])[:2] != urlsplit(where)[:2]:
            return
        where = link[1]


def _oneself(thread: Thread) -> frozenset[str]:
    """The name of whoever the token is; none for that of a job, to which no forge tells it."""
    try:
        _, told = _asked(thread, "GET", thread.oneself)
    except HTTPError as error:
        if error.code not in _FORBIDDEN:
            raise
        return frozenset()
    return frozenset(filter(None, (told.get("login"), told.get("username"))))


def _asked(
    thread: Thread, method: str, where: str, body: Mapping[str, str] | None = None
) -> tuple[Mapping[str, str], Any]:
    """Headers in lower case, and what JSON says. Raises OSError, HTTPException, ValueError."""
    data = None if body is None else json.dumps(body).encode()
    headers = {**thread.headers, "Accept": "application/json", "User-Agent": "cyberveille"}
    if data is not None:
        headers["Content-Type"] = "application/json"
    request = Request(where, data, headers, method=method)  # noqa: S310 - a web address: see `thread_of`
    try:
        answer = _OPENER.open(request, timeout=_TIMEOUT)
    except HTTPError as error:
        error.close()
        raise
    with answer:
        assert isinstance(answer, HTTPResponse)  # noqa: S101 - what the web answers
        told = {name.lower(): value for name, value in answer.headers.items()}
        return told, json.loads(answer.read() or b"null")
