"""Notices to rules: once, for the command and for the pages."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.concerned.aliases import aliased
from cyberveille.concerned.branches import is_numbered, of_branches, of_macos, of_numeral, of_platform
from cyberveille.concerned.clauses import clauses_of, versions_named
from cyberveille.concerned.distributions import of_distribution
from cyberveille.concerned.merging import merged
from cyberveille.concerned.naming import NameRead, names_in, weak
from cyberveille.concerned.products import products_of
from cyberveille.concerned.rules import Clause, Name, Rule, Rules, Says
from cyberveille.concerned.statements import is_of_cert_fr, statements
from cyberveille.concerned.stating import (
    MOST_STATEMENTS,
    Statement,
    Told,
    never_fixed,
    only_on,
    title_subject,
)
from cyberveille.concerned.vendors import Vendors, key_of, without_its_vendor
from cyberveille.concerned.vocabulary import COMMON, CORPORATE, EMPTY, GENERIC, LITTLE, OPEN
from cyberveille.concerned.windows import begins_with_windows, of_millennium, release_of, told_apart
from cyberveille.concerned.words import joined, letters_left_out, pieces, plain, texts
from cyberveille.concerned.written import leading
from cyberveille.expressions import expression
from cyberveille.registry import Registry


class Said(Struct, frozen=True, gc=False):
    """A statement made ready: names, the vendors it speaks of, and its clauses."""

    names: tuple[NameRead, ...]
    vendors: frozenset[str]
    clauses: tuple[Clause, ...]


class Compiler:
    """Takes notices one after another; `rules` is what it made of them."""

    def __init__(self, registry: Registry) -> None:
        self._vendors = Vendors(registry)
        self._products = products_of(registry)
        self._lines: dict[tuple[Statement, frozenset[str]], tuple[int, Said]] = {}
        self._named: dict[tuple[NameRead, frozenset[str]], Name] = {}
        self._slips_of = -1, frozenset[str]()
        self._names: dict[Name, int] = {}
        self._rules: list[Rule] = []

    def know(self, vendor: str | None) -> None:
        """Learn the name of a vendor before the notices that speak of it are read."""
        self._vendors.of(vendor)

    def know_all(self, notices: Iterable[Told]) -> None:
        """Learn the names of the vendors of some notices."""
        for notice in notices:
            for item in notice.products:
                self.know(item.vendor)

    def groups(self, notice: Told) -> list[tuple[tuple[Name, ...], tuple[Clause, ...]]]:
        """What a notice says of each product: its names, as they are read one after another, and clauses."""
        groups: dict[frozenset[Name], tuple[tuple[Name, ...], list[Clause]]] = {}
        for said in self._said(notice):
            names = tuple(dict.fromkeys(self._name(name, said.vendors) for name in said.names))
            if names:
                groups.setdefault(frozenset(names), (names, []))[1].extend(said.clauses)
        return [(names, merged(clauses)) for names, clauses in groups.values()]

    def take(self, number: int, notice: Told) -> None:
        for names, clauses in self.groups(notice):
            places = sorted({self._names.setdefault(name, len(self._names)) for name in names})
            self._rules.append(Rule(number, tuple(places), clauses))

    @property
    def vendors(self) -> Vendors:
        """All that it knows of vendors so far."""
        return self._vendors

    @property
    def rules(self) -> Rules:
        words = {vendor: frozenset(found) for vendor, found in self._vendors.words.items()}
        return Rules(tuple(self._names), tuple(self._rules), dict(self._vendors.keys), words)

    def _name(self, read_name: NameRead, vendors: frozenset[str]) -> Name:
        """The same whenever it is asked: a product is named by many lines."""
        name = self._named.get((read_name, vendors))
        if name is None:
            name = self._named[read_name, vendors] = Name(
                read_name.terms,
                vendors.union(*(self._products.renamed.get(vendor, ()) for vendor in vendors)),
                read_name.extra,
                weak=weak(read_name.terms),
                open="".join(read_name.terms) in OPEN,
            )
        return name

    def _said(self, notice: Told) -> list[Said]:
        subject = title_subject(notice.title)
        listed = list(statements(notice))
        platform = only_on(notice.systems)
        title_vendors = self._vendors_in(subject)
        own = self._vendors.words_of(title_vendors)
        title_names = [
            name
            for name in aliased(names_in(told_apart(subject), (), own))
            if not EMPTY.union(own, CORPORATE).issuperset(name.terms)
        ] or ([] if _OF_MANY.search(plain(notice.title)) else self._of_its_maker((), subject, title_vendors))
        short = _initials_of(subject)
        found: list[Said] = []
        for statement in listed[:MOST_STATEMENTS]:
            said = self._of(statement, subject)
            if platform:
                said = replace(
                    said, clauses=tuple(replace(c, platforms=(platform.split()[0],)) for c in said.clauses)
                )
            found.append(_with_title(said, title_names, title_vendors, short))
        if (
            found
            and never_fixed(notice.systems)
            and all(c.says is Says.BARE for said in found for c in said.clauses)
        ):
            found = [replace(s, clauses=tuple(replace(c, says=Says.ALL) for c in s.clauses)) for s in found]
        if is_of_cert_fr(notice):
            makers = self._vendors.words_of(frozenset().union(*(said.vendors for said in found)))
            if more := _not_listed(title_names, found, makers):
                found.append(Said(more, title_vendors, (_BARE,)))
        elif _tells_more(title_names, found) and title_vendors:
            found.append(Said(tuple(title_names), title_vendors, (_BARE,)))
        if found and all(len(name.terms) > _DESCRIBED for said in found for name in said.names):
            found += [
                Said((NameRead((word.lower(),)),), title_vendors, (_BARE,))
                for word in _OWN_WORD.findall(notice.title)
            ]
        if not found and title_names:
            found.append(Said(tuple(title_names), title_vendors, (_BARE,)))
        return found

    def _trusted(self, statement: Statement, title: str) -> frozenset[str]:
        """The vendor of a tag, where the words of the notice speak of it or of its product."""
        vendors = self._vendors.of(statement.vendor)
        own = self._vendors.words_of(vendors)
        words = (*texts(plain(statement.name)), *texts(plain(title)))
        said, joined = set(words), "".join(words)
        tag = set(texts(plain(statement.tag or ""))) - EMPTY
        if said & own or any(word in joined for word in own if len(word) > _SHORT):
            return vendors
        return vendors if tag and tag <= said and not tag <= COMMON else frozenset()

    def _of(self, statement: Statement, title: str) -> Said:
        """A line that several notices have says the same in each, as long as no vendor is learnt."""
        tagged = self._vendors.of(statement.vendor)
        written = self._vendors_in(statement.name)
        vendors = written or self._trusted(statement, title) if statement.source else tagged | written
        learnt, said = self._lines.get((statement, vendors), (-1, None))
        if said is None or learnt != self._vendors.learnt:
            said = self._made_ready(statement, vendors)
            self._lines[statement, vendors] = self._vendors.learnt, said
        return said

    def _made_ready(self, statement: Statement, vendors: frozenset[str]) -> Said:
        clauses = clauses_of(statement.versions, apart=statement.apart, fixed=statement.fixed)
        own = self._vendors.words_of(vendors) | self._near_vendors(statement.name)
        text, clauses = of_platform(without_its_vendor(plain(statement.name), statement.vendor), clauses)
        text, clauses = of_macos(*of_numeral(text, clauses))
        if statement.apart:
            text, clauses = of_branches(text, clauses)
        text = of_millennium(text)
        release = release_of(begins_with_windows(text))
        if release and clauses[0].scheme != "windows" and not statement.apart:
            text = told_apart(text)
        elif release:
            kinds = [kind for kind in ("windowsserveur", "windowsposte") if kind in told_apart(text)]
            return Said(tuple(NameRead((kind,)) for kind in kinds or ["windowsposte"]), vendors, clauses)
        numbers = statement.apart or is_numbered(text, clauses)
        names = names_in(text, versions_named(clauses), own, numbers=numbers)
        terms = {term for name in names for term in name.terms}
        if scheme := self._products.scheme(vendors, terms):
            clauses = tuple(replace(clause, scheme=scheme) for clause in clauses)
        names += _without_kernel(names)
        names, clauses = of_distribution(names, clauses, vendors)
        names += self._of_its_maker(names, text, vendors)
        named = aliased(names, own)
        found = dict.fromkeys(named)
        for vendor in sorted(vendors):
            words = self._vendors.words_of(frozenset([vendor]))
            found.update(dict.fromkeys(self._products.others(named, vendor, words)))
        return Said(tuple(found), vendors, clauses)

    def _of_its_maker(self, names: Iterable[NameRead], text: str, vendors: Iterable[str]) -> list[NameRead]:
        """The product that is called as its maker is, where a text says no more: « Nextcloud Server »."""
        if not all(_OF_ANY_PRODUCT.issuperset(name.terms) for name in names):
            return []
        words = joined(pieces(text))
        return [
            NameRead((key_of(product.label),))
            for vendor in sorted(vendors)
            for product in self._products.of(vendor)
            if key_of(product.label) in words and self._vendors.keys.get(key_of(product.label)) == vendor
        ]

    def _near_vendors(self, text: str) -> frozenset[str]:
        """The words of a text that are a vendor's name with a slip."""
        first = leading(text)[:1]
        return frozenset(
            word
            for word in first
            if len(word) >= _SLIPPED
            and word not in self._vendors.keys
            and any(left in self._slips for left in letters_left_out(word))
        )

    @property
    def _slips(self) -> frozenset[str]:
        """The names of all vendors known so far, each with a letter left out."""
        learnt, slips = self._slips_of
        if learnt != self._vendors.learnt:
            long = (key for key in self._vendors.keys if len(key) >= _SLIPPED)
            slips = frozenset(left for key in long for left in letters_left_out(key))
            self._slips_of = self._vendors.learnt, slips
        return slips

    def _vendors_in(self, text: str) -> frozenset[str]:
        """The vendor whose name a text begins with."""
        words = list(leading(text)[:_FIRST_WORDS])
        while words and words[0] in EMPTY:
            words.pop(0)
        for count in range(min(_VENDOR_WORDS, len(words)), 0, -1):
            vendor = self._vendors.keys.get("".join(words[:count]))
            if vendor:
                return frozenset({vendor})
        return frozenset()


