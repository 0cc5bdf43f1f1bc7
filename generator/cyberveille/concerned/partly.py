"""Names that a line gives only in part: « Splunk 9.0 » for Splunk Enterprise, a pump without its model."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from cyberveille.concerned.line import Looked
from cyberveille.concerned.rules import Name, Rules
from cyberveille.concerned.spotting import versions_in
from cyberveille.concerned.vocabulary import COMMON, CORPORATE, EMPTY
from cyberveille.concerned.words import texts
from cyberveille.expressions import expression

_SAYS_NO_PRODUCT = (
    EMPTY | (CORPORATE - COMMON) | {"android", "ios", "linux", "mac", "macos", "unix", "windows"}
)
_OF_A_SERIES = expression(r"(?!19|20)[1-9][0-9]{3}")
_A_YEAR = expression(r"(?:19|20)[0-9]{2}")
_BEHIND = expression(r"(?<=[0-9])[a-z]+$")
_MODEL = 4
"""Signs of a model; a shorter number is one where it stands in no version."""


class Match(Struct, frozen=True):
    """A name that a line has, and how surely."""

    name: int
    covered: frozenset[str]
    sure: bool
    core: frozenset[str] = frozenset()
    """What of the line its terms cover, without what the name may have besides."""
    loose: bool = False
    """Whether only a version of its very range makes it worth a look."""
    by_version: bool = False
    """Whether a version of its very range makes it sure."""


_FEWEST_KNOWN = 2
_MADE_FOR = frozenset({"agent", "client", "cloud", "mobile", "server"})
_SHORTEST = 4
"""Letters of a word by which a name is known."""


class Partly:
    """Looks where no name, or none but its vendor's, is in a line as a whole: the answer is to be checked."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._editions: dict[str, list[int]] = defaultdict(list)
        self._by_term: dict[str, list[int]] = defaultdict(list)
        self._by_series: dict[str, list[int]] = defaultdict(list)
        self._owners: dict[str, frozenset[str]] = {}
        for number, name in enumerate(rules.names):
            if name.weak and not any(map(_has_digit, name.terms)):
                for vendor in name.vendors:
                    self._editions[vendor].append(number)
            for series in {_BEHIND.sub("", term) for term in name.terms} if len(name.terms) > 1 else ():
                if _OF_A_SERIES.fullmatch(series) and series.endswith("00"):
                    self._by_series[series].append(number)
            for term in filter(_tells, name.terms):
                self._owners[term] = self._owners.get(term, name.vendors) & name.vendors
            own = [term for term in name.terms if term not in COMMON]
            for term in name.terms if name.vendors and len(name.terms) > 1 else ():
                if _tells(term) or _is_mixed(term) or own == [term]:
                    self._by_term[term].append(number)
            if not name.vendors and len(name.terms) >= _FEWEST_KNOWN and self._leads(name.terms[0]):
                self._by_term[name.terms[0]].append(number)

    def matches(self, looked: Looked, known: Mapping[int, Match]) -> Iterator[Match]:
        """Beside the names `known` that the line has as a whole."""
        said = {
            form
            for form, made in looked.forms.items()
            if len(made[0]) == 1 and form.isalpha() and len(form) > 1 and form not in _SAYS_NO_PRODUCT
        }
        for vendor in looked.vendors:
            if said and said <= self._rules.vendor_words.get(vendor, frozenset()):
                for number in self._editions[vendor]:
                    if number not in known:
                        yield Match(number, frozenset(), sure=False, loose=True)
        numbers = {number for form in looked.forms for number in self._by_term.get(form, ())}
        for form in filter(_OF_A_SERIES.fullmatch, looked.forms):
            numbers.update(
                number for series in _series_of(form) for number in self._by_series.get(series, ())
            )
        waiting = sorted(numbers - known.keys())
        told = _told_of(looked) if waiting else _Told([], frozenset())
        for number in waiting:
            name = self._rules.names[number]
            covered = frozenset(term for term in name.terms if term in looked.forms)
            if not any(covered <= match.core for match in known.values()) and self._is_begun(
                name, said, told, looked
            ):
                models = _of_a_series(name.terms, looked)
                known_by = _is_known_by(covered, models, name, looked)
                yield Match(number, covered | models, sure=False, core=covered, by_version=known_by)

    def _leads(self, term: str) -> bool:
        """Whether a name of an unknown maker may be told by its first word alone: « Xorg » of X.Org X11."""
        return _tells(term) and term not in self._rules.vendors

    def _is_begun(self, name: Name, said: Collection[str], told: "_Told", looked: Looked) -> bool:
        """Whether the line has no word but its own, of its vendor's, and lacks one or only the model.

        Where a line tells no vendor, a word that only this one's products have tells it.
        """
        alone = not looked.vendors and any(
            self._owners.get(term, frozenset()) & name.vendors for term in said
        )
        if name.vendors and not alone and not name.vendors & looked.vendors:
            return False
        makers = name.vendors | looked.vendors
        own = frozenset().union(*(self._rules.vendor_words.get(vendor, ()) for vendor in makers))
        made_of = {piece for term in name.terms if term in looked.forms for piece in looked.forms[term][0]}
        made_of |= _of_a_series(name.terms, looked)
        if not set(said) <= own | told.letters | set(name.terms) | name.extra | made_of:
            return False
        modelled = any(_has_digit(term) for term in name.terms if term in looked.forms)
        if not modelled and not all(
            "." in number or number in made_of or _A_YEAR.fullmatch(number) for number in told.numbers
        ):
            return False
        begun = name.terms[:_FEWEST_KNOWN]
        if len(begun) == _FEWEST_KNOWN and all(
            term in looked.forms and term.isalpha() and term not in COMMON for term in begun
        ):
            return True
        missing = [term for term in name.terms if term not in looked.forms and not _has_digit(term)]
        return len([term for term in missing if term not in COMMON]) <= 1


