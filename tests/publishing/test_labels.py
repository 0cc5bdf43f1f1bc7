"""The words of an organisation in its pages, and where they come from."""

import re

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


NOUNS = """labels:
  - {text: "Bulletin", said: "Avis"}
  - {text: "bulletins", said: "avis"}
  - {text: "Bulletins", said: "Avis"}
  - {text: "Bulletins de sécurité", said: "Avis de sécurité"}
  - {text: "Tous les bulletins", said: "Tous les avis"}
  - {text: "Derniers bulletins", said: "Derniers avis"}
  - {text: "Bulletins par portée", said: "Avis par portée"}
  - {text: "Alertes et bulletins", said: 'Alertes, "avis" & <plus>'}
  - {text: "Données personnelles", said: "Vie <privée>"}
"""


def test_a_kind_is_called_as_the_organisation_calls_it(portal: Portal) -> None:
    """On its pages, in its lists by one of its facts, in its feeds; an editor's own words stay."""
    page = "---\ntlp: CLEAR\ntitle: Bulletins\ndescription: Les bulletins d’antan.\n---\nDes bulletins.\n"
    portal.write("content/pages/antan.md", page)
    portal.build()
    portal.write("site_config.yml", portal.read("site_config.yml").replace("title: Bulletins", "title: Avis"))
    portal.write("site_config.yml", portal.read("site_config.yml") + NOUNS)
    assert portal.catalogue().findings == ()
    portal.build()
    notice = next(path for path in portal.files() if re.fullmatch(r"bulletins/\d+/[\w-]+/index.html", path))
    severity = next(path for path in portal.files() if path.startswith("bulletins/severite/"))
    pages = {path: portal.page(path.removesuffix("index.html")) for path in (notice, severity)}
    pages |= {path: portal.page(path) for path in ("", "bulletins/", "edition/")}
    assert ">Avis</span>" in pages[notice]
    assert "<h1>Avis de sécurité</h1>" in pages["bulletins/"]
    assert "<title>Avis de sécurité\u00a0: " in pages[severity]
    assert "<h1>Avis de sécurité\u00a0: " in pages[severity]
    left = {path: re.findall(r"(?<![/\w])[Bb]ulletins?\b(?![\w./])", text) for path, text in pages.items()}
    assert not any(left.values()), left
    feed = portal.files()["flux/bulletins.rss.xml"].decode()
    assert "– Avis</title>" in feed
    assert "<title>Bulletins · " in portal.page("antan")
    for text in pages.values():
        assert 'title="Alertes, &#34;avis&#34; &amp; &lt;plus&gt; (RSS)"' in text
        assert ">Vie &lt;privée&gt;</a>" in text
