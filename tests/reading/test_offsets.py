"""The offset of a moment is that of Paris on that day, or nobody's slip."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.reading.samples import PUBLISHED_LINE, only, read, with_line

from cyberveille.locale import PARIS
from cyberveille.reading.scalars import doubtful_offset

LOCAL = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1))  # noqa: DTZ001


def _offset(local: datetime) -> str:
    offset = local.replace(tzinfo=PARIS).strftime("%z")
    return f"{offset[:3]}:{offset[3:]}"


@given(local=LOCAL)
@examples(200)
def test_the_offset_of_paris_is_never_doubted(local: datetime) -> None:
    """Whatever the hour, the one that comes twice included."""
    text = local.replace(microsecond=0).isoformat()
    assume(local.replace(tzinfo=PARIS).astimezone(UTC).astimezone(PARIS).replace(tzinfo=None) == local)
    for fold in (0, 1):
        assert doubtful_offset(text + _offset(local.replace(fold=fold))) is None


@pytest.mark.parametrize(("zone", "there"), [("+01:00", "03:30"), ("+02:00", "01:30")])
def test_an_hour_that_does_not_come_is_doubted(zone: str, there: str) -> None:
    """When clocks go from 2:00 to 3:00, half past two is at neither offset."""
    doubt = doubtful_offset(f"2026-03-29T02:30:00{zone}")
    assert doubt is not None
    assert there in doubt[0]
    assert doubtful_offset(doubt[1].split()[1]) is None


@given(
    local=LOCAL, zone=st.sampled_from(["+01:00", "+02:00", "-01:00", "-02:00", "-02:30", "+10:00", "+03:30"])
)
@examples(200)
def test_another_offset_is_doubted(local: datetime, zone: str) -> None:
    """With the hour that it would be in Paris, and the offset meant."""
    text = local.replace(microsecond=0).isoformat()
    around = {_offset(local + timedelta(hours=hours)) for hours in (-3, 0, 3)}
    doubt = doubtful_offset(text + zone)
    assert (doubt is None) == (zone in around) or len(around) > 1
    if doubt is not None and len(around) == 1:
        assert f"{text}{around.pop()}" in doubt[1]


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+04:00", "-04:00", "-10:00", "+11:00"])
def test_utc_and_overseas_are_meant(zone: str) -> None:
    """La Réunion, the Antilles, Tahiti, Nouméa."""
    assert doubtful_offset(f"2026-07-01T09:00:00{zone}") is None


def test_a_winter_offset_in_summer_is_a_warning_on_its_line() -> None:
    """The embargo would end an hour late: said, and the edition goes on."""
    record = read(with_line("published:", "published: 2026-10-05T10:00:00+01:00"))
    finding = only(record.findings)
    assert (finding.rule, finding.line, finding.refuses) == ("date-offset", PUBLISHED_LINE, False)
    assert "11:00" in finding.message
    assert "+02:00" in finding.hint
    assert record.subject is not None
