"""The edition in place, as it is remembered or, when it is looked at, as it is found."""

import stat
from collections.abc import Mapping

from cyberveille.publishing import made_of
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.looking import digests, listing
from cyberveille.publishing.planning import Last
from cyberveille.publishing.remembered import mark_of
from cyberveille.publishing.report import OutputRefused
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import Written


def last_edition(workspace: Workspace, audience: str, *, verify: bool, look: bool) -> Last:
    """What is in the output of `workspace`; raises OutputRefused for somebody else's folder.

    To `look` is to ask of each file its size and its time, to `verify` to read it. Each is looked at too when
    something else changed the top of the tree, or when nothing tells that the edition there is the last.
    """
    output, state = workspace.output, workspace.state
    identity = read_identity(output)
    if identity is not None and identity.audience != audience:
        raise OutputRefused(str(output))
    known = state.known() if verify else None
    if known is None and (verify or not state.count()):
        present = frozenset(_present(workspace))
        if present and identity is None and not workspace.unfinished:
            raise OutputRefused(str(output))
        return Last(state, output, present, unknown=True, looking=True)
    if verify:
        return _verified(workspace, known or {})
    before = state.remembered(made_of.NAME)
    sound = before is not None and before.mark == mark_of(output)
    return Last(state, output, looking=look or not sound)


def _present(workspace: Workspace) -> Mapping[str, int]:
    return listing(workspace.output) if workspace.output.is_dir() else {}


def _verified(workspace: Workspace, known: Mapping[str, Written]) -> Last:
    """The bytes of each file are compared with what was written; what nobody wrote is to go."""
    output = workspace.output
    present = _present(workspace)
    files = [path for path in known if present.get(path) == stat.S_IFREG]
    same = {path for path, found in digests(output, files) if found == known[path].digest}
    return Last(
        workspace.state,
        output,
        frozenset(present.keys() - known.keys()),
        looking=True,
        altered=frozenset(known.keys() - same),
    )
