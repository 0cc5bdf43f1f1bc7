"""What the lines of a notice say of the versions of a product."""

import pytest

from cyberveille.model import Named, Product
from cyberveille.registry import Line, latest, lines_about
from cyberveille.versions import SCHEMES, Stated, Where

FORTIOS = Named("fortinet", "Fortinet", "fortios", "FortiOS", registered=True)
OTHER = Named("fortinet", "Fortinet", "fortiweb", "FortiWeb", registered=True)


def _product(affected: str | None, fixed: str | None = None, named: Named = FORTIOS) -> Product:
    return Product(vendor="Fortinet", product="FortiOS", affected=affected, fixed=fixed, named=named)


def test_the_lines_about_one_product_are_read_together() -> None:
    """Bounds on several lines are those of several branches; lines about another product are not read."""
    lines = lines_about(
        [_product("antérieures à 7.2.7"), _product("antérieures à 7.4.3"), _product("*", named=OTHER)],
        FORTIOS.member,
    )
    assert lines.where("7.2.7") is Where.OUTSIDE
    assert lines.where("7.4.2") is Where.INSIDE
    assert lines.where("sept") is Where.UNKNOWN


def test_versions_in_the_name_are_read_where_nothing_else_tells_them() -> None:
    """As an imported notice has them."""
    line = Line(Product(product="FortiOS versions antérieures à 7.2.5"))
    assert line.affected.stated is Stated.RANGES
    assert not line.bare
    assert Line(Product(product="FortiOS")).bare
    assert not Line(Product(product="FortiOS", affected="*")).bare


@pytest.mark.parametrize(
    "affected", ["versions du 3 au 5 mai, sauf si", "toutes versions sans le correctif K12"]
)
def test_what_is_not_understood_is_to_be_checked(affected: str) -> None:
    """A text that is not read, and a condition that versions do not tell."""
    assert Line(_product(affected)).doubtful


def test_corrections_are_stated_as_written() -> None:
    """Several, or the word that there is none."""
    lines = lines_about(
        [_product("< 7.4.3", "7.4.3, 7.2.7"), _product("6.0.x", "none"), _product("6.2.x", "à venir")],
        FORTIOS.member,
    )
    assert lines.fixed == ("7.4.3", "7.2.7")
    assert lines.written == ("7.4.3, 7.2.7", "à venir")
    assert [line.fixed is not None and line.fixed.none for line in lines.lines] == [False, True, False]


@pytest.mark.parametrize(
    ("versions", "scheme", "expected"),
    [
        (("7.2.7", "7.4.3", "7.0.14"), "nombres", ("7.4.3",)),
        (("4.2", "4.2.0"), "nombres", ("4.2",)),
        (("mars 2019", "2014-09-29"), "dates", ("mars 2019",)),
        (("n’importe quoi",), "dates", ()),
        ((), "nombres", ()),
    ],
)
def test_the_latest_is_that_which_no_other_follows(
    versions: tuple[str, ...], scheme: str, expected: tuple[str, ...]
) -> None:
    """As the product's versions compare; what is no version is left out."""
    assert latest(versions, SCHEMES[scheme]) == expected
