"""Names whose sign is part of them, in the index."""

import pytest
from tests.scripts import Evaluate

from cyberveille.publishing.search.signs import kept, without


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Faille C++ et C#, puis .NET.", "Faille C＋＋ et C＃, puis ․NET."),
        ("<code>.net</code>", "<code>․net</code>"),
        ("C/C++", "C/C＋＋"),
        ("Notepad++ 8.5", "Notepad++ 8.5"),
        ("ASP.NET, node.js et fin.Puis", "ASP.NET, node.js et fin.Puis"),
        ("attente...mais", "attente...mais"),
        ("version 4.10.2", "version 4.10.2"),
        ('<a href="/page/#c">', '<a href="/page/#c">'),
        ("l&#39;avis", "l&#39;avis"),
    ],
)
def test_only_the_signs_of_such_names_are_kept(text: str, expected: str) -> None:
    """Neither those of sentences, versions and markup, nor those at the end of a longer name."""
    assert kept(text) == expected


def test_a_name_is_a_word_without_its_sign_too() -> None:
    """« net » finds « .NET »; a single letter is no word."""
    assert list(without("C++ et .NET")) == ["NET"]


@pytest.mark.parametrize("text", ["C++", "F#", ".NET", "Notepad++", "ASP.NET", "C/C++"])
def test_questions_are_spelt_like_the_index(evaluate: Evaluate, text: str) -> None:
    """And what the index shows is read as it was written."""
    assert evaluate("words.js", f"m.printed({kept(text)!r})") == text
    asked = evaluate("words.js", f"m.question({text!r}).spelt[0]")
    assert asked.rstrip() == kept(text).replace("+", "")
