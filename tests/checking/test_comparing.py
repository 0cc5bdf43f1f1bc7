"""What was published beside what is now, over generated notices."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.checking import Change, Present, Published, changes, check_changes
from cyberveille.model import Finding, Revision

START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS = ("title", "severity", "products", "body", "tlp")

_moments = st.integers(0, 500).map(lambda hours: START + timedelta(hours=hours))


@st.composite
def _notices(draw: st.DrawFn) -> Published:
    """A notice with a history that advances, and files."""
    number = draw(st.integers(1, 40))
    name = f"CV-2026-BUL-{number:04d}"
    dates = sorted(set(draw(st.lists(_moments, min_size=1, max_size=4))))
    revisions = tuple(Revision(date=date, change="Un mot") for date in dates)
    files = draw(st.dictionaries(st.sampled_from(["a.pdf", "b.pdf"]), st.sampled_from(["1", "2"])))
    return Published(
        name=name,
        address=f"bulletins/2026/{name}/index.html",
        published=dates[0],
        updated=dates[-1],
        revisions=revisions,
        source="avant",
        says=draw(st.fixed_dictionaries({key: st.integers(0, 3) for key in KEYS})),
        files={f"bulletins/2026/{name}/{file}": digest for file, digest in files.items()},
    )


_many = st.lists(_notices(), min_size=1, max_size=6, unique_by=lambda item: item.name)


def _findings(then: Iterable[Published], now: Iterable[Published], **facts: Any) -> tuple[Finding, ...]:  # noqa: ANN401
    things = {item.name: item for item in now}
    answers = {address for item in things.values() for address in item.addresses}
    moved = facts.get("moved", {})
    fed = facts.get("fed", lambda _: True)
    answering = answers | moved.keys()
    present = Present(things, answering.__contains__, moved, fed, lambda _: "", "public")
    return check_changes(changes(then, present))


def _rules(findings: Iterable[Finding]) -> set[str]:
    return {item.rule for item in findings}


@given(_many)
def test_what_did_not_change_is_not_spoken_of(then: list[Published]) -> None:
    """Nor what is told by a revision of its own, minor or not."""
    assert _findings(then, then) == ()
    for minor in (False, True):
        told = Revision(date=START + timedelta(days=90), change="Dit", minor=minor)
        now = [
            msgspec.structs.replace(
                item, source="après", says={**item.says, "body": "autre"}, revisions=(*item.revisions, told)
            )
            for item in then
        ]
        assert _findings(then, now) == ()


@given(_many, st.data())
def test_whatever_goes_is_named(then: list[Published], data: st.DataObject) -> None:
    """Each address that was there, of a notice or of a file; none that stays."""
    gone = data.draw(st.sets(st.sampled_from([item.name for item in then])))
    findings = _findings(then, [item for item in then if item.name not in gone])
    assert {name for name in gone if any(name in item.message for item in findings)} == gone
    assert len(findings) == len(gone)
    assert _rules(findings) <= {"published-stays"}
    assert all(item.hint.count("--allow-removal") == 1 for item in findings)


@given(_notices(), st.sampled_from(KEYS))
def test_whatever_key_changes_is_told(then: Published, key: str) -> None:
    """By the key or by the text; a revision that was there already tells nothing."""
    now = msgspec.structs.replace(then, source="après", says={**then.says, key: "autre"})
    [finding] = _findings([then], [now])
    assert finding.rule == "change-told"
    assert key in finding.message or key == "body"


@given(_notices(), st.integers(1, 400))
def test_no_date_goes_back(then: Published, hours: int) -> None:
    """Neither that of publication nor that of the last change, whatever is added besides."""
    earlier = timedelta(hours=hours)
    now = msgspec.structs.replace(
        then,
        published=(then.published or START) - earlier,
        updated=(then.updated or START) - earlier,
        revisions=(*then.revisions, Revision(date=START + timedelta(days=90), change="Dit")),
    )
    assert _rules(_findings([then], [now])) == {"published-date-kept", "updated-goes-forward"}


@given(_notices())
def test_a_new_name_needs_a_way_from_the_old_one(then: Published) -> None:
    """With it, it is the same notice, with the same history, whatever the feeds hold."""
    now = msgspec.structs.replace(
        then, name="CV-2026-BUL-0099", address="bulletins/2026/neuf/index.html", files={}
    )
    then = msgspec.structs.replace(then, files={})
    nowhere = _findings([then], [now], fed=lambda _: False)
    assert _rules(nowhere) == {"published-stays", "in-time-for-feeds"}
    assert _findings([then], [now], moved={then.address: now.address}, fed=lambda _: False) == ()


def test_a_change_is_called_by_the_name_that_readers_know() -> None:
    """That of what was published, when there is one."""
    then = Published(name="CV-2026-BUL-0001", address="a")
    now = Published(name="CV-2026-BUL-0002", address="b")
    assert Change(then=then, now=now).name == then.name
    assert Change(then=None, now=now).name == now.name
