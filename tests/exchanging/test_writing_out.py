"""A thread in other forms: Atom, Markdown, notes for a feedback, safe HTML."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import feedparser
import pytest
from lxml import etree  # type: ignore[import-untyped]

from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.markdown import thread_markdown, thread_notes
from cyberveille.exchanging.messages import Message, Messages, MessageState
from cyberveille.exchanging.sanitising import message_html
from cyberveille.exchanging.threads import Thread
from tests.exchanging.conftest import PAGE, Someone

THREAD = Thread(PAGE, "CV-2026-REX-0001", "Panne d’un laboratoire", "AMBER")


def message(number: int, text: str, **more: object) -> Message:
    values: dict[str, object] = {
        "id": number,
        "uri": PAGE,
        "title": THREAD.heading,
        "parent": None,
        "author": "Camille Démo",
        "key": "sha256-camille",
        "sending": UUID(int=number),
        "text": text,
        "created": datetime(2026, 11, 20 + number, 9, 30, tzinfo=UTC),
        "modified": None,
        "state": MessageState.PUBLISHED,
    }
    return Message(**(values | more))  # type: ignore[arg-type]


def test_atom_follows_a_thread(camille: Someone, alix: Someone) -> None:
    """Newest first, answers threaded, identifiers that stay with their message."""
    camille.post("Une *question*")
    alix.post("Une réponse", parent=1)
    answer = camille.ask("GET", f"/membre/fil.atom?page={PAGE}")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(answer.data)
    assert not feed.bozo
    assert feed.feed.title == "Discussion\u00a0: Panne d’un laboratoire"
    assert [entry.author for entry in feed.entries] == ["Alix Démo", "Camille Démo"]
    assert feed.entries[1].content[0].value == "<p>Une <em>question</em></p>"
    assert feed.entries[0].link.endswith(f"{PAGE}#message-2")
    root = etree.fromstring(answer.data)
    [to] = root.findall(".//{http://purl.org/syndication/thread/1.0}in-reply-to")
    assert to.get("ref") == feed.entries[1].id
    first = [entry.id for entry in feed.entries]
    camille.ask("PUT", "/membre/messages/1", {"text": "Une autre question"})
    again = feedparser.parse(camille.ask("GET", f"/membre/fil.atom?page={PAGE}").data)
    assert [entry.id for entry in again.entries] == first
    assert again.entries[1].updated >= feed.entries[1].updated


def test_an_identifier_is_not_the_clients_choice(camille: Someone, alix: Someone) -> None:
    """Two people who give their sendings the same name make two entries."""
    for person in (camille, alix):
        person.post("Bonjour", sending=str(UUID(int=7)))
    feed = feedparser.parse(camille.ask("GET", f"/membre/fil.atom?page={PAGE}").data)
    assert len({entry.id for entry in feed.entries}) == 2


def test_an_identifier_never_serves_twice(camille: Someone) -> None:
    """Not even once its message is gone."""
    names = []
    for number, text in enumerate(("Premier", "Second"), start=1):
        camille.post(text)
        names += [
            item.id
            for item in feedparser.parse(camille.ask("GET", f"/membre/fil.atom?page={PAGE}").data).entries
        ]
        camille.ask("DELETE", f"/membre/messages/{number}")
    assert len(set(names)) == 2


def test_a_thread_without_a_message_is_a_feed(camille: Someone) -> None:
    feed = feedparser.parse(camille.ask("GET", f"/membre/fil.atom?page={PAGE}").data)
    assert not feed.bozo
    assert feed.entries == []


def test_markdown_keeps_who_said_what() -> None:
    """Answers one level below; the headings of a message do not become those of the file."""
    text = thread_markdown(
        THREAD,
        [
            message(1, "# Un titre\n\nUne question"),
            message(2, "Retiré", state=MessageState.REMOVED),
            message(3, "Une réponse", parent=1, author="Alix"),
        ],
    )
    assert text == (
        "# Discussion : Panne d’un laboratoire\n\nCV-2026-REX-0001, /rex/CV-2026-REX-0001/, TLP:AMBER.\n\n"
        "## Camille Démo, 21\u00a0novembre 2026, 10\u00a0h\u00a030\n\n**Un titre**\n\nUne question\n\n"
        "### Alix, 23\u00a0novembre 2026, 10\u00a0h\u00a030\n\nUne réponse\n"
    )


def test_notes_name_nobody_and_no_day() -> None:
    """Voices are numbered in the order in which they speak; days are counted from the first message."""
    text = thread_notes(
        [
            message(1, "Une question"),
            message(2, "Une réponse", parent=1, author="Alix", key="sha256-alix"),
            message(3, "Merci", author="Camille, mariée depuis"),
        ]
    )
    assert text == (
        "**Correspondant 1, J de la discussion**\n\nUne question\n\n"
        "**Correspondant 2, J+1 de la discussion**\n\nUne réponse\n\n"
        "**Correspondant 1, J+2 de la discussion**\n\nMerci\n"
    )
    assert thread_notes([]) == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Titre</h1>", "<p><strong>Titre</strong></p>"),
        ("<p>a <img src=x onerror=alert(1)> b</p>", "<p>a  b</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="nofollow noopener external">x</a>'),
        ("<p style=color:red id=discussion>x</p>", "<p>x</p>"),
        ("<form action=/x><input name=y></form>", ""),
        ("<script>alert(1)</script>", ""),
        ("<svg><a xlink:href=javascript:x>y</a></svg>", ""),
    ],
)
def test_a_message_prints_no_more_than_text(html: str, expected: str) -> None:
    """Even if Isso's own sanitiser let something through."""
    assert message_html(html) == expected


def test_a_name_with_markup_is_text(gate: Gate, database: Path) -> None:
    """Isso keeps names as HTML; pages print them as text."""
    Someone(gate, "x", "Anne <b>& Cie</b>").post("Bonjour")
    [kept] = Messages(database).of_thread(PAGE)
    assert kept.author == "Anne <b>& Cie</b>"
