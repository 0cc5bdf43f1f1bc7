"""What an edition withholds does not appear through the feeds of revisions, nor through their dates."""

import re
from datetime import timedelta

import pytest
from tests.portal import NOW, Portal, bulletin, without_index

from cyberveille.publishing.build import build
from cyberveille.publishing.feeds.permanent_ids import entry_id
from cyberveille.publishing.workspace import Workspace

REVISED = """revisions:
  - {date: 2026-10-05T10:00:00+02:00, change: Version initiale}
  - {date: 2026-10-06T10:00:00+02:00, change: Exploitation constatée chez zorgla}
"""
FILE = "bulletins/2026/CV-2026-BUL-0009.md"
NAME = "CV-2026-BUL-0009/20261006T080000Z"
LATER = "2026-10-11T10:00:00+02:00"


def _revised(**header: str) -> str:
    """A bulletin with one revision, the day after its publication."""
    text = bulletin(9, title="Passerelle zorgla", body="Un défaut de zorgla.")
    head, _, rest = text.partition("revisions:\n")
    text = f"{head}{REVISED}---{rest.partition('---')[2]}"
    if header.get("published") == LATER:
        text = text.replace("2026-10-05", "2026-10-11").replace("2026-10-06", "2026-10-12")
    for key, value in header.items():
        text, found = re.subn(rf"(?m)^{key}: .*$", f"{key}: {value}", text, count=1)
        text = text if found else text.replace("\ntlp: ", f"\n{key}: {value}\ntlp: ", 1)
    return text


def _feeds(portal: Portal) -> dict[str, bytes]:
    return {path: data for path, data in portal.files().items() if path.startswith("flux/")}


def test_a_revision_that_may_be_seen_is_there(portal: Portal) -> None:
    """The words looked for below are found where nothing is withheld."""
    portal.write(FILE, _revised())
    portal.build()
    for path, data in _feeds(portal).items():
        if path.startswith("flux/revisions."):
            assert b"zorgla" in data
            assert entry_id(NAME).encode() in data


@pytest.mark.parametrize(
    "header",
    [
        {"draft": "true"},
        {"tlp": "AMBER"},
        {"published": LATER},
    ],
    ids=["draft", "restricted", "embargoed"],
)
def test_a_revision_of_what_is_withheld_is_nowhere(portal: Portal, header: dict[str, str]) -> None:
    """Neither its words, nor its identifier, nor a date moved by it."""
    portal.build()
    before = _feeds(portal)
    portal.edit("site_config.yml", "navigation:", 'sources: [{path: ".", tlp_max: AMBER}]\nnavigation:')
    portal.write(FILE, _revised(**header))
    report = portal.build(NOW)
    assert report.leaks == ()
    after = _feeds(portal)
    assert after == before
    assert not [path for path, data in portal.files().items() if b"zorgla" in data]


def test_an_embargo_shows_its_revisions_at_its_hour(portal: Portal) -> None:
    """Then, and not before."""
    portal.write(FILE, _revised(published=LATER))
    portal.build(NOW)
    assert not [path for path, data in portal.files().items() if b"zorgla" in data]
    portal.build(NOW + timedelta(days=3))
    assert b"zorgla" in portal.files()["flux/revisions.rss.xml"]


def test_members_see_the_revisions_of_what_they_may_read(portal: Portal) -> None:
    """A feed of theirs holds them."""
    portal.add_members()
    portal.edit("site_config.yml", "navigation:", 'sources: [{path: ".", tlp_max: AMBER}]\nnavigation:')
    portal.write(FILE, _revised(tlp="AMBER"))
    edition, catalogue = portal.made(audience="members")
    workspace = Workspace(portal.folder / "site-members")
    with without_index():
        assert build(edition, catalogue, workspace).leaks == ()
    assert b"zorgla" in (workspace.output / "flux/revisions.atom.xml").read_bytes()
