"""libyaml's complaints, in the words of an editor."""

import re
from contextlib import suppress

import yaml

from cyberveille.reading.faults import Fault

_QUOTE = 'Mettez la valeur entre guillemets : title: "…".'
_TAG = ("Étiquette YAML (« ! ») mal formée.", _QUOTE)
_PERCENT = ("Une ligne ne peut pas commencer par « % ».", "Retirez ce signe.")
_UNCLOSED = (
    "Un guillemet ouvert n’est jamais refermé.",
    "Ajoutez le guillemet fermant, ou doublez l’apostrophe dans un texte entre apostrophes.",
)
_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "Deux-points suivis d’une espace dans une valeur sans guillemets.",
        _QUOTE,
    ),
    (
        "tab character",
        "Tabulation dans le retrait, ou après une clé ou un tiret.",
        "Remplacez-la par des espaces.",
    ),
    (
        "cannot start any token",
        "Une valeur sans guillemets ne peut pas commencer par ce signe.",
        _QUOTE,
    ),
    ("found unexpected end of stream", *_UNCLOSED),
    (
        "found unknown escape character",
        "Barre oblique inverse inconnue entre guillemets.",
        "Écrivez « \\\\ ».",
    ),
    (
        "did not find expected ',' or ']'",
        "Crochet « [ » jamais refermé, ou virgule oubliée dans une liste.",
        "Écrivez [un, deux] ; mettez entre guillemets un texte qui contient une virgule.",
    ),
    (
        "did not find expected ',' or '}'",
        "Accolade « { » jamais refermée, ou virgule oubliée entre deux clés.",
        "Écrivez {clé: valeur, clé: valeur} ; mettez entre guillemets un texte avec virgule ou deux-points.",
    ),
    (
        "did not find expected node content",
        "Valeur attendue, rien trouvé.",
        "Complétez la liste ou le groupe de clés.",
    ),
    (
        "did not find expected key",
        "Retrait irrégulier, ou texte après un guillemet fermant.",
        "Alignez les clés d’un même groupe ; un texte qui contient des guillemets en prend d’autres autour.",
    ),
    (
        "could not find expected ':'",
        "Ligne sans « clé: ».",
        "Écrivez « clé: valeur » ; la suite d’un texte long se met en retrait.",
    ),
    (
        "block sequence entries are not allowed",
        "Tiret de liste là où une valeur est attendue.",
        "Mettez « - » à la ligne.",
    ),
    (
        "did not find expected '-' indicator",
        "Élément de liste mal aligné.",
        "Alignez tous les « - » d’une liste.",
    ),
    (
        "mapping keys are not allowed",
        "Point d’interrogation suivi d’une espace au début d’une valeur.",
        _QUOTE,
    ),
    (
        "found unexpected ':'",
        "Deux-points qui ne sont pas suivis d’une espace.",
        "Écrivez {clé: valeur} ; mettez entre guillemets un texte qui contient « : ».",
    ),
    ("undefined alias", "Alias YAML (« * ») sans ancre.", _QUOTE),
    (
        "did not find expected alphabetic or numeric character",
        "Alias ou ancre YAML incomplet.",
        _QUOTE,
    ),
    (
        "hexdecimal",
        "Barre oblique inverse suivie d’un code incomplet.",
        "Écrivez « \\\\ ».",
    ),
    ("comment or line break", "Texte sur la même ligne que « | » ou « > ».", _QUOTE),
    ("whitespace or line break", *_TAG),
    ("tag URI", *_TAG),
    ("tag handle", *_TAG),
    ("URI escaped octet", *_TAG),
    ("UTF-8 octet", *_TAG),
    ("directive", *_PERCENT),
    ("non-alphabetical character", *_PERCENT),
    ("unexpected document indicator", *_UNCLOSED),
    (
        "second occurrence",
        "Ancre YAML répétée.",
        "Un en-tête n’a pas besoin d’ancres : retirez-les.",
    ),
    ("could not determine a constructor", "Étiquette YAML inconnue.", _QUOTE),
    ("but found another document", "Deux en-têtes l’un après l’autre.", "Gardez un seul en-tête."),
    ("did not find expected <document start>", "Contenu inattendu dans l’en-tête.", _QUOTE),
    (
        "indentation indicator",
        "Indicateur de texte sur plusieurs lignes mal formé.",
        "Écrivez « | » seul, puis le texte en retrait.",
    ),
)


def explain(error: yaml.YAMLError, header: str) -> tuple[Fault, int, str, str]:
    """(fault, line counted from 0 in the header, message, hint)."""
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line if mark else 0, header.count("\n"))
    if mark and "cannot start any token" in problem and header[mark.index : mark.index + 1] == "\t":
        problem = "tab character"
    context = str(getattr(error, "context", None) or "")
    context_mark = getattr(error, "context_mark", None)
    if context_mark is not None and re.search(r"quoted scalar|flow (sequence|mapping)|simple key", context):
        line = context_mark.line
    opening = _quote_that_ran_on(header, line)
    if opening is not None:
        return (
            Fault.YAML,
            opening,
            "Un guillemet ouvert ici n’est refermé que plus bas.",
            "Ajoutez le guillemet fermant à la fin de la valeur.",
        )
    if "alias" in problem or "anchor" in problem or "tag" in (problem + context).split():
        return Fault.ANCHOR, line, *_french(problem)
    return Fault.YAML, line, *_french(problem)


def _quote_that_ran_on(header: str, line: int) -> int | None:
    """The line of a quoted text that ends on `line`, where the fault shows, but began above it."""
    opening = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(header, yaml.CBaseLoader):
            if token.start_mark.line > line:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'}:
                first, last = token.start_mark.line, token.end_mark.line
                opening = first if first < last == line else opening
    return opening


def _french(problem: str) -> tuple[str, str]:
    for fragment, message, hint in _KNOWN:
        if fragment in problem:
            return message, hint
    return "YAML que le programme ne comprend pas.", _QUOTE
