"""A notice that should never have been published: erased, none of its words is in any file of the edition.

Each text field of each kind holds a word of its own. The words are all there before, so that the search for
them afterwards can fail.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.portal import NOW, Portal, legible

from cyberveille.model import Alert, Bulletin, Document, MinistryAction, Notice, Rex, erased
from cyberveille.publishing.build import build
from cyberveille.publishing.guard import Hit, guard_of
from cyberveille.publishing.report import BuildReport
from cyberveille.reading import read_source

WORD = re.compile(rb"zorg[a-z]+\d\d|CVE-2026-9\d001")
REASON = "Diffusée par erreur"
ERASE = f"withdrawn: {{date: 2026-10-08T10:00:00+02:00, reason: {REASON}, erase: true}}\n"
LATER = NOW.replace(minute=30)

_WATCH = """title: Le titre {w}01 du serveur
tlp: CLEAR
pap: CLEAR
published: 2026-10-05T10:00:00+02:00
severity: critique
technologies: [imagerie]
structures: [laboratoire]
products:
  - {{vendor: {w}02, product: {w}03, affected: "< 1 {w}04", fixed: "2 {w}05"}}
vulnerabilities:
  - cve: CVE-2026-9{n}001
    cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    exploited: true
    title: "{w}06"
risks: [execution-code-distance]
care_impact: {{services: [imagerie], level: mode-degrade, fallback: "{w}07"}}
action: {{deadline: 2026-10-30}}
in_brief: {{what: "{w}08", concerned: "{w}09", action: "{w}10"}}
indicators:
  - {{type: domain, value: {w}11.example.net, comment: "{w}12"}}
references:
  - {{title: "{w}13", url: "https://example.org/{w}14"}}
aliases: [{w}15]
redirect_from: [/ancienne-{n}/]
revisions:
  - {{date: 2026-10-05T10:00:00+02:00, change: "{w}16"}}
  - {{date: 2026-10-06T10:00:00+02:00, change: "{w}17"}}
"""
_PAPER = """title: Le titre {w}01 du document
tlp: CLEAR
published: 2026-10-05T10:00:00+02:00
summary: Un résumé {w}02
references:
  - {{title: "{w}03", url: "https://example.org/{w}04"}}
aliases: [{w}05]
related: [CV-2026-BUL-0001]
redirect_from: [/ancienne-{n}/]
revisions:
  - {{date: 2026-10-05T10:00:00+02:00, change: "{w}06"}}
