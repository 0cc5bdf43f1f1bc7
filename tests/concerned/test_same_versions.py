"""The pages read and compare versions as the program does, in every scheme."""

import json
import random
from itertools import product
from typing import Any

import pytest

from cyberveille.versions import SCHEMES, Comparable, Order
from tests.scripts import Evaluate, evaluate

__all__ = ["evaluate"]

_WRITTEN = {
    "nombres": (
        "7.2.3", "v7.2.3", "7.2", "7.2.3 build 1234", "9.7 FP11", "9.7.0.3", "12.2(18)SXF5",
        "15.1X49-D240", "18.4R2-S3", "1.0.2k", "1.0.2za", "B.06.18", "N.01", "2019", "2019 CU3", "22H2",
        "3.0 D15", "1.0rc1", "1.0 beta 2", "R1.2 SP3", "17.3(3)", "10.1-h5", "99999999999999999999",
        "12.0 LTS", "Éé", "",
    ),
    "dates": (
        "2014-09-29", "2014-09", "2014", "2023.06", "2023.6.1", "27/08/2013", "08/27/2013", "01/02/2013",
        "02/02/2013", "12 mars 2019", "1er août 2019", "July 2018", "Févr. 2018", "février 2018",
        "20190229", "20200229", "2019-02-29", "0000-01-01", "1900-02-29", "2000-02-29", "31/04/2020",
        "2019-13", "x 2019", "2019/07/01", "2019-07/01", " 2019 ",
        "12 mars 2019 ou plus tard, quand il y en aura",
    ),
    "windows": (
        "10", "10 22H2", "10 1809", "11", "11 23h2", "Server 2012 R2", "server 2012 r2 sp1",
        "server 2019", "7", "7 SP1", "xp sp3", "2000 sp4", "nt 4.0", "8.1", "10.0.19045",
        "10.0.19045.3570", "19045", "19045.3570", "6.1.7601", "Windows 10 Version 22H2 pour systèmes x64",
        "build 17763", "server 1709", "12", "constructor", "Windows Server 2016 Standard", "10 99H9",
    ),
    "acrobat": (
        "20.009.20074", "2020.009.20074", "15.006.30306", "11.0.23", "9.5.5", "15", "2015", "DC",
        "100.001.20001", "14.0.0", "20.009.20074 sp1",
    ),
    "debian": (
        "1:2.4.57-1+deb11u1", "2.4.57-1", "2.4.57-1~bpo10+1", "2.4.57", "2.4", "1.0~rc1-1", "1.0-1",
        "1.0-1+b1", "0:1.0-1", "1.0a", "1.0+dfsg-3", "10", "09", "9", "a1", "1:1", "2.36-9+deb12u4",
        "1.0-01", "1.0-", "99999999999999999999.1",
    ),
    "rpm": (
        "4.18.0-513.el8", "4.18.0-513.11.1.el8_9", "4.18.0", "4.18", "1:1.0-1", "1.0-1", "1.0~rc1-1",
        "1.0^git1-1", "1.0a-1", "1.0.1-1", "1.0-1.fc38", "1.01-1", "1.1-1", "fc4", "3.0.7-27.el9_0",
        "1.0-", "é1", "2:1.0", "99999999999999999999-1",
    ),
    "python": (
        "1.0", "1.0.0", "v1.0", "1!0.5", "1.0a1", "1.0.alpha.2", "1.0b2", "1.0rc1", "1.0c1", "1.0-pre",
        "1.0.dev1", "1.0a1.dev3", "1.0.post1", "1.0-1", "1.0.post1.dev2", "1.0rev3", "1.0+local.7",
        "1.0+local.a", "1.0+7", "1.0+abc.1", "2022.12.7", "1.10", "1.9", "01.0", "1.0 beta", "x1", "1.0+",
        "0", "0.0", "1.0RC1", "99999999999999999999.1",
    ),
}  # fmt: skip
_SIGNS = "0123456789.-+~^:!()abr SPvé"
_DRAWN = 14
_ORDERS = {Order.LESS: -1, Order.EQUAL: 0, Order.GREATER: 1, Order.UNCOMPARABLE: None}


def _texts(scheme: str) -> list[str]:
    """Those written down, and as many drawn from pieces of them and from signs."""
    chance = random.Random(scheme)
    written = list(_WRITTEN[scheme])
    drawn = []
    for _ in range(_DRAWN):
        head, tail = chance.choice(written), chance.choice(written)
        text = head[: chance.randrange(len(head) + 1)] + tail[chance.randrange(len(tail) + 1) :]
        place = chance.randrange(len(text) + 1)
        drawn.append(text[:place] + chance.choice(_SIGNS) + text[place + chance.randrange(2) :])
    return written + drawn


def _pair(one: Comparable, other: Comparable) -> list[Any]:
    return [
        _ORDERS[one.compare(other)],
        one.cut_short_of(other),
        one.adds_to(other),
        one.within(other),
        one.shares(other),
        one.depth,
    ]


_THERE = """(() => {
  const texts = %s;
  const found = texts.map((text) => m.versionOf(text, %s));
  const known = found.filter(Boolean);
  const pair = (one, other) => [
    one.compare(other), one.cutShortOf(other), one.addsTo(other),
    one.within(other), one.shares(other), one.depth,
  ];
  return [found.map(Boolean), known.flatMap((one) => known.map((other) => pair(one, other)))];
})()"""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_versions_stand_to_each_other_alike(evaluate: Evaluate, scheme: str) -> None:
    """What is a version, and for each two of them all that a range asks."""
    texts = _texts(scheme)
    found = {text: version for text in texts if (version := SCHEMES[scheme](text)) is not None}
    known = [text for text in texts if text in found]
    pairs = list(product(known, known))
    here = [_pair(found[one], found[other]) for one, other in pairs]
    name = "" if scheme == "nombres" else scheme
    are_versions, there = evaluate("schemes.js", _THERE % (json.dumps(texts), json.dumps(name)))
    assert are_versions == [text in found for text in texts]
    assert list(zip(pairs, there, strict=True)) == list(zip(pairs, here, strict=True))
