"""The text of a draft: its sections to write, and below them the source to write them from."""

from collections.abc import Iterable

from cyberveille.checking.rules.leftover import PLACEHOLDER, SOURCE_LANGUAGE, SOURCE_SECTION
from cyberveille.importing.advisories.facts import Doubt, Facts, Nature
from cyberveille.importing.advisories.limits import QUOTED
from cyberveille.importing.plain_text import code_block, escape
from cyberveille.locale import counted
from cyberveille.model import Kind

_TO_DO = (
    f"{PLACEHOLDER} : écrivez les sections ci-dessus d’après ce qui suit, vérifiez ce qui est listé, puis "
    "retirez celle-ci."
)
_LANGUAGES = {
    "de": "en allemand",
    "en": "en anglais",
    "es": "en espagnol",
    "fr": "en français",
    "it": "en italien",
    "ja": "en japonais",
    "ko": "en coréen",
    "nl": "en néerlandais",
    "zh": "en chinois",
}


def body_of(kind: Kind, sources: Iterable[Facts], doubts: Iterable[Doubt]) -> str:
    """Markdown. What is quoted stands in blocks of code: nothing of it is read as Markdown or as a link."""
    written = [f"## {title}\n\n{PLACEHOLDER}.\n" for title in kind.facts.sections]
    return "\n".join((*written, source_section(sources, doubts)))


def source_section(sources: Iterable[Facts], doubts: Iterable[Doubt]) -> str:
    listed = [_list(nature, doubts) for nature in Nature]
    quoted = [_quoted(facts) for facts in sources]
    return "\n\n".join((f"## {SOURCE_SECTION}", _TO_DO, *filter(None, listed), *quoted))


def _list(nature: Nature, doubts: Iterable[Doubt]) -> str:
    said = [f"- {escape(doubt.said)}" for doubt in doubts if doubt.nature is nature]
    return "\n".join((f"### {nature.value}", "", *said)) if said else ""


def _quoted(facts: Facts) -> str:
    language = _LANGUAGES.get(facts.language.casefold().partition("-")[0])
    parts = [f"### {facts.reference}{f', {language}' if language else ''}", _block("Titre", facts.title)]
    room = QUOTED
    for position, passage in enumerate(facts.passages):
        if len(passage.text) > room:
            left = counted(len(facts.passages) - position, "texte")
            parts.append(f"Restent dans la source : {left}, à partir de « {escape(passage.title)} ».")
            break
        room -= len(passage.text)
        parts.append(_block(passage.title, passage.text))
    return "\n\n".join(parts)


def _block(title: str, text: str) -> str:
    fenced = code_block(text)
    mark = fenced[: len(fenced) - len(fenced.lstrip("`"))]
    return f"{escape(title)}\n\n{mark}{SOURCE_LANGUAGE}{fenced[len(mark) :]}"
