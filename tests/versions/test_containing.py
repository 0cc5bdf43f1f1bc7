"""Versions and ranges: inside, outside, or for a person to check."""

import pytest

from cyberveille.versions import SCHEMES, Where, read, where, where_among

_INSIDE, _OUTSIDE, _UNKNOWN = Where.INSIDE, Where.OUTSIDE, Where.UNKNOWN


@pytest.mark.parametrize(
    ("text", "version", "place"),
    [
        # a version cut short
        ("versions 7.4.x antérieures à 7.4.1", "7.4", _UNKNOWN),
        ("< 7.4.0", "7.4", _OUTSIDE),
        (">= 7.4.1", "7.4", _UNKNOWN),
        (">= 7.4.0", "7.4", _INSIDE),
        ("<= 7.4", "7.4.1", _UNKNOWN),
        ("< 7.4", "7.4.1", _OUTSIDE),
        ("= 7.4.1", "7.4", _UNKNOWN),
        ("< 1.8.4 Service Pack 01", "1.8.4", _INSIDE),
        ("versions antérieures à 19.2R1-S5, 19.2R2", "19.2", _UNKNOWN),
        # bounds of several branches
        ("antérieures à 1.2.50, 1.4.12 et 1.5.12", "1.2.50", _OUTSIDE),
        ("antérieures à 1.2.50, 1.4.12 et 1.5.12", "1.2.49", _INSIDE),
        ("antérieures à 1.2.50, 1.4.12 et 1.5.12", "1.4.11", _INSIDE),
        ("antérieures à 1.2.50, 1.4.12 et 1.5.12", "1.3.0", _UNKNOWN),
        ("antérieures à 1.2.50, 1.4.12 et 1.5.12", "1.1.9", _INSIDE),
        ("antérieures à 1.2.50, 1.4.12 et 1.5.12", "1.6.0", _OUTSIDE),
        ("antérieures à 7.1.24 et 8.0", "7.2", _UNKNOWN),
        ("18.4 antérieures à 18.4R1-S7, 18.4R2-S4, 18.4R3-S2", "18.4R3-S2", _OUTSIDE),
        ("versions 18.4 antérieures à 18.4R1-S7, 18.4R2-S4, 18.4R3-S2", "18.4R3-S1", _INSIDE),
        ("versions 18.4 antérieures à 18.4R1-S7, 18.4R2-S4, 18.4R3-S2", "18.4R1-S8", _OUTSIDE),
        # branches
        ("versions 2.x antérieures à 2.2", "1.9.11", _OUTSIDE),
        ("versions 1.2.x antérieures à 1.3.1", "1.3.0", _UNKNOWN),
        ("versions 1.2.x antérieures à 1.3.1", "1.2.9", _INSIDE),
        ("Reader 9 versions antérieures à 9.5", "8.1", _UNKNOWN),
        ("macOS 10.12 Sierra versions antérieures à 16G1918", "10.13", _UNKNOWN),
        ("4.0 à 5.x", "5.9", _INSIDE),
        ("4.0 à 5.x", "6.0", _OUTSIDE),
        # single versions
        ("versions 1.3, 1.4 et 2.1", "1.4", _INSIDE),
        ("versions 1.3, 1.4 et 2.1", "2.2", _OUTSIDE),
        ("versions 1.3, 1.4 et 2.1", "1.2", _UNKNOWN),
        ("versions 1.3, 1.4 et 2.1", "1.4.2", _UNKNOWN),
        # networks
        ("versions 9.7.x et 9.8.x antérieures à 9.8.4", "9.8(3)", _INSIDE),
        ("versions 9.7.x et 9.8.x antérieures à 9.8.4", "9.8(4)", _OUTSIDE),
        ("versions de 6.3(1) à 7.1(1)", "7.1(2)", _OUTSIDE),
        ("versions 15.1X49 antérieures à 15.1X49-D240", "15.1X49-D230", _INSIDE),
        ("versions 15.1X49 antérieures à 15.1X49-D240", "15.1R7", _OUTSIDE),
        ("versions antérieures à 11.0 Build 66.11", "11.0 build 65.72", _INSIDE),
        ("versions antérieures à 12.2(33)SXI3", "12.2(18)SXF4", _UNKNOWN),
        # a patch
        ("ESXi versions 6.5 antérieures à ESXi650-201703410-SG", "6.5.1", _UNKNOWN),
        ("ESXi versions 6.5 antérieures à ESXi650-201703410-SG", "6.7", _OUTSIDE),
        # what is no version
        ("< 2.0", "inconnue", _UNKNOWN),
        ("*", "inconnue", _INSIDE),
    ],
)
def test_where_a_version_stands(text: str, version: str, place: Where) -> None:
    """In doubt the answer is unknown: an affected version is never called outside."""
    assert where(version, read(text)) is place


