"""`cyberveille new`: options or answers, one file, and nothing ever lost."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal

from cyberveille.cli import main

NOW = "2026-10-10T10:00:00+02:00"
ADDRESS = "https://example.org/avis"
KINDS = {
    "bulletin": (
        {"--title": "Titre", "--severity": "faible", "--technology": "imagerie", "--reference": ADDRESS},
        "bulletins/2026/CV-2026-BUL-0003.md",
    ),
    "alert": (
        {"--title": "Titre", "--severity": "critique", "--technology": "imagerie", "--reference": ADDRESS},
        "alerts/2026/CV-2026-ALE-0002.md",
    ),
    "document": (
        {"--title": "Titre", "--theme": "reagir", "--form": "fiche-reflexe"},
        "content/documents/CV-2026-DOC-0002.md",
    ),
    "rex": (
        {"--title": "Titre", "--structure": "laboratoire", "--origin": "rancongiciel"},
        "reserve/content/rex/CV-2026-REX-0001.md",
    ),
    "action": (
        {"--title": "Titre", "--lead": "La cellule", "--starts": "2026-12-01"},
        "reserve/content/actions/CV-2026-ACT-0001.md",
    ),
}


@pytest.fixture(name="portal")
def portal_with_a_circle(portal: Portal) -> Portal:
    """A root for what is shared, and the list of origins."""
    origins = "- {id: rancongiciel, label: Rançongiciel, nature: malveillante}\n"
    portal.write("content/vocabulaires/origines.yml", origins)
    portal.write("reserve/content/rex/.gitkeep", "")
    sources = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\n"
    portal.edit("site_config.yml", "featured:", f"{sources}featured:")
    return portal


def _new(portal: Portal, kind: str, options: dict[str, str], *answers: str) -> Result:
    given = [part for option in options.items() for part in option]
    arguments = ["new", kind, "--root", str(portal.folder), "--now", NOW, *given]
    typed = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(main, arguments, input=typed, catch_exceptions=False)


def _sources(portal: Portal) -> set[str]:
    return {file.relative_to(portal.folder).as_posix() for file in portal.folder.rglob("*.md")}


@pytest.mark.parametrize("kind", KINDS)
def test_answers_and_options_write_the_same_file(portal: Portal, kind: str) -> None:
    """What is asked is what the options say, in the same order."""
    options, path = KINDS[kind]
    assert _new(portal, kind, options).exit_code == 0
    written = portal.read(path)
    (portal.folder / path).unlink()
    answered = _new(portal, kind, {}, *options.values())
    assert answered.exit_code == 0, answered.output
    assert portal.read(path) == written


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_not_given_is_asked(portal: Portal, kind: str) -> None:
    """Each option left out, and only it, is a question."""
    options, path = KINDS[kind]
    for missing, answer in options.items():
        given = {option: value for option, value in options.items() if option != missing}
        result = _new(portal, kind, given, answer)
        assert result.exit_code == 0, (missing, result.output)
        (portal.folder / path).unlink()


def test_a_wrong_or_empty_answer_is_asked_again(portal: Portal) -> None:
    """The answers before it are kept."""
    result = _new(
        portal, "bulletin", {}, "", "Titre", "grave", "faible", "", "imagrie", "Imagerie", "www.a", ADDRESS
    )
    assert result.exit_code == 0, result.output
    text = portal.read("bulletins/2026/CV-2026-BUL-0003.md")
    assert 'title: "Titre"\n' in text
    assert "severity: faible\n" in text
    assert "technologies: [imagerie]\n" in text
    assert "vouliez-vous dire « imagerie »" in result.output.casefold().replace("\u00a0", " ")


@pytest.mark.parametrize("word", ["imagerie", "IMAGERIE", "Imagerie médicale", "imagerie medicale"])
def test_a_term_is_taken_however_it_is_spelt(portal: Portal, word: str) -> None:
    """By its identifier, its label or another spelling of the list, as an option and as an answer."""
    options, path = KINDS["bulletin"]
    portal.edit("content/vocabulaires/technologies.yml", "label: ", "spellings: [Imagerie médicale], label: ")
    assert _new(portal, "bulletin", options | {"--technology": word}).exit_code == 0
    assert "technologies: [imagerie]\n" in portal.read(path)
    (portal.folder / path).unlink()
    given = {option: value for option, value in options.items() if option != "--technology"}
    result = _new(portal, "bulletin", given, f"{word}, imagerie")
    assert result.exit_code == 0, result.output
    assert "technologies: [imagerie]\n" in portal.read(path)
    assert "  imagerie" in result.stderr


def test_two_notices_take_two_numbers(portal: Portal) -> None:
    """The path written is printed alone on standard output."""
    options, first = KINDS["bulletin"]
    printed = [_new(portal, "bulletin", options).stdout for _ in range(2)]
    second = first.replace("0003", "0004")
    assert printed == [f"{portal.folder / path}\n" for path in (first, second)]
    assert "CV-2026-BUL-0004" in portal.read(second)


def test_a_file_that_appeared_meanwhile_is_left_alone(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two editors may take the same number at the same moment: the second is told, the first kept."""
    monkeypatch.setattr("cyberveille.catalogue.Register.allot", lambda *_: "CV-2026-BUL-0002")
    path = "bulletins/2026/CV-2026-BUL-0002.md"
    before = portal.read(path)
    result = _new(portal, "bulletin", KINDS["bulletin"][0])
    assert result.exit_code == 2
    assert f"{path} existe déjà" in result.stderr
    assert portal.read(path) == before


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("bulletin", {"--technology": "imagrie"}),
        ("bulletin", {"--title": " "}),
        ("bulletin", {"--reference": "www.example.org"}),
        ("bulletin", {"--tlp": "AMBER+STRICT"}),
        ("bulletin", {"--tlp": "RED"}),
        ("bulletin", {"--severity": "grave"}),
        ("document", {"--theme": "reagire"}),
        ("rex", {"--structure": "labo"}),
        ("rex", {"--origin": "rançon"}),
        ("action", {"--lead": " "}),
        ("action", {"--starts": "demain"}),
    ],
)
def test_what_is_refused_leaves_nothing_behind(portal: Portal, kind: str, wrong: dict[str, str]) -> None:
    """Exit code 2, and no file, not even an empty one."""
    before = _sources(portal)
    assert _new(portal, kind, KINDS[kind][0] | wrong).exit_code == 2
    assert _sources(portal) == before


