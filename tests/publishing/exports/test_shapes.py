"""What fields add to the published shape of a notice, and what version 1 holds fast."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, ClassVar

import msgspec
import pytest
from jsonschema import Draft202012Validator
from msgspec import Meta, Struct
from tests.model.filled import filled, named

from cyberveille.model import (
    Bulletin,
    Document,
    Headline,
    Holds,
    Indicator,
    IndicatorType,
    Kind,
    Paper,
    Product,
    Role,
    Shown,
    Withdrawal,
    erased,
)
from cyberveille.publishing.exports import NoticeContext, notice_json
from cyberveille.publishing.exports import notice_format as fmt
from cyberveille.publishing.exports.shapes import encoded, nulls_of, shape_of
from cyberveille.publishing.exports.values import plan

Make = Callable[..., Any]


class Reach(Enum):
    LOCAL = "local"
    WIDE = "etendue"


class Supported(Product, frozen=True, kw_only=True):
    support: Annotated[str | None, Meta(description="Qui aide."), Holds(Role.PROSE)] = None


class Contained(Struct, frozen=True, kw_only=True):
    since: Annotated[datetime, Meta(description="Depuis."), Holds(Role.MOMENT)]
    risk: Annotated[str, Meta(description="Liste `risques`."), Holds(Role.TERM, vocabulary="risques")]


class Tomorrow(Bulletin, frozen=True, kw_only=True, omit_defaults=True, tag="tomorrow"):
    products: Annotated[tuple[Supported, ...], Meta(description="Produits."), Holds(Role.GROUP)] = ()
    reach: Annotated[Reach | None, Meta(description="Portée."), Holds(Role.CHOICE)] = None
    contained: Annotated[tuple[Contained, ...], Meta(description="Endigué.")] = ()
    inside: Annotated[str | None, Meta(description="Rien."), Holds(Role.PROSE, shown=Shown.PAGE)] = None


class Product2(Struct, frozen=True, kw_only=True):
    """Called otherwise below: as a group that version 1 has under this name."""

    weight: Annotated[str, Meta(description="Poids."), Holds(Role.CODE)]


Weighed = msgspec.defstruct("Product", [], bases=(Product2,), frozen=True, kw_only=True)


class Traced(Paper, frozen=True, kw_only=True, omit_defaults=True, tag="traced"):
    """With a group of version 1 that papers did not have, and one that only has its name."""

    kind: ClassVar[Kind] = Kind.REX

    indicators: Annotated[tuple[Indicator, ...], Meta(description="Indicateurs.")] = ()
    weighed: Annotated[Weighed | None, Meta(description="Pesé.")] = None  # type: ignore[valid-type]


class Sequel(Paper, frozen=True, kw_only=True, omit_defaults=True, tag="sequel"):
    kind: ClassVar[Kind] = Kind.ACTION

    day: Annotated[date, Meta(description="Jour."), Holds(Role.MOMENT)]
    follows: Annotated[tuple[str, ...], Meta(description="Suites."), Holds(Role.NOTICE)] = ()
    next: Annotated[str | None, Meta(description="Suite."), Holds(Role.NOTICE)] = None


@pytest.fixture
def told(edition_of: Make, bulletin: Make) -> Callable[..., dict[str, Any]]:
    edition = edition_of(bulletin())
    context = NoticeContext.of(edition.configuration, edition.vocabularies)

    def make(notice: Any, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - any kind
        found: dict[str, Any] = json.loads(notice_json(context, notice, **options))
        (schema,), parts = msgspec.json.schema_components(
            (shape_of(type(notice)),), ref_template="#/$defs/{name}"
        )
        Draft202012Validator({**schema, "$defs": parts}).validate(found)
        return found

    return make


def _filled(kind: type[Struct], **changes: Any) -> Any:  # noqa: ANN401 - any kind, any field
    return named(msgspec.structs.replace(filled(kind), **changes), 900)


def test_what_is_declared_alone_is_the_declared_shape() -> None:
    """Nothing is made anew for the kinds of version 1: the schema keeps its names and its words."""
    assert shape_of(Document) is fmt.DocumentFormat
    assert shape_of(Bulletin) is fmt.BulletinFormat


def test_new_keys_come_last_whatever_holds_them(told: Make) -> None:
    """In a notice, in a group of version 1, in a new group; each as its role says, and in the schema."""
    moment = datetime(2026, 1, 2, 8, tzinfo=UTC)
    product = Supported(product="Passerelle", support="L’éditeur")
    contained = (Contained(since=moment, risk="execution-code-distance"),)
    record = _filled(
        Tomorrow, products=(product,), reach=Reach.WIDE, contained=contained, inside="Pour la page"
    )
    found = told(record)
    assert list(found)[-3:] == ["indicators", "reach", "contained"]
    assert found["kind"] == "tomorrow"
    assert found["products"][0] == {
        "vendor": None,
        "product": "Passerelle",
        "affected": None,
        "fixed": None,
        "vendor_id": None,
        "product_id": None,
        "support": "L’éditeur",
    }
    assert found["reach"] == "etendue"
    assert found["contained"] == [
        {
            "since": "2026-01-02T09:00:00+01:00",
            "risk": {"id": "execution-code-distance", "label": "Exécution de code à distance"},
        }
    ]
    assert "Pour la page" not in json.dumps(found, ensure_ascii=False)


def test_a_group_is_written_alike_wherever_it_stands(told: Make) -> None:
    """As version 1 writes it; a group that has its name and not its keys is another one."""
    indicator = Indicator(type=IndicatorType.DOMAIN, value="relais.example.net")
    found = told(_filled(Traced, indicators=(indicator,), weighed=Weighed(weight="1.2")))
    assert found["indicators"] == [{"type": "domain", "value": "relais.example.net", "comment": None}]
    assert found["weighed"] == {"weight": "1.2"}


def test_absent_values_are_told_as_absent(told: Make) -> None:
    """Null, or an empty list: every key of a kind is always there."""
    found = told(_filled(Tomorrow, reach=None, contained=(), products=()))
    assert (found["reach"], found["contained"], found["products"]) == (None, [], [])


def test_only_notices_that_the_edition_shows_are_named(told: Make, bulletin: Make) -> None:
    """By their address; the others are nowhere, whichever field names them."""
    shown, hidden = bulletin().id, "CV-2026-BUL-0666"
    record = _filled(Sequel, follows=(hidden, shown), next=hidden)
    found = told(record, related=(Headline.of(bulletin()),))
    assert [item["id"] for item in found["follows"]] == [shown]
    assert found["next"] is None
    assert hidden not in json.dumps(found)


def test_an_erased_notice_has_nulls_for_what_its_kind_requires(told: Make) -> None:
    """And the schema admits them, in new kinds too."""
    assert nulls_of(Sequel) == {"day"}
    moment = datetime(2026, 5, 5, tzinfo=UTC)
    record = _filled(Sequel, withdrawn=Withdrawal(date=moment, reason="Erreur.", erase=True))
    found = told(erased(record))
    assert (found["day"], found["follows"], found["summary"]) == (None, [], "")


def test_a_field_that_loses_its_name_does_not_lose_its_key() -> None:
    """Version 1 promises the key: a record without what fills it is an error that names both."""

    class Renamed(Struct, frozen=True):
        maker: Annotated[str, Meta(description="Éditeur."), Holds(Role.QUOTED_TEXT)]

    with pytest.raises(TypeError, match=r"Renamed .*vendor"):
        plan(Renamed, fmt.Product)


def test_the_plan_of_a_record_is_its_shape() -> None:
    """The keys that are written are those of the schema, in the same order."""
    for record in (Bulletin, Document, Tomorrow, Sequel):
        written = [key for key, _ in plan(record, shape_of(record))]
        assert written == list(encoded(shape_of(record)))
