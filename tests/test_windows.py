"""Where Windows lacks what Linux has, editors work all the same: here without it, in a process of its own.

Nothing here runs Windows: what it lacks is hidden before the program is loaded.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.portal import Portal

PDF = Path(__file__).parent / "checking/fixtures/documents/attachment-language/good/content/documents"
HIDDEN = r"""
import os, signal, sys
for name in ("fcntl", "grp", "posix_spawn", "pwd", "resource", "termios"):
    sys.modules[name] = None
for module, names in (
    (os, "fork forkpty register_at_fork pread pwrite wait4 sysconf sched_getaffinity getuid geteuid "
         "getgid getegid getppid fchmod fchown chown killpg setsid mkfifo statvfs "
         "O_NOFOLLOW O_CLOEXEC O_DIRECTORY WIFSIGNALED WTERMSIG WEXITSTATUS"),
    (signal, "SIGKILL SIGHUP SIGQUIT SIGXCPU SIGTRAP SIGUSR1 SIGALRM pthread_sigmask alarm"),
):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
"""
USED = r"""
if __name__ == "__main__":
    import watchfiles
    watchfiles.watch = lambda *_, **__: iter(())
    from cyberveille.cli import main
    root = ["--root", sys.argv[1]]
    new = ["--title", "Un essai", "--severity", "faible", "--technology", "imagerie", "--reference", "https://e.org/a"]
    def run(*command):
        try:
            main([*command], standalone_mode=False)
        except SystemExit as end:
            raise AssertionError(command) from end
    run("init", sys.argv[1] + "-neuf", "--yes")
    run("check", *root)
    run("new", "document", "--title", "Un essai", "--theme", "reagir", "--form", "fiche-reflexe", *root)
    run("build", "--no-search", "--now", "2026-10-10T08:00:00Z", "--root", sys.argv[1] + "-neuf")
    run("serve", "--port", "0", "--root", sys.argv[1] + "-neuf")
    said = main(["deliver", "--to", "dossier:" + sys.argv[2], *root], standalone_mode=False)
    print("delivered", said)
"""


def _run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(arguments[0]).parent / "windows.py"
    program.write_text(script, encoding="utf-8")
    command = [sys.executable, str(program), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_editors_work_without_what_windows_lacks(portal: Portal) -> None:
    """They begin a portal, write, check, build and look; a delivery says in words where it can be made."""
    said = _run(HIDDEN + USED, str(portal.folder), str(portal.folder.parent / "cible"))
    assert "Traceback" not in said.stderr, said.stderr[-2000:]
    assert (portal.folder.parent / f"{portal.folder.name}-neuf/site/index.html").is_file()
    assert [*(portal.folder / "content/documents").glob("CV-2026-DOC-0002.md")]


CONFINED = r"""
def given():
    yield b"un"
    yield b"deux"
def endless():
    yield b"un"
    while True: pass
def broken():
    yield b"un"
    raise ValueError
def greedy():
    raise MemoryError
if __name__ == "__main__":
    from pathlib import Path
    from cyberveille import confining
    from cyberveille.pdf_files import pdf_facts
    confining._SPAWNING = float(sys.argv[2])
    for work in (given, broken, greedy):
        found = []
        try:
            for item in confining.confined(work, seconds=60, memory=1 << 30, spent=lambda _: None):
                found.append(item)
        except Exception as error:
            found.append(type(error).__name__)
        print(work.__name__, found)
    confining._SPAWNING = 0
    try:
        list(confining.confined(endless, seconds=0, memory=1 << 30, spent=lambda _: None))
    except confining.OutOfTime:
        print("endless OutOfTime")
    confining._SPAWNING = float(sys.argv[2])
    print(pdf_facts(Path(sys.argv[1])).pages)
"""


@pytest.mark.slow
def test_files_that_others_made_are_opened_in_a_process_of_their_own(tmp_path: Path) -> None:
    """What it gives comes over, and so does how it ends; one that takes too long is ended."""
    file = tmp_path / "fiche.pdf"
    file.write_bytes((PDF / "CV-2026-DOC-0007/fiche.pdf").read_bytes())
    said = _run(HIDDEN + CONFINED, str(file), "60")
    assert said.stdout.splitlines() == [
        "given [b'un', b'deux']",
        "broken [b'un', 'Broken']",
        "greedy ['OutOfMemory']",
        "endless OutOfTime",
        "1",
    ], said.stderr[-2000:]


LOCKED = r"""
if __name__ == "__main__":
    from pathlib import Path
    from cyberveille.publishing.workspace import Busy, Workspace
    one, other = (Workspace(Path(sys.argv[1]) / "site") for _ in range(2))
    with one.lock():
        assert one.held
        try:
            with other.lock():
                print("both")
        except Busy as busy:
            print("déjà en cours" in str(busy))
    with other.lock():
        print("free")
"""


def test_one_command_at_a_time_writes_an_output(tmp_path: Path) -> None:
    """There too, by the library's lock."""
    (tmp_path / "portail").mkdir()
    said = _run(HIDDEN + LOCKED, str(tmp_path / "portail"))
    assert said.stdout.splitlines() == ["True", "free"], said.stderr[-2000:]
