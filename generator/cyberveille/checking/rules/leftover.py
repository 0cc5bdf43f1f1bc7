"""What `cyberveille new`, a template or an editor wrote to be replaced."""

from collections.abc import Iterator

from msgspec import Struct

from cyberveille.checking.index import Index
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.expressions import expression
from cyberveille.model import Gravity, Held, Notice, Page, Pointer, held
from cyberveille.model.roles import WRITTEN
from cyberveille.reading import Leftover, Remnant, demonstration_in

PLACEHOLDER = "À compléter"
"""How every text to fill begins, in the header and in the body's paragraphs and items."""
SOURCE_SECTION = "Source à reprendre"
"""Where a draft holds what its source says, to write from."""
SOURCE_LANGUAGE = "source"
"""The language of the blocks of code in which a source is quoted there."""

_QUOTED = f'<code class="language-{SOURCE_LANGUAGE}"'
_IN_BODY = expression(rf"<(?:p|li|td|dd)>\s*(?:<(?:em|strong)>)?\[?{PLACEHOLDER}\b")


@rule(Notice, Page)
def text_filled(subject: Subject, context: Context) -> Iterator[Remark]:
    """Aucun texte « À compléter » ne doit rester, sauf dans un brouillon.

    Mauvais : `## Mesures`, suivi de `À compléter : ce qu’il faut faire`
    Bon : `## Mesures`, suivi de ce qu’il faut faire
    """
    gravity = Gravity.WARNING if subject.draft else Gravity.ERROR
    for item in context.once(header_texts, subject):
        if item.value.startswith(PLACEHOLDER):
            yield Remark(
                f"La clé « {item.key} » reste à compléter.",
                item.at,
                hint="Remplacez ce texte, ou retirez la clé si elle est facultative.",
                gravity=gravity,
            )
    for section in subject.body.sections:
        if PLACEHOLDER in section.html and _IN_BODY.search(section.html):
            yield Remark(
                f"{section.in_words} reste à compléter.",
                line=section.line,
                hint="Remplacez le texte d’attente par le vôtre.",
                gravity=gravity,
            )


def header_texts(subject: Subject) -> tuple[Held, ...]:
    """Each text that an editor wrote in the header, and where."""
    return tuple(held(subject, WRITTEN))


@rule(Notice, Page)
def source_rewritten(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Le texte d’une source, cité pour écrire d’après lui, ne doit pas rester, sauf dans un brouillon.

    C’est la section « Source à reprendre » d’un brouillon tiré d’un avis, et ses blocs « source » où qu’ils
    soient : ils sont d’un autre, et souvent dans une autre langue.

    Mauvais : `## Source à reprendre`
    Bon : `## Résumé`, écrit d’après elle
    """
    if subject.draft:
        return
    for section in subject.body.sections:
        if section.title == SOURCE_SECTION or _QUOTED in section.html:
            yield Remark(
                f"{section.in_words} cite encore la source.",
                line=section.line,
                hint="Écrivez-en le sens dans les autres sections, puis retirez celle-ci.",
            )


@rule(Notice, Page)
def template_filled(subject: Subject, context: Context) -> Iterator[Remark]:
    """Aucune marque de modèle ne doit rester, sauf dans un brouillon : ni `{{ titre }}`, ni `[à compléter]`.

    Le code montré (entre accents graves) n’est pas regardé. Une variable (`${x}`) ou une place à remplir
    (`JJ/MM/AAAA`) est un avertissement : le texte peut la citer.

    Mauvais : `title: "{{ titre }}"`
    Bon : `title: Exécution de code dans la passerelle X`
    """
    draft = _is_draft(subject)
    for left in _of(context, *_WHAT):
        if left.first and PLACEHOLDER in left.words:
            continue  # « text-filled » says it
        yield Remark(
            f"« {left.words} » reste dans le texte : {_WHAT[left.what]}.",
            line=left.line,
            column=left.column,
            hint="Remplacez-le par ce que le lecteur doit lire ; du code se met entre accents graves (`…`).",
            gravity=Gravity.WARNING if draft or left.what in _DOUBTFUL else None,
        )


@rule(Notice, Page, gravity=Gravity.WARNING)
def note_removed(subject: Subject, context: Context) -> Iterator[Remark]:
    """Aucune note à soi-même (TODO, FIXME, XXX, TBD) ne devrait rester dans le texte, sauf dans un brouillon.

    Mauvais : `TODO : vérifier la version`
    Bon : `La version 4.2.1 corrige le défaut.`
    """
    for left in () if _is_draft(subject) else _of(context, Remnant.NOTE):
        yield Remark(
            f"« {left.words} » ressemble à une note pour soi-même.",
            line=left.line,
            column=left.column,
            hint="Faites ce qu’elle demande, puis effacez-la ; un nom se met entre accents graves (`…`).",
        )


@rule(Notice, Page, gravity=Gravity.WARNING)
def demonstration_replaced(_subject: Subject, context: Context) -> Iterator[Remark]:
    """Hors d’un portail de démonstration, rien de ce qui fut inventé pour elle ne devrait rester.

    C’est une démonstration quand `portal.demonstration` le dit dans `site_config.yml`.

    Mauvais : `Écrivez à contact@cyberveille.example.org`
    Bon : l’adresse de votre équipe
    """
    for left in () if context.policy.demonstration else _of(context, Remnant.DEMONSTRATION):
        yield Remark(_invented(left.words), line=left.line, column=left.column, hint=_YOURS)


@rule(gravity=Gravity.WARNING)
def portal_is_yours(index: Index) -> Iterator[tuple[SourcePath, Remark]]:
    """Hors d’un portail de démonstration, `site_config.yml` ne devrait rien garder de la démonstration.

    Mauvais : `email: contact@cyberveille.example.org`
    Bon : l’adresse de votre équipe
    """
    if index.configuration.portal.demonstration:
        return
    for at, text in _texts_of(index.configuration):
        found = demonstration_in(text)
        if found is not None and (_OWN_HOST in found or "@" not in found):
            yield SourcePath(".", index.configuration_path), Remark(_invented(found), at, hint=_YOURS)


_DOUBTFUL = frozenset({Remnant.VARIABLE, Remnant.BLANK, Remnant.LOST})
_OWN_HOST = "cyberveille.example.org"
_YOURS = "Mettez ce qui est vrai de votre portail."
_WHAT = {
    Remnant.TEMPLATE: "c’est la marque d’un modèle, que rien ne remplacera",
    Remnant.VARIABLE: "c’est le nom d’une variable, que rien ne remplacera",
    Remnant.TO_FILL: "c’est un texte à compléter",
    Remnant.FILLING: "c’est un faux texte",
    Remnant.ENCODED: "c’est le code d’un courrier, d’une adresse ou d’un programme, non ce qu’il veut dire",
    Remnant.LOST: "des lettres accentuées ou des apostrophes semblent y être devenues des « ? »",
    Remnant.BLANK: "c’est une place laissée à remplir",
}


def _invented(words: str) -> str:
    return f"« {words} » vient de la démonstration."


def _is_draft(subject: Subject) -> bool:
    return subject.draft


def _of(context: Context, *sorts: Remnant) -> Iterator[Leftover]:
    return (left for left in context.left if left.what in sorts)


def _texts_of(value: object, at: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Each text of the configuration, with the way to it."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts_of(getattr(value, name), (*at, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _texts_of(item, (*at, position))