def _with_title(said: Said, title: Sequence[NameRead], vendors: frozenset[str], short: str) -> Said:
    """What a statement says, with what the title tells of its product; `short` is the title's initials."""
    if any(_is_short_for(name.terms, short) for name in said.names):
        said = replace(said, names=(*said.names, *title))
    elif not said.vendors:
        more = (*_without_maker(said.names, title), *_in_both(said.names, title))
        said = replace(said, names=(*said.names, *more), vendors=vendors)
    if not said.names or (title and all(_NOTHING.issuperset(name.terms) for name in said.names)):
        said = replace(said, names=tuple(title), vendors=said.vendors or vendors)
    return said


_BARE = Clause(Says.BARE)
_OWN_WORD = expression(r"\b[A-Z]+[a-z]+[A-Z][A-Za-z]+\b")
_DESCRIBED = 4
"""Terms: what has more is described rather than named, and a word of its own in the title names it."""
_SHORT, _SLIPPED = 3, 6
"""Letters: a shorter name of a vendor stands in other words; a shorter word with a slip may be another."""
_FIRST_WORDS, _VENDOR_WORDS = 5, 3
_OF_MANY = expression(r"\bproduits\b")
_KNOWN_WORDS = COMMON | GENERIC
_OF_ANY_PRODUCT = GENERIC | {"core"}
_NOTHING = frozenset({"version", "software", "builds", "products", "unix"})


