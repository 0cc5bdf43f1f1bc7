"""What a notice says twice, in words and in facts, or says again after another one."""

from collections.abc import Iterator
from datetime import date, timedelta

from cyberveille.checking.french_dates import WrittenDeadline, deadlines_in
from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.expressions import expression
from cyberveille.locale import paris_day
from cyberveille.model import Action, Bulletin, Gravity, Pointer

_TAG = expression(r"<[^>]*>")
_BLANKS = expression(r"[ \t\n]+")
_DAY = timedelta(days=1)


@rule(Bulletin, gravity=Gravity.WARNING)
def deadline_in_words(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """L’échéance écrite en toutes lettres devrait être celle de `action`.

    « En bref » doit donner l’une des deux échéances ; le texte peut fixer des étapes plus proches, non plus
    lointaines. « Avant le 1er décembre » vaut le 30 novembre.

    Mauvais : `deadline: 2026-11-30` et « installer la 4.2.1 avant le 15 décembre »
    Bon : `deadline: 2026-11-30` et « installer la 4.2.1 avant le 30 novembre »
    """
    action = notice.action
    if action is None or not (action.deadline or action.exposed_deadline):
        return
    published = paris_day(notice.published)
    if notice.in_brief is not None:
        given = [*deadlines_in(notice.in_brief.action, published)]
        met = any(told.means(day) for told in given for day in _days(action))
        for told in given:
            # Nearer steps may stand beside the deadline.
            if not any(told.means(day) for day in _days(action)) and not (
                met and told.day < max(_days(action))
            ):
                yield _differs(told, action, ("in_brief", "action"), 0)
    latest = max(_days(action))
    for section in notice.body.sections:
        for told in deadlines_in(_BLANKS.sub(" ", _TAG.sub(" ", section.html)), published):
            lasts = told.words.lower().startswith("jusqu")  # how long something holds, more often than not
            if told.day - _DAY > latest and not told.means(latest) and not lasts:
                yield _differs(told, action, (), section.line)


def _days(action: Action) -> list[date]:
    return [day for day in (action.deadline, action.exposed_deadline) if day is not None]


def _differs(told: WrittenDeadline, action: Action, at: Pointer, line: int) -> Remark:
    known = " et ".join(f"{day:%d/%m/%Y}" for day in _days(action))
    return Remark(
        f"« {told.words} » donne le {told.day:%d/%m/%Y}, mais « action » donne {known}.",
        at,
        line=line,
        hint="Corrigez la date fausse, celle du texte ou celle de « action ».",
    )


@rule(gravity=Gravity.WARNING, near=True)
def fault_told_once(index: Index) -> Iterator[tuple[SourcePath, Remark]]:
    """Une vulnérabilité d’un produit déjà traitée devrait l’être par une révision, non par une autre notice.

    Une alerte et son bulletin ne se répètent pas, ni deux notices dont l’une cite l’autre par un lien. Entre
    notices importées, c’est leur source qui en décide.

    Mauvais : deux bulletins pour CVE-2026-12345 dans la passerelle X
    Bon : un seul bulletin, révisé ; ou le second cite le premier
    """
    written = [entry for entry in index.entries if entry.cves and not entry.aliases and not _is_aside(entry)]
    wanted = {cve for entry in written for cve in entry.cves}
    bearers = [
        entry
        for entry in index.entries
        if entry.cves and not _is_aside(entry) and not wanted.isdisjoint(entry.cves)
    ]
    by_cve: dict[str, list[CatalogueEntry]] = {}
    for entry in bearers:
        for cve in wanted.intersection(entry.cves):
            by_cve.setdefault(cve, []).append(entry)
    for entry in written:
        others = {other.name: other for cve in entry.cves for other in by_cve[cve] if other is not entry}
        for other in others.values():
            both = [cve for cve in entry.cves if cve in other.cves]
            product = next((name for name in entry.products if name in other.products), None)
            if (
                product is not None
                and entry.kind is other.kind
                and _is_later(entry, other)
                and not _cites(entry, other)
            ):
                more = f" (et {len(both) - 1} autres)" if len(both) > 1 else ""
                yield (
                    entry.place,
                    Remark(
                        f"{both[0]}{more} pour le produit « {product} » : {other.id} en parle déjà.",
                        ("vulnerabilities",),
                        hint="Révisez cette notice-là ; si les deux ont lieu d’être, que l’une cite l’autre "
                        "par un lien.",
                    ),
                )


def _is_aside(entry: CatalogueEntry) -> bool:
    return entry.erased or entry.withdrawn


def _is_later(entry: CatalogueEntry, other: CatalogueEntry) -> bool:
    """Which of the two is told of: the one that came second; an imported one never is."""
    if other.aliases:
        return True
    if entry.published is None or other.published is None or entry.draft != other.draft:
        return entry.draft
    return (entry.published, entry.id) > (other.published, other.id)


def _cites(entry: CatalogueEntry, other: CatalogueEntry) -> bool:
    return any(
        f"/{two.address}" == target.partition("#")[0]
        for one, two in ((entry, other), (other, entry))
        for target, _ in one.links
    )
