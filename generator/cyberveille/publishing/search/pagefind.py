"""Pagefind as a service: documents are handed over in an order of ours.

Over a folder it numbers its pages as the file system lists them, which is another order on another machine.
Requests and answers are JSON in base64, each ended by a comma (Pagefind 1.5, `pagefind --service`). Answers
come in order, and it ends at once when its input does: with the process that started it. The files come in an
answer too: those it writes itself are not all on disk when it says so.
"""

import os
import select
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from pagefind_bin import get_executable

from cyberveille.publishing.search.signs import KEPT

# A query fetches the piece of each shard that holds its word: small ones weigh less, large ones are fewer.
_CHUNK_SIZE = "2000"
_READ = 1 << 16


class SearchError(Exception):
    """Pagefind could not make the index; the message is what it said, or what became of it."""


class _File(msgspec.Struct):
    """`path` is relative to the index's folder; `content` is base64 in JSON."""

    path: str
    content: bytes


class _Payload(msgspec.Struct):
    type: str
    message: str = ""
    files: list[_File] = []


class _Answer(msgspec.Struct):
    message_id: int | None
    payload: _Payload


class Pagefind:
    """One index under way; `scratch` is its working folder."""

    def __init__(self, documents: Sequence[tuple[str, str]], scratch: Path) -> None:
        """`documents` are (address, HTML), in the order of their numbers."""
        self._last = len(documents) + 1
        self._files: list[_File] = []
        self._rest: list[bytes] = []
        self._refusal = ""
        self._over = self._made = False
        self._log = scratch / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                [get_executable(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=scratch,
                env=_environment(),
                bufsize=0,
            )
        # It takes every request in at once, and works them off meanwhile.
        with suppress(BrokenPipeError):
            for request in self._requests(documents):
                _write(self._input, request)

    def _requests(self, documents: Sequence[tuple[str, str]]) -> Iterator[bytes]:
        """Each as it is sent: all of them together are many times as much."""
        yield _request(0, "NewIndex", config={"force_language": "fr", "include_characters": KEPT})
        for number, (address, html) in enumerate(documents, 1):
            yield _request(number, "AddFile", index_id=0, file_path=None, url=address, file_contents=html)
        yield _request(self._last, "GetFiles", index_id=0)

    @property
    def _input(self) -> int:
        assert self._process.stdin is not None  # noqa: S101 - a pipe, as asked
        return self._process.stdin.fileno()

    @property
    def _output(self) -> int:
        assert self._process.stdout is not None  # noqa: S101 - a pipe, as asked
        return self._process.stdout.fileno()

    @property
    def running(self) -> bool:
        if self._over:
            return False
        # Not select(2): a process may have more than a thousand files open.
        waiting = select.poll()
        waiting.register(self._output, select.POLLIN)
        while not self._over and waiting.poll(0):
            self._read()
        return not self._over

    def wait(self) -> None:
        """Until the index is made; raises SearchError when it is not."""
        while not self._over:
            self._read()
        if self._refusal:
            raise SearchError(self._refusal)
        if self._made:
            return
        code = self._process.returncode
        if code < 0:
            raise SearchError(
                f"Pagefind a été tué (signal {-code}), sans doute par le système, faute de mémoire. Relancez "
                "avec --jobs 1, ou donnez plus de mémoire à la machine."
            )
        log = self._log.read_text(encoding="utf-8", errors="replace").strip()
        raise SearchError(log or f"Pagefind s’est arrêté avant la fin (code {code}).")

    def take_files(self) -> dict[str, bytes]:
        """What was made, by path, once it has been waited for; nothing of it is held any longer."""
        files, self._files = self._files, []
        return {file.path: file.content for file in files}

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._over = True
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _read(self) -> None:
        told = os.read(self._output, _READ)
        if not told:
            self._process.wait()
            self.stop()
            return
        self._rest.append(told)
        if b"," not in told:
            return
        *answers, rest = b"".join(self._rest).split(b",")
        self._rest = [rest]
        for answer in answers:
            message = msgspec.json.decode(b64decode(answer), type=_Answer)
            payload = message.payload
            if payload.type == "Error":
                self._refusal = self._refusal or payload.message
            if message.message_id == self._last:
                self._files = payload.files
                self._made = not self._refusal
                # A process of this build may still hold the other end of its input: it would wait for more.
                self.stop()


def _request(number: int, kind: str, **values: object) -> bytes:
    payload = {"type": kind, **values}
    return b64encode(msgspec.json.encode({"message_id": number, "payload": payload})) + b","


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _environment() -> dict[str, str]:
    """Without what would configure Pagefind from outside: the same documents give the same index."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    return kept | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK_SIZE}