_FEWEST_INITIALS = 4
_PAIR = 2
"""Words that many products have; three of them are one's name: « Content Security Management »."""


def _initials_of(title: str) -> str:
    return "".join(word[0] for word in texts(title) if word not in LITTLE)


def _is_short_for(terms: Sequence[str], initials: str) -> bool:
    """Whether a name is the initials of words of a title: TADDM."""
    return len(terms) == 1 and len(terms[0]) >= _FEWEST_INITIALS and terms[0] in initials


def _without_maker(names: Iterable[NameRead], title: Iterable[NameRead]) -> Iterator[NameRead]:
    """What a title calls a product whose unknown maker stands before its name: « Trolltech Qt »."""
    written = {name.terms for name in names}
    for name in title:
        known = _KNOWN_WORDS.issuperset(name.terms) or name.terms in written
        if not known and any(terms[-len(name.terms) :] == name.terms for terms in written):
            yield name


def _in_both(names: Iterable[NameRead], title: Iterable[NameRead]) -> Iterator[NameRead]:
    """What a title and a line both call a product whose unknown maker each writes in its own way."""
    written = list(title)
    for name in names:
        rest = name.terms[1:]
        if rest and not weak(rest) and any(set(rest) <= set(its.terms) for its in written):
            yield NameRead(rest, name.extra)