def test_notes_wait_in_a_draft_to_be_sorted(portal: Portal) -> None:
    """They stand below the sections, in a feedback that cannot be published as it is."""
    portal.write("notes.md", "**Correspondant 1**\n\nLe papier a tenu.\n")
    options, path = KINDS["rex"]
    result = _new(portal, "rex", options | {"--notes": str(portal.folder / "notes.md")})
    assert result.exit_code == 0, result.output
    text = portal.read(path)
    assert "\ndraft: true\n" in text
    assert text.endswith("\n**Correspondant 1**\n\nLe papier a tenu.\n")
    assert text.index("## Enseignements") < text.index("## Notes à ranger")
    checked = CliRunner().invoke(main, ["check", "--root", str(portal.folder)])
    assert checked.exit_code == 0, checked.output
    portal.edit(path, "draft: true\n", "")
    refused = CliRunner().invoke(main, ["check", "--root", str(portal.folder)])
    assert refused.exit_code == 1
    assert "Notes à ranger" in refused.output


def test_notes_that_are_no_text_are_refused(portal: Portal) -> None:
    (portal.folder / "notes.md").write_bytes(b"\xff\xfe")
    options, path = KINDS["rex"]
    result = _new(portal, "rex", options | {"--notes": str(portal.folder / "notes.md")})
    assert result.exit_code == 2
    assert not (portal.folder / path).exists()


def test_giving_up_leaves_nothing_behind(portal: Portal) -> None:
    """The end of the input in the middle of the questions ends the command."""
    before = _sources(portal)
    assert _new(portal, "bulletin", {}, "Titre", "faible").exit_code == 1
    assert _sources(portal) == before


def test_a_folder_that_is_no_portal_is_said(tmp_path: Path) -> None:
    """Exit code 2, and what to do."""
    result = _new(Portal(tmp_path), "bulletin", KINDS["bulletin"][0])
    assert result.exit_code == 2
    assert "site_config.yml" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("severity", "tlp"), [("Élevée", "clear"), ("ELEVEE", "Clear")])
def test_a_word_is_taken_whatever_its_accents_and_its_case(portal: Portal, severity: str, tlp: str) -> None:
    """The gravity and the marking, as the terms of lists."""
    options, path = KINDS["bulletin"]
    assert _new(portal, "bulletin", options | {"--severity": severity, "--tlp": tlp}).exit_code == 0
    assert "severity: elevee\n" in portal.read(path)
    assert "tlp: CLEAR\n" in portal.read(path)
