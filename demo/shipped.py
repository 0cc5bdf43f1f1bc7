"""Files of deploy/members with an operator's own values in the place of the examples."""

from collections.abc import Mapping
from pathlib import Path

DEPLOY = Path(__file__).parents[1] / "deploy" / "members"
HOST = "correspondants.cyberveille.example.org"
PROVIDER = "https://connexion.example.org/realms/sante"
FOLDER = "/etc/apache2/cyberveille"
"""What site.conf and fournisseur.conf say of the portal's host, of the provider and of their own folder."""


class Unmatched(ValueError):  # noqa: N818 - the shipped file has changed, which is no fault of its own
    """A shipped file no longer holds what is to be replaced."""


def adapted(name: str, values: Mapping[str, str]) -> str:
    """The shipped file `name`, each key of `values` replaced by its value; Unmatched when one is absent."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    for example, own in values.items():
        if example not in text:
            raise Unmatched(f"{name}: {example}")
        text = text.replace(example, own)
    return text
