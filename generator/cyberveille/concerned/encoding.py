"""Rules as JSON that pages and other programs read: short arrays, each text once.

A piece of a range is `[0, version]` for one version, `[1, version]` for a branch, `[2, lower, upper, branch]`
for what lies between bounds, and `[3, bounds, branch]` for several upper bounds, each of its own branch. A
bound is `[version, included]` where `included` is 1, 0, or 2 where the text does not say; a third value, 1,
tells that it is a whole branch.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from msgspec import Raw

from cyberveille.concerned.rules import Clause, Name, Rules
from cyberveille.versions import Bound, Branch, Ladder, Piece, Single, Span

Encoded = list[object]
_ENCODER = msgspec.json.Encoder()
_INCLUDED = {True: 1, False: 0, None: 2}


class _Places:
    """Numbers told by how far back each stands: 0 is the next one that was not told yet."""

    def __init__(self) -> None:
        self._next = 0

    def told(self, numbers: Iterable[int]) -> object:
        """Several, or the only one."""
        found = []
        for number in numbers:
            found.append(self._next - number)
            self._next += number == self._next
        return found[0] if len(found) == 1 else found


class Group(NamedTuple):
    """What one notice says of one product, encoded: names in the order of its text, and clauses."""

    names: tuple[bytes, ...]
    clauses: tuple[bytes, ...]


class Encoding:
    """Takes what notices say, one after another, and tells each name and each clause once.

    A name or a clause is told by how many places it stands before the first one not told yet, which is 0: so
    `0` is the next of the list.
    """

    def __init__(self) -> None:
        self._names: dict[bytes, int] = {}
        self._clauses: dict[bytes, int] = {}
        self._names_told, self._clauses_told = _Places(), _Places()
        self._rules: dict[int, Encoded] = {}

    def add(self, notice: int, groups: Iterable[Group]) -> None:
        for group in groups:
            names = sorted({self._names.setdefault(name, len(self._names)) for name in group.names})
            said = [self._clauses.setdefault(clause, len(self._clauses)) for clause in group.clauses]
            told = (self._names_told.told(names), self._clauses_told.told(said))
            self._rules.setdefault(notice, []).extend(told)

    def told(self) -> dict[str, object]:
        """Names, clauses and, by notice, rules: names and clauses in turn, each one or several."""
        rules = self._rules
        return {
            "names": list(map(Raw, self._names)),
            "clauses": list(map(Raw, self._clauses)),
            "rules": [rules.get(number, []) for number in range(max(rules, default=-1) + 1)],
        }


def group_of(names: Iterable[Name], clauses: Iterable[Clause]) -> Group:
    """Without the texts of the clauses, of which answers make no use."""
    return Group(
        tuple(_ENCODER.encode(_name(name)) for name in names),
        tuple(_ENCODER.encode(_clause(clause)) for clause in clauses),
    )


def encoded(rules: Rules, known: Mapping[str, str]) -> dict[str, object]:
    """Vendors, names, clauses and rules, for a JSON encoder of msgspec.

    `vendors` and their `words` are without those that `known` has.
    """
    encoding = Encoding()
    for rule in rules.rules:
        encoding.add(rule.notice, [group_of((rules.names[name] for name in rule.names), rule.clauses)])
    return vendors_told(rules.vendors, rules.vendor_words, known) | encoding.told()


def vendors_told(
    keys: Mapping[str, str], words: Mapping[str, Iterable[str]], known: Mapping[str, str]
) -> dict[str, object]:
    """The vendor of each joined name that `known` does not have, and the words of their names."""
    own = {key: vendor for key, vendor in keys.items() if known.get(key) != vendor}
    makers = set(own.values())
    return {
        "vendors": own,
        "words": {vendor: sorted(found) for vendor, found in words.items() if vendor in makers},
    }


def _name(name: Name) -> Encoded:
    """`[terms, vendors, flags, extra]`, words separated by spaces; flags: 1 weak, 2 open."""
    row: Encoded = [
        " ".join(name.terms),
        " ".join(sorted(name.vendors)),
        name.weak + 2 * name.open,
        " ".join(sorted(name.extra)),
    ]
    return _short(row, ["", "", 0, ""])


def _clause(clause: Clause) -> Encoded:
    """`[says, pieces, condition, fixed, scheme, patches, before, unless, platforms]`, cut at its end."""
    row: Encoded = [
        str(clause.says),
        [_piece(piece) for piece in clause.pieces],
        int(clause.condition),
        clause.fixed or "",
        "" if clause.scheme == "nombres" else clause.scheme,
        list(clause.patches),
        clause.before or "",
        [list(words) for words in clause.unless],
        list(clause.platforms),
    ]
    return _short(row, ["", [], 0, "", "", [], "", [], []])


def _short(row: Encoded, empty: Encoded) -> Encoded:
    while row and row[-1] == empty[len(row) - 1]:
        row.pop()
    return row


def _piece(piece: Piece) -> Encoded:
    match piece:
        case Single(version):
            return [0, version]
        case Branch(version):
            return [1, version]
        case Span(lower, upper, branch, named):
            return _short([2, _bound(lower), _bound(upper), branch or "", int(named)], [0, 0, 0, "", 0])
        case Ladder(bounds, branch, named):
            return _short([3, [_bound(b) for b in bounds], branch or "", int(named)], [0, 0, "", 0])


def _bound(bound: Bound | None) -> Encoded | int:
    if bound is None:
        return 0
    return [bound.version, _INCLUDED[bound.included], *([1] if bound.whole else [])]
