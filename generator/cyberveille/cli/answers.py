"""What is asked for a new notice: each answer is judged as it is given, so that the others are kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cyberveille.catalogue import Project
from cyberveille.checking.nearest import fold
from cyberveille.cli.environment import project_at
from cyberveille.cli.french import Prompted, follows_from_sources, say
from cyberveille.drafting import is_source_address, one_line
from cyberveille.locale import french
from cyberveille.model import Vocabulary
from cyberveille.reading import CONFIGURATION_FILE
from cyberveille.reading.scalars import nearest


class Word(click.Choice[str]):
    """One of a few words, whatever its accents and its case."""

    def normalize_choice(self, choice: Any, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's own
        return fold(super().normalize_choice(choice, ctx))


class Line(click.ParamType[str]):
    """A text of one line, not empty."""

    name = "texte"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = one_line(value)
        if not text:
            self.fail(french("il faut au moins un mot."), param, ctx)
        return text


class Address(click.ParamType[str]):
    """The address of a source."""

    name = "adresse"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = one_line(value)
        if not is_source_address(text):
            told = f"« {text} » n’est pas une adresse web complète, à partir de https://."
            self.fail(french(told), param, ctx)
        return text


class Listed(click.ParamType[str]):
    """A term of a controlled list of the portal, by its identifier, its label or another spelling of it."""

    name = "terme"

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def known(self, ctx: click.Context) -> Vocabulary:
        found: Vocabulary = getattr(_project(ctx).vocabularies, self.vocabulary)
        return found

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        assert ctx is not None  # noqa: S101 - options have one
        if not ((ctx.params.get("root") or Path()) / CONFIGURATION_FILE).exists():
            return value  # Not a portal, which the command says.
        known = self.known(ctx)
        term = known.meant(value)
        if term is None:
            told = f"« {value} » n’est pas dans la liste « {known.name} ». {nearest(value, known.ids)}"
            self.fail(french(told), param, ctx)
        return term.id


class Term(Prompted):
    """An option that names a term, or several: the list is shown before the question."""

    def prompt_for_value(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        assert isinstance(self.type, Listed)  # noqa: S101 - declared so
        if follows_from_sources(ctx):
            return super().prompt_for_value(ctx)
        for term in self.type.known(ctx).terms:
            say(f"  {term.id:<28} {term.label}", err=True)
        return super().prompt_for_value(ctx)

    def process_value(self, ctx: click.Context, value: Any) -> Any:  # noqa: ANN401 - click's own
        if self.multiple and isinstance(value, str):
            # An answer to a question: several terms stand on its line.
            value = _parts(value)
        return super().process_value(ctx, value)


def _parts(answer: str) -> Sequence[str]:
    return [part.strip() for part in answer.split(",") if part.strip()] or [answer]


def _project(ctx: click.Context) -> Project:
    """The project that the command is about, opened once."""
    key = f"{__name__}.project"
    if key not in ctx.meta:
        ctx.meta[key] = project_at(ctx.params.get("root") or Path())
    found: Project = ctx.meta[key]
    return found
