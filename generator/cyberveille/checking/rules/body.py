"""The text of a notice or page: its links, images, headings and markup."""

import re
import sys
from collections.abc import Iterator
from itertools import zip_longest

from cyberveille.checking.nearest import SUGGESTIONS, did_you_mean_section
from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.checking.web_address import WebAddress, deceit, international, judge, out_of_reach
from cyberveille.expressions import expression
from cyberveille.markup import Unread
from cyberveille.model import Gravity, Link, Notice, Page

_HEADING_LEVEL = expression(r"<h([3-6])>")
_UNREAD_LINK = expression(r"\]\((?:https?:|mailto:|/)")
_CODE = expression(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_TOP_HEADING = "<h1>"
# What stands at the beginning of a line of text, and would have begun a list or a table after a blank line.
_STUCK = expression(r"\n[ \t]*(?:[-*+] |\d{1,2}\. |\|.*\|[ \t]*(?=\n))")
_STUCK_LIST = expression(r"\n[ \t]*(?:[-*+] |\d{1,2}\. )")
_BLOCK_OF_CODE = expression(r"<pre\b.*?</pre>", re.DOTALL)
_CODE_OVER_LINES = expression(r"<code>[^<]*\n")


@rule(Notice, Page)
def html_kept(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Le texte ne doit pas contenir de HTML que le portail retire pour la sûreté des lecteurs.

    Mauvais : `<iframe src="https://example.org/">`
    Bon : `[La vidéo](https://example.org/)`
    """
    for line, what in context.removed:
        if what != _TOP_HEADING and not what.endswith(":"):
            yield Remark(
                f"Le portail retire « {what} » : les lecteurs ne le verront pas.",
                line=line,
                hint="Écrivez-le en Markdown, ou entre accents graves (`…`) s’il faut le montrer.",
            )


@rule(Notice, Page)
def link_scheme(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Un lien doit commencer par https:, http:, mailto:, tel:, « / » ou « # ».

    Mauvais : `[ouvrir](javascript:alert)`
    Bon : `[ouvrir](https://example.org/)`
    """
    for line, what in context.removed:
        if what.endswith(":"):
            yield Remark(
                f"Un lien en « {what} » est retiré du portail.",
                line=line,
                hint="Remplacez-le par une adresse https, ou par du texte.",
            )


@rule(Notice, Page)
def heading_level_1(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Le texte ne doit pas contenir de titre de niveau 1 : le titre de l’en-tête en tient lieu.

    Mauvais : `# Résumé`
    Bon : `## Résumé`
    """
    for line, what in context.removed:
        if what == _TOP_HEADING:
            yield Remark(
                "Le texte contient un titre de niveau 1.",
                line=line,
                hint="Commencez la ligne par « ## » au lieu de « # ».",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def heading_order(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Les sous-titres devraient se suivre sans saut de niveau (WCAG 2.2, critère 1.3.1).

    Mauvais : `#### Étapes` juste sous `## Mesures`
    Bon : `### Étapes` sous `## Mesures`
    """
    for section in subject.body.sections:
        if "<h4" not in section.html and "<h5" not in section.html and "<h6" not in section.html:
            continue
        previous = 2
        for level in map(int, _HEADING_LEVEL.findall(section.html)):
            if level > previous + 1:
                yield Remark(
                    f"{section.in_words} passe d’un titre de niveau {previous} à un titre de niveau {level}.",
                    line=section.line,
                    hint=f"Donnez-lui {previous + 1} dièses au lieu de {level}.",
                )
            previous = level


@rule(Notice, Page, gravity=Gravity.WARNING)
def marks_read(subject: Subject, context: Context) -> Iterator[Remark]:
    """Une liste ou un tableau devrait suivre une ligne vide ; un élément se complète à quatre espaces.

    Mauvais : `- un` juste sous une ligne de texte, ou « ``` » en retrait de trois espaces
    Bon : une ligne vide, puis `- un`
    """
    ends = [section.line for section in subject.body.sections[1:]]
    for section, end in zip_longest(subject.body.sections, ends):
        text = _BLOCK_OF_CODE.sub("", section.html) if "<pre" in section.html else section.html
        within = [mark for mark in context.unread if section.line <= mark.line < (end or sys.maxsize)]
        # Rows that are printed as they are have been told of.
        raw = any(mark.kind is Unread.TABLE for mark in within)
        if (_STUCK_LIST if raw else _STUCK).search(text):
            fault = (
                "une liste ou un tableau collé au texte qui précède : le portail n’en fait qu’un paragraphe"
            )
            hint = (
                "Laissez une ligne vide avant, et quatre espaces devant ce qu’un élément de liste contient."
            )
        elif "<code" in text and _CODE_OVER_LINES.search(text):
            fault = "un bloc de code que le portail mettrait sur une seule ligne"
            hint = "Mettez les deux lignes « ``` » contre la marge, ou le bloc en retrait de huit espaces."
        else:
            continue
        line = next((mark.line for mark in within if mark.kind is Unread.STUCK), section.line)
        yield Remark(f"{section.in_words} contient {fault}.", line=line, hint=hint)


@rule(Notice, Page)
def section_unique(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Deux sections ne doivent pas porter le même titre.

    Mauvais : deux lignes `## Mesures`
    Bon : `## Mesures`, puis `### Plus tard` à l’intérieur
    """
    seen: set[str] = set()
    for section in subject.body.sections:
        title = section.title.casefold()
        if title and title in seen:
            yield Remark(
                f"Deux sections s’appellent « {section.title} ».",
                line=section.line,
                hint="Réunissez-les, ou donnez-leur des titres différents.",
            )
        seen.add(title)


@rule(Notice, gravity=Gravity.WARNING)
def section_filled(subject: Notice, _context: Context) -> Iterator[Remark]:
    """Une section devrait dire quelque chose : les lecteurs n’en verraient que le titre.

    Une ligne `---` juste sous un texte en fait un titre, et la section d’avant peut rester vide.

    Mauvais : `## Détection`, suivi de `## Mesures`
    Bon : `## Détection`, suivi de ce qu’il faut chercher
    """
    demanded = subject.kind.facts.sections
    for section in subject.body.sections:
        if section.title and section.title not in demanded and not section.html.strip():
            yield Remark(
                f"{section.in_words} est vide.",
                line=section.line,
                hint="Retirez-la, ou complétez-la ; une ligne vide sépare un texte de « --- ».",
            )


def _attached(subject: Subject) -> frozenset[str]:
    return frozenset(attachment.file for attachment in subject.attachments)


def _is_absolute(link: Link) -> bool:
    """Whether the target names its own scheme, as against a place on this portal."""
    head = link.target.partition("/")[0]
    return ":" in head


@rule(Notice, Page)
def link_address(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien doit mener à une adresse complète, ou à une adresse du portail depuis sa racine.

    Mauvais : `[le bulletin](../CV-2026-BUL-0003.md)`
    Bon : `[le bulletin](/bulletins/2026/CV-2026-BUL-0003/)`
    """
    attached = _attached(subject)
    for link in subject.body.links:
        target = link.target
        if target.startswith("//"):
            fault, hint = "ne dit pas son protocole", "Commencez l’adresse par https://."
        elif target.startswith(("/", "#")):
            continue
        elif not target.strip():
            fault, hint = "est vide", "Écrivez l’adresse entre les parenthèses."
        elif target.startswith("mailto:"):
            if "@" in target:
                continue
            fault, hint = "n’a pas d’adresse électronique", "Écrivez mailto:nom@domaine."
        elif _is_absolute(link):
            if judge(target) is not WebAddress.INVALID:
                continue
            fault, hint = "n’est pas une adresse valide", "Recopiez l’adresse entière."
        elif target in attached:
            continue
        else:
            fault = "ne part pas de la racine du portail"
            hint = "Écrivez par exemple /bulletins/2026/CV-2026-BUL-0003/, ou une adresse en https."
        yield Remark(f"Le lien « {target} » {fault}.", line=link.line, hint=hint)


@rule(Notice, Page)
def link_readable(subject: Subject, context: Context) -> Iterator[Remark]:
    """L’adresse d’un lien ne doit contenir ni espace ni signe interdit : le lien serait perdu.

    Mauvais : `[l’avis](https://example org/avis)`
    Bon : `[l’avis](https://example.org/avis)`
    """
    scheme_removed = any(what.endswith(":") for _, what in context.removed)
    for section in subject.body.sections:
        lost = "<a>" in section.html and not scheme_removed
        if lost or ("](" in section.html and _UNREAD_LINK.search(_CODE.sub("", section.html))):
            yield Remark(
                f"{section.in_words} contient un lien dont l’adresse est illisible.",
                line=section.line,
                hint="Cherchez une espace, une barre « | » ou une parenthèse dans l’adresse.",
            )


@rule(Notice, Page)
def link_honest(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien doit mener là où le lecteur croit qu’il mène.

    Mauvais : `[l’avis](https://www.cisa.gov@example.net/)`
    Bon : `[l’avis](https://www.cisa.gov/)`
    """
    for link in subject.body.links:
        if fault := deceit(link.target):
            yield Remark(
                f"L’adresse {link.target} {fault}.",
                line=link.line,
                hint="Vérifiez à qui appartient le site, puis recopiez son adresse sans détour.",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def link_international(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un nom de site devrait s’écrire en lettres que le lecteur connaît : une autre peut en imiter une.

    Mauvais : `[l’avis](https://čert.example/avis)`
    Bon : `[l’avis](https://cert.example/avis)`
    """
    for link in subject.body.links:
        if names := international(link.target):
            yield Remark(
                f"Le site « {names[0]} » s’appelle en réalité {names[1]}.",
                line=link.line,
                hint="Vérifiez à qui il appartient.",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def link_secure(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien devrait être en https.

    Mauvais : `[l’avis](http://example.org/avis)`
    Bon : `[l’avis](https://example.org/avis)`
    """
    for link in subject.body.links:
        if not link.image and judge(link.target) is WebAddress.PLAIN:
            yield Remark(
                f"Le lien {link.target} n’est pas chiffré.",
                line=link.line,
                hint="Vérifiez si le site répond aussi en https.",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def link_reachable(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien devrait mener là où tous peuvent aller : ni « localhost », ni un réseau intérieur.

    Mauvais : `[le bulletin](http://localhost:8000/bulletins/2026/CV-2026-BUL-0003/)`
    Bon : `[le bulletin](/bulletins/2026/CV-2026-BUL-0003/)`
    """
    for link in subject.body.links:
        if host := out_of_reach(link.target):
            yield Remark(
                f"« {host} » n’existe que sur une machine ou un réseau : le lecteur n’y trouvera rien.",
                line=link.line,
                hint="Écrivez une adresse du portail depuis sa racine, ou l’adresse publique de la page.",
            )


@rule(Notice, Page)
def link_fragment(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien vers une partie du texte doit mener à l’une de ses sections.

    Mauvais : `[les mesures](#mesures)`
    Bon : `[les mesures](#s-mesures)`
    """
    anchors = {section.anchor: None for section in subject.body.sections if section.title}
    suggested = 0
    for link in subject.body.links:
        if not link.target.startswith("#") or link.target == "#":
            continue
        if link.target[1:] not in anchors:
            suggested += 1
            yield Remark(
                f"Le lien « {link.target} » ne mène à aucune section.",
                line=link.line,
                hint=did_you_mean_section(link.target[1:], anchors if suggested <= SUGGESTIONS else ()),
            )


@rule(Notice, Page)
def image_described(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Une image doit avoir un texte de remplacement (RGAA 4.1.2, critère 1.1).

    Mauvais : `![](schema.png)`
    Bon : `![La passerelle entre le scanner et le PACS](schema.png)`
    """
    for link in subject.body.links:
        if link.image and not link.text.strip():
            yield Remark(
                f"L’image « {link.target} » n’a pas de texte de remplacement.",
                line=link.line,
                hint="Écrivez entre les crochets ce que l’image apprend au lecteur.",
            )


@rule(Notice, Page)
def image_local(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Une image doit être servie par le portail : le navigateur refuse celles d’autres sites.

    Mauvais : `![Schéma](https://example.org/schema.png)`
    Bon : `![Schéma](/documents/CV-2026-DOC-0007/schema.png)`
    """
    for link in subject.body.links:
        if link.image and (_is_absolute(link) or link.target.startswith("//")):
            yield Remark(
                f"L’image « {link.target} » vient d’un autre site.",
                line=link.line,
                hint="Joignez-la à un document du portail, ou remplacez-la par un lien.",
            )
