"""Parts of the program that not every portal needs, each with libraries of its own (PyPA extras)."""

from enum import Enum
from functools import cache
from importlib.util import find_spec


class Part(Enum):
    """An extra of the package, by its name."""

    SOLVER = "solver"
    CHARTS = "charts"
    PDF = "pdf"
    GUARD = "guard"
    HTML = "html"
    PRECOMPRESS = "precompress"
    EXCHANGES = "exchanges"

    @property
    def modules(self) -> tuple[str, ...]:
        """What it brings, as it is imported."""
        return _MODULES[self]

    @property
    def purpose(self) -> str:
        """What it does, after « qui »."""
        return _PURPOSES[self]

    @property
    def advice(self) -> str:
        """How to have it."""
        return f'Installez-la : pip install "cyberveille[{self.value}]".'


class PartMissing(ImportError):  # noqa: N818 - what an installation lacks, not a fault of the program
    """A portal asks for a part of the program that is not installed; the message is whole, in French."""


_MODULES = {
    Part.SOLVER: ("numpy", "scipy"),
    Part.CHARTS: ("matplotlib",),
    Part.PDF: ("pikepdf", "PIL", "pypdfium2"),
    Part.GUARD: ("numpy",),
    Part.HTML: ("bs4", "markdownify"),
    Part.PRECOMPRESS: ("brotli",),
    Part.EXCHANGES: ("isso", "limits", "waitress", "werkzeug"),
}
_PURPOSES = {
    Part.SOLVER: "tait dans les chiffres d’incidents ce qui désignerait une structure",
    Part.CHARTS: "dessine les graphiques de l’observatoire",
    Part.PDF: "ouvre les fichiers PDF et les images joints",
    Part.GUARD: "cherche dans une édition les longs textes qu’elle ne doit pas montrer",
    Part.HTML: "reprend le HTML des sources importées",
    Part.PRECOMPRESS: "comprime d’avance les fichiers en Brotli, et ouvre les polices du web (WOFF2)",
    Part.EXCHANGES: "sert la discussion entre correspondants",
}


def need(part: Part) -> None:
    """Raises PartMissing where a part that is about to be used was not installed."""
    missing = _missing(part)
    if missing:
        raise PartMissing(
            f"Il manque la partie « {part.value} » du programme, qui {part.purpose} ({', '.join(missing)} "
            f"introuvable). {part.advice}"
        )


def installed(part: Part) -> bool:
    """Whether a part may be used."""
    return not _missing(part)


@cache
def _missing(part: Part) -> tuple[str, ...]:
    return tuple(name for name in part.modules if find_spec(name) is None)
