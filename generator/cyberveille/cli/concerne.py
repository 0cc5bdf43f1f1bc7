"""`cyberveille concerne`: which notices concern an inventory, as the page « Suis-je concerné ? » answers."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from cyberveille.cli.environment import (
    FINDINGS,
    JOBS,
    NOW,
    ROOT,
    USAGE,
    audience_at,
    catalogue_of,
    clock,
    commit_of,
    project_at,
    show,
)
from cyberveille.cli.french import Command, say
from cyberveille.concerned import Answer, Found, Line, Matcher, UnreadableInventory, read_inventory
from cyberveille.locale import counted
from cyberveille.model import Headline
from cyberveille.publishing.concerned import rules_of
from cyberveille.publishing.edition import make_edition

_SAID = {Answer.CONCERNED: "concerné", Answer.TO_CHECK: "à vérifier"}


@click.command(cls=Command, short_help="Dit quelles notices concernent un inventaire.")
@click.argument(
    "inventory",
    metavar="INVENTAIRE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option(
    "--json", "as_json", is_flag=True, help="Un objet JSON par ligne : line, notice, aliases, answer, why."
)
@click.option("--audience", metavar="NOM", default="public", show_default=True, help="Édition interrogée.")
@NOW
@ROOT
@JOBS
def concerne(
    inventory: Path, *, as_json: bool, audience: str, now: datetime | None, root: Path, jobs: int | None
) -> None:
    """Compare un inventaire (CSV, GLPI, OCS, CycloneDX, SPDX ou lignes libres) aux notices d’une édition.

    Une paire absente de la réponse n’est pas concernée. Rien n’est écrit ni envoyé. « - » : lu de l’entrée.
    """
    try:
        lines = read_inventory(_bytes_of(inventory)).lines
    except UnreadableInventory as refusal:
        say(str(refusal), err=True)
        raise click.exceptions.Exit(USAGE) from None
    moment = clock(now)
    project = project_at(root)
    chosen = audience_at(project, audience)
    catalogue = catalogue_of(project, moment, jobs)
    if catalogue.refused:
        show(catalogue.findings)
        raise click.exceptions.Exit(FINDINGS)
    edition = make_edition(catalogue, chosen, moment, commit_of(root))
    asked, rules = rules_of(edition)
    matcher = Matcher(rules)
    pairs = ((line, found) for line in lines for found in matcher.answers(line) if found.answer in _SAID)
    if as_json:
        for line, found in pairs:
            headline = asked[found.notice]
            answer = {
                "line": line.number,
                "notice": headline.id,
                "aliases": edition.notice(headline.id).aliases,
                "answer": found.answer,
                "why": found.why,
            }
            click.echo(msgspec.json.encode(answer).decode())
    else:
        _tell(list(pairs), asked)


def _bytes_of(inventory: Path) -> bytes:
    return sys.stdin.buffer.read() if str(inventory) == "-" else inventory.read_bytes()


def _tell(pairs: list[tuple[Line, Found]], asked: tuple[Headline, ...]) -> None:
    for line, found in sorted(pairs, key=lambda pair: _urgency(pair[0], pair[1], asked)):
        headline = asked[found.notice]
        say(f"ligne {line.number}, {line.text} : {_SAID[found.answer]} par {headline.id}, {headline.title}")
        say(f"    {found.why}{_facts(headline)}")
    for answer, words in _SAID.items():
        pairs_so = [line.number for line, found in pairs if found.answer is answer]
        say(f"{words} : {counted(len(pairs_so), 'réponse')}, pour {counted(len(set(pairs_so)), 'ligne')}.")


def _facts(headline: Headline) -> str:
    return "".join(f" ; {fact}" for fact in _told(headline))


def _told(headline: Headline) -> Iterator[str]:
    if headline.severity:
        yield f"gravité {headline.severity.label.lower()}"
    if headline.exploited:
        yield "exploitée"
    if deadline := _deadline(headline):
        yield f"à traiter avant le {deadline:%d/%m/%Y}"


def _deadline(headline: Headline) -> date | None:
    days: Iterable[date] = (day for day in (headline.deadline, headline.exposed_deadline) if day)
    return min(days, default=None)


def _urgency(line: Line, found: Found, asked: tuple[Headline, ...]) -> tuple[object, ...]:
    headline = asked[found.notice]
    severity = -headline.severity.rank if headline.severity else 0
    return (
        line.number,
        found.answer is not Answer.CONCERNED,
        _deadline(headline) or date.max,
        severity,
        headline.id,
    )
