"""What pages would print as it is written: marks of other dialects, Markdown where there is none."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.checking.rules.leftover import header_texts
from cyberveille.expressions import expression
from cyberveille.markup import Unread
from cyberveille.model import Gravity, Notice, Page


class _Told(NamedTuple):
    message: str
    hint: str


_DIALECT = _Told(
    "« {what} » vient d’un autre Markdown : il sera imprimé tel quel.",
    "Écrivez-le autrement, ou entre accents graves (`…`) s’il faut le montrer.",
)
_TOLD = {
    Unread.FOOTNOTE: _Told(
        "« {what} » : le portail ne fait pas de notes de bas de page, ce texte sera imprimé tel quel.",
        "Mettez la précision dans la phrase, ou l’adresse sous « references: ».",
    ),
    Unread.ADMONITION: _Told(
        "« {what} » n’ouvre pas d’encadré ici : ces signes seront imprimés tels quels.",
        "Commencez chaque ligne par « > » pour une citation, ou donnez un titre « ### Attention ».",
    ),
    Unread.REFERENCE: _Told(
        "« {what} » renvoie à une adresse qui n’est définie nulle part : il sera imprimé tel quel.",
        "Écrivez l’adresse après le texte, `[texte](https://…)`, ou définissez-la : `[nom]: https://…`.",
    ),
    Unread.LINK: _Told(
        "« {what} » n’est pas un lien : il sera imprimé tel quel.",
        "Écrivez `[texte](https://…)`, sans espace entre le crochet et la parenthèse.",
    ),
    Unread.DIALECT: _DIALECT,
    Unread.HALF: _Told(
        "« {what} » n’a pas le signe qui irait avec lui : il sera imprimé tel quel.",
        "Fermez-le contre le dernier mot, comme `**gras**`, retirez-le, ou mettez le tout entre accents "
        "graves (`…`).",
    ),
    Unread.TABLE: _Told(
        "Le tableau « {what} » sera imprimé tel quel : rien ne sépare ses titres de ses lignes.",
        "Mettez sous les titres une ligne comme `|---|---|`, avec autant de colonnes, sans ligne vide.",
    ),
    Unread.CELL: _Told(
        "« {what} » est au-delà de la dernière colonne du tableau : les lecteurs ne le verront pas.",
        "Ajoutez une colonne aux titres ; une barre dans le texte s’écrit « \\| ».",
    ),
    Unread.DRAWING: _Told(
        "Le portail ne trace pas de dessin « {what} » : son code sera imprimé.",
        "Joignez l’image à un document du portail, ou dites la même chose en une liste.",
    ),
}


@rule(Notice, Page, gravity=Gravity.WARNING)
def mark_known(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Un signe qui n’est pas du Markdown d’ici devrait être évité : il serait imprimé tel quel.

    Le portail lit CommonMark, les tableaux, les listes de définitions, les cases à cocher et le texte barré.

    Mauvais : `!!! note`, `[^1]`, `==important==`
    Bon : `> Note.`, `**important**`
    """
    for mark in context.unread:
        if told := _TOLD.get(mark.kind):
            yield Remark(told.message.format(what=mark.what), line=mark.line, hint=told.hint)


