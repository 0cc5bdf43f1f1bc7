"""What `content/observatoire/` holds, as typed values."""

from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.reporting import FIGURES_HEADER, Figure

COLUMNS = FIGURES_HEADER
"""The columns of a data set: month, three terms of controlled lists, number of incidents."""


class Share(Struct, frozen=True, kw_only=True, omit_defaults=True):
    label: Annotated[str, Meta(description="Type de structures.")]
    count: Annotated[int, Meta(description="Déclarations.")]


class NationalYear(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A year as the national observatory published it."""

    year: Annotated[int, Meta(description="Année.")]
    declarations: Annotated[int, Meta(description="Déclarations reçues.")]
    structures: Annotated[int | None, Meta(description="Structures qui ont déclaré.")] = None
    malicious: Annotated[int | None, Meta(description="Part d’actes malveillants, en pourcentage.")] = None
    approximate: Annotated[
        tuple[str, ...], Meta(description="Clés dont la valeur est approchée.", examples=["[malicious]"])
    ] = ()
    by_structure: Annotated[tuple[Share, ...], Meta(description="Répartition publiée.")] = ()
    facts: Annotated[tuple[str, ...], Meta(description="Autres faits publiés.")] = ()
    source: Annotated[str, Meta(description="Titre de la publication.")]
    url: Annotated[str | None, Meta(description="Adresse de la publication, en https.")] = None


class DataSet(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A year of figures of the portal's own."""

    year: Annotated[int, Meta(description="Année.")]
    file: Annotated[str, Meta(description="Fichier CSV, dans le même dossier.")]
    source: Annotated[str, Meta(description="D’où viennent les chiffres.")]
    demonstration: Annotated[bool, Meta(description="Chiffres inventés, marqués sur chaque page.")] = False


class IncidentTable(Struct, frozen=True, kw_only=True):
    """A data set with its rows, sorted: a count for each month, structure, origin and effect on care."""

    data_set: DataSet
    rows: tuple[Figure, ...]

    @property
    def year(self) -> int:
        return self.data_set.year


class Observatory(Struct, frozen=True, kw_only=True):
    """Both oldest first."""

    national: tuple[NationalYear, ...] = ()
    tables: tuple[IncidentTable, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.national and not self.tables

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the portal's own figures."""
        return tuple(table.year for table in self.tables)
