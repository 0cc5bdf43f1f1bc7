"""The rules of « Suis-je concerné ? »: made again when what they tell changed, and only then."""

import json
from unittest.mock import patch

from tests.portal import Portal, bulletin

from cyberveille.publishing.exports import concerned

INDEX, YEAR = "donnees/concerne/index.json", "donnees/concerne/2026.json"


def test_a_publish_leaves_the_index_alone(portal: Portal) -> None:
    """It is neither rendered nor written for a notice of a year that it knows; it is for another year."""
    portal.build()
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    with patch.object(concerned, "_index", side_effect=AssertionError("rendered for nothing")):
        report = portal.build()
    assert YEAR in report.written
    assert INDEX not in report.written
    portal.write("bulletins/2023/CV-2023-BUL-0003.md", bulletin(3).replace("2026", "2023"))
    assert INDEX in portal.build().written
    years = json.loads((portal.output / INDEX).read_bytes())["years"]
    assert [item["year"] for item in years] == ["2026", "2023"]


def test_a_care_service_has_its_present_name(portal: Portal) -> None:
    """A new label in the list reaches the rules, though no notice changed."""
    path = "content/vocabulaires/services.yml"
    portal.write(
        "bulletins/2026/CV-2026-BUL-0009.md",
        bulletin(9, extra="care_impact: {services: [imagerie], level: mode-degrade}\n"),
    )
    portal.build()
    portal.edit(path, "label: Imagerie", "label: Nouvelle imagerie")
    assert YEAR in portal.build().written
    assert "Nouvelle imagerie" in (portal.output / YEAR).read_text("utf-8")
