"""CVSS vectors put into figures and French words."""

import pytest
from cvss.constants2 import METRICS_VALUE_NAMES as V2
from cvss.constants3 import METRICS_VALUE_NAMES as V3
from cvss.constants4 import METRICS_VALUE_NAMES as V4

from cyberveille.model import Severity
from cyberveille.publishing import cvss_terms
from cyberveille.publishing.scores import score

V4_BASE = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


@pytest.mark.parametrize(
    ("vector", "version", "base", "severity"),
    [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "3.1", 9.8, Severity.CRITICAL),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "3.0", 6.1, Severity.MEDIUM),
        ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", "3.1", 1.6, Severity.LOW),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "3.1", 0.0, Severity.INFORMATION),
        (V4_BASE, "4.0", 9.3, Severity.CRITICAL),
        ("AV:N/AC:L/Au:N/C:P/I:P/A:P", "2.0", 7.5, Severity.HIGH),
    ],
)
def test_base_score(vector: str, version: str, base: float, severity: Severity) -> None:
    """The published base scores of FIRST's calculators, and their bands."""
    found = score(vector)
    assert found is not None
    assert (found.version, found.base, found.severity) == (version, base, severity)


@pytest.mark.parametrize(
    "vector",
    [
        "",
        "critique",
        "CVSS:3.1/AV:N",
        "CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        f"{V4_BASE}/ZZ:1",
        "é" * 100,
    ],
)
def test_no_score_for_what_is_no_vector(vector: str) -> None:
    """Whatever the text, no exception."""
    assert score(vector) is None


def test_threat_metrics_do_not_move_the_base_score_of_v4() -> None:
    """The base is the base, as in older versions; the metric is explained all the same."""
    found = score(f"{V4_BASE}/E:U")
    assert found is not None
    assert found.base == 9.3
    assert found.metrics[-1] == ("Maturité de l’exploitation", "non signalée")


def test_metrics_are_explained_in_the_order_of_the_vector() -> None:
    """French labels and values; what is not defined is left out."""
    found = score("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:N/A:L/E:X/RL:O")
    assert found is not None
    assert found.metrics == (
        ("Vecteur d’attaque", "réseau"),
        ("Complexité de l’attaque", "faible"),
        ("Privilèges requis", "faibles"),
        ("Interaction d’un utilisateur", "requise"),
        ("Portée", "étendue à d’autres composants"),
        ("Atteinte à la confidentialité", "élevée"),
        ("Atteinte à l’intégrité", "aucune"),
        ("Atteinte à la disponibilité", "faible"),
        ("Correction disponible", "correctif officiel"),
    )


@pytest.mark.parametrize(("names", "terms"), [(V2, cvss_terms.V2), (V3, cvss_terms.V3), (V4, cvss_terms.V4)])
def test_every_letter_has_a_word(names: dict[str, dict[str, str]], terms: cvss_terms.Metrics) -> None:
    """Nothing that the standard defines is left unexplained, but for "not defined"."""
    wanted = {(code, value) for code, values in names.items() for value in values}
    known = {(code, value) for code, (_, values) in terms.items() for value in values}
    assert {(code, value) for code, value in wanted if value not in {"X", "ND"}} <= known
