"""`identity:` as a look, and what is wrong with it, where it is written."""

from pathlib import Path

import pytest
from tests.looks.test_picture import image
from tests.portal import SITES, Portal

from cyberveille.catalogue import Project, open_project
from cyberveille.model.identity import Looks

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path fill="#fff" d="M0 0h8v4z"/></svg>\n'


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal.copy(SITES / "minimal", tmp_path / "portail")


def opened(portal: Portal, identity: str) -> Project:
    portal.write("site_config.yml", portal.read("site_config.yml") + identity)
    return portal.project()


def found(portal: Portal, identity: str) -> list[tuple[str, int, str]]:
    first = len(portal.read("site_config.yml").splitlines())
    findings = opened(portal, identity).findings
    return [
        (item.path, item.line - (first if item.path == "site_config.yml" else 0), item.rule)
        for item in findings
    ]


def test_without_identity_the_portal_is_its_own(portal: Portal) -> None:
    """Nothing has to be written."""
    assert portal.project().looks == Looks()


def test_an_identity_is_read(portal: Portal) -> None:
    """Pictures by what they are, whatever their name; colours in short or in capitals."""
    portal.write("identite/logo.svg", LOGO)
    (portal.folder / "identite" / "icone.dat").write_bytes(image((32, 32)))
    looks = opened(
        portal,
        "identity:\n  logo: identite/logo.svg\n  favicon: identite/icone.dat\n  wordmark: true\n"
        '  colours:\n    light: {primary: "#7A1F2B", accent: "#a23"}\n',
    ).looks
    assert looks.logo is not None
    assert looks.favicon is not None
    assert (looks.logo.ratio, looks.favicon.ending, looks.wordmark) == (2, "png", True)
    assert looks.palette is not None
    assert looks.palette.light["primary"] == "#7a1f2b"
    assert looks.palette.light["link"] == "#aa2233"


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ('identity:\n  colours:\n    light:\n      primary: "#9fd8dd"\n', [(4, "contrast")]),
        (
            'identity:\n  colours:\n    light: {accent: "#ff8080"}\n    dark: {accent: "#123456"}\n',
            [(3, "contrast"), (4, "contrast")],
        ),
        ('identity:\n  colours:\n    light: {call: "#0b5961"}\n', [(3, "contrast")]),
        ("identity:\n  colours:\n    light: {primary: navy}\n", [(3, "configuration")]),
        ('identity:\n  colours:\n    dark: {primary: "#12345"}\n', [(3, "configuration")]),
        ("identity:\n  logo: identite/absent.svg\n", [(2, "configuration")]),
        ("identity:\n  logo: ../logo.svg\n", [(2, "configuration")]),
        ("identity:\n  favicon: bulletins\n", [(2, "configuration")]),
    ],
)
def test_what_is_wrong_is_found_where_it_is_written(
    portal: Portal, identity: str, expected: list[tuple[int, str]]
) -> None:
    """Colours that cannot be read, or are none; files that are not there, or not in the portal."""
    assert [(line, rule) for _, line, rule in found(portal, identity)] == expected


@pytest.mark.parametrize("colour", ["#0a4248", "#abc"])
def test_a_colour_without_quotes_is_no_comment(portal: Portal, colour: str) -> None:
    """YAML would take it for one, and the organisation would keep the colours of another in silence."""
    portal.write(
        "site_config.yml",
        portal.read("site_config.yml") + f"identity:\n  colours:\n    light:\n      primary: {colour}\n",
    )
    found = open_project(portal.folder)
    assert "swallowed-text" in {item.rule for item in found.findings}


def test_a_proposed_colour_is_accepted(portal: Portal) -> None:
    """What the finding proposes can be copied as it is."""
    written = 'identity:\n  colours:\n    light: {primary: "#9fd8dd"}\n'
    [finding] = opened(portal, written).findings
    proposed = finding.hint.split('"')[1]
    portal.edit("site_config.yml", "#9fd8dd", proposed)
    assert portal.project().findings == ()


def test_a_picture_is_judged_in_its_own_file(portal: Portal) -> None:
    """With its own line: an error when it shows nothing, a warning for what it loses."""
    portal.write("identite/logo.svg", LOGO.replace("<path", "\n<script/>\n<path"))
    portal.write("identite/icone.svg", "<html/>")
    identity = "identity:\n  logo: identite/logo.svg\n  favicon: identite/icone.svg\n"
    assert found(portal, identity) == [
        ("identite/icone.svg", 1, "identity-file"),
        ("identite/logo.svg", 2, "identity-file"),
    ]


def test_a_link_out_of_the_folder_is_not_followed(portal: Portal, tmp_path: Path) -> None:
    """What lies elsewhere on the machine that builds is never published."""
    (tmp_path / "ailleurs.svg").write_text(LOGO, encoding="utf-8")
    (portal.folder / "logo.svg").symlink_to(tmp_path / "ailleurs.svg")
    assert found(portal, "identity:\n  logo: logo.svg\n") == [("site_config.yml", 2, "configuration")]
