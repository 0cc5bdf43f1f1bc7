"""The feeds as people are told of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedFamily:
    """One choice of entries in three formats; addresses are relative to the portal's root."""

    name: str
    title: str
    purpose: str

    @property
    def rss(self) -> str:
        return f"flux/{self.name}.rss.xml"

    @property
    def atom(self) -> str:
        return f"flux/{self.name}.atom.xml"

    @property
    def json(self) -> str:
        return f"flux/{self.name}.feed.json"


FEED_FAMILIES = (
    FeedFamily("alertes", "Alertes", "Peu d’entrées, chacune demande d’agir sans attendre."),
    FeedFamily("bulletins", "Bulletins", "Toutes les vulnérabilités suivies, santé et standard."),
    FeedFamily("tout", "Tout le portail", "Alertes, bulletins et documents de la bibliothèque."),
)
