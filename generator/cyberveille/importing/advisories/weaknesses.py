"""Vulnerabilities that a source states, brought to one line each, with what is missing or odd about them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cyberveille.checking import cwe as cwe_list
from cyberveille.importing.advisories.facts import Doubt, Weakness, lack, left
from cyberveille.importing.advisories.identifiers import cve_of, cwe_of
from cyberveille.importing.advisories.limits import TITLE, WEAKNESSES, shortened
from cyberveille.importing.advisories.vectors import Score, kept
from cyberveille.importing.plain_text import plain
from cyberveille.locale import few

_TOLD = 10


class Stated(Struct, frozen=True, kw_only=True):
    """One vulnerability as a source writes it; `name` is what it is called when it has no CVE."""

    cve: str | None
    name: str = ""
    title: str | None = None
    scores: tuple[Score, ...] = ()
    kinds: tuple[str, ...] = ()
    exploited: bool = False


class Gathered(Struct, frozen=True):
    weaknesses: tuple[Weakness, ...]
    doubts: tuple[Doubt, ...]


def gathered(found: Iterable[Stated]) -> Gathered:
    """One line a CVE, in the order of the source; what it says of one in several places is put together."""
    by_cve: dict[str, list[Stated]] = {}
    doubts: list[Doubt] = []
    for item in found:
        cve = cve_of(item.cve)
        if cve is None:
            called = shortened(plain(item.title) or item.name or item.cve or "sans nom", TITLE)
            doubts.append(left(f"une vulnérabilité sans identifiant CVE : {called}."))
            continue
        by_cve.setdefault(cve, []).append(item)
    weaknesses: list[Weakness] = []
    for cve, items in [*by_cve.items()][:WEAKNESSES]:
        scores = kept(cve, (score for item in items for score in item.scores))
        kinds, odd = _kinds(cve, [kind for item in items for kind in item.kinds])
        doubts += (*scores.doubts, *odd)
        weaknesses.append(
            Weakness(
                cve=cve,
                title=next((title for item in items if (title := _title(cve, item.title))), None),
                vectors=scores.vectors,
                kinds=kinds,
                exploited=any(item.exploited for item in items),
            )
        )
    if len(by_cve) > WEAKNESSES:
        doubts.append(left(f"{len(by_cve) - WEAKNESSES} vulnérabilités, au-delà de {WEAKNESSES}."))
    doubts += _lacks(weaknesses)
    return Gathered(tuple(weaknesses), tuple(dict.fromkeys(doubts)))


def _title(cve: str, written: str | None) -> str | None:
    """A title of a few words that says more than the identifier."""
    title = plain(written).rstrip(" .")
    return title if title and len(title) <= TITLE and title.upper() != cve else None


def _kinds(cve: str, written: Sequence[str]) -> tuple[tuple[str, ...], list[Doubt]]:
    """The weaknesses that the CWE list gives, in the order of the source."""
    kinds: dict[str, None] = {}
    doubts: list[Doubt] = []
    for text in written:
        found = cwe_of(text)
        number = int(found.removeprefix("CWE-")) if found else 0
        if (
            found
            and (cwe_list.is_given(number) or cwe_list.may_be_given(number))
            and not cwe_list.is_view(number)
        ):
            kinds.setdefault(found)
        elif text.strip():
            doubts.append(
                left(f"{cve} : « {shortened(plain(text), 60)} » n’est pas une faiblesse de la liste CWE.")
            )
    return tuple(kinds), doubts


def _lacks(weaknesses: Sequence[Weakness]) -> list[Doubt]:
    found = []
    for words, missing in (
        ("vecteur CVSS", [item.cve for item in weaknesses if not item.vectors]),
        ("faiblesse CWE", [item.cve for item in weaknesses if not item.kinds]),
    ):
        if missing:
            found.append(lack(f"{words} : {few(missing, _TOLD)}."))
    for item in weaknesses:
        if len(item.vectors) > 1:
            found.append(left(f"{item.cve}, autres vecteurs : {', '.join(item.vectors[1:])}."))
        if len(item.kinds) > 1:
            found.append(left(f"{item.cve}, autres faiblesses : {', '.join(item.kinds[1:])}."))
    return found
