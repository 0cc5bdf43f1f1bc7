"""The WSGI application behind the portal's server: who may do what, then Isso.

Nothing gets through by default. A write needs a person, the portal's own `Origin`, JSON of a bounded size,
a page of the edition and a place in the rate; what a client says of its identity is not even read. A
moderator's path is open only to a request that the server marked as one, of a person of a moderators' group.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import (
    BadRequest,
    Conflict,
    Forbidden,
    HTTPException,
    NotFound,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
    UnprocessableEntity,
)
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from cyberveille.exchanging.atom import thread_atom
from cyberveille.exchanging.conversation import Conversation, Elsewhere, Latest, Reader, conversation
from cyberveille.exchanging.engine import Engine, IssoRefused, Submission
from cyberveille.exchanging.messages import Message, Messages, MessageState
from cyberveille.exchanging.person import Person, person_of
from cyberveille.exchanging.responses import json_answer, refused
from cyberveille.exchanging.sanitising import message_text
from cyberveille.exchanging.sending import BODY_LIMIT, Sending, Text, cleaned_text, sent_in
from cyberveille.exchanging.signs import shows
from cyberveille.exchanging.threads import Thread, Threads
from cyberveille.locale import french
from cyberveille.model import ExchangeSettings

_LOG = logging.getLogger(__name__)

_LATEST = 30
_READS = ("GET", "HEAD")
_PREVIEWS = 5
"""Previews for each write that the rules admit."""
_THOUSANDS = 50
"""Thousands of characters made into HTML for each write that the rules admit."""

_ROUTES = Map(
    [
        Rule("/membre/", methods=["GET"], endpoint="thread"),
        Rule("/membre/fil.atom", methods=["GET"], endpoint="feed"),
        Rule("/membre/derniers", methods=["GET"], endpoint="latest"),
        Rule("/membre/messages", methods=["POST"], endpoint="post"),
        Rule("/membre/apercu", methods=["POST"], endpoint="preview"),
        Rule("/membre/messages/<int(max=999999999):number>", methods=["GET"], endpoint="source"),
        Rule("/membre/messages/<int(max=999999999):number>", methods=["PUT"], endpoint="edit"),
        Rule("/membre/messages/<int(max=999999999):number>", methods=["DELETE"], endpoint="delete"),
        Rule("/moderation/attente", methods=["GET"], endpoint="pending"),
        Rule("/moderation/messages/<int(max=999999999):number>", methods=["DELETE"], endpoint="remove"),
        Rule(
            "/moderation/messages/<int(max=999999999):number>/accord", methods=["POST"], endpoint="activate"
        ),
    ],
    merge_slashes=False,
    strict_slashes=True,
    redirect_defaults=False,
)


class Gate:
    """A WSGI application (PEP 3333); `posted` is called after each new message."""

    def __init__(
        self,
        engine: Engine,
        messages: Messages,
        threads: Threads,
        settings: ExchangeSettings,
        posted: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine = engine
        self._messages = messages
        self._threads = threads
        self._settings = settings
        self._posted = posted
        self._writing = Lock()
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = RateLimitItemPerMinute(settings.rules.writes_per_minute)
        self._tries = RateLimitItemPerMinute(10 * settings.rules.writes_per_minute)
        self._previews = RateLimitItemPerMinute(_PREVIEWS * settings.rules.writes_per_minute)
        self._work = RateLimitItemPerMinute(_THOUSANDS * settings.rules.writes_per_minute)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - PEP 3333
        request = Request(environ)
        request.max_content_length = BODY_LIMIT
        try:
            response = self._answer(request)
        except HTTPException as refusal:
            response = refused(refusal)
        except IssoRefused as refusal:
            response = refused(BadRequest() if refusal.status < 500 else ServiceUnavailable())  # noqa: PLR2004
        except (OSError, sqlite3.Error) as error:
            # The file is locked for long, away, or on a full disk: later is another time.
            _LOG.error("messages: %s", type(error).__name__)
            response = refused(ServiceUnavailable())
        response.headers["Cache-Control"] = "private, no-store"
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        person = person_of(request.environ)
        if person is None:
            raise Unauthorized(french("La session est fermée : reconnectez-vous."))
        if request.method not in _READS:
            self._refuse_foreign(request)
            self._count(person, self._tries, "try")
        try:
            endpoint, values = _ROUTES.bind_to_environ(request.environ).match()
        except HTTPException as refusal:
            # A redirection would tell an address of ours: there is none to be had.
            raise (refusal if refusal.code == 405 else NotFound()) from None  # noqa: PLR2004
        if request.path.startswith("/moderation/") and not self._moderates(person):
            raise Forbidden(french("Seuls les modérateurs du cercle peuvent faire cela."))
        answer = getattr(self, f"_{endpoint}")(request, person, **values)
        assert isinstance(answer, Response)  # noqa: S101 - each of the methods below gives one
        return answer

    def _moderates(self, person: Person) -> bool:
        return person.moderating and person.may_moderate(self._settings.rules.moderators)

    def _refuse_foreign(self, request: Request) -> None:
        """A page of another site can make a browser send a request; it cannot choose its Origin."""
        if request.headers.get("Origin") != self._settings.origin:
            raise Forbidden("La demande ne vient pas du portail.")
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise Forbidden("La demande ne vient pas du portail.")

    def _count(self, person: Person, rate: RateLimitItemPerMinute, kind: str, cost: int = 1) -> None:
        """More of what `rate` bounds: messages, tries, previews, characters, refused ones among them."""
        if not self._limiter.hit(rate, kind, person.key, cost=cost):
            raise TooManyRequests(
                french("Trop d’écritures en peu de temps : attendez une minute."), retry_after=60
            )

    def _thread(self, request: Request, person: Person) -> Response:
        thread = self._known_thread(request)
        return json_answer(self._conversation(thread, person))

    def _conversation(self, thread: Thread, person: Person) -> Conversation:
        rules = self._settings.rules
        found = self._messages.of_thread(thread.uri)
        return conversation(thread, person, found, rules, self._engine.render)

    def _feed(self, request: Request, _person: Person) -> Response:
        thread = self._known_thread(request)
        shown = [
            item for item in self._messages.of_thread(thread.uri) if item.state is MessageState.PUBLISHED
        ]
        data = thread_atom(self._settings, thread, shown, self._engine.render)
        return Response(data, content_type="application/atom+xml; charset=utf-8")

    def _latest(self, _request: Request, person: Person) -> Response:
        me = Reader(person.key, person.name, person.may_moderate(self._settings.rules.moderators))
        return json_answer(Latest(me, self._elsewhere(self._messages.latest(_LATEST))))

    def _pending(self, _request: Request, _person: Person) -> Response:
        return json_answer(self._elsewhere(self._messages.pending()))

    def _elsewhere(self, messages: tuple[Message, ...]) -> tuple[Elsewhere, ...]:
        """Those of pages that the edition still has: what is said of another one left with it."""
        found = ((item, self._threads.find(item.uri)) for item in messages)
        return tuple(
            Elsewhere.of(item, thread, self._engine.render) for item, thread in found if thread is not None
        )

    def _source(self, request: Request, person: Person, number: int) -> Response:  # noqa: ARG002 - as its like
        """What the author typed, to mend it."""
        return json_answer({"text": self._own(person, number).text})

    def _post(self, request: Request, person: Person) -> Response:
        thread = self._known_thread(request)
        sent = sent_in(request, Sending)
        if sent.by not in {"", person.key}:
            # On a shared workstation, somebody else has opened the session since.
            raise Conflict(
                french("Ce message a été écrit dans la session d’une autre personne : relisez-le.")
            )
        text = self._text(sent.text, person)
        with self._writing:
            accepted = self._messages.sent(person.key, sent.sending)
            status = 200
            if accepted is None:
                self._count(person, self._rate, "write")
                self._refuse_lost_parent(thread, sent.parent)
                self._engine.post(thread, person, Submission(text, sent.parent, sent.sending))
                status = 202 if self._settings.rules.moderate_first else 201
        if accepted is None:
            self._posted()
        return json_answer(self._conversation(thread, person), status)

    def _refuse_lost_parent(self, thread: Thread, parent: int | None) -> None:
        """Isso makes a message of the first level of an answer to nothing."""
        if parent is None:
            return
        answered = self._messages.get(parent)
        if answered is None or answered.uri != thread.uri or answered.state is not MessageState.PUBLISHED:
            raise Conflict(french("Le message auquel vous répondez n’est plus là : publiez le vôtre à part."))

    def _preview(self, request: Request, person: Person) -> Response:
        self._count(person, self._previews, "preview")
        return json_answer({"html": self._engine.render(self._text(sent_in(request, Text).text, person))})

    def _text(self, typed: str, person: Person) -> str:
        """The text of a message, cleaned; raises UnprocessableEntity for one of which nothing would show."""
        text = cleaned_text(typed)
        self._count(person, self._work, "work", 1 + len(text) // 1000)
        if not shows(message_text(self._engine.render(text))):
            raise UnprocessableEntity(french("Rien ne paraîtrait de ce message : une image ne passe pas."))
        return text

    def _edit(self, request: Request, person: Person, number: int) -> Response:
        text = self._text(sent_in(request, Text).text, person)

        def change(message: Message) -> None:
            if self._settings.rules.moderate_first and message.state is MessageState.PUBLISHED:
                raise Forbidden(
                    "Un message relu ne se modifie plus\u00a0: supprimez-le, puis publiez l’autre."
                )
            self._engine.edit(message, text)

        return self._change(person, number, change)

    def _delete(self, request: Request, person: Person, number: int) -> Response:  # noqa: ARG002 - as its like
        return self._change(person, number, self._engine.delete)

    def _change(self, person: Person, number: int, change: Callable[[Message], None]) -> Response:
        with self._writing:
            message = self._own(person, number)
            self._count(person, self._rate, "write")
            change(message)
        return self._rest(message, person)

    def _own(self, person: Person, number: int) -> Message:
        """A message of that person's; anybody else's is as if it were not there."""
        message = self._messages.get(number)
        if message is None or message.key != person.key or message.state is MessageState.REMOVED:
            raise NotFound("Ce message n’est plus là, ou n’est pas le vôtre.")
        return message

    def _remove(self, request: Request, person: Person, number: int) -> Response:  # noqa: ARG002 - as its like
        return self._moderate(person, number, self._engine.remove)

    def _activate(self, request: Request, person: Person, number: int) -> Response:
        """Its author may mend a message until it is agreed to, even while a moderator reads it."""

        def agree(message: Message) -> None:
            if message.version != request.args.get("version"):
                raise Conflict(french("Ce message a changé depuis que vous l’avez lu : relisez-le."))
            self._engine.activate(message)

        return self._moderate(person, number, agree)

    def _moderate(self, person: Person, number: int, act: Callable[[Message], None]) -> Response:
        with self._writing:
            message = self._messages.get(number)
            if message is None or message.state is MessageState.REMOVED:
                raise NotFound("Ce message n’est plus là.")
            act(message)
        return self._rest(message, person)

    def _rest(self, message: Message, person: Person) -> Response:
        """The thread of a message that has changed; nothing of a page that the edition no longer has."""
        thread = self._threads.find(message.uri)
        return json_answer({} if thread is None else self._conversation(thread, person))

    def _known_thread(self, request: Request) -> Thread:
        thread = self._threads.find(request.args.get("page", ""))
        if thread is None:
            raise NotFound("Aucune page du portail à cette adresse.")
        return thread
