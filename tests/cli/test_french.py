"""Everything that the command line says is in French, click's own words included, on every machine."""

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from tests.portal import Portal

from cyberveille.cli import main
from cyberveille.locale import NBSP, french

PROGRAM = Path(sys.executable).with_name("cyberveille")
CATALOGUE = Path(sys.modules["cyberveille.cli"].__path__[0]) / "locale/fr/LC_MESSAGES"
ENGLISH = re.compile(
    r"Usage|Commands|[Ee]rror|Try '|for help|Show th|and exit|[Mm]issing|No such|[Ii]nvalid|required"
    r"|default\b|Did you mean|unexpected|requires?\b|does not|\bis (?:not|a)\b|Abort|Choose"
    r"|\b(?:COMMAND|ARGS|TEXT|INTEGER|RANGE|DIRECTORY|FILE|FILES|PATH|PATHS|RULE|the|not|of)\b"
)
MACHINES = [
    {"LC_ALL": "C"},
    {"LANG": "en_US.UTF-8"},
    {"LANGUAGE": "en"},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de:en"},
]


def _paths(command: click.Command, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, by the words that lead to it."""
    yield names
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _paths(inner, (*names, name))


COMMANDS = list(_paths(main))


def _run(*arguments: str, typed: str = "", width: int = 80) -> Result:
    return CliRunner().invoke(main, arguments, input=typed, prog_name="cyberveille", terminal_width=width)


def _is_french(text: str) -> None:
    """No word of click's own, and no space that breaks where French has none."""
    assert ENGLISH.findall(text) == []
    assert [line for line in text.splitlines() if french(line) != line] == []
    assert not re.search(r"^\s*[:;!?»]", text, re.MULTILINE)
    assert not re.search(r"\w:$", text, re.MULTILINE)


def test_every_command_is_walked() -> None:
    """The commands of commands too."""
    assert {(), ("check",), ("new", "bulletin"), ("import", "certfr")} <= set(COMMANDS)


@pytest.mark.parametrize("width", [50, 100])
@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_help_is_in_french(names: tuple[str, ...], width: int) -> None:
    """From the first word to the last, wherever lines break."""
    result = _run(*names, "--help", width=width)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Utilisation{NBSP}: cyberveille")
    assert f"\nOptions{NBSP}:\n" in result.stdout
    assert "Affiche cette aide, puis s’arrête." in " ".join(result.stdout.split())
    _is_french(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Commandes"),
        (("buld",), "la commande « buld » n’existe pas. Vouliez-vous dire 'build' ?"),
        (("zzz",), "la commande « zzz » n’existe pas."),
        (("new",), "Commandes"),
        (("new", "bulletins"), "la commande « bulletins » n’existe pas. Vouliez-vous dire 'bulletin' ?"),
        (("--nope",), "l’option « --nope » n’existe pas."),
        (("build", "--nope"), "l’option « --nope » n’existe pas."),
        (("build", "--timing"), "l’option « --timing » n’existe pas. Vouliez-vous dire '--timings' ?"),
        (("build", "--ro", "x"), "Vouliez-vous dire l’une de celles-ci :"),
        (("build", "--s"), "l’option « --s » n’existe pas."),
        (("build", "--dry-run=oui"), "l’option « --dry-run » n’attend pas de valeur."),
        (("build", "--now"), "l’option « --now » attend une valeur."),
        (("build", "--now", "bad"), "valeur incorrecte pour '--now' : « bad » n’est pas une date ISO 8601"),
        (("build", "--now", "2026-10-10T10:00:00"), "n’a pas de fuseau horaire"),
        (
            ("build", "--jobs", "deux"),
            "valeur incorrecte pour '--jobs' : « deux » n’est pas un nombre valide.",
        ),
        (("build", "--jobs", "0"), "valeur incorrecte pour '--jobs' : 0 est hors des limites x>=1."),
        (("serve", "--port", "70000"), "70000 est hors des limites 0<=x<=65535."),
        (("build", "--root", "nulle-part"), "valeur incorrecte pour '--root' : « nulle-part » n’existe pas."),
        (("build", "--root", __file__), "est un fichier, pas un dossier."),
        (("build", "--output", __file__), "est un fichier, pas un dossier."),
        (("import", "certfr", "--into", ".", "."), "« . » est un dossier, pas un fichier."),
        (("build", "en-trop"), "argument en trop : en-trop"),
        (("build", "en-trop", "aussi"), "arguments en trop : en-trop aussi"),
        (("deliver",), "il manque l’option '--to'."),
        (("import", "certfr", "--into", "."), "il manque l’argument 'FICHIER...'."),
        (
            ("check", "--format", "xml"),
            "« xml » n’est pas l’une des valeurs 'text', 'json', 'github', 'gitlab'.",
        ),
        (("reference", "tout"), "« tout » n’est pas l’une des valeurs 'notices', 'configuration'."),
        (("rules", "inconnue"), "règle inconnue"),
        (("check", "nulle-part.md"), "introuvable"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_usage_errors_are_in_french(arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2, and what is wrong."""
    result = _run(*arguments)
    assert result.exit_code == 2
    assert french(said) in result.stderr
    _is_french(result.stderr.replace(__file__, ""))


def test_an_error_says_where_help_is() -> None:
    """How the command is used, and the option that tells more."""
    used = french(
        "Utilisation : cyberveille build [OPTIONS]\n« cyberveille build --help » donne de l’aide.\n\n"
    )
    assert _run("build", "--nope").stderr.startswith(used)


def test_questions_are_in_french(portal: Portal) -> None:
    """What is asked, what is wrong with an answer, and the end of the input."""
    result = _run("new", "bulletin", "--root", str(portal.folder), typed="Titre\ngrave\nfaible\n")
    assert result.exit_code == 1
    assert f"Titre{NBSP}: " in result.output
    assert f"Gravité (critique, elevee, moyenne, faible, information){NBSP}: " in result.output
    assert f"Erreur{NBSP}: «{NBSP}grave{NBSP}» n’est pas l’une des valeurs" in result.output
    assert f"Technologies, séparées par des virgules{NBSP}: " in result.output
    assert "Abandon." in result.stderr
    assert ENGLISH.findall(result.output) == []
    asked = _run("new", "bulletin", "--root", str(portal.folder), typed="Titre\nfaible\nimagerie\n")
    assert f"Adresse de la source{NBSP}: " in asked.output


@pytest.mark.parametrize("machine", MACHINES, ids=str)
def test_the_language_of_the_machine_does_not_matter(
    machine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are the same everywhere, and the environment is left as it was."""
    expected = _run("check", "--help").stdout
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(gettext, "_current_domain", "autre")
    before = dict(os.environ)
    assert _run("check", "--help").stdout == expected
    assert "n’existe pas" in _run("buld").stderr
    assert (dict(os.environ), gettext.textdomain()) == (before, "autre")


def test_the_program_itself_speaks_french() -> None:
    """As installed, in the poorest environment there is."""
    done = subprocess.run(
        [PROGRAM, "build", "--nope"],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PYTHONIOENCODING": "utf-8", "PATH": os.environ["PATH"]},
    )
    assert done.returncode == 2
    _is_french(done.stderr.decode())
    assert "Erreur" in done.stderr.decode()


def test_a_command_loads_only_what_it_needs() -> None:
    """Checking or writing a notice loads neither what draws pages, reads HTML nor watches files."""
    script = """
import sys
from cyberveille.cli import main
slow = {"mkdocs", "jinja2", "feedgen", "watchfiles", "bs4", "cyberveille.publishing"}
for command in ("check", "fix", "new"):
    try:
        main([command, "--help"])
    except SystemExit:
        pass
print(*(slow & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == ""


def _words() -> Catalog:
    with (CATALOGUE / "click.po").open("rb") as file:
        return read_po(file, locale="fr")


Words = str | tuple[str, ...] | list[str] | None


def _forms(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _said_by_click() -> set[tuple[str, ...]]:
    folder = Path(click.__file__).parent
    found = extract_from_dir(folder, keywords={"_": None, "ngettext": (1, 2)})
    return {_forms(words) for _, _, words, _, _ in found}


def test_every_word_of_click_has_its_french() -> None:
    """A new version of click may say more: what it says is in `click.po`, and nothing else is."""
    assert {_forms(message.id) for message in _words() if message.id} == _said_by_click()


@pytest.mark.parametrize(
    "message", [message for message in _words() if message.id], ids=lambda item: str(item.id)
)
def test_a_translation_fits_its_sentence(message: Message) -> None:
    """It says something, asks click for nothing that click does not give, and is in good typography."""
    given = set().union(*map(_fields, _forms(message.id)))
    assert all(_forms(message.string))
    for words in _forms(message.string):
        assert _fields(words) <= given
        assert french(words) == words


def test_the_compiled_words_are_those_of_the_source() -> None:
    """`click.mo`, which is read, is made from `click.po`: its first lines say how."""
    with (CATALOGUE / "click.mo").open("rb") as file:
        compiled = read_mo(file)
    source = {_forms(message.id): _forms(message.string) for message in _words() if message.id}
    assert {_forms(message.id): _forms(message.string) for message in compiled if message.id} == source
    assert compiled.plural_expr == _words().plural_expr == "(n > 1)"