_KERNEL = frozenset({"kernel", "linux"})


def _without_kernel(names: Iterable[NameRead]) -> list[NameRead]:
    """The distribution whose kernel is spoken of: an inventory has it by its own name."""
    rests = (
        tuple(term for term in name.terms if term not in _KERNEL)
        for name in names
        if set(name.terms) > _KERNEL
    )
    return [NameRead(rest) for rest in rests if rest and not weak(rest)]


def _tells_more(title: Iterable[NameRead], found: Iterable[Said]) -> bool:
    """Whether a title names what statements tell by models alone: « Merlin@home » of EX1150."""
    told = {term for said in found for name in said.names for term in name.terms}
    by_models = all(any(_is_a_code(name.terms) for name in said.names) for said in found)
    return bool(told) and by_models and not any(told & set(name.terms) for name in title)


def _not_listed(
    title: Iterable[NameRead], found: Iterable[Said], makers: frozenset[str]
) -> tuple[NameRead, ...]:
    """What a title names where the lines name what has it: « kde4libs », with releases of Ubuntu."""
    told = {term for said in found for name in said.names for term in name.terms}
    if any(weak(name.terms) for said in found for name in said.names):
        told |= makers  # « Spring », of the framework
    names = tuple(title)
    whole = {"".join(name.terms) for name in names}
    shared = any(told & set(name.terms) for name in names) or any(
        len(term) >= _SLIPPED and (term in written or term.startswith(written))
        for term in told
        for written in whole
    )
    return () if shared or not told else tuple(name for name in names if _tells_a_product(name.terms))


def _tells_a_product(terms: Sequence[str]) -> bool:
    told = not weak(terms) or len(terms) > _PAIR
    return told and not any(term in OPEN or term.startswith("windows") for term in terms)


def _is_a_code(terms: Sequence[str]) -> bool:
    return not all(map(str.isalpha, terms)) and (len(terms) == 1 or weak(terms))


def compiled(notices: Iterable[tuple[int, Told]], registry: Registry) -> Rules:
    """The rules of notices by their numbers."""
    compiler = Compiler(registry)
    pairs = list(notices)
    compiler.know_all(notice for _, notice in pairs)
    for number, notice in pairs:
        compiler.take(number, notice)
    return compiler.rules
