"""What became of the last edition: whether it is whole, how old it is, whether the server follows it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cyberveille.diagnosing.sign import Sign, State
from cyberveille.locale import datetime_fr
from cyberveille.model.folders import workspace_of
from cyberveille.publishing.edition_identity import read_identity

_OLDEST = timedelta(hours=26)
"""A day, and what a timer may be late: an edition, and its feeds, bear the new day once a day."""


def look_at_edition(
    tree: Path, now: datetime, snippet: Path | None = None, oldest: timedelta | None = None
) -> Iterator[Sign]:
    """`snippet` is the copy of the edition's headers that a web server includes.

    With `oldest`, an edition that is not there, or older than that, is no mere warning.
    """
    identity = read_identity(tree)
    if (workspace_of(tree) / "journal.json").exists():
        yield Sign(
            "édition",
            State.ILL,
            f"Une mise en place a été interrompue dans « {tree} ».",
            "Lancez « cyberveille recover ».",
        )
    if identity is None:
        state = State.ILL if oldest else State.WARNING
        yield Sign("édition", state, f"Aucune édition dans « {tree} ».", "Lancez « cyberveille build ».")
        return
    if identity.date is not None:
        told = f"Édition « {identity.audience} » et ses flux : du {datetime_fr(identity.date)}."
        age = now - identity.date
        if age > (oldest or _OLDEST):
            advice = "Regardez ce qui la construit : le minuteur, la forge, leurs journaux."
            yield Sign("édition", State.ILL if oldest else State.WARNING, told, advice)
        else:
            yield Sign("édition", State.WELL, told)
    if snippet is not None:
        yield _followed(tree, snippet)


def _followed(tree: Path, snippet: Path) -> Sign:
    shipped = sorted((tree / ".serveur").glob("*.conf"))
    try:
        included = snippet.read_bytes()
    except OSError:
        return Sign(
            "serveur", State.ILL, f"« {snippet} » est introuvable ou illisible.", "Donnez-en le bon chemin."
        )
    if any(file.read_bytes() == included for file in shipped):
        return Sign("serveur", State.WELL, f"« {snippet} » est celui de cette édition.")
    return Sign(
        "serveur",
        State.WARNING,
        f"« {snippet} » n’est pas celui de cette édition : redirections et en-têtes peuvent manquer.",
        f"Comparez-le avec « {tree}/.serveur », recopiez-le, puis rechargez le serveur.",
    )
