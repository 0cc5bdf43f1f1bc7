"""The words of a text put together as ranges: a small grammar that reads forward, and refuses the rest."""

from collections.abc import Sequence

from msgspec.structs import replace

from cyberveille.versions.bounds import Backwards, Named, Unread, bounded, is_after, is_within
from cyberveille.versions.naming import may_be_a_range, named, refuse_elision
from cyberveille.versions.ranges import Bound, Piece, Span
from cyberveille.versions.remainder import speaks_of_versions
from cyberveille.versions.runs import FOLLOWS, NUMBERS
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token

STARTS = frozenset(
    {
        Sense.BELOW,
        Sense.BELOW_OR_AT,
        Sense.UP_TO,
        Sense.ABOVE,
        Sense.ABOVE_OR_AT,
        Sense.EXACTLY,
        Sense.BETWEEN,
    }
)
_UPPER = {Sense.BELOW: False, Sense.BELOW_OR_AT: True, Sense.UP_TO: None}
_LOWER = {Sense.ABOVE: False, Sense.ABOVE_OR_AT: True}
_EDGE = {Sense.EXCLUDED: False, Sense.INCLUDED: True}
_WORDS_OF_A_NAME = 6


class Pieces:
    """Reads pieces; `at` is the first token that belongs to none of them."""

    def __init__(self, tokens: Sequence[Token], after_run: Sequence[Sense | None], name: str | None) -> None:
        self._tokens = tokens
        self._name = name
        self._after_run = after_run
        self.at = 0

    @property
    def _sense(self) -> Sense | None:
        return self._tokens[self.at].sense if self.at < len(self._tokens) else None

    def _skip(self, *senses: Sense) -> bool:
        begun = self.at
        while self._sense in senses:
            self.at += 1
        return self.at > begun

    def _skip_either(self) -> bool:
        """Whether « ou » stands among what is skipped: what no version can be both may be either."""
        begun = self.at
        self._skip(Sense.AND, Sense.VERSION_WORD)
        return any(token.plain in {"ou", "or"} for token in self._tokens[begun : self.at])

    def read(self, start: int) -> list[Piece]:
        """The pieces from a token on, one after another; raises `Unread` for one that is not understood."""
        self.at = start
        found = self._piece()
        while self.at < len(self._tokens):
            begun = self.at
            self._skip(Sense.CLOSE, Sense.OPEN)
            joined = self._skip(Sense.AND, Sense.UNION, Sense.VERSION_WORD, Sense.FROM, Sense.ALL, Sense.OPEN)
            if self._sense not in STARTS and (self._sense not in NUMBERS or not joined):
                self.at = begun
                break
            if self.at == begun:
                raise Unread
            found += self._piece()
        return found

    def _piece(self) -> list[Piece]:
        self._skip(Sense.VERSION_WORD, Sense.FROM, Sense.OPEN, Sense.ALL)
        if self._sense is Sense.BETWEEN:
            return [self._between()]
        if self._sense in _UPPER:
            return self._below([])
        if self._sense in _LOWER:
            return [self._from()]
        if self._sense is Sense.EXACTLY:
            self.at += 1
            return [self._version().alone]
        return self._listed()

    def _between(self) -> Span:
        self.at += 1
        lower = self._version()
        if not self._skip(Sense.AND, Sense.THROUGH):
            raise Unread
        upper = self._version()
        if is_after(lower.version, upper.version):
            raise Backwards
        return Span(Bound(lower.version, None), upper.bound(included=self._edge(said=None)))

    def _from(self) -> Span:
        """A lower bound, and the upper one that may follow it."""
        said = _LOWER[self._tokens[self.at].sense]
        self.at += 1
        lower = self._version()
        if lower.wild and not said:
            raise Unread
        return Span(Bound(lower.version, self._edge(said=said)), self._upper_that_follows(lower.version))

    def _upper_that_follows(self, lower: str) -> Bound | None:
        begun = self.at
        either = self._skip_either()
        if self._sense in _UPPER:
            upper = self._only_upper()
            if not (either and is_after(lower, upper.version)):
                return upper
            self.at = begun
            return None
        if self._sense is Sense.THROUGH:
            self.at += 1
            return self._version().bound(included=self._edge(said=True))
        self.at = begun
        return None

    def _below(self, branches: list[Named]) -> list[Piece]:
        """Upper bounds, and the lower one that may follow where there is no branch (`< 7.2.7, >= 7.2.0`)."""
        uppers = self._uppers()
        begun = self.at
        either = self._skip_either()
        if branches or len(uppers) > 1 or self._sense not in _LOWER:
            self.at = begun
            return bounded(branches, uppers)
        span = self._from()
        apart = either and span.lower is not None and is_after(span.lower.version, uppers[0].version)
        if span.upper is not None or apart:
            self.at = begun
            return bounded(branches, uppers)
        return [Span(span.lower, uppers[0])]

    def _only_upper(self) -> Bound:
        uppers = self._uppers()
        if len(uppers) > 1:
            raise Unread
        return uppers[0]

    def _uppers(self) -> list[Bound]:
        """The upper bounds after a comparator: « antérieures à 1.2.50, 1.4.12 et 1.5.12 »."""
        said = _UPPER[self._tokens[self.at].sense]
        self.at += 1
        found = [self._upper(said)]
        while self._sense in {Sense.AND, Sense.VERSION_WORD}:
            begun = self.at
            joined = self._skip(Sense.AND)
            again = self._skip(Sense.VERSION_WORD)
            if self._sense not in NUMBERS or self._after_run[self.at] in FOLLOWS:
                self.at = begun
                break
            if joined and again:
                # « antérieures à 3.6.7, versions 6.0.0 et 6.0.1 » begins something else.
                if not self._tokens[self.at - 1].plain.endswith("s"):
                    raise Unread
                self.at = begun
                break
            if not joined:
                self._repeated_name(found.pop().version)
            found.append(self._upper_after(found, said, begun))
        return found

    def _upper_after(self, found: Sequence[Bound], said: bool | None, begun: int) -> Bound:
        """One more bound; « 109.0.5414.119/.120 » gives the last number only."""
        bound = self._upper(said)
        before = found[-1].version.rpartition(".")[0] if found else ""
        if self._tokens[begun].plain == "/" and bound.version.isdecimal():
            if not before:
                raise Unread
            return replace(bound, version=f"{before}.{bound.version}")
        return bound

    def _repeated_name(self, name: str) -> None:
        """« antérieures à BIND 9 version 9.8.5-P2 »: the 9 is of the name."""
        if not is_within(self._tokens[self.at].text, name):
            raise Unread

    def _upper(self, said: bool | None) -> Bound:
        named = self._version(after_a_name=True)
        if named.wild and said is not False:
            return named.bound(included=self._edge(said=True))
        return Bound(named.version, self._edge(said=said))

    def _edge(self, *, said: bool | None) -> bool | None:
        sense = self._sense
        if sense not in _EDGE:
            return said
        self.at += 1
        return _EDGE[sense]

    def _listed(self) -> list[Piece]:
        """Versions or branches, and what is said of them."""
        versions = [self._version()]
        while self._sense in {Sense.AND, Sense.VERSION_WORD}:
            begun = self.at
            joined = self._skip(Sense.AND)
            self._skip(Sense.VERSION_WORD)
            if self._sense in _UPPER and all(
                token.plain in {",", ", "} or token.sense is Sense.VERSION_WORD
                for token in self._tokens[begun : self.at]
            ):
                break
            if self._sense not in NUMBERS:
                self.at = begun
                break
            if not joined:
                self._repeated_name(versions.pop().version)
            versions.append(self._version())
            if versions[1:]:
                refuse_elision(versions[-2], versions[-1], self._tokens[begun])
        return self._said_of(versions)

    def _said_of(self, versions: list[Named]) -> list[Piece]:
        if any(may_be_a_range(version.version) for version in versions):
            raise Unread
        begun = self.at
        self._skip(Sense.OPEN, Sense.VERSION_WORD)
        if self._sense is Sense.UP_TO:
            *alone, last = versions
            return [*(version.alone for version in alone), *self._up_to(last)]
        if self._sense not in _UPPER:
            self.at = begun
        else:
            # « 10.5 antérieures au build 60.7 » is a build of 10.5.
            self._name = versions[0].version if len(versions) == 1 else None
            return self._below(versions)
        *alone, last = versions
        return [*(version.alone for version in alone), self._said_of_last(last, only=not alone)]

    def _said_of_last(self, last: Named, *, only: bool) -> Piece:
        sense = self._sense
        if sense in _LOWER and only:
            span = self._from()
            return Span(span.lower, span.upper, last.version)
        if sense not in {Sense.AND_BELOW, Sense.AND_ABOVE, Sense.THROUGH}:
            if self._edge(said=None) is False:
                raise Unread  # « 3.2 exclue » says the contrary of 3.2
            return last.alone
        self.at += 1
        if sense is Sense.AND_BELOW:
            return Span(upper=last.bound(included=True))
        if sense is Sense.AND_ABOVE:
            return Span(Bound(last.version, included=True), self._upper_that_follows(last.version))
        return self._through(last)

    def _up_to(self, lower: Named) -> list[Piece]:
        """« 9.9.0 jusqu'à 9.9.6 »; « 15.1X49 jusqu'aux versions 15.1X49-D30 »."""
        uppers = self._uppers()
        if all(is_within(bound.version, lower.version) for bound in uppers):
            return bounded([lower], uppers)
        if len(uppers) > 1:
            raise Unread
        return [Span(Bound(lower.version, included=True), uppers[0])]

    def _through(self, lower: Named) -> Span:
        """« 4.0 à 4.4 », or « 4.0 à 4.4.x antérieures à 4.4.3 », where the last bound decides."""
        dashed = self._tokens[self.at - 1].plain == "-"
        last = self._version()
        if dashed and last.version.isdecimal() and "." in lower.version:
            raise Unread  # « 10.0.0.305 -311 »
        refuse_elision(lower, last, self._tokens[self.at - 1])
        if is_after(lower.version, last.version):
            raise Backwards
        upper = last.bound(included=self._edge(said=True))
        begun = self.at
        self._skip(Sense.VERSION_WORD)
        if self._sense in _UPPER:
            upper = self._only_upper()
            if not is_after(upper.version, last.version):
                raise Unread
        else:
            self.at = begun
        return Span(Bound(lower.version, included=True), upper)

    def _version(self, *, after_a_name: bool = False) -> Named:
        """One version; before an upper bound the name of the product may be repeated."""
        self._skip(Sense.VERSION_WORD)
        begun = self.at
        if after_a_name:
            while self._sense in {Sense.WORD, Sense.VERSION_WORD} and self.at - begun < _WORDS_OF_A_NAME:
                if speaks_of_versions(self._tokens[self.at]) or not self._tokens[self.at].plain[0].isalpha():
                    raise Unread
                self.at += 1
        if self._sense not in NUMBERS and self._sense is not Sense.CODE:
            raise Unread
        token = self._tokens[self.at]
        self.at += 1
        return named(token, self._name)
