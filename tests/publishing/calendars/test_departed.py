"""Deadlines that a revision takes out of a calendar: subscribers are told, as of what is withdrawn."""

from datetime import timedelta
from typing import Any

import vobject
from tests.portal import NOW, Portal, bulletin

from cyberveille.publishing import calendars

PATH, KEPT = "bulletins/2026/CV-2026-BUL-0030.md", "revisions/2026/CV-2026-BUL-0030.r1.md"
EXTRA = """action: {deadline: 2026-10-23, exposed_deadline: 2026-10-12}
products:
  - {vendor: Maison Zêta, product: Pompe}
"""
REVISED = "  - {date: 2026-10-06T10:00:00+02:00, change: Le délai est levé.}\n"
VENDOR, GRAVE, SLIGHT = (
    f"echeances/{name}.ics" for name in ("produits/maison-zeta", "gravite/elevee", "gravite/faible")
)


def _write(portal: Portal, *changes: tuple[str, str], extra: str = EXTRA, keep: bool = True) -> None:
    """A notice with two deadlines, and its second text, in which something else is said."""
    first = bulletin(30, extra=extra)
    if keep:
        portal.write(KEPT, first)
    portal.write(PATH, first)
    portal.edit(PATH, "initiale}\n", f"initiale}}\n{REVISED}")
    for old, new in changes:
        portal.edit(PATH, old, new)


def _events(portal: Portal, path: str = "echeances.ics", **asked: Any) -> dict[str, Any]:  # noqa: ANN401
    """Those of the notice, by the day that they are for."""
    files = {output.path: output.render() for output in calendars.outputs(portal.edition(**asked))}
    if path not in files:
        return {}
    events = vobject.readOne(files[path].decode()).contents.get("vevent", [])
    return {event.dtstart.value.isoformat(): event for event in events if "BUL-0030" in event.url.value}


def test_a_deadline_taken_away_is_cancelled_everywhere(portal: Portal) -> None:
    """Under its name and its day, with a raised number; the one that stays is as it was."""
    _write(portal)
    before = _events(portal)
    _write(
        portal,
        ("action: {deadline: 2026-10-23, exposed_deadline: 2026-10-12}", "action: {deadline: 2026-10-23}"),
    )
    after = _events(portal)
    gone, stays = after["2026-10-12"], after["2026-10-23"]
    assert (gone.status.value, stays.status.value) == ("CANCELLED", "CONFIRMED")
    assert gone.uid.value == before["2026-10-12"].uid.value != stays.uid.value
    assert int(gone.sequence.value) == 1
    assert gone.summary.value.startswith("Échéance levée")
    assert _events(portal, VENDOR)["2026-10-12"].status.value == "CANCELLED"
    assert _events(portal, SLIGHT)["2026-10-23"].status.value == "CONFIRMED"


def test_a_vendor_that_nothing_names_any_more_is_called_as_the_registry_says(portal: Portal) -> None:
    """A calendar of what has left follows the name of its vendor, with or without the last edition."""
    registered = "content/produits/maison-zeta.yml"
    portal.write(
        registered, "id: maison-zeta\nlabel: Maison Zêta\nproducts:\n  - {id: pompe, label: Pompe}\n"
    )
    _write(portal, ("vendor: Maison Zêta, product: Pompe", "vendor: Autre Maison, product: Pompe"))
    assert not portal.build().leaks
    portal.edit(registered, "label: Maison Zêta", "label: Maison Zêta International")
    portal.build()
    assert "International" in (portal.output / VENDOR).read_text("utf-8")


def test_the_last_deadline_of_a_calendar_leaves_it_standing(portal: Portal) -> None:
    """Nobody who follows it finds it gone; it is kept for as long as what is withdrawn, and not longer."""
    _write(portal, ("action: {deadline: 2026-10-23, exposed_deadline: 2026-10-12}\n", ""))
    assert {event.status.value for event in _events(portal, VENDOR).values()} == {"CANCELLED"}
    [page] = [output for output in calendars.outputs(portal.edition()) if output.path == VENDOR]
    assert b"URL:https://essai.example.org/produits/maison-zeta/" in page.render()
    late = {"now": NOW + timedelta(days=366 + 10)}
    assert list(_events(portal, VENDOR, **late)) == ["2026-10-23"]
    assert _events(portal, VENDOR, now=NOW + timedelta(days=400)) == {}


