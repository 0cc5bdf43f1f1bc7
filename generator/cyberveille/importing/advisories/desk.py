"""Facts of one or several sources to the draft that an editor writes from."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct, field

from cyberveille.checking.rules.leftover import PLACEHOLDER
from cyberveille.importing.advisories.combining import combined
from cyberveille.importing.advisories.facts import Doubt, Facts, check, lack
from cyberveille.importing.advisories.proposals import Names, NoNames, deadlines, named, severity_of
from cyberveille.importing.advisories.quoting import body_of
from cyberveille.importing.draft import Draft
from cyberveille.locale import paris_day
from cyberveille.model import Action, InBrief, Kind, Revision, Severity, Tlp, Vocabularies, Vulnerability
from cyberveille.model.deadline_rule import DeadlineRule


class Desk(Struct, frozen=True):
    """What a source is read with: the portal's lists and names, its rules, the time of day.

    `tlp` is the marking of sources that bear none.
    """

    lists: Vocabularies
    now: datetime
    names: Names = field(default_factory=NoNames)
    deadlines: tuple[DeadlineRule, ...] = ()
    tlp: Tlp | None = None


def draft_of(kind: Kind, sources: Sequence[Facts], desk: Desk) -> Draft:
    """A draft whose references, products, vulnerabilities and aliases are those of all the sources.

    Its title and its texts are to be written: what is in another language, or another's words, begins with
    the mark of what is to fill. Raises RecordError for a source whose readers nobody knows.
    """
    facts = combined(sources, desk.tlp)
    known = named(facts.products, desk.names)
    listed = desk.lists.technologies
    technologies = tuple(term for term in known.technologies if not listed.terms or listed.get(term))
    severity = severity_of(facts)
    action = deadlines(desk.deadlines, severity, exploited=facts.exploited, day=paris_day(desk.now))
    doubts = (*facts.doubts, *_proposed(severity, action, technologies, known.unknown))
    return Draft(
        kind=kind,
        aliases=(facts.reference, *facts.aliases),
        title=f"{PLACEHOLDER} : {facts.title}",
        tlp=facts.tlp or Tlp.CLEAR,
        published=desk.now,
        revisions=(Revision(date=desk.now, change="Version initiale"),),
        unfinished=True,
        severity=severity,
        technologies=technologies,
        products=known.products,
        vulnerabilities=tuple(
            Vulnerability(
                cve=item.cve,
                title=_title(facts, item.title),
                cvss=item.vectors[0] if item.vectors else None,
                cwe=item.kinds[0] if item.kinds else None,
                exploited=item.exploited,
            )
            for item in facts.weaknesses
        ),
        action=action,
        in_brief=InBrief(what=PLACEHOLDER, concerned=PLACEHOLDER, action=PLACEHOLDER),
        references=facts.references,
        body=body_of(kind, sources, doubts, known.entries),
        doubts=tuple(f"{doubt.nature.value} : {doubt.said}" for doubt in doubts),
    )


def _title(facts: Facts, written: str | None) -> str | None:
    """A title in French is kept; one in another language is to be written, and may be left out."""
    if written is None or facts.language.casefold().partition("-")[0] == "fr":
        return written
    return f"{PLACEHOLDER} : {written}"


def _proposed(
    severity: Severity | None, action: Action | None, technologies: Sequence[str], unknown: Sequence[str]
) -> list[Doubt]:
    found = []
    if severity is not None:
        found.append(check(f"gravité « {severity.label} », proposée d’après le plus haut score CVSS."))
    else:
        found.append(lack("de quoi proposer une gravité."))
    if action is not None:
        found.append(check("échéances, proposées par la règle de site_config.yml (« deadlines »)."))
    if technologies:
        found.append(check(f"technologies {', '.join(technologies)}, proposées d’après les produits."))
    else:
        found.append(lack("de quoi proposer des technologies."))
    if unknown:
        found.append(check(f"éditeurs hors du registre des produits : {', '.join(unknown[:10])}."))
    return found
