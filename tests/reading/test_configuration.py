"""`site_config.yml` as values, and everything wrong with it, on its lines."""

import re
from collections.abc import Callable

import pytest

from cyberveille.model import Configuration, Root, Tlp
from cyberveille.model.configuration import AccessibilityLevel
from cyberveille.reading import ConfigurationRead, read_configuration

CONFIGURATION = """portal:
  name: Portail
  tagline: Un portail
  description: Un portail d’essai.
  url: https://essai.example.org/veille/
publisher:
  name: Équipe
  director: Direction
  address: 1 rue de l’Essai
  email: contact@essai.example.org
  host: Hébergeur
reporting:
  portal: https://signalement.example.org
  email: cellule@essai.example.org
security:
  contact: mailto:securite@essai.example.org
"""

MEMBERS = """audiences:
  - name: members
    tlp_max: AMBER
    output: site-members
    url: https://membres.example.org/
    groups: [cercle]
"""


def read(text: str) -> ConfigurationRead:
    return read_configuration("site_config.yml", text.encode())


def value(text: str) -> Configuration:
    result = read(text)
    assert result.findings == ()
    assert result.configuration is not None
    return result.configuration


def found(text: str) -> list[tuple[int, str]]:
    result = read(text)
    assert result.configuration is None
    return [(finding.line, finding.rule) for finding in result.findings]


def test_the_smallest_configuration_has_the_defaults() -> None:
    """Options that are not written keep the values their documentation gives."""
    configuration = value(CONFIGURATION)
    assert configuration.prefix == "CV"
    assert configuration.sources == (Root(path="."),)
    assert [audience.name for audience in configuration.audiences] == ["public"]
    assert configuration.lists.per_page == 50
    assert configuration.search is True


def test_options_have_their_types() -> None:
    """Numbers, enums, lists of groups and booleans are read as such."""
    configuration = value(
        CONFIGURATION
        + "lists: {per_page: 10}\nsearch: false\nsources:\n  - path: .\n  - {path: prive, tlp_max: AMBER}\n"
        + "accessibility: {level: partiellement-conforme, audit: {date: 2026-10-01, reviewer: Cabinet}}\n"
    )
    assert configuration.lists.per_page == 10
    assert configuration.search is False
    assert configuration.sources[1] == Root(path="prive", tlp_max=Tlp.AMBER)
    assert configuration.accessibility.level is AccessibilityLevel.PARTIAL


_KEYS = [
    (number, line)
    for number, line in enumerate(CONFIGURATION.splitlines(), 1)
    if re.match(r"\s*[a-z_]+:", line)
]
_SLIPS: dict[str, Callable[[str], str]] = {
    "misspelt": lambda line: re.sub(r"([a-z_]+):", r"\1x:", line, count=1),
    "without its colon": lambda line: line.replace(":", "", 1),
    "after a tab": lambda line: f"\t{line}",
    "with a quote left open": lambda line: re.sub(r":\s*\"?(.*?)\"?$", r': "\1', line, count=1),
}


@pytest.mark.parametrize("slip", _SLIPS)
@pytest.mark.parametrize(("number", "line"), _KEYS)
def test_one_slip_gives_one_finding(slip: str, number: int, line: str) -> None:
    """Whatever it is, and nothing is said to be missing that stands there."""
    lines = CONFIGURATION.splitlines()
    lines[number - 1] = _SLIPS[slip](line)
    (finding,) = found("\n".join(lines) + "\n")
    assert number <= finding[0] <= number + 1 or slip == "with a quote left open"


def test_all_faults_come_with_their_lines() -> None:
    """A configuration is refused with every fault of form it has."""
    text = CONFIGURATION.replace("tagline:", "taglin:") + "lists: {per_page: dix}\nsearch: non\nprefixe: CV\n"
    assert found(text) == [
        (3, "unknown-key"),
        (17, "wrong-type"),
        (18, "wrong-value"),
        (19, "unknown-key"),
    ]


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("prefix: C V", 17),
        ("prefix: cv", 17),
        ("lists:\n  per_page: 0", 18),
        ("feeds: {min_entries: 0}", 17),
        ("sources:\n  - path: ..", 18),
        ("sources:\n  - path: /etc", 18),
        ("sources:\n  - path: .\n  - path: ./", 19),
        ("audiences:\n  - {name: public, output: .}", 18),
        ("audiences:\n  - {name: public, output: ../site}", 18),
        ("audiences:\n  - {name: public, output: /srv/site}", 18),
        ("audiences:\n  - {name: Public}", 18),
        ("audiences:\n  - name: a\n    url: essai", 19),
        ("audiences:\n  - name: a\n    exchanges: {moderators: [x]}", 19),
        (f"{MEMBERS}    exchanges: {{moderators: ['x\"y']}}", 23),
        (f"{MEMBERS}    exchanges:\n      moderate_first: true", 24),
        (f"{MEMBERS}    exchanges:\n      retention_months: 0", 24),
        (f"{MEMBERS}    exchanges:\n      writes_per_minute: 0", 24),
        ("audiences:\n  - {name: public}\n  - {name: public, output: autre}", 19),
        ("audiences:\n  - {name: public}\n  - {name: autre}", 19),
        ("accessibility: {level: totalement-conforme}", 17),
    ],
)
def test_an_option_that_cannot_work_is_refused(option: str, line: int) -> None:
    """A value of the right form that would break the portal, or lie, is refused on its line."""
    assert found(f"{CONFIGURATION}{option}\n") == [(line, "configuration")]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("https://essai.example.org/veille/", "essai.example.org", 5),
        ("https://essai.example.org/veille/", "ftp://essai.example.org/", 5),
        ("https://essai.example.org/veille/", "https://", 5),
        ("https://essai.example.org/veille/", '"https://[essai"', 5),
        ("https://essai.example.org/veille/", "https://essai.example.org/?a", 5),
        ("mailto:securite@", "securite@", 16),
        ("mailto:securite@essai.example.org", "mailto:a@b.fr\n  valid_months: 13", 17),
    ],
)
def test_an_address_that_cannot_work_is_refused(old: str, new: str, line: int) -> None:
    """The portal's address is a web address; its security contact is what RFC 9116 asks for."""
    assert found(CONFIGURATION.replace(old, new)) == [(line, "configuration")]


