"""Whether a line of an inventory is concerned by a notice: concerned, to be checked, or not."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.concerned.line import Line, Looked, each_version, looked_at
from cyberveille.concerned.partly import Match, Partly
from cyberveille.concerned.placing import placed
from cyberveille.concerned.rules import Clause, Name, Rule, Rules, Says
from cyberveille.concerned.vocabulary import BESIDE, COMMON, EMPTY, OPEN, TRANSLATED
from cyberveille.concerned.wording import why
from cyberveille.concerned.words import letters_left_out
from cyberveille.versions import Where


class Answer(StrEnum):
    CONCERNED = "concerned"
    TO_CHECK = "to_check"
    NOT = "not_concerned"


class Found(Struct, frozen=True):
    """`why` tells which clause answered, and with which version."""

    notice: int
    answer: Answer
    clause: Clause | None = None
    version: str | None = None
    sure: bool = True
    """Whether the product is the line's own, and no other of a like name."""

    @property
    def why(self) -> str:
        """One French sentence on what decided."""
        return why(self.clause, self.version, concerned=self.answer is Answer.CONCERNED, sure=self.sure)


_URGENCY = {answer: place for place, answer in enumerate(Answer)}
_OFTEN = 3
"""Rules that speak of a name: it is in use."""
_SHORTEST_SLIP = 4
_RIGHT = EMPTY | COMMON | TRANSLATED.keys()
"""Words that are no slip of another: « modèle » is not Moodle."""
_MOST_KEPT = 4096
"""Lines whose answers are remembered."""


