"""What a reader must find in every notice."""

from collections.abc import Iterator

from cyberveille.checking.nearest import did_you_mean, nearest
from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.expressions import expression
from cyberveille.model import RECORDS, Bulletin, Gravity, Kind, Notice, Page

SUMMARY, MEASURES = Kind.BULLETIN.facts.sections
TITLE_LENGTH = 160
_TAG = expression(r"<[^>]*>")


@rule(Bulletin)
def severity_given(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """La gravité doit être donnée, sauf si la notice est importée (`aliases`).

    Mauvais : ni `severity` ni `aliases`
    Bon : `severity: critique`
    """
    if notice.severity is None and not notice.aliases:
        yield Remark(
            "La gravité manque.",
            hint="Ajoutez « severity: » suivi de critique, elevee, moyenne, faible ou information.",
        )


@rule(Bulletin)
def technologies_given(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une technologie au moins doit être donnée, sauf si la notice est importée (`aliases`).

    Mauvais : ni `technologies` ni `aliases`
    Bon : `technologies: [imagerie]`
    """
    if not notice.technologies and not notice.aliases:
        yield Remark(
            "Aucune technologie n’est indiquée.",
            hint="Ajoutez « technologies: » avec un ou plusieurs identifiants de "
            "content/vocabulaires/technologies.yml.",
        )


@rule(Bulletin)
def summary_written(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """La section « Résumé » doit être présente et ne pas être vide.

    Mauvais : un bulletin qui commence par `## Contexte`
    Bon : `## Résumé`, suivi de quelques phrases
    """
    yield from section_written(notice, SUMMARY, (SUMMARY, MEASURES))


@rule(Bulletin)
def measures_written(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """La section « Mesures » doit être présente et ne pas être vide.

    Mauvais : `## Solution`
    Bon : `## Mesures`, suivi de ce qu’il faut faire
    """
    yield from section_written(notice, MEASURES, (SUMMARY, MEASURES))


def section_written(notice: Notice, title: str, required: tuple[str, ...]) -> Iterator[Remark]:
    """What is wrong with a section that must be there; `required` are all those of its kind."""
    section = notice.body.section(title)
    if section is None:
        titles = [part.title for part in notice.body.sections if part.title not in required]
        meant = nearest(title, titles)
        line = next((part.line for part in notice.body.sections if part.title == meant), 0)
        yield Remark(
            f"La section « {title} » manque.",
            line=line,
            hint=did_you_mean(meant, title)
            if meant
            else f"Ajoutez une ligne « ## {title} », suivie de son texte.",
        )
    elif "<img" not in section.html and not _TAG.sub("", section.html[:2000]).strip():
        yield Remark(
            f"La section « {title} » est vide.",
            line=section.line,
            hint="Écrivez son texte sous le titre.",
        )


@rule(Notice, Page)
def title_without_period(subject: Notice | Page, _context: Context) -> Iterator[Remark]:
    """Un titre ne doit pas se terminer par un point.

    Mauvais : `title: Exécution de code dans la passerelle X.`
    Bon : `title: Exécution de code dans la passerelle X`
    """
    title = subject.title
    if title.endswith(".") and not title.endswith("..."):
        yield Remark("Le titre se termine par un point.", ("title",), hint="Retirez ce point.")


@rule(Notice, Page, gravity=Gravity.WARNING)
def title_length(subject: Notice | Page, _context: Context) -> Iterator[Remark]:
    """Un titre doit tenir en 160 caractères : au-delà, listes et flux le coupent.

    Mauvais : un titre qui énumère toutes les versions touchées
    Bon : `title: Multiples vulnérabilités dans le serveur PACS Y`
    """
    if len(subject.title) > TITLE_LENGTH:
        yield Remark(
            f"Le titre compte {len(subject.title)} caractères, pour {TITLE_LENGTH} au plus.",
            ("title",),
            hint="Gardez l’effet et le produit ; le reste a sa place dans le résumé.",
        )


def _sections_of(kind: Kind) -> None:
    """The rule on the sections that a kind asks for: its words and its sections say all of it."""
    sections = kind.facts.sections

    def sections_written(notice: Notice, _context: Context) -> Iterator[Remark]:
        for title in sections:
            yield from section_written(notice, title, sections)

    article = "Une" if kind.words.feminine else "Un"
    asked = ", ".join(f"« {title} »" for title in sections)
    shown = ", ".join(f"`## {title}`" for title in sections)
    several = "s" if len(sections) > 1 else ""
    what = "les sections" if several else "la section"
    sections_written.__name__ = f"{kind.value}_section{several}"
    sections_written.__doc__ = (
        f"{article} {kind.label} doit avoir, et remplir, {what} {asked}.\n\n"
        f"Mauvais : `## Texte`\nBon : {shown}"
    )
    rule(RECORDS[kind])(sections_written)


for _kind in Kind:
    if _kind.facts.sections and not _kind.watched:
        _sections_of(_kind)
