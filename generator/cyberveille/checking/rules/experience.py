"""Feedback on incidents, and ministry actions: what they must say, and what would name a victim."""

import re
from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.checking.rules.leftover import header_texts
from cyberveille.expressions import expression
from cyberveille.model import ActionStatus, Gravity, MinistryAction, Pointer, Rex

_PUBLIC = ("references", "revisions")
"""What tells of sources and of the notice, not of the incident."""
_DAY = "when"
"""Its rule says what it may be."""
_MOMENT = expression(r"J(?:[+\-−](\d{1,3}))?(?:,? (?:[01]?\d|2[0-3])\s?h(?:\s?[0-5]\d)?)?")
_PERIOD = expression(r"20\d{2}(-S[12])?")
_TAG = expression(r"<[^>]*>")
_NAMING = (
    (expression(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "une adresse électronique"),
    (expression(r"(?:\+33\s?|\b0)[1-9](?:[ .]?\d{2}){4}\b"), "un numéro de téléphone"),
    (
        expression(r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b"),
        "une adresse de réseau interne",
    ),
    (expression(r"\bFINESS\b\D{0,5}\d{9}\b", re.IGNORECASE), "un numéro FINESS"),
    (
        expression(
            r"\b(?:0?[1-9]|[12]\d|3[01])(?:/\d{1,2}/20\d{2}\b|(?:er)?\s(?:janvier|février|mars|avril|mai|juin"
            r"|juillet|août|septembre|octobre|novembre|décembre)\b)"
        ),
        "une date",
    ),
)
_PLACE = expression(
    r"\b(?:CHU|CHRU|CHR|CH|GHT|hôpital|clinique|centre hospitalier|laboratoire)\s"
    r"(?:de\s|d’|du\s|des\s)?(?=[A-ZÉÈÎ])[\w’-]+"
)


@rule(Rex)
def rex_moment(rex: Rex, _context: Context) -> Iterator[Remark]:
    """Un moment de la chronologie doit compter les jours depuis le début : une date désignerait la victime.

    Les jours se suivent. Avant le premier signe, on écrit `J-3`.

    Mauvais : `when: 12 mars, 7 h 40`
    Bon : `when: J+1, 7 h 40`
    """
    last: int | None = None
    for position, step in enumerate(rex.timeline):
        at = ("timeline", position, "when")
        found = _MOMENT.fullmatch(step.when.replace("\u00a0", " ").replace("\u202f", " "))
        if found is None:
            message = f"« {step.when} » ne compte pas les jours depuis le début de l’incident."
            yield Remark(message, at, hint="Écrivez « J », « J+1 » ou « J+1, 7 h 40 ».")
            continue
        day = int(found[1] or 0) * (-1 if step.when[1:2] in {"-", "−"} else 1)
        if last is not None and day < last:
            yield Remark(f"« {step.when} » vient après un jour plus tardif.", at, hint="Rangez les moments.")
        last = day


@rule(Rex)
def rex_period(rex: Rex, _context: Context) -> Iterator[Remark]:
    """La période d’un REX doit être une année ou un semestre : un mois désignerait la victime.

    Mauvais : `period: "mars 2026"`
    Bon : `period: "2026-S1"`
    """
    if not _PERIOD.fullmatch(rex.period):
        message = f"« {rex.period} » n’est ni une année, ni un semestre."
        yield Remark(message, ("period",), hint='Écrivez par exemple "2026" ou "2026-S1".')


@rule(Rex)
def rex_anonymous(rex: Rex, _context: Context) -> Iterator[Remark]:
    """Un REX ne doit rien contenir qui désigne la victime : adresse, téléphone, date, réseau interne, FINESS.

    Les sources publiques de `references` et les valeurs de `indicators` ne sont pas regardées.

    Mauvais : « le 12 mars, le serveur 10.20.0.4 s’arrête »
    Bon : « à J+1, le serveur d’identité s’arrête »
    """
    for pattern, what in _NAMING:
        for line, at, text in _told(rex):
            if found := pattern.search(text):
                yield Remark(
                    f"« {found.group()} » est {what} : la victime pourrait être reconnue.",
                    at,
                    line=line,
                    hint="Remplacez-la par ce qu’elle apprend au lecteur.",
                )


@rule(Rex, gravity=Gravity.WARNING)
def rex_unnamed(rex: Rex, _context: Context) -> Iterator[Remark]:
    """Un REX ne devrait nommer aucun établissement.

    Mauvais : « le CHU de Sainte-Exemple »
    Bon : « l’établissement »
    """
    for line, at, text in _told(rex):
        if found := _PLACE.search(text):
            yield Remark(
                f"« {found.group()} » ressemble au nom d’une structure.",
                at,
                line=line,
                hint="Écrivez « l’établissement », « le laboratoire ».",
            )


def _told(rex: Rex) -> Iterator[tuple[int, Pointer, str]]:
    """Each text of a REX with its line, 0 when its place in the header says it."""
    for item in header_texts(rex):
        if item.at[0] not in _PUBLIC and item.key != _DAY:
            yield 0, item.at, item.value
    for section in rex.body.sections:
        yield section.line, (), f"{section.title} {_TAG.sub(' ', section.html)}"


@rule(MinistryAction)
def action_days(action: MinistryAction, _context: Context) -> Iterator[Remark]:
    """Une action ne doit pas finir avant de commencer, et une action achevée doit avoir un dernier jour.

    Mauvais : `starts: 2026-12-01` et `ends: 2026-11-01`
    Bon : `starts: 2026-11-01` et `ends: 2026-12-01`
    """
    if action.ends is not None and action.ends < action.starts:
        message = f"L’action finirait le {action.ends:%Y-%m-%d}, avant son premier jour."
        yield Remark(message, ("ends",), hint="Corrigez « starts » ou « ends ».")
    if action.status is ActionStatus.DONE and action.ends is None:
        yield Remark(
            "L’action est achevée sans dernier jour.", ("status",), hint="Ajoutez « ends: » avec le jour."
        )
