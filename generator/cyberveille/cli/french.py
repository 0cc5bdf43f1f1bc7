"""Commands that speak French to the end: click's own words, its headings, its questions."""

import gettext
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cyberveille.locale import NBSP, french
from cyberveille.printable import printable
from cyberveille.system_errors import reason

SUFFIX = f"{NBSP}: "
"""What ends a question."""

_DOMAIN = "click"
_LOCALES = Path(__file__).parent / "locale"


@contextmanager
def french_words() -> Iterator[None]:
    """While it lasts, gettext, which click asks for its words, answers from `locale/`.

    Python's gettext takes its language from the environment alone, and LANGUAGE wins over LANG and LC_*,
    even when they say « C »: the words are French on every machine.
    """
    language, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain(_DOMAIN, str(_LOCALES))
    gettext.textdomain(_DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if language is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = language


def say(text: str, *, err: bool = False) -> None:
    """A sentence on a line of its own, with spaces that do not break; it cannot drive the terminal."""
    click.echo(printable(french(text)), err=err)


class Misuse(click.UsageError):
    """What is wrong with the command as it was given: a French sentence, without capital."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(french(message)), click.get_current_context(silent=True))


class SystemRefusal(click.ClickException):
    """What the system refused: a folder without rights, a disk that is full."""

    exit_code = 2

    def __init__(self, error: OSError) -> None:
        place = f"{os.fsdecode(error.filename)} : " if isinstance(error.filename, str | bytes) else ""
        super().__init__(printable(french(f"{place}{reason(error)}.")))


class Stopped(click.ClickException):
    """What kept a command from ending its work, in a whole sentence."""

    exit_code = 2

    def __init__(self, why: str) -> None:
        super().__init__(french(why))


class Formatter(click.HelpFormatter):
    """Help whose lines do not break before a colon or inside guillemets."""

    def write_heading(self, heading: str) -> None:
        super().write_heading(heading + NBSP)

    def write_text(self, text: str) -> None:
        super().write_text(french(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, french(text)) for term, text in rows], col_max, col_spacing)


class Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    context_class = Context


class Group(click.Group):
    context_class = Context
    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*args, **kwargs | {"subcommand_metavar": "COMMANDE [ARGUMENTS]..."})


def follows_from_sources(ctx: click.Context) -> bool:
    """Whether the command was given files to take its answers from."""
    return bool(ctx.params.get("sources"))


class Prompted(click.Option):
    """An option that is asked for when it is not given, unless sources are that it follows from."""

    def prompt_for_value(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        if follows_from_sources(ctx):
            return () if self.multiple else None
        assert self.prompt is not None  # noqa: S101 - click asks only then
        return click.prompt(
            self.prompt,
            prompt_suffix=SUFFIX,
            type=self.type,
            value_proc=lambda answer: self.process_value(ctx, answer),
        )
