"""Rules as JSON that pages and other programs read: short arrays, each text once.

A piece of a range is `[0, version]` for one version, `[1, version]` for a branch, `[2, lower, upper, branch]`
for what lies between bounds, and `[3, bounds, branch]` for several upper bounds, each of its own branch. A
bound is `[version, included]` where `included` is 1, 0, or 2 where the text does not say; a third value, 1,
tells that it is a whole branch.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cyberveille.concerned.rules import Clause, Name, Rules
from cyberveille.versions import Bound, Branch, Ladder, Piece, Single, Span

Encoded = list[object]
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


def encoded(rules: Rules, known: Mapping[str, str]) -> dict[str, object]:
    """Names, clauses and, by notice, rules: names and clauses in turn, each one or several.

    A name or a clause is told by how many places it stands before the first one not told yet, which is 0: so
    `0` is the next of the list. `vendors` and their `words` are without those that `known` has.
    """
    clauses: dict[Clause, int] = {}
    told: dict[int, Encoded] = {}
    names_told, clauses_told = _Places(), _Places()
    for rule in rules.rules:
        said = [clauses.setdefault(_bare(clause), len(clauses)) for clause in rule.clauses]
        told.setdefault(rule.notice, []).extend((names_told.told(rule.names), clauses_told.told(said)))
    own = {key: vendor for key, vendor in rules.vendors.items() if known.get(key) != vendor}
    makers = set(own.values())
    return {
        "vendors": own,
        "words": {vendor: sorted(words) for vendor, words in rules.vendor_words.items() if vendor in makers},
        "names": [_name(name) for name in rules.names],
        "clauses": [_clause(clause) for clause in clauses],
        "rules": [told.get(number, []) for number in range(max(told, default=-1) + 1)],
    }


def _bare(clause: Clause) -> Clause:
    """A clause without its text, of which answers make no use."""
    return replace(clause, text="")


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
