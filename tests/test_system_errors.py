"""What the operating system refuses is said in French, with the place, and without a traceback."""

import errno
import gzip
import shutil
import socket
import ssl
from urllib.error import URLError

import pytest
from click.testing import CliRunner, Result

from cyberveille.cli import main
from cyberveille.locale import french
from cyberveille.system_errors import reason
from tests.portal import Portal


def _run(portal: Portal, *arguments: str) -> Result:
    """The command as the program runs it: an exception that nobody expects fails the test."""
    return CliRunner().invoke(main, [*arguments, "--root", str(portal.folder)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "accès refusé"),
        (OSError(errno.ENOSPC, "No space left on device"), "disque plein"),
        (OSError(errno.ENOTTY, "Inappropriate ioctl for device"), f"erreur {errno.ENOTTY} du système"),
        (gzip.BadGzipFile("Not a gzipped file"), "illisible"),
    ],
)
def test_a_reason_is_in_french(error: OSError, said: str) -> None:
    """One that has no French yet has its number; one without number is no more than unreadable."""
    assert reason(error) == said


def _refused(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")
    error.verify_code = code
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (_refused(10), "a expiré"),
        (_refused(9), "pas encore valable"),
        (_refused(18), "signé par lui-même"),
        (_refused(20), "une autorité que cette machine ne connaît pas"),
        (_refused(62), "un autre nom de site"),
        (_refused(999), "code 999"),
        (ssl.SSLError(1, "[SSL] record layer failure"), "la connexion chiffrée ne s’établit pas"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "nom de machine est inconnu"),
        (TimeoutError("timed out"), "délai dépassé"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "connexion refusée"),
        (URLError(_refused(10)), "a expiré"),
    ],
)
def test_what_a_network_refuses_is_in_french(error: OSError, said: str) -> None:
    """Numbers of OpenSSL and of the names' service are not the system's."""
    assert said in reason(error)


ALERT = (
    "new", "alert", "--title", "Titre", "--severity", "faible", "--technology", "imagerie",
    "--reference", "https://example.org/",
)  # fmt: skip
EXISTS = "un fichier de ce nom existe déjà."
NOT_A_FOLDER = "un fichier tient la place d’un dossier."


@pytest.mark.parametrize(
    ("blocked", "arguments", "said"),
    [
        (".cyberveille", ("check",), f".cyberveille : {EXISTS}"),
        ("site", ("build", "--no-search"), f"site : {EXISTS}"),
        ("fichier", ("build", "--no-search", "--output", "{folder}/fichier/site"), NOT_A_FOLDER),
        ("alerts", ALERT, f"alerts/2026 : {NOT_A_FOLDER}"),
    ],
)
def test_a_file_in_the_way_is_said(
    portal: Portal, blocked: str, arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 2, the path and why."""
    path = portal.folder / blocked
    if path.is_dir():
        shutil.rmtree(path)
    path.touch()
    result = _run(portal, *(part.format(folder=portal.folder) for part in arguments))
    assert result.exit_code == 2
    assert str(portal.folder) in result.stderr
    assert french(said) in result.stderr


def test_a_memory_that_cannot_be_opened_is_said(portal: Portal) -> None:
    """What is remembered between two readings may be deleted: that is the advice."""
    (portal.folder / ".cyberveille/catalogue.sqlite3").mkdir(parents=True)
    result = _run(portal, "check")
    assert result.exit_code == 2
    assert "catalogue.sqlite3\u00a0» ne peut pas être ouvert" in result.stderr


def test_a_reader_who_leaves_is_no_error(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """`cyberveille check | head`: nothing is said of the pipe."""

    def broken(*_: object) -> str:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("cyberveille.cli.check._render", broken)
    result = CliRunner().invoke(main, ["check", "--root", str(portal.folder)])
    assert result.exit_code == 1
    assert result.stderr == ""
