"""The licences of what the portal publishes to everyone."""

from cyberveille.model.configuration import Licence as Chosen
from cyberveille.publishing.exports.notice_format import Licence


def licence(chosen: Chosen) -> Licence:
    """A licence of the configuration, as files for machines tell it."""
    return Licence(chosen.id, chosen.name, chosen.url)
