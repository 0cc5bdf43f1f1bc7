"""Incident figures: what is published of them, and what is held back so that nobody is recognised."""

from cyberveille.observatory.figures import (
    COLUMNS,
    DataSet,
    IncidentTable,
    NationalYear,
    Observatory,
    Share,
)
from cyberveille.observatory.published_year import Cell, PublishedYear, Table, published_year
from cyberveille.observatory.suppression import Relation, suppressed

__all__ = [
    "COLUMNS",
    "Cell",
    "DataSet",
    "IncidentTable",
    "NationalYear",
    "Observatory",
    "PublishedYear",
    "Relation",
    "Share",
    "Table",
    "published_year",
    "suppressed",
]
