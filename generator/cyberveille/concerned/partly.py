"""Names that a line gives only in part: « Splunk 9.0 » for Splunk Enterprise, a pump without its model."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cyberveille.concerned.line import Looked
from cyberveille.concerned.rules import Name, Rules
from cyberveille.concerned.vocabulary import COMMON, EMPTY
from cyberveille.concerned.words import texts


@dataclass(frozen=True, slots=True)
class Match:
    """A name that a line has, and how surely."""

    name: int
    covered: frozenset[str]
    sure: bool
    core: frozenset[str] = frozenset()
    """What of the line its terms cover, without what the name may have besides."""
    loose: bool = False
    """Whether only a version of its very range makes it worth a look."""


_SHORTEST = 4
"""Letters of a word by which a name is known."""


class Partly:
    """Looks where no name, or none but its vendor's, is in a line as a whole: the answer is to be checked."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._editions: dict[str, list[int]] = defaultdict(list)
        self._by_term: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(rules.names):
            if name.weak and not any(map(_has_digit, name.terms)):
                for vendor in name.vendors:
                    self._editions[vendor].append(number)
            for term in name.terms if name.vendors and len(name.terms) > 1 else ():
                if _tells(term):
                    self._by_term[term].append(number)

    def matches(self, looked: Looked, known: Collection[int]) -> Iterator[Match]:
        """Beside the names `known` that the line has as a whole."""
        said = {
            form
            for form, made in looked.forms.items()
            if len(made[0]) == 1 and form.isalpha() and len(form) > 1 and form not in EMPTY
        }
        for vendor in looked.vendors:
            if said and said <= self._rules.vendor_words.get(vendor, frozenset()):
                for number in self._editions[vendor]:
                    if number not in known:
                        yield Match(number, frozenset(), sure=False, loose=True)
        if not known:
            numbers = {number for term in said for number in self._by_term.get(term, ())}
            for number in sorted(numbers):
                name = self._rules.names[number]
                if self._is_begun(name, said, looked):
                    covered = frozenset(term for term in name.terms if term in looked.forms)
                    yield Match(number, covered, sure=False, core=covered)

    def _is_begun(self, name: Name, said: Collection[str], looked: Looked) -> bool:
        """Whether the line has its vendor, no word but its own, and lacks one or only the model."""
        if not name.vendors & looked.vendors:
            return False
        own = frozenset().union(*(self._rules.vendor_words.get(vendor, ()) for vendor in name.vendors))
        missing = [term for term in name.terms if term not in looked.forms]
        if not set(said) <= own | set(name.terms) | name.extra:
            return False
        numbers = [form for form, made in looked.forms.items() if len(made[0]) == 1 and _has_digit(form)]
        own_numbers = {piece for term in name.terms if term in looked.forms for piece in texts(term)}
        if not all("." in number or number in own_numbers for number in numbers):
            return False
        lone = len(missing) == 1 and missing[0].isalpha() and missing[0] not in COMMON
        return lone or all(map(_has_digit, missing))


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def _tells(term: str) -> bool:
    return len(term) >= _SHORTEST and term.isalpha() and term not in COMMON and term not in EMPTY
