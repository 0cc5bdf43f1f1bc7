"""Every header field says what it holds, and whoever reads fields follows it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, get_args

import msgspec
import pytest
from msgspec import Meta, Struct
from tests.editorial import editorial_keys
from tests.model.filled import filled, leaves

from cyberveille.checking import Context, Policy
from cyberveille.checking.apply import all_rules
from cyberveille.checking.rules import vocabulary
from cyberveille.checking.rules.leftover import header_texts
from cyberveille.model import (
    AnyNotice,
    Bulletin,
    Contact,
    Held,
    Holds,
    Page,
    Rex,
    Role,
    Tlp,
    Vocabularies,
    fields_of,
    held,
)
from cyberveille.model.roles import OWN_NAMES, OWN_TEXTS, QUOTED_NAMES, QUOTED_TEXTS, SILENT
from cyberveille.publishing.pieces import names_of, texts_of
from cyberveille.reading.keys import keys_of

KINDS = get_args(AnyNotice)
RECORDS = (*KINDS, Page, Contact)
ADVICE = "Isoler la passerelle du réseau du service avant toute chose"


class Note(Struct, frozen=True, kw_only=True):
    text: Annotated[str, Meta(description="Ce qu’il faut savoir."), Holds(Role.PROSE)]
    risk: Annotated[
        str, Meta(description="Risque (liste `risques`)."), Holds(Role.TERM, vocabulary="risques")
    ]


class Tomorrow(Bulletin, frozen=True, kw_only=True, omit_defaults=True, tag="tomorrow"):
    """A bulletin with keys that nobody has heard of."""

    advice: Annotated[str | None, Meta(description="Conseil."), Holds(Role.PROSE)] = None
    notes: Annotated[tuple[Note, ...], Meta(description="Notes.")] = ()


class Forgotten(Bulletin, frozen=True, kw_only=True, omit_defaults=True, tag="forgotten"):
    advice: Annotated[str | None, Meta(description="Conseil.")] = None


def _tomorrow(**changes: Any) -> Tomorrow:  # noqa: ANN401 - any field
    made: Tomorrow = msgspec.structs.replace(filled(Tomorrow), **changes)
    return made


def _remarks(record: Struct) -> dict[tuple[str | int, ...], str]:
    """The rule that finds fault with each term, when every controlled list is empty."""
    context = Context(Policy("CV", Tlp.CLEAR, Vocabularies()), (), frozenset())
    return {
        remark.at: rule.id
        for rule in all_rules()
        if rule.family == "vocabulary" and isinstance(record, rule.applies_to or ())
        for remark in rule.run(record, context)
    }


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_key_has_a_role(kind: type[Struct]) -> None:
    """The keys that the reader knows are those that are gone through, groups included."""
    assert [field.name for field in fields_of(kind)] == [key.name for key in keys_of(kind)]
    assert all(leaf.holds.role is not Role.GROUP for leaf in leaves(kind))


def test_a_key_without_a_role_is_an_error() -> None:
    """It names the key."""
    with pytest.raises(TypeError, match=r"Forgotten\.advice"):
        fields_of(Forgotten)


def test_a_term_names_its_list_and_nothing_else_does() -> None:
    """A role and a list that do not go together are refused where they are written."""
    for wrong in ({"role": Role.TERM}, {"role": Role.PROSE, "vocabulary": "risques"}):
        with pytest.raises(ValueError, match="vocabulary"):
            Holds(**wrong)


@pytest.mark.parametrize("role", Role)
def test_the_guard_knows_what_to_do_with_each_role(role: Role) -> None:
    """It is looked for, or it gives nothing away: never both, never neither."""
    looked_for = OWN_NAMES | OWN_TEXTS | QUOTED_NAMES | QUOTED_TEXTS
    assert (role in looked_for) != (role in SILENT)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_term_is_checked_against_its_list(kind: type[Struct]) -> None:
    """By one rule; the description tells editors which list."""
    record = filled(kind)
    terms = {item.at for item in held(record, frozenset({Role.TERM}))}
    assert set(_remarks(record)) == terms
    assert terms
    for struct in (kind, *(field.group for field in fields_of(kind) if field.group)):
        for field, key in zip(fields_of(struct), keys_of(struct), strict=True):
            assert not field.holds.vocabulary or f"`{field.holds.vocabulary}`" in key.description


def test_the_terms_of_a_notice_are_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By ten rules together; another notice under the same context is gone through as well."""
    gone_through: list[Struct] = []

    def counted(record: Struct, *roles: frozenset[Role]) -> Iterator[Held]:
        gone_through.append(record)
        return held(record, *roles)

    monkeypatch.setattr(vocabulary, "held", counted)
    context = Context(Policy("CV", Tlp.CLEAR, Vocabularies()), (), frozenset())
    records = (filled(Rex), filled(Bulletin), filled(Rex, ("origin",)))
    told = []
    for record in records:
        for rule in all_rules():
            if rule.family == "vocabulary":
                told += [remark.message for remark in rule.run(record, context)]
    assert [id(record) for record in gone_through] == [id(record) for record in records]
    assert sum("second-terme" in message for message in told) == 1


def test_a_new_field_is_known_to_all_who_read_fields() -> None:
    """Guard, texts to fill, controlled lists, import: nothing but the declaration was written."""
    record = _tomorrow(advice=ADVICE, notes=(Note(text="Une note que personne n’a", risk="inconnu"),))
    before = _tomorrow(advice=None, notes=())
    told = set(texts_of(record)) - set(texts_of(before))
    assert {
        b" isoler la passerelle du reseau du service avant toute chose ",
        b" une note que personne n a ",
    } == told
    assert set(names_of(record)) == set(names_of(before))
    assert {("advice",), ("notes", 0, "text")} <= {item.at for item in header_texts(record)}
    assert _remarks(record)[("notes", 0, "risk")] == "risk-known"
    assert {"advice", "notes"} <= editorial_keys([Tomorrow])


def test_absent_values_are_not_gone_through() -> None:
    """Nor an empty text or list; a flag that is false is a value."""
    record = _tomorrow(advice="", notes=())
    at = {item.at[0] for item in held(record)}
    assert not {"advice", "notes", "withdrawn"} & at
    assert "draft" in at


def test_a_record_with_roles_is_decoded_as_before() -> None:
    """What a field holds is not for the store."""
    record = _tomorrow(published=datetime(2026, 1, 1, tzinfo=UTC), advice=ADVICE)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=Tomorrow) == record