def test_demands_come_at_once() -> None:
    """Several options that cannot work are all reported."""
    text = CONFIGURATION + "prefix: c\nlists: {per_page: 0, home: 0}\n"
    assert found(text) == [(17, "configuration"), (18, "configuration"), (18, "configuration")]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"\xff\xfe", "encoding"),
        (b"- un\n", "wrong-type"),
        (b"portal: [\n", "header-syntax"),
        (b"portal: &a {}\n", "header-anchor"),
        (b"# rien\n", "missing-key"),
        (b"portal: " + b"[" * 100_000, "header-nesting"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(data: bytes, rule: str) -> None:
    """The configuration is read as strictly as a notice's header."""
    result = read_configuration("site_config.yml", data)
    assert result.configuration is None
    assert rule in {finding.rule for finding in result.findings}


def test_a_byte_order_mark_does_not_refuse() -> None:
    """A warning comes with the configuration."""
    result = read_configuration("site_config.yml", b"\xef\xbb\xbf" + CONFIGURATION.encode())
    assert result.configuration is not None
    assert [finding.rule for finding in result.findings] == ["byte-order-mark"]


def test_an_edition_does_not_lie_inside_another() -> None:
    """The members' tree under the public one would be public; one under a source would be read again."""
    audiences = "audiences:\n  - {name: public, output: site}\n"
    inside = audiences + "  - {name: members, output: site/membres}\n"
    assert [rule for _, rule in found(CONFIGURATION + inside)] == ["configuration"]
    sources = "sources:\n  - {path: .}\n  - {path: prive, tlp_max: AMBER}\n"
    under = "audiences:\n  - {name: public, output: prive/site}\n"
    assert [rule for _, rule in found(CONFIGURATION + sources + under)] == ["configuration"]
    apart = read_configuration("site_config.yml", (CONFIGURATION + sources + audiences).encode())
    assert apart.configuration is not None


@pytest.mark.parametrize("group", ["a,moderation", "a moderation", 'a"', "a\\nb", "équipe", "${HOME}"])
@pytest.mark.parametrize("place", ["groups", "moderators"])
def test_a_group_that_a_server_could_read_otherwise_is_refused(place: str, group: str) -> None:
    """Among those that open an edition and those that moderate: a comma joins, a quote ends."""
    name = "'" + group + "'"
    groups = f"groups: [{name if place == 'groups' else 'cercle'}]"
    rules = f"exchanges: {{moderators: [{name if place == 'moderators' else 'moderation'}]}}"
    own = "tlp_max: AMBER, output: site-members, url: 'https://m.example.org/'"
    audience = f"  - {{name: members, {own}, {groups}, {rules}}}\n"
    result = read(f"{CONFIGURATION}audiences:\n  - {{name: public}}\n{audience}")
    assert [group in finding.message for finding in result.findings] == [True]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("  availability: permanente\n  opens: 18:00\n  closes: 09:00\n", []),
        ("  availability: tous-les-jours\n  opens: 18:00\n  closes: 09:00\n", [(17, "configuration")]),
        ("  availability: toujours\n", [(15, "wrong-value")]),
    ],
)
def test_hours_are_asked_of_who_has_some(lines: str, expected: list[tuple[int, str]]) -> None:
    """A cell that always answers neither opens nor closes."""
    text = CONFIGURATION.replace("security:\n", lines + "security:\n")
    assert [(item.line, item.rule) for item in read(text).findings] == expected


def test_licences_have_an_address() -> None:
    """What is not said of one is Etalab's; an address that readers cannot follow is refused."""
    texts = "licences:\n  texts: {id: CC-BY-4.0, name: CC BY 4.0, url: %s, terms: citez-nous}\n"
    chosen = value(CONFIGURATION + texts % "https://creativecommons.org/licenses/by/4.0/").licences
    assert (chosen.texts.id, chosen.data.id) == ("CC-BY-4.0", "etalab-2.0")
    assert found(CONFIGURATION + texts % "javascript:x") == [(18, "configuration")]


@pytest.mark.parametrize("known", ["contact@essai.example.org", "cellule@essai.example.org"])
@pytest.mark.parametrize("mail", ["ssi.chu.example", "SSI <ssi@chu.example>", "ssi@chu", "a@b.fr, c@d.fr"])
def test_whom_readers_write_to_has_an_address(known: str, mail: str) -> None:
    """It becomes a link, on the page that an incident is told from among others."""
    findings = read(CONFIGURATION.replace(known, f'"{mail}"')).findings
    messages = [item.message.replace("\u00a0", " ") for item in findings]
    assert f"« {mail} » n’est pas une adresse de courriel." in messages


@pytest.mark.parametrize(
    "address",
    [
        "https://essai.example.org/a b/",
        "https://essai.example.org/a/../b/",
        "https://essai.example.org//a/",
        "https://essai.example.org/index.html",
    ],
)
def test_a_portal_stands_where_its_readers_can_follow(address: str) -> None:
    """All addresses that feeds and data tell begin by it."""
    text = CONFIGURATION.replace("https://essai.example.org/veille/", address)
    assert [item.rule for item in read(text).findings] == ["configuration"]