def _is_known_by(covered: Collection[str], models: Collection[str], name: Name, looked: Looked) -> bool:
    """Whether a line of the vendor lacks but one word of a name: no model, nor what it is made for.

    A model of the series that the name has is none that lacks.
    """
    series = {one for model in models for one in _series_of(model) if model.isdecimal()}
    missing = [term for term in name.terms if term not in covered and _BEHIND.sub("", term) not in series]
    ours = bool(name.vendors & looked.vendors) or len(list(filter(_tells, covered))) >= _FEWEST_KNOWN
    if not ours or len(missing) > 1 or not _MADE_FOR.isdisjoint(missing):
        return False
    told = len(covered) + bool(models)
    return told >= _FEWEST_KNOWN + any(map(_has_digit, missing)) and (
        bool(models) or any(map(_tells, covered))
    )


class _Told(NamedTuple):
    """The numbers of a line that may be a model, not a short one of a version; and letters of versions."""

    numbers: list[str]
    letters: frozenset[str]


def _told_of(looked: Looked) -> _Told:
    dotted = [version for version in versions_in(looked.versions, ()) if "." in version]
    told = {piece for version in dotted for piece in texts(version)}
    numbers = [
        form
        for form, made in looked.forms.items()
        if len(made[0]) == 1 and _has_digit(form) and not (form in told and len(form) < _MODEL)
    ]
    return _Told(numbers, frozenset(piece for piece in told if piece.isalpha()))


def _series_of(model: str) -> set[str]:
    return {f"{model[:2]}00", f"{model[0]}000"}


def _of_a_series(terms: Collection[str], looked: Looked) -> set[str]:
    """The models of a line of which a name says the series, with their letters: 9372PX of « Nexus 9000 »."""
    series = {_BEHIND.sub("", term) for term in terms}
    models = {
        form
        for form, made in looked.forms.items()
        if len(made[0]) == 1 and _OF_A_SERIES.fullmatch(form) and _series_of(form) & series
    }
    letters = {
        made[0][1]
        for form, made in looked.forms.items()
        if len(made[0]) == 2 and made[0][0] in models and made[0][1].isalpha()  # noqa: PLR2004
    }
    return models | letters


def _has_digit(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def _is_mixed(term: str) -> bool:
    return len(term) >= _MODEL and _has_digit(term) and not term.isdecimal()


def _tells(term: str) -> bool:
    return len(term) >= _SHORTEST and term.isalpha() and term not in COMMON and term not in EMPTY
