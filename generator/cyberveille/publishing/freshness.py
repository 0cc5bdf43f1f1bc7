"""What the last edition left as it is to be: neither made nor written again."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cyberveille.publishing.commit import Move
from cyberveille.publishing.output import Output
from cyberveille.publishing.staging import stage
from cyberveille.publishing.workspace import Workspace, Written


def fresh(output: Path, item: Output, known: Mapping[str, Written]) -> bool:
    """Whether the file stands there, made of the same things; `known` is what the last edition wrote."""
    last = known.get(item.path)
    return last is not None and last.key == item.key and last.lies_in(f"{output}/{item.path}")


def stage_others(
    workspace: Workspace,
    known: Mapping[str, Written],
    outputs: Iterable[Output],
    prefix: str,
    *,
    shaped: bool,
    jobs: int,
) -> list[Move]:
    """Stages what is not fresh of some outputs; `prefix` keeps their names apart, as `stage` says."""
    missing = [item for item in outputs if not fresh(workspace.output, item, known)]
    return stage(workspace, missing, shaped=shaped, jobs=jobs, prefix=prefix)
