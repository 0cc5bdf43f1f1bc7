"""Each field of each kind appears where its declaration says, and nowhere else.

A record is made with every field, then once more with one field changed: an output that differs tells it.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Annotated, Any, cast, get_args

import msgspec
import pytest
from msgspec import Meta, Struct
from tests.model.filled import NOTICES, Leaf, filled, leaves, named

from cyberveille.checking import Context, Policy
from cyberveille.checking.rules.leftover import PLACEHOLDER, header_texts, text_filled
from cyberveille.map import json_of
from cyberveille.model import (
    AnyNotice,
    Bulletin,
    Contact,
    Document,
    FileFacts,
    Headline,
    Holds,
    Page,
    Role,
    Shown,
    Tlp,
    Vocabularies,
    held,
)
from cyberveille.model.roles import SILENT, WRITTEN
from cyberveille.publishing import exports, pieces
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.entry import make_entry
from cyberveille.publishing.feeds.spacing import notices_of
from cyberveille.publishing.frame import Frame
from cyberveille.publishing.pages import circle, content, library, notices
from cyberveille.publishing.press import Press
from cyberveille.publishing.search import notice_record
from cyberveille.publishing.search.kept_words import KeptWords
from cyberveille.publishing.shelf import Shelf

KINDS = get_args(AnyNotice)
NUMBER = 900
Show = Callable[[Any], dict[Shown, bytes]]
EditionOf = Callable[..., Edition]


def _cases(kinds: tuple[type[Struct], ...]) -> list[Any]:
    return [
        pytest.param(kind, leaf, id=f"{kind.__name__}-{'.'.join(leaf.keys)}")
        for kind in kinds
        for leaf in leaves(kind)
    ]


class _BareFrame(Struct, frozen=True):
    """A page without anything around it."""

    def asset(self, name: str) -> str:
        return name

    def stamp(self, **slots: str) -> bytes:
        return "\n".join(slots.values()).encode()


@pytest.fixture
def show(edition_of: EditionOf, monkeypatch: pytest.MonkeyPatch) -> Show:
    """What an edition for correspondents tells of a notice, page, JSON, feed and search apart."""
    facts = FileFacts(1, "0" * 64, "text/plain")
    monkeypatch.setattr(Shelf, "facts", lambda *_: facts)
    others = [named(filled(Document), int(name[-4:])) for name in NOTICES]
    others = [msgspec.structs.replace(item, related=(), supersedes=()) for item in others]

    def shown(notice: Any) -> dict[Shown, bytes]:  # noqa: ANN401 - any kind of notice
        edition = edition_of(notice, *others, tlp_max=Tlp.AMBER)
        press = Press(edition.configuration, edition.vocabularies, cast(Frame, _BareFrame()))
        rooms = (room.nodes(edition, press, b"", lambda _: iter(())) for room in (notices, library, circle))
        printed = chain.from_iterable(node.files() for node in chain.from_iterable(rooms))
        headline = next(item for item in edition.headlines if item.id == notice.id)
        beside = exports.of_notice(exports.formats(edition), headline)
        made = {
            output.path: output.render
            for output in chain(printed, beside)
            if output.path in {f"{notice.address}index.html", json_of(notice.address)}
        }
        return {
            Shown.PAGE: made[f"{notice.address}index.html"](),
            Shown.JSON: made[json_of(notice.address)](),
            Shown.FEED: msgspec.json.encode(make_entry(edition, notice, notices_of([headline])[notice.id])),
            Shown.WORDS | Shown.FILTERS: _found_by(edition, notice),
        }

    return shown


@pytest.mark.parametrize(("kind", "leaf"), _cases(KINDS))
def test_a_field_of_a_notice_is_shown_where_it_says(kind: type[Any], leaf: Leaf, show: Show) -> None:
    """Page, JSON, feed, search: an output that forgets it fails, and so does one that tells too much."""
    numbers = (NUMBER, NUMBER + (leaf.keys == ("id",)))
    told, changed = (
        show(named(filled(kind, way), number))
        for way, number in zip((_without(leaf), leaf.keys), numbers, strict=True)
    )
    assert {where for where in told if told[where] != changed[where]} == {
        where for where in told if where & leaf.holds.where
    }


class Tomorrow(Bulletin, frozen=True, kw_only=True, omit_defaults=True, tag="tomorrow"):
    advice: Annotated[str | None, Meta(description="Conseil."), Holds(Role.PROSE)] = None


def test_search_and_data_tell_a_new_field_and_a_page_that_forgets_it_is_seen(show: Show) -> None:
    """What follows the roles has it; what templates print does not yet: the test above would fail."""
    told, changed = (show(named(filled(Tomorrow, way), NUMBER)) for way in ((), ("advice",)))
    missing = {where for where in told if told[where] == changed[where]}
    assert missing == {Shown.PAGE, Shown.FEED}
    assert Shown.EVERYWHERE in next(leaf.holds.where for leaf in leaves(Tomorrow) if leaf.keys == ("advice",))


@pytest.mark.parametrize(("kind", "leaf"), _cases((Page,)))
def test_a_field_of_a_page_is_shown_where_it_says(
    kind: type[Page], leaf: Leaf, edition_of: EditionOf
) -> None:
    """On the page, or nowhere."""
    told = []
    for way in ((), leaf.keys):
        edition = edition_of(pages=(filled(kind, way),))
        press = Press(edition.configuration, edition.vocabularies, cast(Frame, _BareFrame()))
        told.append([output.render() for output in content.outputs(edition, press)])
    assert (told[0] != told[1]) == (leaf.holds.where == Shown.PAGE)


@pytest.mark.parametrize(("kind", "leaf"), _cases((Contact,)))
def test_a_field_of_a_contact_is_shown_where_it_says(
    kind: type[Contact], leaf: Leaf, edition_of: EditionOf
) -> None:
    """In the directory."""
    press = Press(edition_of().configuration, Vocabularies(), cast(Frame, _BareFrame()))
    told = [circle._directory(press, (filled(kind, way),)) for way in ((), leaf.keys)]
    assert (told[0] != told[1]) == (leaf.holds.where == Shown.PAGE)


def _found_by(edition: Edition, notice: Any) -> bytes:  # noqa: ANN401 - any kind of notice
    """What search reads of it: nothing once it is withdrawn."""
    if notice.withdrawn:
        return b""
    return notice_record.record_of(edition, Headline.of(notice), KeptWords(None, "", "")).encode()


def _without(leaf: Leaf) -> tuple[str, ...]:
    """The way to a record that has all but the change."""
    return ("withdrawn",) if leaf.keys[0] == "withdrawn" else ()


def _guarded(record: Any) -> Iterator[bytes]:  # noqa: ANN401 - any kind
    yield from pieces.names_of(record)
    if isinstance(record, Contact):
        yield pieces.text_of_contact(record)
        return
    yield from pieces.texts_of(record)
    yield from pieces.names_quoted_by(record)
    yield from pieces.texts_quoted_by(record)


@pytest.mark.parametrize(("kind", "leaf"), _cases((*KINDS, Page, Contact)))
def test_a_field_that_says_something_is_guarded(kind: type[Any], leaf: Leaf) -> None:
    """What a withheld record says, each field of it; the values that everybody has are not looked for."""
    before, after = set(_guarded(filled(kind, _without(leaf)))), set(_guarded(filled(kind, leaf.keys)))
    apart = kind is Contact and leaf.holds.role is Role.ADDRESS
    assert (before != after) == (leaf.holds.role not in SILENT and not apart)


@pytest.mark.parametrize(("kind", "leaf"), _cases((*KINDS, Page)))
def test_a_text_left_to_fill_is_found_in_every_field(kind: type[Any], leaf: Leaf) -> None:
    """Wherever an editor writes words, and nowhere else."""
    record = filled(kind, leaf.keys)
    [item] = [item for item in held(record) if _keys(item.at) == leaf.keys][-1:]
    assert ([found.at for found in header_texts(record) if found.at == item.at] == [item.at]) == (
        leaf.holds.role in WRITTEN
    )
    if leaf.holds.role in WRITTEN:
        msgspec.structs.force_setattr(item.group, item.key, f"{PLACEHOLDER} : ceci")
        context = Context(Policy("CV", Tlp.CLEAR, Vocabularies()), (), frozenset())
        assert [remark.at for remark in text_filled(record, context)] == [item.at]


def _keys(at: tuple[str | int, ...]) -> tuple[str, ...]:
    return tuple(key for key in at if isinstance(key, str))
