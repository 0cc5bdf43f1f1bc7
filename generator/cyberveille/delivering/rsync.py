"""A folder reached by rsync, on another machine or on this one.

Everything goes through rsync itself, the switch of a release included: the account that delivers needs no
shell there, and `rrsync` can keep its key to one folder.
"""

import re
import stat
import tempfile
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from pathlib import Path, PurePosixPath

from cyberveille.delivering.running import Ran, failed, run, unreadable
from cyberveille.expressions import expression

SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20"
_PARTIAL_TRANSFER = 23
_NOT_FOUND = expression(r"^rsync: .*\(2\)$")
"""rsync gives errno, which no language changes: ENOENT."""
_ERROR = expression(r"^rsync: (?!.*(?:write error|connection unexpectedly closed))", re.IGNORECASE)
_ENTRY = expression(r"(?P<kind>[-dlcbps])\S{9,10}\s+[\d.,]+\S?\s+\S+\s+\S+\s(?P<name>.*)")
_KINDS = {"-": stat.S_IFREG, "d": stat.S_IFDIR, "l": stat.S_IFLNK}
_PLAIN = expression(r"[A-Za-z0-9@:./_+=%~,-]*")
"""An address of these signs means the same to every shell."""
_WILD = expression(r"[*?\[]")
_SIGN = expression(r"[*?\[\\]")


class Compared(Enum):
    """What tells rsync that a file is at the target already."""

    BY_CONTENT = ("--checksum",)
    """Both sides read it whole; an equal one keeps the time that it has there."""
    BY_TIME = ("--times",)
    """Its size and its time, which is sent with it."""
    NEVER = ("--ignore-times", "--times")
    """Nothing: it goes, with its time."""


class Rsync:
    """`address` is `compte@hote:/chemin` or `/chemin`; paths are relative to it, `""` is itself."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.path = self.address.partition(":")[2] if ":" in address else self.address
        """The folder, as the machine that has it names it."""
        self._common = (
            "rsync",
            "--timeout=120",
            # rrsync admits no protected arguments, and an old rsync does not quote what a shell would read.
            *(() if _PLAIN.fullmatch(address) else ("--protect-args",)),
            *(("--rsh", SSH) if ":" in address else ()),
        )

    def place(self, path: str = "") -> str:
        return f"{self.address}/{path}"

    def entries(self, path: str = "", *, recursive: bool = False) -> Mapping[str, tuple[int, str]] | None:
        """What is in a folder: name, then the type of the inode and where a link leads; None if absent."""
        options = (
            "--list-only",
            "--links",
            "--8-bit-output",
            *(("--recursive",) if recursive else ("--dirs",)),
        )
        command = (*self._common, *options, "--", self.place(f"{path}/" if path else ""))
        ran = run(command)
        if ran.code and not self.absent(ran):
            raise unreadable(self.address, command, ran)
        if ran.code:
            return None
        found: dict[str, tuple[int, str]] = {}
        for line in ran.output.decode(errors="surrogateescape").split("\n"):
            entry = _ENTRY.fullmatch(line)
            if entry and entry["name"] != ".":
                kind = _KINDS.get(entry["kind"], stat.S_IFCHR)
                name, _, leads = (
                    entry["name"].partition(" -> ") if kind == stat.S_IFLNK else (entry["name"], "", "")
                )
                found[name] = (kind, leads)
        return found

    def fetch(self, paths: Iterable[str], into: Path, path: str = "") -> None:
        """Copy files of a folder to this machine; those that are not there are left out."""
        wanted = tuple(paths)
        if not wanted:
            return
        command = (
            *self._common,
            "--from0",
            "--files-from=-",
            "--",
            self.place(f"{path}/" if path else ""),
            f"{into}/",
        )
        ran = run(command, _listed(wanted))
        if ran.code and not self.absent(ran):
            raise unreadable(self.address, command, ran)

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of files; those that are not there are left out."""
        wanted = tuple(paths)
        with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
            self.fetch(wanted, Path(scratch))
            return {
                path: (Path(scratch) / path).read_bytes()
                for path in wanted
                if (Path(scratch) / path).is_file()
            }

    def send(
        self,
        source: Path,
        paths: Collection[str],
        path: str = "",
        *,
        like: str | None = None,
        compared: Compared = Compared.BY_CONTENT,
        options: tuple[str, ...] = (),
    ) -> None:
        """Copy files of a folder of this machine.

        With `like`, a file that is equal in that folder of the target becomes the same file.
        """
        if not paths:
            return
        alike = (f"--link-dest={self.path}/{like}",) if like else ()
        command = (
            *self._common,
            *compared.value,
            "--perms",
            "--chmod=D755,F644",
            "--compress",
            *options,
            *alike,
            "--from0",
            "--files-from=-",
            "--",
            f"{source}/",
            self.place(f"{path}/" if path else ""),
        )
        self._done(command, _listed(paths))

    def write(self, files: Mapping[str, bytes], *, gone: Collection[str] = ()) -> None:
        """Put small files in place; then the files `gone` are no longer there."""
        with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
            for path, data in files.items():
                (Path(scratch) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(scratch) / path).write_bytes(data)
            self.send(Path(scratch), tuple(files))
        if gone:
            self._remove(gone)

    def _remove(self, paths: Collection[str]) -> None:
        """Remove files, and folders in which nothing is; no folder is made.

        Not by `--delete-missing-args`: some receivers (3.4.3; Debian 12 since 3.2.7-1+deb12u5) take what it
        sends for an attack (RsyncProject/rsync, issue 910).
        """
        folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents if folder.name}
        rules = [f"/{_literal(folder)}/" for folder in sorted(folders)]
        rules += [f"/{_literal(path)}" for path in paths]
        self._delete(self.place(), rules, folders)

    def _delete(self, place: str, rules: Iterable[str], folders: Iterable[str] = ()) -> None:
        """Remove what the rules include, but for `folders`: it is not here, and nothing is made there."""
        with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
            for folder in folders:
                (Path(scratch) / folder).mkdir(parents=True, exist_ok=True)
            options = ("--recursive", "--existing", "--delete", "--from0", "--include-from=-", "--exclude=*")
            self._done((*self._common, *options, "--", f"{scratch}/", place), _listed(rules))

    def link(self, name: str, leads: str) -> None:
        """Make a link lead elsewhere: rsync makes another one, and renames it over the first."""
        with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
            (Path(scratch) / name).symlink_to(leads)
            self._done((*self._common, "--links", "--", f"{scratch}/{name}", self.place()))

    def empty(self, path: str, names: Iterable[str]) -> None:
        """Remove folders, with all they hold, and files from a folder; what is not named stays."""
        rules = (rule for name in map(_literal, names) for rule in (f"/{name}", f"/{name}/**"))
        self._delete(self.place(f"{path}/"), rules)

    def _done(self, command: tuple[str, ...], stdin: bytes = b"") -> None:
        ran = run(command, stdin)
        if ran.code:
            raise failed(command, ran)

    def absent(self, ran: Ran) -> bool:
        """Whether rsync says that what was asked for is not there, and nothing else."""
        lines = [line for line in ran.errors.splitlines() if _ERROR.match(line)]
        return ran.code == _PARTIAL_TRANSFER and bool(lines) and all(_NOT_FOUND.match(line) for line in lines)


def _literal(path: str) -> str:
    """A pattern of rsync that matches a path alone: where it has no wild card, it has no escapes either."""
    return _SIGN.sub(r"\\\g<0>", path) if _WILD.search(path) else path


def _listed(paths: Iterable[str]) -> bytes:
    return b"\0".join(path.encode(errors="surrogateescape") for path in paths)
