"""What a CVSS vector says of severity."""

import pytest

from cyberveille.checking.cvss_band import rate
from cyberveille.model import Severity


@pytest.mark.parametrize(
    ("vector", "score", "severities"),
    [
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, (Severity.CRITICAL,)),
        ("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.8, (Severity.LOW,)),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0.0, (Severity.INFORMATION,)),
        (
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
            9.3,
            (Severity.CRITICAL,),
        ),
        ("AV:N/AC:L/Au:N/C:P/I:P/A:P", 7.5, (Severity.HIGH,)),
        ("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10.0, (Severity.CRITICAL, Severity.HIGH)),
    ],
)
def test_a_vector_of_each_version_is_rated(
    vector: str, score: float, severities: tuple[Severity, ...]
) -> None:
    """By its base score; version 2.0 knows no critical band."""
    assert rate(vector) == (score, severities)


@pytest.mark.parametrize("vector", ["", "9.8", "CVSS:3.1/AV:N", "CVSS:5.0/AV:N/AC:L", "élevée"])
def test_what_is_not_a_vector_has_no_rating(vector: str) -> None:
    """Rather than an exception."""
    assert rate(vector) is None
