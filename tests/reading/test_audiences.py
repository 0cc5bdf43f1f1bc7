"""Who opens an edition, at which address, in which folder: a slip would publish what is restricted."""

import pytest
from tests.reading.test_configuration import CONFIGURATION, found, read, value

from cyberveille.model import Tlp

PUBLIC = "audiences:\n  - {name: public, output: site}\n"
OWN = 'tlp_max: AMBER, output: site-membres, groups: [cercle], url: "https://membres.example.org/"'


def _messages(text: str) -> list[str]:
    return [finding.message.replace("\u00a0", " ") for finding in read(CONFIGURATION + text).findings]


def test_the_smallest_portal_has_the_public_edition_alone() -> None:
    """Nothing restricted is produced that nobody asked for."""
    configuration = value(CONFIGURATION)
    assert [(item.name, item.tlp_max) for item in configuration.audiences] == [("public", Tlp.CLEAR)]


def test_an_edition_with_its_readers_its_host_and_its_folder_is_admitted() -> None:
    value(f"{CONFIGURATION}{PUBLIC}  - {{name: members, {OWN}}}\n")


@pytest.mark.parametrize("tlp", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
def test_the_public_edition_shows_nothing_above_clear(tlp: str) -> None:
    """Neither with groups and an address: public hosts build and publish the edition of that name."""
    bare = _messages(f"audiences:\n  - {{name: public, tlp_max: {tlp}}}\n")
    assert any("celle de tous" in message for message in bare)
    assert any("aucun groupe" in message for message in bare)
    assert any("adresse à elle" in message for message in bare)
    dressed = _messages(f"audiences:\n  - {{name: public, {OWN.replace('AMBER', tlp)}}}\n")
    assert any("celle de tous" in message for message in dressed)


@pytest.mark.parametrize("tlp", ["GREEN", "AMBER", "AMBER+STRICT"])
@pytest.mark.parametrize(
    ("missing", "told"),
    [("groups: [cercle], ", "aucun groupe"), (', url: "https://membres.example.org/"', "adresse à elle")],
)
def test_an_edition_above_clear_has_groups_and_an_address(tlp: str, missing: str, told: str) -> None:
    """Each is told for itself, on the line of the edition."""
    text = f"{PUBLIC}  - {{name: members, {OWN.replace('AMBER', tlp).replace(missing, '')}}}\n"
    assert [told in message for message in _messages(text)] == [True]
    assert found(CONFIGURATION + text) == [(19, "configuration")]


@pytest.mark.parametrize("groups", ["[]", "", '""'])
def test_an_empty_list_of_groups_opens_to_nobody_and_is_refused(groups: str) -> None:
    text = f"{PUBLIC}  - {{name: members, {OWN.replace('[cercle]', groups)}}}\n"
    assert ["aucun groupe" in message for message in _messages(text)] == [True]


def test_an_edition_cannot_be_red() -> None:
    """TLP:RED names its recipients: no group does."""
    assert len(_messages(f"{PUBLIC}  - {{name: conseil, {OWN.replace('AMBER', 'RED')}}}\n")) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://essai.example.org/veille/",
        "https://essai.example.org/veille",
        "https://essai.example.org/veille/membres/",
        "https://essai.example.org/",
        "http://essai.example.org/autre/",
        "https://ESSAI.Example.ORG/m/",
        "https://essai.example.org:8443/",
        "https://essai.example.org./",
    ],
)
def test_another_path_port_scheme_or_case_is_the_same_host(url: str) -> None:
    """Cookies know none of these: a browser would share them between readers and everybody."""
    text = f"{PUBLIC}  - {{name: members, {OWN.replace('https://membres.example.org/', url)}}}\n"
    assert ["nom d’hôte" in message for message in _messages(text)] == [True]


def test_an_account_in_an_address_hides_no_host() -> None:
    """It is refused for itself too."""
    url = "https://compte@essai.example.org/"
    text = f"{PUBLIC}  - {{name: members, {OWN.replace('https://membres.example.org/', url)}}}\n"
    assert sorted("nom d’hôte" in message for message in _messages(text)) == [False, True]


def test_two_restricted_editions_do_not_share_a_host() -> None:
    more = OWN.replace("site-membres", "site-autres").replace("org/", "org/autres/")
    text = f"{PUBLIC}  - {{name: members, {OWN}}}\n  - {{name: autres, {more}}}\n"
    assert ["nom d’hôte" in message for message in _messages(text)] == [True, True]


def test_an_international_name_is_one_host_in_both_its_spellings() -> None:
    portal = CONFIGURATION.replace("essai.example.org/veille/", "santé.example.org/")
    own = OWN.replace("membres.example.org", "xn--sant-epa.example.org")
    findings = read(f"{portal}{PUBLIC}  - {{name: members, {own}}}\n").findings
    assert ["nom d’hôte" in finding.message.replace("\u00a0", " ") for finding in findings] == [True]


def test_groups_on_an_open_edition_are_refused() -> None:
    """They would close nothing, and make believe that they do."""
    assert found(f"{CONFIGURATION}audiences:\n  - name: public\n    groups: [cercle]\n") == [
        (19, "configuration")
    ]


@pytest.mark.parametrize(
    "output",
    [
        "site",
        "./site",
        "site/",
        "site/.",
        "site/membres",
        "./site/membres/edition",
        "site/../site",
        ".",
        "./",
        "",
        "..",
        "../site",
        "/srv/site",
        "content",
        "content/site",
        "bulletins/2026",
        "alerts",
        ".site.edition",
        ".site.edition/x",
        ".cyberveille/x",
        ".git",
    ],
)
def test_an_edition_is_written_in_a_folder_of_its_own(output: str) -> None:
    """Never in another's, in its workspace, among the sources, in a cache, or over the portal itself."""
    text = f"{PUBLIC}  - {{name: members, {OWN.replace('site-membres', repr(output))}}}\n"
    if output:
        assert found(CONFIGURATION + text) == [(19, "configuration")]
    else:
        assert found(CONFIGURATION + text), "an empty folder is that of the public edition, by default"


def test_a_workspace_is_not_another_s_folder() -> None:
    """Whichever of the two is declared first."""
    text = "audiences:\n  - {name: public, output: .x.edition/site}\n  - {name: autre, output: x}\n"
    assert found(CONFIGURATION + text) == [(19, "configuration")]
