"""How versions compare, scheme by scheme."""

import pytest

from cyberveille.versions import SCHEMES, Order

_LESS, _EQUAL, _UNCOMPARABLE = Order.LESS, Order.EQUAL, Order.UNCOMPARABLE


@pytest.mark.parametrize(
    ("scheme", "left", "right", "order"),
    [
        ("nombres", "4.9", "4.10", _LESS),
        ("nombres", "4.1", "4.1.0.0", _EQUAL),
        ("nombres", "4.1", "4.1.0.1", _LESS),
        ("nombres", "V2.9.4", "2.9.4", _EQUAL),
        ("nombres", "v2.9.4", "V2.10", _LESS),
        ("nombres", "B.02", "B.11", _LESS),
        ("nombres", "B.11.31", "11.31", _UNCOMPARABLE),
        ("nombres", "R1.2 SP3", "R1.2 SP10", _LESS),
        ("nombres", "R1.2", "R1.2 SP3", _LESS),
        ("nombres", "5.5 Service Pack 2", "5.5 SP2", _EQUAL),
        ("nombres", "9.7 FP3", "9.7 Fix Pack 11", _LESS),
        ("nombres", "9.7 FP11", "9.7.0.3", _UNCOMPARABLE),
        ("nombres", "9.7 FP11", "10.1", _LESS),
        ("nombres", "5.1 HF1", "5.1 SP1", _UNCOMPARABLE),
        ("nombres", "11.0 build 65.72", "11.0 Build 66.11", _LESS),
        ("nombres", "4.2", "4.2 build 1234", _UNCOMPARABLE),
        ("nombres", "1.0.2", "1.0.2k", _LESS),
        ("nombres", "0.9.8z", "0.9.8za", _LESS),
        ("nombres", "4.0", "4.0b2", _UNCOMPARABLE),
        ("nombres", "4.0 beta 2", "4.0 RC1", _LESS),
        ("nombres", "4.0 RC1", "4.0", _LESS),
        ("nombres", "2008", "2008 R2", _LESS),
        ("nombres", "2008 R2 SP1", "2012", _LESS),
        ("nombres", "12-SP3", "12 SP5", _LESS),
        ("nombres", "17.3(3)", "17.3.4", _LESS),
        ("nombres", "9.1(7.13)", "9.1(7.16)", _LESS),
        ("nombres", "15.2(4)M3", "15.2(4)M11", _LESS),
        ("nombres", "12.2(33)SXI3", "12.2(18)SXF4", _UNCOMPARABLE),
        ("nombres", "11.0(4)SR3", "11.0(5)", _LESS),
        ("nombres", "18.4R2-S9", "18.4R2-S10", _LESS),
        ("nombres", "18.4R2-S9", "18.4R3", _LESS),
        ("nombres", "18.2X75-D20", "18.2X75-D100", _LESS),
        ("nombres", "18.2X75-D20", "18.2R3", _UNCOMPARABLE),
        ("nombres", "9.1.14-h2", "9.1.14-h4", _LESS),
        ("nombres", "3.0 D15", "3.0 D16", _LESS),
        ("nombres", "012U000037", "012U000040", _LESS),
        ("nombres", "2015.006", "15.010", _UNCOMPARABLE),
        ("nombres", "2015.006", "2017.011", _LESS),
        ("nombres", "10", "22H2", _UNCOMPARABLE),
        ("nombres", "21H2", "22H2", _LESS),
        ("nombres", "inconnue", "1.0", _UNCOMPARABLE),
        ("dates", "2014-05-05", "29/09/2014", _LESS),
        ("dates", "12 mars 2019", "2019-03-12", _EQUAL),
        ("dates", "03/04/2019", "2019-03-04", _UNCOMPARABLE),
        ("dates", "2019-02-30", "2019-03-01", _UNCOMPARABLE),
        ("windows", "Windows 10 Version 1607", "10 22H2", _LESS),
        ("windows", "Server 2012", "Server 2012 R2", _LESS),
        ("windows", "7", "7 SP1", _LESS),
        ("windows", "10 22H2", "10.0.19045", _EQUAL),
        ("windows", "10.0.19045.3448", "19045.3570", _LESS),
        ("windows", "10", "autre", _UNCOMPARABLE),
        ("acrobat", "20.009.20074", "2020.012.20041", _LESS),
        ("acrobat", "15.010.20056", "2015.010.20056", _EQUAL),
        ("acrobat", "11.0.22", "11.0.23", _LESS),
        ("acrobat", "11.0.23", "2015.006.30030", _UNCOMPARABLE),
        ("debian", "1.0~rc1", "1.0", _LESS),
        ("debian", "9:1.0", "10:0.1", _LESS),
        ("debian", "1.2.3", "1.2.03", _EQUAL),
        ("debian", "2.3-1+deb8u4", "2.3-1+deb8u5", _LESS),
        ("debian", "1.0a", "1.0+", _LESS),
        ("rpm", "1.0~rc1", "1.0", _LESS),
        ("rpm", "1.0", "1.0^git1", _LESS),
        ("rpm", "1.0a", "1.0.1", _LESS),
        ("rpm", "5.5p1", "5.5p10", _LESS),
        ("python", "4.2.1rc1", "4.2.1", _LESS),
        ("python", "1!0.1", "2.0", Order.GREATER),
    ],
)
def test_versions_compare(scheme: str, left: str, right: str, order: Order) -> None:
    """Less, equal, or not comparable where the numbering does not tell; and the other way round."""
    assert SCHEMES[scheme].compare(left, right) is order
    assert SCHEMES[scheme].compare(right, left) is order.reversed
