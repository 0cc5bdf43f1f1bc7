"""Findings for people, for programs and for merge requests."""

import json as reader

from cyberveille.checking.rendering import github, gitlab, text
from cyberveille.checking.rendering import json_report as json
from cyberveille.model import Finding, Gravity

ERROR = Finding("bulletins/2026/b.md", 7, "cve-form", "« x » n’est pas un CVE.", "Écrivez « y ».")
WARNING = Finding("alerts/a.md", 0, "title-length", "Le titre est long.", "", Gravity.WARNING)
SECOND = Finding("bulletins/2026/b.md", 3, "id-form", "Mauvais identifiant.")
ALL = (ERROR, WARNING, SECOND)


def test_text_goes_file_by_file_and_counts() -> None:
    """Each finding at `path:line`, in order, its hint under it; the count last."""
    assert text.render(ALL) == (
        "alerts/a.md  avertissement  Le titre est long.  [title-length]\n"
        "\n"
        "bulletins/2026/b.md:3  erreur  Mauvais identifiant.  [id-form]\n"
        "bulletins/2026/b.md:7  erreur  « x » n’est pas un CVE.  [cve-form]\n"
        "    → Écrivez « y ».\n"
        "\n"
        "2 erreurs, 1 avertissement dans 2 fichiers\n"
    )


def test_text_has_nothing_to_say_of_nothing() -> None:
    """The command words its own good news."""
    assert text.render(()) == ""


def test_colour_changes_no_word() -> None:
    """The terminal's codes apart, it is the same text."""
    coloured = text.render(ALL, colour=True)
    assert "\x1b[1;31merreur\x1b[0m" in coloured
    plain = coloured
    for code in ("\x1b[0m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[2m", "\x1b[36m"):
        plain = plain.replace(code, "")
    assert plain == text.render(ALL)


def test_quoted_text_cannot_drive_the_terminal() -> None:
    """Control characters are shown, not sent."""
    hostile = Finding("a\x1b[2J.md", 1, "r", "x\x07\ny", "z\r")
    assert text.render((hostile,)).splitlines()[:2] == [
        "a\ufffd[2J.md:1  erreur  x\ufffdy  [r]",
        "    → z\ufffd",
    ]


def test_thousands_are_parted() -> None:
    """By a narrow no-break space."""
    many = [Finding("a.md", line, "r", "m") for line in range(1, 1235)]
    assert text.render(many).splitlines()[-1] == "1\u202f234 erreurs dans 1 fichier"


def test_a_rule_that_warns_of_very_many_is_told_in_a_line() -> None:
    """With a few examples; what refuses, and the warnings of other rules, are all there; all are counted."""
    history = [Finding(f"b/{n:04}.md", 9, "kept", "Perdu.", "Rien.", Gravity.WARNING) for n in range(1, 1025)]
    errors = [Finding(f"c/{n:04}.md", 1, "id-form", "Mauvais.") for n in range(1, 31)]
    told = text.render([WARNING, *history, *errors], fold=True)
    assert told.count("[kept]") == 4
    assert "b/0003.md:9  avertissement  Perdu.  [kept]" in told
    assert told.count("[id-form]") == 30
    assert "[title-length]" in told
    assert told.splitlines()[-4:] == [
        "1\u202f021 autres avertissements dans 1\u202f021 fichiers  [kept]",
        "    → «\u00a0cyberveille check --all\u00a0» les montre.",
        "",
        "30 erreurs, 1\u202f025 avertissements dans 1\u202f055 fichiers",
    ]
    few = [WARNING, *history[:20], *errors]
    assert text.render(few, fold=True) == text.render(few)
    assert text.render([*history, *errors]).count("[kept]") == 1024


def test_json_has_the_findings_and_their_counts() -> None:
    """With stable keys, whatever the wording."""
    report = reader.loads(json.render(ALL))
    assert report["counts"] == {"errors": 2, "warnings": 1, "files": 2}
    assert report["findings"][0] == {
        "path": "alerts/a.md",
        "line": 0,
        "rule": "title-length",
        "message": "Le titre est long.",
        "hint": "",
        "gravity": "warning",
        "column": 0,
    }
    assert reader.loads(json.render(())) == {
        "findings": [],
        "counts": {"errors": 0, "warnings": 0, "files": 0},
    }


def test_github_commands_are_escaped() -> None:
    """A message cannot end its own command, nor a path its property."""
    hostile = Finding("a,b:c.md", 2, "r", "100 % faux\n::error::x", "h")
    assert github.render((hostile, WARNING)) == (
        "::error file=a%2Cb%3Ac.md,line=2,title=r::100 %25 faux%0A::error::x%0Ah\n"
        "::warning file=alerts/a.md,title=title-length::Le titre est long.\n"
    )


def test_gitlab_report_has_what_the_format_requires() -> None:
    """A line is at least 1; an error is major, a warning minor."""
    first, _, last = reader.loads(gitlab.render(ALL))
    assert first["severity"] == "minor"
    assert first["location"] == {"path": "alerts/a.md", "lines": {"begin": 1}}
    assert last["description"] == "« x » n’est pas un CVE. Écrivez « y »."
    assert last["check_name"] == "cve-form"
    assert last["severity"] == "major"


def test_gitlab_fingerprints_outlive_a_moved_line() -> None:
    """And differ between findings that say the same of one file."""
    moved = Finding(ERROR.path, 99, ERROR.rule, ERROR.message, ERROR.hint)
    one, two = reader.loads(gitlab.render((ERROR, moved)))
    assert reader.loads(gitlab.render((moved,)))[0]["fingerprint"] == one["fingerprint"]
    assert one["fingerprint"] != two["fingerprint"]
