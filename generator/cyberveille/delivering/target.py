"""Where an edition goes: `rsync:compte@hote:/srv/site`, `versions:/srv/site`, `rclone:…`, `dossier:…`."""

from enum import Enum
from pathlib import Path

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.map.files import Reader

_RSYNC = expression(
    r"(?:[A-Za-z0-9._][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:/(?:[^\s/\x00-\x1f][^\s\x00-\x1f]*)?"
    r"|/[^\s/\x00-\x1f][^\s\x00-\x1f]*"
)
_RCLONE = expression(r"[A-Za-z0-9_][A-Za-z0-9_.+@-]*:[^\s\x00-\x1f]+")
_FOLDER = expression(r"[^\x00-\x1f]+")


class TargetKind(Enum):
    """How an edition is handed over.

    In releases: each delivery is a folder of its own, put online by one rename. In place: files are
    replaced where they lie, for hosts that cannot follow a symbolic link.
    """

    RSYNC = "rsync"
    VERSIONS = "versions"
    RCLONE = "rclone"
    FOLDER = "dossier"
    RSYNC_FOLDER = "rsync-dossier"

    @property
    def readers(self) -> frozenset[Reader]:
        """For whom it takes files: what says how to serve goes to those who read it alone."""
        return _READERS.get(self, frozenset(Reader))

    @property
    def compressed(self) -> bool:
        """Whether it may send the compressed sibling of a file in its place: a store of objects does not."""
        return self is not TargetKind.RCLONE

    @property
    def releases(self) -> bool:
        return self in {TargetKind.RSYNC, TargetKind.VERSIONS}

    @property
    def on_this_machine(self) -> bool:
        return self in {TargetKind.VERSIONS, TargetKind.FOLDER}


_READERS = {
    TargetKind.FOLDER: frozenset({Reader.ANYONE, Reader.HOST}),
    TargetKind.RCLONE: frozenset({Reader.ANYONE}),
}


class Target(Struct, frozen=True):
    """One host, and the one audience whose editions it may receive."""

    kind: TargetKind
    address: str
    audience: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.address}"

    @property
    def folder(self) -> Path | None:
        """The folder written, when it is on this machine."""
        local = self.kind.on_this_machine or (
            self.kind is not TargetKind.RCLONE and self.address.startswith("/")
        )
        return Path(self.address) if local else None


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
    if expected is _RSYNC and address.rpartition(":")[2].strip("/.") == "":
        raise BadTargetError(
            f"Adresse refusée : « {text} » désigne la racine du serveur. Nommez le dossier du portail."
        )
    return Target(kind, address, audience)


_FORMS = {
    TargetKind.RSYNC: (_RSYNC, "rsync:compte@hote:/srv/portail"),
    TargetKind.RSYNC_FOLDER: (_RSYNC, "rsync-dossier:compte@hote:/srv/portail"),
    TargetKind.RCLONE: (_RCLONE, "rclone:depot:seau/portail"),
    TargetKind.VERSIONS: (_FOLDER, "versions:/srv/portail"),
    TargetKind.FOLDER: (_FOLDER, "dossier:public"),
}
