"""Where values come from, by every kind of name."""

import pytest
from click.testing import CliRunner
from tests.portal import Portal

from cyberveille.catalogue.provenance import PROGRAM, UNSET, nearest_name, provenance
from cyberveille.cli import main


@pytest.fixture
def own(portal: Portal) -> Portal:
    """A portal that changes a term, adds one, and completes the scheme."""
    portal.write("site_config.yml", portal.read("site_config.yml") + "defaults: true\nfeeds: {min_days: 9}\n")
    portal.write(
        "content/vocabulaires/technologies.yml",
        "- id: imagerie\n  label: Images\n- {id: robots, label: Robots, scope: sante}\n",
    )
    portal.write("content/signalement/destinataires.yml", "- {id: cnil, delay: 3 jours}\n")
    return portal


def _told(portal: Portal, name: str) -> dict[str, tuple[str, str]]:
    return {item.name: (item.value, item.origin) for item in provenance(portal.project(), name)}


def test_a_key_is_that_of_the_configuration_or_of_the_program(own: Portal) -> None:
    """A group tells of each of its keys."""
    line = own.read("site_config.yml").splitlines().index("  url: https://essai.example.org/") + 1
    assert _told(own, "portal.url") == {
        "portal.url": ("https://essai.example.org/", f"site_config.yml:{line}")
    }
    feeds = _told(own, "feeds")
    assert feeds["feeds.min_days"][0] == "9"
    assert feeds["feeds.min_days"][1].startswith("site_config.yml:")
    assert feeds["feeds.min_entries"] == ("20", UNSET)


def test_a_place_in_a_list_is_named_by_its_number(own: Portal) -> None:
    """As findings count: from the first, 0."""
    [(name, (value, origin))] = _told(own, "navigation.0.title").items()
    assert (name, value) == ("navigation.0.title", "Alertes")
    assert origin.startswith("site_config.yml:")


def test_each_key_of_a_term_has_its_own_origin(own: Portal) -> None:
    """What the portal changes is at its line, the rest is the program's."""
    told = _told(own, "technologies/imagerie")
    assert told["technologies/imagerie.label"] == ("Images", "content/vocabulaires/technologies.yml:2")
    assert told["technologies/imagerie.scope"] == ("sante", PROGRAM)
    assert _told(own, "destinataires/cnil")["destinataires/cnil.delay"] == (
        "3 jours",
        "content/signalement/destinataires.yml:1",
    )


def test_a_list_tells_of_each_entry(own: Portal) -> None:
    """With the line of those that the portal speaks of."""
    told = _told(own, "technologies")
    assert told["technologies/robots"] == ("Robots", "content/vocabulaires/technologies.yml:3")
    assert told["technologies/dpi"][1] == PROGRAM


def test_a_page_is_the_portals_or_the_programs(own: Portal) -> None:
    """By its address."""
    assert _told(own, "/accessibilite/")["/accessibilite/"][1] == "content/pages/accessibilite.md:1"
    assert _told(own, "/mentions-legales/")["/mentions-legales/"][1].startswith(PROGRAM)


def test_a_vendor_is_known_by_its_address(own: Portal) -> None:
    """Whether the portal registered it or the program did."""
    assert _told(own, "produits/cisco")["produits/cisco.label"] == ("Cisco", PROGRAM)
    mine = _told(own, "produits/exemple-imaging")
    assert mine["produits/exemple-imaging.id"][1].startswith("content/produits/exemple-imaging.yml:")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("portal.ulr", "portal.url"),
        ("technologie/imagerie", "technologies/imagerie"),
        ("technologies/imageries", "technologies/imagerie"),
        ("/accessibilites/", "/accessibilite/"),
        ("zzz", None),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(own: Portal, name: str, meant: str | None) -> None:
    """By the command, with what it offers."""
    assert provenance(own.project(), name) == ()
    assert nearest_name(own.project(), name) == meant
    said = CliRunner().invoke(main, ["explain", name, "--root", str(own.folder)])
    assert said.exit_code == 2
    assert meant is None or meant in said.stderr


def test_the_command_prints_the_value_and_its_origin(own: Portal) -> None:
    """On a line each."""
    said = CliRunner().invoke(main, ["explain", "technologies/imagerie", "--root", str(own.folder)])
    assert said.exit_code == 0
    assert "Images  [content/vocabulaires/technologies.yml:2]" in said.output
