"""The commands that deliver an edition; a list never arrives before the pages it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cyberveille.delivering.target import Target, TargetKind
from cyberveille.map import Rank, set_of

SSH = "ssh -o BatchMode=yes -o ConnectTimeout=20"
_ANNOUNCING = Rank.LIST
"""From this rank on, a file leads readers to others."""


@dataclass(frozen=True)
class Step:
    """One command; `stdin` is what it reads, `purpose` what it does, in French."""

    purpose: str
    command: tuple[str, ...]
    stdin: bytes = b""


def published_files(tree: Path) -> tuple[str, ...]:
    """Every file of the edition, relative to `tree`, sorted."""
    return tuple(sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()))


def steps(tree: Path, target: Target) -> tuple[Step, ...]:
    """What to run to bring `target` to the state of `tree`.

    The first command sends what may be there before anything points to it (assets, pages,
    attachments) and removes nothing; the second sends the rest, which announces it (home, lists,
    feeds, sitemap), and removes, last, what no longer belongs.
    """
    early = [path for path in published_files(tree) if set_of(path).rank < _ANNOUNCING]
    source = f"{tree.resolve()}/"
    if target.kind is TargetKind.RSYNC:
        return _rsync(source, target.address, early)
    if target.kind is TargetKind.RCLONE:
        return _rclone(source, target.address, early)
    raise ValueError(target)


def _rsync(source: str, address: str, early: Iterable[str]) -> tuple[Step, ...]:
    """Compare by content and leave times alone: an equal file keeps its Last-Modified."""
    common = (
        "rsync",
        "--recursive",
        "--checksum",
        "--perms",
        "--chmod=D755,F644",
        "--compress",
        "--protect-args",
        "--delay-updates",
        "--timeout=120",
        *(("--rsh", SSH) if ":" in address else ()),
    )
    destination = address.rstrip("/") + "/"
    return (
        Step(
            "Envoi des ressources et des pages",
            (*common, "--from0", "--files-from=-", "--", source, destination),
            "\0".join(early).encode(),
        ),
        Step(
            "Envoi des listes et des flux, puis retrait de ce qui n’est plus publié",
            (*common, "--delete-after", "--", source, destination),
        ),
    )


def _rclone(source: str, address: str, early: Iterable[str]) -> tuple[Step, ...]:
    common = ("--checksum", "--delete-after", "--retries=3", "--timeout=2m")
    return (
        Step(
            "Envoi des ressources et des pages",
            (
                "rclone",
                "copy",
                "--checksum",
                "--retries=3",
                "--timeout=2m",
                "--files-from-raw=-",
                source,
                address,
            ),
            "".join(f"{path}\n" for path in early).encode(),
        ),
        Step(
            "Envoi des listes et des flux, puis retrait de ce qui n’est plus publié",
            ("rclone", "sync", *common, source, address),
        ),
    )
