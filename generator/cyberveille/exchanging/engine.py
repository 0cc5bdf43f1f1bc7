"""Isso itself, in this process: the only module that knows its interface.

Isso is asked over WSGI, by the routes of its documentation, with the identity that the gate imposes.
"""

import logging
from hashlib import sha1
from pathlib import Path
from typing import Any
from uuid import UUID

from isso import Isso, config, local_manager
from isso.core import ThreadedMixin
from msgspec import Struct
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from cyberveille.exchanging.messages import Message, sending_url
from cyberveille.exchanging.numbering import number_for_good
from cyberveille.exchanging.person import Person
from cyberveille.exchanging.remembering import RememberedHtml
from cyberveille.exchanging.sanitising import message_html
from cyberveille.exchanging.threads import Thread

_NOWHERE = "127.0.0.1"
"""The address that Isso keeps with each message: none of anybody's."""
_FOR_EVER = "3650d"


class IssoRefused(Exception):  # noqa: N818 - a judgement of Isso's on what was sent
    """Isso did not accept; `status` is that of its answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Application(Isso, ThreadedMixin):  # type: ignore[misc]  # untyped library
    """Isso for one process with threads, as its own `make_app` has it, without what we do not serve."""


class _Sanitizer:
    """In the place of Isso's, which looks for links in the text a second time.

    Its search takes a time that grows with the square of a text of parentheses: six seconds for 20,000. Ours
    goes through the text once, marks the links in the same way and admits fewer elements.
    """

    @staticmethod
    def sanitize(html: str) -> str:
        return message_html(html)


class Submission(Struct, frozen=True):
    """What a person sends: Markdown, and the message that it answers."""

    text: str
    parent: int | None
    sending: UUID


class Engine:
    """Writes the messages of the file `database`, made when it is not there."""

    def __init__(self, database: Path, origin: str, *, moderate_first: bool = False) -> None:
        logging.getLogger("isso").setLevel(logging.CRITICAL)  # its log would hold what people write
        conf = config.load(config.default_file())
        for section, key, value in (
            ("general", "dbpath", str(database)),
            ("general", "host", origin),
            ("general", "notify", ""),
            ("guard", "enabled", "false"),  # it counts by network address, and here all come from one
            ("moderation", "enabled", str(moderate_first).lower()),
            ("moderation", "purge-after", _FOR_EVER),
            ("markup.mistune", "plugins", "strikethrough, table, url"),
            ("markup.mistune", "parameters", "escape, hard_wrap"),
        ):
            conf.set(section, key, value)
        self._origin = origin
        self._isso = _Application(conf)
        self._isso.markup.sanitizer = _Sanitizer()
        number_for_good(database)
        self._wsgi = local_manager.make_middleware(self._isso)
        self._rendered = RememberedHtml(lambda text: str(self._isso.render(text)))

    def render(self, text: str) -> str:
        """Markdown to HTML, by Isso with our own narrow list of elements."""
        return self._rendered(text)

    def post(self, thread: Thread, person: Person, draft: Submission) -> int:
        """The number of the new message, which bears the person's name whatever the client says."""
        body = {
            "text": draft.text,
            "parent": draft.parent,
            "author": person.name,
            "email": person.key,
            "website": sending_url(draft.sending),
            "title": thread.heading,
        }
        return int(self._ask("POST", "/new", query={"uri": thread.uri}, body=body)["id"])

    def edit(self, message: Message, text: str) -> None:
        self._ask("PUT", f"/id/{message.id}", body={"text": text}, ticket_for=message)

    def delete(self, message: Message) -> None:
        """For its author. A message that was answered leaves an empty place."""
        self._ask("DELETE", f"/id/{message.id}", ticket_for=message)

    def activate(self, message: Message) -> None:
        """For a moderator, as by the link that Isso mails to its own."""
        self._ask("POST", f"/id/{message.id}/activate/{self._isso.sign(message.id)}")

    def remove(self, message: Message) -> None:
        """For a moderator."""
        self._ask("POST", f"/id/{message.id}/delete/{self._isso.sign(message.id)}")

    def _ask(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str] | None = None,
        body: dict[str, Any] | None = None,
        ticket_for: Message | None = None,
    ) -> Any:  # noqa: ANN401 - a value of JSON
        """Isso's answer; raises Refused. Nothing of the client's own request goes through."""
        builder = EnvironBuilder(
            path, self._origin, query_string=query, method=method, json=body, content_type="application/json"
        )
        environ = builder.get_environ()
        environ["REMOTE_ADDR"] = _NOWHERE
        if ticket_for is not None:
            # Isso knows the author of a message by a signed cookie, which the post gave out.
            digest = sha1(ticket_for.text.encode(), usedforsecurity=False).hexdigest()
            environ["HTTP_COOKIE"] = f"{ticket_for.id}={self._isso.sign([ticket_for.id, digest])}"
        response = Response.from_app(self._wsgi, environ, buffered=True)
        if response.status_code >= 400:  # noqa: PLR2004 - RFC 9110 section 15.5
            raise IssoRefused(response.status_code)
        return response.get_json(silent=True)
