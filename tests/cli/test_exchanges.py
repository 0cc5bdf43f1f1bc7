"""`cyberveille exchanges`: what an operator types, and what is said when it cannot be done."""

import json
import sqlite3
from contextlib import closing
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.exchanging.conftest import PAGE, Someone, database, gate, serve, tree

from cyberveille.cli import main
from cyberveille.exchanging.gate import Gate
from cyberveille.exchanging.messages import Messages

__all__ = ["database", "gate", "serve", "tree"]


def _run(*arguments: object, answer: str = "") -> Result:
    return CliRunner().invoke(main, ["exchanges", *map(str, arguments)], input=answer)


@pytest.fixture
def talked(gate: Gate, database: Path) -> Path:
    """A file in which two people have spoken."""
    camille, alix = Someone(gate, "camille", "Camille Démo"), Someone(gate, "alix", "Alix Démo")
    camille.post("Bonjour")
    alix.post("Réponse", parent=1)
    return database


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "echanges.json"
    rules = {"moderators": [], "retention_months": 12}
    facts = {"origin": "https://c.example.org", "base": "/", "portal": "Portail", "rules": rules}
    file.write_text(json.dumps(facts), encoding="utf-8")
    return file


def test_a_thread_is_exported(talked: Path, settings: Path, tree: Path) -> None:
    """With names to keep it, without to make a feedback of it."""
    given = ("--database", talked, "--settings", settings, "--tree", tree)
    whole = _run("export", *given, PAGE)
    assert whole.exit_code == 0, whole.output
    assert "## Camille Démo" in whole.stdout
    assert "### Alix Démo" in whole.stdout
    notes = _run("export", *given, "--notes", PAGE)
    assert "Camille" not in notes.stdout
    assert "Correspondant 2" in notes.stdout


@pytest.mark.parametrize("address", ["/nulle-part/", "/bulletins/2026/CV-2026-BUL-0002/"])
def test_a_page_without_a_thread_exports_nothing(
    talked: Path, settings: Path, tree: Path, address: str
) -> None:
    result = _run("export", "--database", talked, "--settings", settings, "--tree", tree, address)
    assert (result.exit_code, result.stdout) == (2, "")
    assert address in result.stderr


def test_a_person_is_given_and_forgotten(talked: Path) -> None:
    given = _run("personal-data", "--database", talked, "camille")
    assert [item["text"] for item in json.loads(given.stdout)] == ["Bonjour"]
    assert _run("forget", "--database", talked, "camille", answer="n\n").exit_code == 1
    assert len(Messages(talked).of_thread(PAGE)) == 2
    done = _run("forget", "--database", talked, "--yes", "camille")
    assert done.stdout == "1 message effacé.\n"
    assert json.loads(_run("personal-data", "--database", talked, "camille").stdout) == []


def test_what_is_too_old_is_purged(talked: Path, settings: Path) -> None:
    with closing(sqlite3.connect(talked)) as connection, connection:
        connection.execute("UPDATE comments SET created = created - 86400 * 400 WHERE id = 1")
    assert _run("purge", "--database", talked, "--settings", settings).stdout == "1 message effacé.\n"
    assert _run("purge", "--database", talked, "--settings", settings).stdout == "0 message effacé.\n"
    facts = json.loads(settings.read_text(encoding="utf-8"))
    facts["rules"]["retention_months"] = None
    settings.write_text(json.dumps(facts), encoding="utf-8")
    kept = _run("purge", "--database", talked, "--settings", settings)
    assert (kept.exit_code, "rien n’est effacé" in kept.stdout) == (0, True)


def test_a_restore_keeps_what_it_replaces_when_asked(talked: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "copie.db", tmp_path / "avant.db"
    assert _run("backup", "--database", talked, copy).stdout.startswith("2 messages sauvegardés")
    _run("forget", "--database", talked, "--yes", "alix")
    restored = _run("restore", "--database", talked, copy, "--before", before)
    assert restored.exit_code == 0, restored.output
    assert len(Messages(talked).of_thread(PAGE)) == 2
    assert len(Messages(before).of_thread(PAGE)) == 1


@pytest.mark.parametrize("command", ["backup", "personal-data", "forget"])
def test_another_file_is_refused_in_words(tmp_path: Path, command: str) -> None:
    other = tmp_path / "autre.db"
    other.write_bytes(b"pas une base" * 100)
    last = ("--yes", "x") if command == "forget" else (tmp_path / "x",)
    result = _run(command, "--database", other, *last)
    assert result.exit_code == 2
    assert "n’est pas un fichier de messages" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_second_service_on_the_same_messages_is_refused(
    talked: Path, settings: Path, tree: Path, tmp_path: Path
) -> None:
    """It would take the first one's socket away; the first one goes on."""
    socket = tmp_path / "service.sock"
    given = ("--settings", settings, "--tree", tree, "--database", talked, "--socket", socket)
    with talked.with_suffix(".verrou").open("w") as first:
        flock(first, LOCK_EX)
        result = _run("serve", *given)
    assert (result.exit_code, socket.exists()) == (2, False)
    assert "un autre service sert déjà" in result.stderr


def test_settings_of_another_kind_are_refused_in_words(talked: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    result = _run("purge", "--database", talked, "--settings", tmp_path / "x.json")
    assert result.exit_code == 2
    assert ".serveur/echanges.json" in result.stderr
