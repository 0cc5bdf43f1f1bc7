"""`make members-demo` says where to go, and takes everything with it when it stops."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from demo.stand import free_port

from tests.demonstration import need_demonstration
from tests.needs import needs


@pytest.fixture
@needs("system")
def open_folder() -> Iterator[Path]:
    """A folder to which the server's account has a way, unlike those of pytest."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("ending", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.thorough)])
def test_nothing_is_left_when_the_demonstration_stops(open_folder: Path, ending: signal.Signals) -> None:
    """Neither a server nor a copy of the edition, whoever asks it to stop."""
    need_demonstration()
    root, port = Path(__file__).parents[2], free_port()
    command = [sys.executable, "-m", "demo", str(port)]
    with subprocess.Popen(
        command,
        cwd=root,
        env={"TMPDIR": str(open_folder), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        said = ""
        while "Ctrl-C" not in said:
            line = running.stdout.readline()
            assert line, said
            said += line
        assert f"http://localhost:{port}/" in said
        assert len(list(open_folder.iterdir())) == 2
        running.send_signal(ending)
        assert running.wait(timeout=60) == 0
    assert list(open_folder.iterdir()) == []
    with pytest.raises(URLError):
        urlopen(f"http://localhost:{port}/", timeout=5)
