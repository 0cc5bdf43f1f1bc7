"""The words of an organisation in its pages, and where they come from."""

import pytest
from click.testing import CliRunner
from tests.portal import Portal

from cyberveille.cli import main
from cyberveille.model.configuration import FrameName

LABELS = """labels:
  - {text: "Derniers bulletins", said: "Derniers avis"}
  - {text: "Rechercher", said: "Chercher"}
  - {text: "Suis-je concerné ?", said: "Nous concerne"}
"""


@pytest.mark.parametrize("frame", [frame.value for frame in FrameName])
def test_pages_speak_as_the_organisation_does(portal: Portal, frame: str) -> None:
    """In what a template prints, around pages, and in their titles; nothing else changes."""
    portal.write("site_config.yml", portal.read("site_config.yml") + f"frame: {frame}\n")
    portal.build()
    portal.write("site_config.yml", portal.read("site_config.yml") + LABELS)
    assert portal.catalogue().findings == ()
    portal.build()
    home = portal.page("")
    assert "Derniers avis</h2>" in home
    assert "Derniers bulletins" not in home
    assert "<title>Nous concerne" in portal.page("concerne")
    assert 'placeholder="Chercher"' in home
    assert "Rechercher" not in home


def test_a_text_that_no_page_has_is_a_warning(portal: Portal) -> None:
    """With the text that was probably meant; the rest is said."""
    told = portal.read("site_config.yml")
    portal.write("site_config.yml", told + LABELS.replace("Derniers bulletins", "Dernier bulletins"))
    [finding] = portal.catalogue().findings
    assert (finding.path, finding.line) == ("site_config.yml", len(told.splitlines()) + 2)
    assert (finding.refuses, "Derniers bulletins" in finding.hint) == (False, True)


def test_whose_a_text_is_can_be_asked(portal: Portal) -> None:
    """The program's, or a line of the portal."""

    def explained(text: str) -> str:
        return CliRunner().invoke(main, ["explain", text, "--root", str(portal.folder)]).output

    assert "[fourni par le programme" in explained("Derniers bulletins")
    told = portal.read("site_config.yml")
    portal.write("site_config.yml", told + LABELS)
    assert f"Derniers avis  [site_config.yml:{len(told.splitlines()) + 2}]" in explained("Derniers bulletins")
    assert "Vouliez-vous dire" in explained("Dernier bulletins")
