"""Several sources on one subject as one: each fact once, and what they say differently, told."""

from collections.abc import Sequence

from msgspec.structs import replace

from cyberveille.importing.advisories.facts import Doubt, Facts, Weakness, check, clash
from cyberveille.importing.advisories.identifiers import cve_of
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.model import Product, Reference, Tlp
from cyberveille.scoring import base_score


def combined(sources: Sequence[Facts], unmarked: Tlp | None = None) -> Facts:
    """The first source names the whole; the others add what it lacks.

    The marking is the most closed of all; `unmarked` is that of the sources that bear none. Raises
    RecordError for a source that says in words alone who may read it.
    """
    first = sources[0]
    doubts: dict[Doubt, None] = {}
    marked: list[Tlp] = []
    for facts in sources:
        marking, said = _marking(facts, unmarked)
        marked.append(marking)
        doubts.update(dict.fromkeys((*said, *facts.doubts)))
    references: dict[str, Reference] = {}
    for facts in sources:
        for reference in facts.references:
            references.setdefault(reference.url, reference)
    weaknesses = _weaknesses(sources, doubts)
    products = _products(sources, doubts)
    names = dict.fromkeys(name for facts in sources for name in (facts.reference, *facts.aliases))
    names.pop(first.reference)
    doubts = {doubt: None for doubt in doubts if len(sources) == 1 or not _filled(doubt, weaknesses)}
    return replace(
        first,
        aliases=tuple(names),
        tlp=max(marked, key=lambda tlp: tlp.rank),
        weaknesses=weaknesses,
        products=products,
        references=tuple(references.values()),
        passages=(),
        doubts=tuple(doubts),
    )


def _marking(facts: Facts, unmarked: Tlp | None) -> tuple[Tlp, list[Doubt]]:
    if facts.tlp is not None:
        return facts.tlp, []
    if unmarked is not None:
        return unmarked, []
    if facts.distribution:
        raise RecordError(
            ImportFault.MARKING,
            f"{facts.reference} n’a pas de marquage TLP, et dit « {facts.distribution[:120]} » : donnez-le "
            "avec --tlp.",
        )
    return Tlp.CLEAR, [
        check(f"{facts.reference} ne porte aucun marquage TLP : vérifiez que la source est publique.")
    ]


def _filled(doubt: Doubt, weaknesses: Sequence[Weakness]) -> bool:
    """Whether a lack of one source that names a single vulnerability is filled by another."""
    known = {
        "vecteur CVSS : ": {item.cve for item in weaknesses if item.vectors},
        "faiblesse CWE : ": {item.cve for item in weaknesses if item.kinds},
    }
    for words, having in known.items():
        if doubt.said.startswith(words):
            return set(doubt.said.removeprefix(words).rstrip(".").split(", ")) <= having
    return False


def _weaknesses(sources: Sequence[Facts], doubts: dict[Doubt, None]) -> tuple[Weakness, ...]:
    found: dict[str, Weakness] = {}
    for facts in sources:
        for item in facts.weaknesses:
            other = found.get(item.cve)
            found[item.cve] = item if other is None else _one(other, item, _called(facts), doubts)
    return tuple(found.values())


def _called(facts: Facts) -> str:
    """A source in what is told of it: a record has the name of its vulnerability."""
    return f"l’enregistrement {facts.reference}" if cve_of(facts.reference) else facts.reference


def _one(kept: Weakness, other: Weakness, by: str, doubts: dict[Doubt, None]) -> Weakness:
    versions = {version: vector for vector in kept.vectors if (version := _version(vector))}
    for vector in other.vectors:
        known = versions.setdefault(_version(vector), vector)
        if known != vector:
            doubts.setdefault(
                clash(f"{kept.cve} : {by} donne {vector}, une autre source {known}, qui est repris.")
            )
    if kept.kinds and other.kinds and kept.kinds[0] not in other.kinds:
        doubts.setdefault(
            clash(
                f"{kept.cve} : {by} donne {other.kinds[0]}, une autre source {kept.kinds[0]}, qui est repris."
            )
        )
    return replace(
        kept,
        title=kept.title or other.title,
        vectors=tuple(versions[version] for version in sorted(versions, reverse=True)),
        kinds=tuple(dict.fromkeys((*kept.kinds, *other.kinds))),
        exploited=kept.exploited or other.exploited,
    )


def _version(vector: str) -> str:
    found = base_score(vector)
    return found.version if found else ""


def _products(sources: Sequence[Facts], doubts: dict[Doubt, None]) -> tuple[Product, ...]:
    """All that are named; what two sources say differently of one product stays side by side, and is told."""
    found: dict[tuple[str, str], list[tuple[str, Product]]] = {}
    for facts in sources:
        for product in facts.products:
            key = ((product.vendor or "").casefold(), product.product.casefold())
            found.setdefault(key, []).append((_called(facts), product))
    kept: list[Product] = []
    for lines in found.values():
        said: dict[str, list[Product]] = {}
        for by, product in lines:
            said.setdefault(by, []).append(product)
        kept += _side_by_side(said, doubts)
    return tuple(kept)


def _side_by_side(said: dict[str, list[Product]], doubts: dict[Doubt, None]) -> list[Product]:
    (_, kept), *others = said.items()
    lines = list(kept)
    for by, theirs in others:
        for named in theirs:
            # One product, whatever the case in which another source writes its name.
            product = replace(named, vendor=kept[0].vendor, product=kept[0].product)
            same = [place for place, line in enumerate(lines) if line.affected == product.affected]
            if not same:
                lines.append(product)
                doubts.setdefault(
                    clash(f"{by} donne pour {product.product} : « {product.affected or 'aucune version'} ».")
                )
            elif lines[same[0]].fixed is None:
                lines[same[0]] = replace(lines[same[0]], fixed=product.fixed)
            elif product.fixed not in {None, lines[same[0]].fixed}:
                doubts.setdefault(
                    clash(f"{by} donne pour {product.product} une autre version corrigée : {product.fixed}.")
                )
    return lines
