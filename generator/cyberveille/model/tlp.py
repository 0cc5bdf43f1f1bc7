"""Who may read a notice (TLP) and what may be done with it (PAP)."""

from collections.abc import Iterable
from enum import Enum


class Tlp(Enum):
    """Traffic Light Protocol 2.0 labels (FIRST, August 2022), from the most open to the most closed."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def rank(self) -> int:
        """0 for CLEAR up to 4 for RED."""
        return _ORDER.index(self)

    @property
    def may_enter_git(self) -> bool:
        """RED names its recipients and AMBER+STRICT one organisation: neither fits a repository."""
        return self.rank <= Tlp.AMBER.rank

    def within(self, limit: "Tlp") -> bool:
        """Whether a reader who may read `limit` may read this."""
        return self.rank <= limit.rank

    @staticmethod
    def most_open(markings: Iterable["Tlp"]) -> "Tlp | None":
        """The one that the most readers may read; None of none."""
        return min(markings, key=lambda tlp: tlp.rank, default=None)

    @property
    def label(self) -> str:
        return f"TLP:{self.value}"

    @property
    def allows(self) -> str:
        """Who may be told, in one French sentence (TLP 2.0, sections 3 and 4)."""
        return _ALLOWS[self]


_ALLOWS = {
    Tlp.CLEAR: "Diffusion sans restriction.",
    Tlp.GREEN: "Diffusion dans la communauté de la santé et à ses partenaires, jamais sur un canal public.",
    Tlp.AMBER: "Diffusion dans votre organisation, et à ceux de ses clients ou partenaires qui doivent "
    "savoir pour se protéger.",
    Tlp.AMBER_STRICT: "Diffusion dans votre seule organisation, à qui doit savoir.",
    Tlp.RED: "Pour les seuls destinataires nommés.",
}
_ORDER = tuple(Tlp)


class Pap(Enum):
    """Permissible Actions Protocol: what a recipient may do with the information."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"

    @property
    def label(self) -> str:
        return f"PAP:{self.value}"

    @property
    def allows(self) -> str:
        """What may be done, in one French sentence (PAP, as MISP and ANSSI use it)."""
        return _PERMITS[self]


_PERMITS = {
    Pap.CLEAR: "Toute action permise.",
    Pap.GREEN: "Actions de protection permises, même visibles de l’attaquant : filtrer, bloquer.",
    Pap.AMBER: "Recherche sans contact avec l’attaquant : services tiers permis, ni connexion ni essai.",
    Pap.RED: "Recherche dans vos seuls journaux : rien qui puisse se voir de l’extérieur.",
}