def test_a_notice_that_goes_elsewhere_is_cancelled_where_it_was(portal: Portal) -> None:
    """Its deadline still holds, and the event says so; where it went it is an event like any other."""
    _write(portal, ("severity: faible", "severity: elevee"), ("vendor: Maison Zêta", "vendor: Maison Êta"))
    for path in (SLIGHT, VENDOR):
        told = _events(portal, path)["2026-10-23"]
        assert told.status.value == "CANCELLED"
        assert told.summary.value.startswith("Hors de ce calendrier")
        assert "son échéance tient toujours" in told.description.value
        assert told.url.value.endswith("/CV-2026-BUL-0030/")
    for path in (GRAVE, "echeances/produits/maison-eta.ics", "echeances.ics"):
        assert {event.status.value for event in _events(portal, path).values()} == {"CONFIRMED"}
    # Nothing of the vendor is left: the calendar leads to the page of all deadlines.
    [calendar] = [output for output in calendars.outputs(portal.edition()) if output.path == VENDOR]
    assert b"\r\nURL:https://essai.example.org/echeances/\r\n" in calendar.render()
    portal.write("content/produits/maison-zeta.yml", "id: maison-zeta\nlabel: Maison Zêta\n")
    [calendar] = [output for output in calendars.outputs(portal.edition()) if output.path == VENDOR]
    assert "Maison Zêta" in calendar.render().decode().replace("\r\n ", "")


def test_a_deadline_that_moves_or_comes_back_is_an_event_like_any_other(portal: Portal) -> None:
    """Another day is no departure; the day that is told of one that left is the last."""
    _write(portal, ("deadline: 2026-10-23", "deadline: 2026-10-25"))
    assert {day: event.status.value for day, event in _events(portal).items()} == {
        "2026-10-12": "CONFIRMED",
        "2026-10-25": "CONFIRMED",
    }
    second = portal.read(PATH)
    portal.write(KEPT.replace("r1", "r2"), second)
    again = "  - {date: 2026-10-07T10:00:00+02:00, change: Levée.}\n"
    portal.edit(PATH, REVISED, REVISED + again)
    portal.edit(PATH, "action: {deadline: 2026-10-25, exposed_deadline: 2026-10-12}\n", "")
    told = _events(portal)
    assert {day: event.status.value for day, event in told.items()} == {
        "2026-10-12": "CANCELLED",
        "2026-10-25": "CANCELLED",
    }
    assert {event.sequence.value for event in told.values()} == {"2"}


def test_what_was_not_kept_is_not_known(portal: Portal) -> None:
    """Without the text before it, a revision leaves no trace in calendars; nothing is guessed."""
    _write(portal, ("action: {deadline: 2026-10-23, exposed_deadline: 2026-10-12}\n", ""), keep=False)
    assert _events(portal) == {}


def test_what_a_closed_text_said_is_for_those_who_may_read_it(portal: Portal) -> None:
    """A public notice that once was for few had calendars that only these know."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    _write(portal, ("vendor: Maison Zêta", "vendor: Maison Êta"), ("deadline: 2026-10-23, ", ""))
    portal.write(KEPT, portal.read(KEPT).replace("tlp: CLEAR", "tlp: AMBER"))
    report = portal.build()
    assert report.leaks == ()
    assert not [path for path, data in portal.files().items() if b"maison-zeta" in data or "zeta" in path]
    assert list(_events(portal)) == ["2026-10-12"]
    members = {"audience": "members"}
    assert {event.status.value for event in _events(portal, VENDOR, **members).values()} == {"CANCELLED"}
    assert _events(portal, **members)["2026-10-23"].status.value == "CANCELLED"


def test_an_address_of_such_a_calendar_is_one_of_the_portal(portal: Portal) -> None:
    """A page may still lead to it."""
    _write(portal, ("action: {deadline: 2026-10-23, exposed_deadline: 2026-10-12}\n", ""))
    page = "content/pages/a-propos.md"
    portal.write(page, f"{portal.read(page)}\nVoir [le calendrier](/{VENDOR}).\n")
    assert {finding.rule for finding in portal.catalogue().findings} == {"vendor-registered"}
    portal.edit(page, "maison-zeta.ics", "maison-eta.ics")
    assert "internal-link-exists" in {finding.rule for finding in portal.catalogue().findings}
