"""What an edition in place was made of: while all of it is the same, there is nothing to do."""

import os
import stat
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from cyberveille.catalogue import Catalogue
from cyberveille.locale import paris
from cyberveille.package import package_digest
from cyberveille.publishing import made_of as made_of_what
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.frame import drawer_of
from cyberveille.publishing.output import digest
from cyberveille.publishing.report import BuildReport
from cyberveille.publishing.workspace import Workspace


def key_of(edition: Edition, catalogue: Catalogue, drawer: str, code: bytes) -> bytes:
    """The digest of all that an edition is made of by `code`, and of all that the guard looks for."""
    return digest(
        catalogue.digest,
        code,
        drawer,
        tuple(part.facts.digest for part in edition.parts),
        edition.pages,
        edition.configuration,
        edition.vocabularies,
        edition.audience,
        edition.commit,
        edition.contacts,
        edition.scheme,
        edition.observatory,
        edition.admissions,
        edition.looks,
        edition.country,
    )


def mark_of(output: Path) -> bytes:
    """Changes with a file or a folder that comes, goes or is replaced at the top of a tree or just below it.

    What changes deeper is seen by a look at everything alone.
    """
    lines: list[str] = []
    try:
        with os.scandir(output) as entries:
            for entry in entries:
                state = entry.stat(follow_symlinks=False)
                size = 0 if stat.S_ISDIR(state.st_mode) else state.st_size
                lines.append(
                    f"{entry.name}\0{stat.S_IFMT(state.st_mode)} {size} {state.st_mtime_ns} {state.st_ino}"
                )
    except OSError:
        return b""
    text = "\n".join(sorted(lines))
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def lasting_until(edition: Edition, catalogue: Catalogue, fed_until: datetime | None) -> datetime:
    """The first moment at which the clock alone may change a file, or what the guard looks for.

    `fed_until` is that of its feeds. A day changes what is dated: in Paris, or in UTC.
    """
    clock = edition.clock
    today = paris(clock).replace(hour=0, minute=0, second=0)
    day = clock.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [(today + timedelta(days=1)).astimezone(UTC), day + timedelta(days=1)]
    moments += [item.published for item in catalogue.held_back(clock) if item.published > clock]
    moments += [] if fed_until is None else [fed_until]
    return min(moments)


def nothing_to_do(edition: Edition, catalogue: Catalogue, workspace: Workspace) -> BuildReport | None:
    """What a build would say, when it would do nothing; raises Busy."""
    with workspace.lock():
        return standing_still(
            workspace,
            key_of(edition, catalogue, drawer_of(edition.configuration).name, package_digest()),
            edition.clock,
        )


def standing_still(workspace: Workspace, made_of: bytes, clock: datetime) -> BuildReport | None:
    """The report on an edition that is in place and made of the same; the workspace is locked."""
    if workspace.unfinished:
        return None
    before = workspace.state.remembered(made_of_what.NAME)
    if before is None or not before.stands(made_of, mark_of(workspace.output), clock):
        return None
    return BuildReport(before.files, 0, (), ())