@pytest.mark.parametrize(
    ("scheme", "text", "version", "place"),
    [
        ("dates", "< 2014-09-29", "2014-05-05", _INSIDE),
        ("dates", "< 2014-09-29", "2014-10", _OUTSIDE),
        ("windows", "< 10.0.19045.3570", "10 21H2", _INSIDE),
        ("windows", "< 10.0.19045.3570", "10 22H2", _UNKNOWN),
        ("windows", "< 10.0.19045.3570", "11 22H2", _OUTSIDE),
        ("debian", "< 5.10.92-1", "5.10.92-1~bpo10+1", _INSIDE),
        ("rpm", "< 4.18.0-513.el8", "4.18.0-477.el8", _INSIDE),
        ("python", "< 4.2.1", "4.2.1rc1", _INSIDE),
        ("python", "antérieures à 3.2.20, 4.0.8 et 4.1.3", "4.0.8", _OUTSIDE),
        ("python", "antérieures à 3.2.20, 4.0.8 et 4.1.3", "4.0.7", _INSIDE),
        ("python", "antérieures à 3.2.20, 4.0.8 et 4.1.3", "3.3", _UNKNOWN),
        ("python", "versions 4.0.x antérieures à 4.0.8", "4.1", _OUTSIDE),
        ("dates", "= 2014-09", "2014-09-12", _UNKNOWN),
    ],
)
def test_a_product_says_how_its_versions_compare(scheme: str, text: str, version: str, place: Where) -> None:
    """A range is read by the scheme of its product."""
    assert where(version, read(text), SCHEMES[scheme]) is place


@pytest.mark.parametrize(
    ("version", "place"),
    [
        ("1.2.50", _OUTSIDE),
        ("1.2.49", _INSIDE),
        ("1.4.11", _INSIDE),
        ("1.3.0", _UNKNOWN),
        ("1.5.0", _OUTSIDE),
    ],
)
def test_lines_of_one_product_are_read_together(version: str, place: Where) -> None:
    """Bounds on several lines are those of several branches (CERTA-2012-AVI-386, libpng)."""
    lines = [read(f"versions antérieures à libpng {bound}") for bound in ("1.0.60", "1.2.50", "1.4.12")]
    assert where_among(version, lines) is place


@pytest.mark.parametrize(
    ("texts", "place"),
    [
        (("versions 1.x", "versions 2.x sans le correctif 7"), _UNKNOWN),
        (("versions 1.x", "versions 2.x"), _INSIDE),
        (("versions 1.x", "versions 3.x"), _OUTSIDE),
        (("versions antérieures à 3.0", "versions 1.x antérieures à 1.4"), _INSIDE),
        (("versions 1.x", "de vieilles moutures 7"), _UNKNOWN),
        (("toutes versions",), _INSIDE),
        ((), _UNKNOWN),
    ],
)
def test_a_line_that_is_not_understood_forbids_to_say_no(texts: tuple[str, ...], place: Where) -> None:
    """Outside is said when every line says so."""
    assert where_among("2.1", map(read, texts)) is place
