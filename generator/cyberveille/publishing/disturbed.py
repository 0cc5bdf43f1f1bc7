"""What something else did to an edition while it was made."""

from collections.abc import Sequence
from pathlib import Path

from cyberveille.locale import counted


class Disturbed(Exception):  # noqa: N818 - what something else did, not a fault of the program
    """Files of the edition, or their folder, were removed or changed meanwhile; what to do about it."""

    @classmethod
    def workspace_lost(cls, folder: Path) -> "Disturbed":
        return cls(
            f"Le dossier de préparation « {folder} » a été supprimé ou remplacé pendant la construction : "
            "rien n’a été mis en place. Relancez-la."
        )

    @classmethod
    def output_linked(cls, output: Path) -> "Disturbed":
        return cls(
            f"« {output} » est devenu un lien vers un autre dossier pendant la construction : rien n’a été "
            "mis en place. Retirez ce lien, ou nommez le dossier qu’il désigne avec --output, puis relancez."
        )

    @classmethod
    def before(cls, staging: Path, paths: Sequence[str]) -> "Disturbed":
        """Files prepared in `staging`; nothing was moved."""
        return cls(
            f"Quelque chose a retiré ou changé {_counted(paths)} de « {staging} » pendant la construction : "
            "rien n’a été mis en place. Relancez-la."
        )

    @classmethod
    def during(cls, output: Path, paths: Sequence[str]) -> "Disturbed":
        """Files that the edition wrote in `output`, or left there."""
        return cls(
            f"Quelque chose a retiré ou changé {_counted(paths)} de « {output} » pendant la mise en place : "
            "l’édition n’est pas complète, et ne sera pas livrée. Si un autre programme écrit dans ce "
            "dossier, arrêtez-le, puis relancez la construction : elle refera ce qui manque."
        )


def _counted(paths: Sequence[str]) -> str:
    return f"{counted(len(paths), 'fichier')} (à commencer par {paths[0]})"