"""
_KINDS = {
    "bulletins/2026/CV-2026-BUL-0009.md": (
        "zorgbul",
        _WATCH,
        ("Résumé", "Mesures", "Une partie"),
    ),
    "alerts/2026/CV-2026-ALE-0009.md": (
        "zorgale",
        _WATCH + "status: active\n",
        ("Résumé", "Mesures", "Une partie"),
    ),
    "content/documents/CV-2026-DOC-0009.md": (
        "zorgdoc",
        _PAPER + 'theme: reagir\nform: fiche-reflexe\nversion: "{w}07"\nlevel: essentiel\n'
        "attachments:\n  - {{file: {w}08.txt, title: {w}09}}\n  - {{file: {w}12.pdf, title: {w}13}}\n",
        ("Une partie", "Une autre"),
    ),
    "content/rex/CV-2026-REX-0009.md": (
        "zorgrex",
        _PAPER + 'structure: laboratoire\norigin: rancongiciel\nperiod: "2026"\nduration: "{w}07"\n'
        'timeline:\n  - {{when: "J+1", event: "{w}08"}}\n'
        'indicators:\n  - {{type: domain, value: {w}09.example.net, comment: "{w}12"}}\n',
        ("Ce qui s’est passé", "Ce qui a aidé", "Ce qui a manqué", "Enseignements"),
    ),
    "content/actions/CV-2026-ACT-0009.md": (
        "zorgact",
        _PAPER + 'status: en-cours\nlead: "{w}07"\nstarts: 2026-10-01\n',
        ("Ce qui est demandé", "Une partie"),
    ),
}
_TERMS = {"structures": "laboratoire", "origines": "rancongiciel"}
PDF = Path(__file__).parents[1] / "checking/fixtures/pdf/pdf-text/good/content/documents/CV-2026-DOC-0007"


def _sources() -> Iterator[tuple[str, str, str]]:
    """The path, the header without identifier nor end, the body of each notice."""
    for number, (path, (word, header, sections)) in enumerate(_KINDS.items(), 1):
        told = header.format(w=word, n=number)
        body = "".join(
            f"## {title}\n\nUn texte {word}{70 + rank} dit ce qu’il ne fallait pas dire ici.\n\n"
            for rank, title in enumerate(sections)
        )
        yield path, f"id: {Path(path).stem}\n{told}", body


@pytest.fixture
def exposed(portal: Portal) -> Portal:
    """A portal that has published a notice of each kind, every field of it filled, and points to them."""
    for name, term in _TERMS.items():
        portal.write(f"content/vocabulaires/{name}.yml", f"- {{id: {term}, label: Un terme}}\n")
    for path, header, body in _sources():
        portal.write(path, f"---\n{header}---\n{body}")
    folder = portal.folder / "content/documents/CV-2026-DOC-0009"
    folder.mkdir()
    (folder / "zorgdoc08.txt").write_text("Le fichier joint dit aussi zorgdoc10.\n")
    (folder / "zorgdoc12.pdf").write_bytes((PDF / "fiche.pdf").read_bytes())
    portal.edit("site_config.yml", "featured: [", "featured: [CV-2026-DOC-0009, ")
    config = portal.read("site_config.yml")
    portal.write("site_config.yml", f"{config}kit: [CV-2026-DOC-0009]\nprecompress: [gz]\n")
    names = ", ".join(Path(path).stem for path in _KINDS)
    portal.edit(
        "content/documents/CV-2026-DOC-0001.md",
        "related: [",
        f"supersedes: [CV-2026-DOC-0009]\nrelated: [{names}, ",
    )
    before = portal.build(search=True)
    assert not before.leaks
    return portal


def _words(portal: Portal) -> set[bytes]:
    """The words of the notices in the whole tree: names of files, texts, compressed files."""
    found: set[bytes] = set()
    for path, data in portal.files().items():
        found.update(WORD.findall(path.encode()))
        found.update(WORD.findall(legible(data)))
        found.update(WORD.findall(data))
    return found


def _told(portal: Portal) -> set[bytes]:
    """All the words of the sources, beside the documents too."""
    files = [
        file for file in portal.folder.rglob("*") if portal.output not in file.parents and file.is_file()
    ]
    written = (
        file for file in files if ".cyberveille" not in file.parts and ".site.edition" not in file.parts
    )
    return {word for file in written for word in WORD.findall(file.name.encode() + file.read_bytes())}


def _erase(portal: Portal, *, emptied: bool) -> BuildReport:
    for path, header, body in _sources():
        kept = re.findall(r"^(?:id|tlp|published|redirect_from):.*\n", header, re.MULTILINE)
        text = f"---\n{''.join(kept)}{ERASE}---\n" if emptied else f"---\n{header}{ERASE}---\n{body}"
        portal.write(path, text)
    if emptied:
        for file in (portal.folder / "content/documents/CV-2026-DOC-0009").iterdir():
            file.unlink()
    return build(*portal.made(LATER), portal.workspace)


@pytest.mark.parametrize("emptied", [True, False], ids=["source emptied", "source as it was"])
def test_no_word_of_an_erased_notice_is_left_in_any_file(exposed: Portal, emptied: bool) -> None:
    """Pages, JSON, feeds, search, lists, neighbours, files joined, kit, compressed copies, names of files."""
    published = _words(exposed)
    assert _told(exposed) - published == set(), "each word is published before, else nothing is shown"
    report = _erase(exposed, emptied=emptied)
    assert not report.leaks
    assert _words(exposed) == set()
    assert not [path for path in exposed.files() if "CV-2026-DOC-0009/" in path and "/index.html" not in path]


def test_what_is_left_says_that_a_notice_stood_there_since_when_and_why(exposed: Portal) -> None:
    """Page, JSON, feeds and former address stay; the entry keeps its guid and moves with the erasure."""
    guids = {item["id"] for item in json.loads(exposed.files()["flux/tout.feed.json"])["items"]}
    _erase(exposed, emptied=True)
    files = exposed.files()
    for path in _KINDS:
        name = Path(path).stem
        page = next(file for file in files if file.endswith(f"/{name}/index.html"))
        text = files[page].decode()
        assert "Notice effacée" in text
        assert REASON in text
        assert '<meta name="robots" content="noindex' in text
        stone = json.loads(files[page.replace("/index.html", ".json")])
        assert (stone["id"], stone["tlp"], stone["sections"]) == (name, "CLEAR", [])
        assert stone["withdrawn"] == {"date": "2026-10-08T10:00:00+02:00", "reason": REASON, "erased": True}
        assert stone["updated"] == "2026-10-08T10:00:00+02:00"
    feed = json.loads(files["flux/tout.feed.json"])["items"]
    assert {item["id"] for item in feed} == guids
    gone = [item for item in feed if "CV-2026-BUL-0009" in item["url"]]
    assert [item["title"] for item in gone] == ["Notice effacée (CV-2026-BUL-0009)"]
    assert "CV-2026-BUL-0009" in files["ancienne-1/index.html"].decode()
    assert "effacée" in exposed.page("bulletins")
    assert "Documents effacés" in exposed.page("documents")
    assert "effacée" not in exposed.page("")
    assert not [path for path in files if path.startswith("documents/kit")]


def test_a_json_of_an_erased_notice_is_that_of_the_schema(exposed: Portal) -> None:
    """Every key of the kind is there, null where the format lets an erased notice say nothing."""
    from cyberveille.publishing.exports.shapes import every_shape  # noqa: PLC0415

    before = {path: set(json.loads(data)) for path, data in exposed.files().items() if _is_notice(path)}
    _erase(exposed, emptied=True)
    after = {path: data for path, data in exposed.files().items() if _is_notice(path)}
    assert {path: set(json.loads(data)) for path, data in after.items()} == before
    for data in after.values():
        msgspec.json.decode(data, type=every_shape())


def _is_notice(path: str) -> bool:
    return re.search(r"-000[19]\.json$", path) is not None


def test_the_guard_looks_for_what_the_source_of_an_erased_notice_still_holds(exposed: Portal) -> None:
    """Its sentences, its title, the files beside it; not what its page shows, nor an emptied source."""
    copy = "Un texte zorgrex71 dit ce qu’il ne fallait pas dire ici.".encode()
    joined = (exposed.folder / "content/documents/CV-2026-DOC-0009/zorgdoc08.txt").read_bytes()
    _erase(exposed, emptied=False)
    guard = guard_of(*exposed.made(LATER))
    assert "CV-2026-REX-0009" in {leak.notice for leak in guard.leaks("x.html", copy)}
    assert {leak.notice for leak in guard.leaks("x.html", b"Le titre zorgbul01 du serveur")} == {
        "CV-2026-BUL-0009"
    }
    found = list(guard.leaks("x.txt", joined))
    assert [leak.notice for leak in found if leak.hit is Hit.FILE] == ["CV-2026-DOC-0009"]
    assert not list(guard.leaks("x.html", f"CV-2026-BUL-0009 zorgbul15 {REASON} ancienne-1".encode()))
    _erase(exposed, emptied=True)
    assert guard_of(*exposed.made(LATER)).idle


@pytest.mark.parametrize("kind", [Bulletin, Alert, Document, Rex, MinistryAction])
def test_only_what_must_stay_survives(kind: type[Notice]) -> None:
    """A field that a kind gains one day is erased as the others are, unless it is named among those kept."""
    path = next(path for path in _KINDS if f"-{kind.kind.code}-" in path)
    header, body = next((header, body) for found, header, body in _sources() if found == path)
    notice = read_source(path, f"---\n{header}{ERASE}---\n{body}".encode()).subject
    assert isinstance(notice, kind)
    left = erased(notice)
    changed = {item for item in notice.__struct_fields__ if getattr(left, item) != getattr(notice, item)}
    kept = {"id", "tlp", "pap", "draft", "published", "redirect_from", "withdrawn", "source"}
    assert not changed & kept
    assert not WORD.search(msgspec.json.encode(left))


def test_an_erased_notice_needs_a_date_and_a_reason() -> None:
    """They are what readers are told; everything else may be gone from the source."""
    header = "id: CV-2026-BUL-0009\ntlp: CLEAR\npublished: 2026-10-05T10:00:00+02:00\n"
    text = f"---\n{header}withdrawn: {{erase: true}}\n---\n"
    record = read_source("bulletins/2026/CV-2026-BUL-0009.md", text.encode())
    assert record.subject is None
    assert [finding.rule for finding in record.findings] == ["missing-key", "missing-key"]
