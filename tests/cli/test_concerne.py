"""`cyberveille concerne` as an operator runs it: what is answered, from where, and with which exit status."""

import json

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal

from cyberveille.cli import main

_LINES = [
    "Exemple Imaging;Visionneuse Alpha;1.0",
    "Éditeur local;Gestion des repas;2.2",
    "Exemple Imaging;Visionneuse Alpha;",
]
_FREE = "\n".join(line.replace(";", " ") for line in _LINES)
_CSV = "\n".join(("Fabricant;Logiciel;Version", *_LINES))
_GLPI = "\n".join(('"Éditeur";"Nom";"Versions - Nom"', *_LINES))
_CELLS = [line.split(";") for line in _LINES]
_CYCLONEDX = json.dumps(
    {
        "bomFormat": "CycloneDX",
        "components": [{"publisher": v, "name": p, "version": w} for v, p, w in _CELLS],
    }
)
_SPDX = json.dumps(
    {
        "spdxVersion": "SPDX-2.3",
        "packages": [{"supplier": f"Organization: {v}", "name": p, "versionInfo": w} for v, p, w in _CELLS],
    }
)


def _run(portal: Portal, text: str, *words: str) -> Result:
    command = ["concerne", "-", *words, "--root", str(portal.folder)]
    return CliRunner().invoke(main, command, input=text.encode(), catch_exceptions=False)


@pytest.mark.parametrize("text", [_FREE, _CSV, _GLPI, _CYCLONEDX, _SPDX])
def test_lines_are_counted_from_the_first_one_of_data(portal: Portal, text: str) -> None:
    """Whatever the form: a header is no line, and a line that nothing concerns counts without an answer."""
    told = _run(portal, text, "--json")
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == 0
    assert [(item["line"], item["answer"]) for item in answers] == [(1, "concerned"), (3, "to_check")]
    for item in answers:
        assert list(item) == ["line", "notice", "aliases", "answer", "why"]
        assert item["notice"] == "CV-2026-BUL-0001"
        assert item["why"]


def test_a_file_gives_the_same_as_the_standard_input(portal: Portal) -> None:
    """And what is told to people ends by how many lines are concerned."""
    portal.write("parc.csv", _CSV)
    command = ["concerne", str(portal.folder / "parc.csv"), "--root", str(portal.folder)]
    told = CliRunner().invoke(main, command, catch_exceptions=False)
    assert told.stdout == _run(portal, _CSV).stdout
    assert "concerné : 1 réponse, pour 1 ligne" in told.stdout.replace("\u00a0", " ")


def test_what_is_no_inventory_is_refused_before_anything_is_read(portal: Portal) -> None:
    """With a sentence, and the status of what was asked wrongly; so is an audience that nobody has."""
    refused = _run(portal, '{"bomFormat": "CycloneDX"')
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "sans doute coupé" in refused.stderr
    assert _run(portal, _CSV, "--audience", "personne").exit_code == 2


def test_a_portal_that_is_refused_answers_nothing(portal: Portal) -> None:
    """Its findings are shown instead, with their own status."""
    portal.write("bulletins/2026/CV-2026-BUL-0099.md", "---\nid: CV-2026-BUL-0099\n---\n")
    told = _run(portal, _CSV, "--json")
    assert told.exit_code == 1
    assert '"line"' not in told.stdout
