"""Where an edition goes: `rsync:compte@hote:/srv/site`, `rclone:depot:seau`, `dossier:public`."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_RSYNC = re.compile(
    r"(?:[A-Za-z0-9._][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:/(?:[^\s/\x00-\x1f][^\s\x00-\x1f]*)?"
    r"|/[^\s/\x00-\x1f][^\s\x00-\x1f]*"
)
_RCLONE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+@-]*:[^\s\x00-\x1f]+")
_FOLDER = re.compile(r"[^\x00-\x1f]+")


class TargetKind(Enum):
    """How an edition is handed over."""

    RSYNC = "rsync"
    RCLONE = "rclone"
    FOLDER = "dossier"


@dataclass(frozen=True)
class Target:
    """One host, and the one audience whose editions it may receive."""

    kind: TargetKind
    address: str
    audience: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.address}"

    @property
    def folder(self) -> Path:
        """The folder written, for a target of that kind."""
        return Path(self.address)


class BadTargetError(ValueError):
    """A target that cannot be understood; its text is a French sentence."""


def parse_target(text: str, *, audience: str) -> Target:
    """Read a target as an operator writes it.

    The address is handed to rsync or rclone as one argument, never through a shell; an address
    that these programs could take for an option, or that names no absolute path, is refused.
    """
    scheme, colon, address = text.partition(":")
    kind = next((item for item in TargetKind if item.value == scheme), None)
    if kind is None or not colon:
        known = ", ".join(f"« {item.value}:… »" for item in TargetKind)
        raise BadTargetError(f"Destination inconnue : « {text} ». Formes attendues : {known}.")
    expected, example = _FORMS[kind]
    if not expected.fullmatch(address):
        raise BadTargetError(f"Adresse refusée : « {text} ». Forme attendue : « {example} ».")
    if kind is TargetKind.RSYNC and address.rpartition(":")[2].strip("/") == "":
        raise BadTargetError(
            f"Adresse refusée : « {text} » désigne la racine du serveur. Nommez le dossier du portail."
        )
    return Target(kind, address, audience)


_FORMS = {
    TargetKind.RSYNC: (_RSYNC, "rsync:compte@hote:/srv/portail"),
    TargetKind.RCLONE: (_RCLONE, "rclone:depot:seau/portail"),
    TargetKind.FOLDER: (_FOLDER, "dossier:public"),
}
