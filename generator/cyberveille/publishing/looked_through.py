"""For what the files of an edition in place were looked through: what was found of less needs no new look."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.guard import Guard
from cyberveille.publishing.workspace import Workspace
from cyberveille.whole_files import sealed, unsealed, write_whole

_FILE = "looked-for"
_KEY, _EACH = 16, 8
"""In bytes: the guard's key, and the digest of each piece."""


def is_looked_through(workspace: Workspace, guard: Guard, *, exactly: bool = False) -> bool:
    """Whether the whole edition in place was looked through for all that `guard` looks for.

    A draft that appears, or an embargo that ends, leaves less to look for. `exactly` asks for nothing else.
    """
    key = workspace.guarded()
    if not key or key == guard.key or exactly:
        return key == guard.key
    with suppress(OSError):
        told = unsealed((workspace.folder / _FILE).read_bytes())
        if told is not None and told[:_KEY] == key:
            known = {told[start : start + _EACH] for start in range(_KEY, len(told), _EACH)}
            return guard.looked_for <= known
    return False


@contextmanager
def looking_through(workspace: Workspace, guard: Guard) -> Iterator[None]:
    """While an edition that was looked through takes its place: for what the last one was is forgotten.

    Whatever ends the build meanwhile, no file is taken for looked through that was so for something else.
    That a guard looked at what is in place stays known, and is known where nothing was: it was public then.
    """
    if workspace.guarded() == guard.key:
        yield
        return
    if workspace.guarded() is not None or read_identity(workspace.output) is None:
        workspace.guarded_unknown()
    yield
    with suppress(OSError):
        write_whole(workspace.folder / _FILE, sealed(guard.key + b"".join(sorted(guard.looked_for))))
    workspace.guard_with(guard.key)