@rule(Notice, Page, gravity=Gravity.WARNING)
def fence_closed(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Un bloc de code devrait se fermer par la ligne de signes qui l’a ouvert.

    Mauvais : « ```console », sans « ``` » plus bas
    Bon : « ```console », les commandes, puis « ``` » seul sur sa ligne
    """
    for mark in context.unread:
        if mark.kind is Unread.FENCE:
            yield Remark(
                f"Rien ne ferme le bloc de code ouvert par « {mark.what} » : ces signes seront imprimés, et "
                "la suite comme du texte ordinaire.",
                line=mark.line,
                hint="Après la dernière ligne de code, mettez les mêmes signes, seuls sur leur ligne.",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def list_begun(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Une liste devrait commencer par « - » ou « 1. », suivi d’une espace.

    Mauvais : `• isoler`, `a. isoler`, `-isoler`
    Bon : `- isoler`, `1. isoler`
    """
    for mark in context.unread:
        if mark.kind is Unread.BULLET:
            sign = mark.what[0]
            code = f" (U+{ord(sign):04X})" if not sign.isascii() else ""
            yield Remark(
                f"« {sign} »{code} ne commence pas une liste : « {mark.what} » sera imprimé dans un "
                "paragraphe, à la suite des autres lignes.",
                line=mark.line,
                hint="Commencez la ligne par « - » et une espace.",
            )
        elif mark.kind is Unread.LETTERS:
            yield Remark(
                f"« {mark.what} » ne commence pas une liste : ses lignes seront imprimées à la suite, dans "
                "un seul paragraphe.",
                line=mark.line,
                hint="Numérotez les lignes : « 1. », « 2. »…",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def list_kept(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Ce qu’un élément de liste contient devrait être en retrait, sous la première lettre de son texte.

    Mauvais : `1. Arrêter.`, une ligne vide, puis une suite en retrait d’une espace
    Bon : la même suite en retrait de trois espaces
    """
    for mark in context.unread:
        if mark.kind is Unread.LEFT:
            yield Remark(
                f"« {_short(mark.what)} » sera imprimé hors de la liste : son retrait est trop petit.",
                line=mark.line,
                hint="Mettez ce texte sous la première lettre de l’élément, ou contre la marge.",
            )


@rule(Notice, Page, gravity=Gravity.WARNING)
def path_whole(_subject: Subject, context: Context) -> Iterator[Remark]:
    r"""Un chemin ou un motif devrait être entre accents graves : Markdown prend des « \ » pour les siens.

    Mauvais : C:\_temp\*.log
    Bon : `C:\_temp\*.log`
    """
    for mark in context.unread:
        if mark.kind is Unread.PATH:
            yield Remark(
                f"« {mark.what} » sera imprimé « {mark.printed} ».",
                line=mark.line,
                hint="Mettez-le entre accents graves (`…`) : rien n’y est retiré.",
            )


_ENTITY = expression(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_MARKDOWN = expression(
    r"\*\*(?=\S)[^*\n]{1,200}(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*(?![\w*])"
    r"|(?<![\w_])__(?=[^\s_])[^_\n]{1,200}(?<=[^\s_])__(?![\w_.])"
    r"|(?<![\w_])_(?=[^\s_])[^_\n]{1,200}(?<=[^\s_])_(?![\w_])"
    r"|~~(?=\S)[^~\n]{1,200}~~"
    r"|`[^`\n]{1,200}`"
    r"|!?\[[^\[\]\n]{1,200}\]\((?:https?:|mailto:|/|#)[^()\s]{0,300}\)"
    r"|^#{1,6} \S"
)
_HTML = expression(
    r"</?(?:a|abbr|b|br|code|del|div|em|font|h[1-6]|i|iframe|img|ins|kbd|li|mark|ol|p|pre|s|script|small|span|"
    r"strong|style|sub|sup|table|td|tr|tt|u|ul)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)


# Most texts have none of the signs that these begin by.
_ANY = expression(r"[&<*_~`\[#]")


@rule(Notice, Page, gravity=Gravity.WARNING)
def header_plain(subject: Subject, context: Context) -> Iterator[Remark]:
    """Un texte de l’en-tête devrait être du texte seul : ni Markdown, ni HTML, ni « &eacute; ».

    Mauvais : `title: "**Urgent** : l&rsquo;échographe X"`
    Bon : `title: "Urgent : l’échographe X"`
    """
    for item in context.once(header_texts, subject):
        text = item.value
        if not _ANY.search(text):
            continue
        if "&" in text and (entity := _ENTITY.search(text)) and html.unescape(entity[0]) != entity[0]:
            found, meant = entity[0], html.unescape(entity[0])
            hint = f"Écrivez le signe lui-même : « {meant} »." if meant.isprintable() else "Retirez-le."
        elif tag := _HTML.search(text) if "<" in text else None:
            found, hint = tag[0], "Écrivez le texte sans balise."
        elif mark := _MARKDOWN.search(text):
            found, hint = (
                mark[0],
                "Écrivez le texte sans signes de Markdown : ils n’ont de sens que plus bas.",
            )
        else:
            continue
        yield Remark(f"Dans « {item.key} », « {_short(found)} » sera imprimé tel quel.", item.at, hint=hint)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - what a line of a report holds
