"""The licence of what the portal publishes to everyone."""

from cyberveille.publishing.exports.notice_format import Licence

LICENCE = Licence(
    id="etalab-2.0",
    name="Licence Ouverte 2.0",
    url="https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
)
