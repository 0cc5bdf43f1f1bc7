"""The ways of numbering versions, by the name that a registry of products gives them."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from cyberveille.versions.acrobat import acrobat
from cyberveille.versions.comparable import Comparable
from cyberveille.versions.dated import dated
from cyberveille.versions.numbered_text import numbered
from cyberveille.versions.order import Order
from cyberveille.versions.packaged import debian, python, rpm
from cyberveille.versions.windows import windows


class Scheme(Struct, frozen=True):
    """`read` gives None for a text that is no version of this scheme."""

    id: str
    label: str
    read: Callable[[str], Any]

    def __call__(self, text: str) -> Comparable | None:
        version: Comparable | None = self.read(text)
        return version

    def compare(self, left: str, right: str) -> Order:
        """How two texts stand to each other; `UNCOMPARABLE` also where one is no version."""
        first, second = self(left), self(right)
        return Order.UNCOMPARABLE if first is None or second is None else first.compare(second)


DEFAULT = Scheme("nombres", "nombres, lettres et correctifs (7.2.10, 9.7 FP11, 17.3(3))", numbered)
SCHEMES = {
    scheme.id: scheme
    for scheme in (
        DEFAULT,
        Scheme("dates", "dates (2014-09-29, mars 2019)", dated),
        Scheme("windows", "versions et numéros de build de Windows (10 22H2, Server 2012 R2)", windows),
        Scheme("acrobat", "Acrobat et Reader, année écrite en entier ou non (20.009.20074)", acrobat),
        Scheme("debian", "paquets Debian et Ubuntu (1:2.4.57-1+deb11u1)", debian),
        Scheme("rpm", "paquets RPM (4.18.0-513.el8)", rpm),
        Scheme("python", "paquets Python (PEP 440)", python),
    )
}
