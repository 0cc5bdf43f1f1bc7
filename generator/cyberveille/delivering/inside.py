"""A folder written to without following any symbolic link below it."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from cyberveille.delivering.failures import DeliveryFailedError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ModuleNotFoundError:  # Windows, which does not open a folder in another either
    flock = None  # type: ignore[assignment]
else:
    _FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

_SYNCED_ONE_BY_ONE = 100


class Inside:
    """Paths are relative, with `/` separators; each of their folders is opened in the one before.

    An operation that meets a link where it expects a folder or a file raises DeliveryFailedError.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._names: list[str] = []
        self._opened: list[int] = []
        if flock is None:
            raise DeliveryFailedError(
                "Une livraison dans un dossier demande Linux ou macOS : sous Windows, laissez-la à la "
                "forge, ou lancez-la dans WSL."
            )
        self._opened = [os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._opened:
            os.close(self._opened.pop())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While it lasts no other delivery writes here; raises DeliveryFailedError when one does."""
        try:
            flock(self._opened[0], LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise DeliveryFailedError(
                f"Une autre livraison écrit dans « {self.root} » : attendez sa fin, puis relancez."
            ) from None
        yield

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None when there is none. Raises OSError when it cannot be read."""
        try:
            folder, name = self._parent(path)
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno in {errno.ELOOP, errno.ENOTDIR}:
                raise self._in_the_way(path) from None
            raise
        with open(handle, "rb") as file:  # noqa: PTH123 - a descriptor
            return file.read()

    def read_all(self, paths: Iterable[str], start: str = "") -> Mapping[str, bytes]:
        """The bytes of those of the files below `start` that are there. Raises OSError as `read` does."""
        found = {path: self.read(f"{start}{path}") for path in paths}
        return {path: data for path, data in found.items() if data is not None}

    def write(self, path: str, data: bytes) -> os.stat_result:
        """Make a file that is not there yet, in folders that are made."""
        folder, name = self._parent(path, make=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(name, flags, 0o666, dir_fd=folder), "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            return os.fstat(file.fileno())

    def settle(self, paths: Sequence[str]) -> None:
        """See to it that what was written is on the disk: a name put in place never leads to nothing."""
        if len(paths) > _SYNCED_ONE_BY_ONE:
            os.sync()
            return
        for path in paths:
            folder, name = self._parent(path)
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def replace(self, staged: str, path: str) -> None:
        """Put a file in the place of another by one rename, in folders that are made."""
        source, name = self._open(staged)
        try:
            folder, last = self._parent(path, make=True)
            os.rename(name, last, src_dir_fd=source, dst_dir_fd=folder)
        finally:
            os.close(source)

    def remove(self, path: str) -> None:
        """Remove a file, if it is one and is there; a link or a folder in its place stays."""
        with suppress(FileNotFoundError):
            try:
                folder, name = self._parent(path)
            except DeliveryFailedError:
                return
            if stat.S_ISREG(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                os.unlink(name, dir_fd=folder)

    def remove_folder(self, path: str) -> bool:
        """Remove a folder that is empty; False when it stays."""
        try:
            folder, name = self._parent(path)
            os.rmdir(name, dir_fd=folder)
        except (OSError, DeliveryFailedError):
            return False
        return True

    def _open(self, path: str) -> tuple[int, str]:
        """The folder of a file, in a descriptor of the caller's own."""
        folder, name = self._parent(path)
        return os.dup(folder), name

    def _parent(self, path: str, *, make: bool = False) -> tuple[int, str]:
        inside, _, name = path.rpartition("/")
        wanted = inside.split("/") if inside else []
        common = 0
        while common < min(len(self._names), len(wanted)) and self._names[common] == wanted[common]:
            common += 1
        while len(self._names) > common:
            self._names.pop()
            os.close(self._opened.pop())
        for part in wanted[common:]:
            self._opened.append(self._enter(part, path, make=make))
            self._names.append(part)
        return self._opened[-1], name

    def _enter(self, part: str, path: str, *, make: bool) -> int:
        try:
            return os.open(part, _FOLDER, dir_fd=self._opened[-1])
        except FileNotFoundError:
            if not make:
                raise
            os.mkdir(part, dir_fd=self._opened[-1])
            return os.open(part, _FOLDER, dir_fd=self._opened[-1])
        except OSError as error:
            if error.errno in {errno.ELOOP, errno.ENOTDIR}:
                raise self._in_the_way(path) from None
            raise

    def _in_the_way(self, path: str) -> DeliveryFailedError:
        return DeliveryFailedError(
            f"« {self.root / path} » passe par un lien symbolique, ou par un fichier, qu’aucune livraison "
            "n’a fait : la livraison n’écrit pas à travers. Retirez-le, puis relancez."
        )
