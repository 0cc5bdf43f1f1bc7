"""Nothing that is printed drives the terminal or the annotation that shows it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.checking.rendering import github, text
from cyberveille.cli.french import Misuse, say
from cyberveille.model import Finding
from cyberveille.printable import printable
from tests.exploring import examples

HOSTILE = "a\x1b]0;titre\x07\x1b[2J\u202edm.\n::error::faux\r\x9b31m\u200b.md"


def _drives(shown: str) -> bool:
    return any(
        unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for sign in shown.replace("\n", "")
    )


def test_every_rendering_escapes_names_and_words() -> None:
    """The path, the message, the hint: as text, as GitHub's annotations, as a sentence of the command."""
    found = Finding(HOSTILE, 3, "file-name", HOSTILE, HOSTILE)
    assert not _drives(text.render((found,)))
    assert text.render((found,)).count("\n") == 4
    shown = github.render((found,))
    assert not _drives(shown)
    assert shown.count("\n") == 1


def test_sentences_of_the_command_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    """What the command says and how it was misused are told on one line."""
    say(f"Fuite : {HOSTILE}")
    shown = capsys.readouterr().out
    assert not _drives(shown)
    assert shown.count("\n") == 1
    assert not _drives(Misuse(f"introuvable : {HOSTILE}").message)


@examples(300)
@given(st.text())
def test_what_is_printed_holds_no_command(written: str) -> None:
    """Any name becomes one line; text that is seen stays as it is."""
    shown = printable(written)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert printable(shown) == shown
    seen = all(unicodedata.category(sign)[0] in "LNPS" for sign in written)
    assert not seen or shown == written


def test_french_spaces_stay() -> None:
    """No-break spaces are seen."""
    assert printable("« oui » : é\u202f!") == "« oui » : é\u202f!"
