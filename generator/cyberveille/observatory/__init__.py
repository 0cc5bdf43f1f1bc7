"""Incident figures: what is published of them, and what is held back so that nobody is recognised."""

from cyberveille.observatory.figures import (
    COLUMNS,
    DataSet,
    IncidentTable,
    NationalYear,
    Observatory,
    Share,
)
from cyberveille.observatory.release import Cell, Release, Table, release
from cyberveille.observatory.suppression import Relation, suppressed

__all__ = [
    "COLUMNS",
    "Cell",
    "DataSet",
    "IncidentTable",
    "NationalYear",
    "Observatory",
    "Relation",
    "Release",
    "Share",
    "Table",
    "release",
    "suppressed",
]