def _indexed(names: Sequence[Name], words: Mapping[str, int]) -> Mapping[str, list[int]]:
    """Names by their rarest term, and by what it gives joined with the one beside it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        rarest = min(range(len(name.terms)), key=[words[term] for term in name.terms].__getitem__)
        found[name.terms[rarest]].append(number)
        for first in (rarest - 1, rarest):
            if first >= 0 and first + 1 < len(name.terms):
                found[name.terms[first] + name.terms[first + 1]].append(number)
    return found


class Matcher:
    """Rules ready to be asked."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._words = Counter(term for name in rules.names for term in name.terms)
        self._by_term = _indexed(rules.names, self._words)
        self._slips: dict[str, set[str]] = defaultdict(set)
        for term in (*self._words, *rules.vendors):
            if len(term) > _SHORTEST_SLIP and term.isalpha():
                for left in letters_left_out(term):
                    self._slips[left].add(term)
        self._partly = Partly(rules)
        self._answered: dict[tuple[str | None, ...], tuple[Found, ...]] = {}
        self._of_name: dict[int, list[int]] = defaultdict(list)
        for number, rule in enumerate(rules.rules):
            for name in rule.names:
                self._of_name[name].append(number)

    def answers(self, line: Line) -> Iterator[Found]:
        """Every notice on a product that the line may be, in the order of the notices.

        Of several versions in one cell, as GLPI exports them, the most concerned one answers. Lines that say
        the same, of which inventories are full, are looked at once.
        """
        key = (line.vendor, line.product, line.version, line.text)
        if key not in self._answered:
            if len(self._answered) >= _MOST_KEPT:
                self._answered.clear()
            self._answered[key] = tuple(self._most_concerned(line))
        yield from self._answered[key]

    def _most_concerned(self, line: Line) -> Iterator[Found]:
        best: dict[int, Found] = {}
        for one in each_version(line):
            for found in self._answers_of(one):
                known = best.get(found.notice)
                if known is None or _URGENCY[found.answer] < _URGENCY[known.answer]:
                    best[found.notice] = found
        yield from (best[notice] for notice in sorted(best))

    def _answers_of(self, line: Line) -> Iterator[Found]:
        looked = self._corrected(looked_at(line, self.rules.vendors))
        matches = self._matches(looked)
        others = [
            match
            for match in matches
            if len(self._of_name[match.name]) >= _OFTEN and self.rules.names[match.name].vendors
        ]
        by_notice: dict[int, list[tuple[Rule, Match]]] = defaultdict(list)
        for match in matches:
            for number in self._of_name[match.name]:
                rule = self.rules.rules[number]
                by_notice[rule.notice].append((rule, match))
        for notice, pairs in sorted(by_notice.items()):
            yield self._answer(notice, pairs, looked, others)

    def _corrected(self, looked: Looked) -> Looked:
        """The line, in which a word that nobody uses may be one that is one slip away."""
        forms = dict(looked.forms)
        vendors = set(looked.vendors)
        for form, made in looked.forms.items():
            for term in sorted(self._near(form)) if len(made[0]) == 1 else ():
                forms.setdefault(term, made)
                if term in self.rules.vendors:
                    vendors.add(self.rules.vendors[term])
        known = {vendor for vendor in vendors if not vendor.startswith("?")}
        return replace(looked, forms=forms, vendors=frozenset(known or vendors), unheard=not known)

    def _near(self, form: str) -> set[str]:
        if (
            len(form) < _SHORTEST_SLIP
            or not form.isalpha()
            or form in self._words
            or form in self.rules.vendors
            or form in _RIGHT
        ):
            return set()
        return {
            term
            for left in letters_left_out(form)
            for term in self._slips.get(left, ())
            if term[0] == form[0] and abs(len(term) - len(form)) <= 1
        }

    def _matches(self, looked: Looked) -> list[Match]:
        found: dict[int, Match] = {}
        for form in looked.forms:
            for number in self._by_term.get(form, ()):
                if number not in found and (match := self._match(number, looked)):
                    found[number] = match
        return [*found.values(), *self._partly.matches(looked, found)]

    def _match(self, number: int, looked: Looked) -> Match | None:
        name = self.rules.names[number]
        if len(name.terms) == 1 and name.terms[0] in looked.beneath:
            return None
        covered: set[str] = set()
        place = 0
        while place < len(name.terms):
            term = name.terms[place]
            if term in looked.forms:
                covered.update(looked.forms[term][0])
                place += 1
            elif place + 1 < len(name.terms) and term + name.terms[place + 1] in looked.forms:
                covered.update(looked.forms[term + name.terms[place + 1]][0])
                place += 2
            else:
                return None
        kin = self._kin(name, looked)
        lone = len(name.terms) == 1 and name.terms[0].isalpha()
        elsewhere = kin is False and not name.open
        if elsewhere and (name.weak or (lone and not looked.unheard)):
            return None
        # « Office RT 2013 » without its vendor may be it, « Portal 3.0 » anybody's. A vendor of whom no
        # notice speaks may be who sold it.
        unsaid = kin is None and name.weak and bool(name.vendors)
        if unsaid and (lone or looked.vendors):
            return None
        loose = unsaid or (elsewhere and lone)
        if kin is None and name.vendors and _elsewhere_used(name, looked):
            return None
        core = frozenset(covered)
        covered.update(term for term in name.extra if term in looked.forms)
        ours = kin is not False or len(name.terms) > 1 or not name.terms[0].isalpha()
        if name.open:
            ours = kin is True or bool(name.vendors & OPEN[name.terms[0]]) or not name.vendors
        beside = any(word in looked.forms and word not in covered for word in BESIDE)
        return Match(number, frozenset(covered), ours and not loose and not beside, core, loose)

    def _kin(self, name: Name, looked: Looked) -> bool | None:
        """Whether the line's vendor is one of the name's; None where either is not told."""
        if not name.vendors:
            return None
        if name.vendors & looked.vendors:
            return True
        if any(
            word in looked.forms
            for vendor in name.vendors
            for word in self.rules.vendor_words.get(vendor, ())
            if len(word) > 1
        ):
            return True
        return False if looked.sure_vendor else None

    def _another(self, other: Match, match: Match) -> bool:
        """Whether the line rather names another product, whose name has the words of this one and more."""
        more = other.core - match.covered
        vendors = self.rules.names[match.name].vendors
        return (
            match.core < other.core
            and bool(more)
            and all(word.isalpha() for word in more)
            and bool(vendors & self.rules.names[other.name].vendors)
        )

    def _answer(
        self, notice: int, pairs: Sequence[tuple[Rule, Match]], looked: Looked, others: Sequence[Match]
    ) -> Found:
        pairs = [pair for pair in pairs if not any(pair[1].covered < other.covered for _, other in pairs)]
        results: list[Found] = []
        for rule, match in pairs:
            shadowed = any(self._another(other, match) for other in others)
            for result in _of_rule(rule, match, looked, self.rules.names[match.name]):
                answer = result.answer
                known = match.sure or (match.by_version and result.version is not None)
                sure = known and not shadowed
                if answer is not Answer.CONCERNED and match.loose:
                    answer = Answer.NOT
                elif answer is Answer.CONCERNED and not sure:
                    answer = Answer.TO_CHECK
                results.append(Found(notice, answer, result.clause, result.version, sure))
        for wanted in (Answer.CONCERNED, Answer.TO_CHECK):
            for result in results:
                if result.answer is wanted:
                    return result
        return results[0] if results else Found(notice, Answer.NOT)


_SAID = {Where.INSIDE: Answer.CONCERNED, Where.UNKNOWN: Answer.TO_CHECK, Where.OUTSIDE: Answer.NOT}
_SHORT_NAME = 3


def _elsewhere_used(name: Name, looked: Looked) -> bool:
    """Whether a short name beside another vendor's is rather that vendor's: IOS, iOS."""
    return len(name.terms) == 1 and len(name.terms[0]) <= _SHORT_NAME and bool(looked.vendors)


def _of_rule(rule: Rule, match: Match, looked: Looked, name: Name) -> Iterator[Found]:
    """What each clause of a rule answers.

    Where versions are named one by one and one of them is the line's, or is older, those beside it are not.
    """
    if name.terms == ("windows",) and looked.windows:
        found = [(c, placed(c, looked, ())) for c in rule.clauses if c.says in {Says.ALL, Says.BARE}]
    else:
        found = [(clause, placed(clause, looked, (*match.covered, *name.terms))) for clause in rule.clauses]
    told = any(place.settled or place.older for _, place in found)
    for clause, place in found:
        unknown = place.where is Where.UNKNOWN and not (told and place.apart and not place.settled)
        answer = _SAID[place.where] if unknown or place.where is not Where.UNKNOWN else Answer.NOT
        yield Found(rule.notice, answer, clause, place.version)
