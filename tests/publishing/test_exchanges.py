"""The discussion in an edition: where it is asked for, and nowhere else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.portal import COMMIT, NOW, Portal, without_index

from cyberveille.model import Audience
from cyberveille.model.configuration import USUAL_FRAME
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.frame import Frame
from cyberveille.publishing.frame.drawer import DRAWERS
from cyberveille.publishing.workspace import Workspace

CIRCLE = """audiences:
  - {name: public}
  - name: members
    tlp_max: AMBER
    output: site-members
    url: "https://membres.example.org:443/veille/"
    groups: [cercle]
    exchanges: {moderators: [moderation], retention_months: 12}
"""


@pytest.fixture
def circle(portal: Portal) -> Iterator[Portal]:
    portal.edit("site_config.yml", "featured:", f"{CIRCLE}featured:")
    yield portal
    portal.close()


def _members(circle: Portal) -> Workspace:
    catalogue = circle.catalogue()
    audience = catalogue.project.configuration.audience("members")
    assert isinstance(audience, Audience)
    workspace = Workspace(circle.folder / "site-members")
    with without_index():
        build(make_edition(catalogue, audience, NOW, COMMIT), catalogue, workspace)
    return workspace


def test_the_public_edition_has_no_discussion(circle: Portal) -> None:
    """Neither under its pages, nor in what its server reads, nor as a page of its own."""
    circle.build()
    assert not (circle.output / "echanges").exists()
    assert not (circle.output / ".serveur" / "echanges.json").exists()
    assert not (circle.output / ".serveur" / "moderation.conf").exists()
    for path, data in circle.files().items():
        if path.endswith(".html"):
            assert b"data-discussion" not in data, path


def test_every_page_that_bears_an_identifier_has_one(circle: Portal) -> None:
    tree = _members(circle).output
    for page in (
        "alertes/2026/CV-2026-ALE-0001",
        "bulletins/2026/CV-2026-BUL-0001",
        "documents/CV-2026-DOC-0001",
    ):
        text = (tree / page / "index.html").read_text(encoding="utf-8")
        assert f'data-page="/veille/{page}/"' in text
        assert text.count('id="discussion"') == 1
    assert "data-discussion" not in (tree / "index.html").read_text(encoding="utf-8")
    assert "Échanges" in (tree / "echanges" / "index.html").read_text(encoding="utf-8")


def test_the_edition_tells_the_service_and_the_server(circle: Portal) -> None:
    """The origin as a browser writes it: without the port that its scheme implies (RFC 6454 section 6.2)."""
    server = _members(circle).output / ".serveur"
    settings = json.loads((server / "echanges.json").read_text(encoding="utf-8"))
    assert settings["origin"] == "https://membres.example.org"
    assert settings["base"] == "/veille/"
    assert settings["rules"]["moderators"] == ["moderation"]
    assert settings["rules"]["retention_months"] == 12
    assert 'Require claim "groups:moderation"' in (server / "moderation.conf").read_text(encoding="utf-8")


def test_without_moderators_nobody_moderates(circle: Portal) -> None:
    circle.edit("site_config.yml", "moderators: [moderation], ", "")
    server = _members(circle).output / ".serveur"
    lines = (server / "moderation.conf").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == ["Require all denied"]


def test_each_audience_keeps_its_own_frame(circle: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building one does not make the other draw again."""
    drawn: list[str] = []
    usual = DRAWERS[USUAL_FRAME]

    class Counted:
        name = usual.name

        def draw(self, *arguments: Any) -> Frame:  # noqa: ANN401 - those of any drawer
            drawn.append(str(arguments[2]))
            return usual.draw(*arguments)

    monkeypatch.setitem(DRAWERS, USUAL_FRAME, Counted())
    for _ in range(2):
        circle.build()
        _members(circle)
    assert len(drawn) == 2
