"""One declaration is enough: a kind, a field and an output are added to a copy of the program, and used.

What the guides show goes into the files they name; nothing else of the program changes but templates. A small
portal is then built by that program, in a process of its own.
"""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.needs import needs
from tests.portal import SITES, Portal, bulletin, legible
from tests.program import PROGRAM, ROOT, Program, named_blocks

NOW = "2026-10-10T10:00:00+02:00"
_SHOWN = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)

PLACE = "Amphithéâtre du centre de formation, au second étage du bâtiment des urgences"
HIDDEN_PLACE = "Salle des plans de secours, derrière la chaufferie du bâtiment des archives"
WORKAROUND = "Saisir chaque demande sur papier, en deux exemplaires, puis la reporter"
HIDDEN_WORKAROUND = "Débrancher la seconde baie du local technique, puis attendre la relève du soir"
MEETING = """---
id: CV-2026-RDV-{number:04d}
title: Exercice de crise numéro {number} pour les laboratoires
tlp: CLEAR
published: 2026-10-01T10:00:00+02:00
summary: Une matinée pour s’exercer à travailler sans informatique.
day: 2026-12-08
place: {place}
{extra}related: [CV-2026-BUL-0001]
revisions:
  - {{date: 2026-10-01T10:00:00+02:00, change: Version initiale}}
---
## Programme

Accueil, exercice, retour à chaud.
"""
NOTES = '''"""The deadlines of an edition as notes of one line each."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import BY_NAME
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest


def outputs(edition: Edition) -> Iterator[Output]:
    items = tuple(item for item in edition.headlines if item.deadline)
    yield Output(BY_NAME["notes"].address, digest(items), partial(_notes, items))


def _notes(items: tuple[Headline, ...]) -> bytes:
    return "".join(f"{item.id} {item.deadline:%Y%m%d}\\n" for item in items).encode()
'''
NOTES_PLACE = """    Place(
        name="notes",
        address="pense-bete.org",
        writer="notes",
        media=Media("text/x-org", "utf-8"),
    ),
"""


@pytest.fixture(scope="module")
@needs("slow")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("programme")
    shutil.copytree(PROGRAM, folder / "cyberveille", ignore=shutil.ignore_patterns("__pycache__"))
    yield Program(folder)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def program(copy: Program) -> Program:
    """With the kind, the field and the output; each in no more files than are promised."""
    blocks = named_blocks("add-a-kind.md")
    copy.add("model/kinds.py", blocks.pop("model/kinds.py"), before="\n    facts: KindFacts\n")
    for path, text in blocks.items():
        copy.add(path, text)
    assert copy.changed() == {"model/kinds.py", "model/meeting.py"}
    [shown] = _SHOWN.findall((ROOT / "docs" / "add-a-field.md").read_text(encoding="utf-8"))
    field = shown[shown.index("    workaround:") :]
    copy.add("model/bulletin.py", f"{field}\n", before="    @property\n    def exploited")
    copy.add(
        "templates/notice.html",
        "{% if notice.workaround is not none %}<p>{{ notice.workaround }}</p>{% endif %}\n",
        before="{{ marking(notice) }}\n",
    )
    copy.add(
        "publishing/feeds/entry_bulletin.html",
        "{% if notice.workaround %}<p>{{ notice.workaround }}</p>{% endif %}\n",
        before="{% if notice.in_brief %}\n",
    )
    assert copy.changed() == {"model/kinds.py", "model/meeting.py", "model/bulletin.py"}
    copy.add("publishing/exports/notes.py", NOTES)
    copy.add("map/places.py", NOTES_PLACE, before="    STATE,\n    IDENTITY,\n")
    imported = "from cyberveille.map.media import Media\n"
    copy.add("map/places.py", imported, before="from cyberveille.map.place import")
    assert copy.changed() == {
        *("model/kinds.py", "model/meeting.py", "model/bulletin.py"),
        *("map/places.py", "publishing/exports/notes.py"),
    }
    return copy


@pytest.fixture(scope="module")
def built(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Portal:
    """A portal with a meeting, an erased one and a withheld one, built by the program."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("portail") / "portail")
    erased = 'withdrawn: {date: 2026-10-02T10:00:00+02:00, reason: "Erreur.", erase: true}\n'
    for number, place, extra in ((1, PLACE, ""), (2, HIDDEN_PLACE, "draft: true\n"), (3, "Ici", erased)):
        text = MEETING.format(number=number, place=place, extra=extra)
        portal.write(f"content/rendez-vous/CV-2026-RDV-{number:04d}.md", text)
    facts = f"action: {{deadline: 2026-10-31}}\nworkaround: {WORKAROUND}\n"
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, extra=facts))
    hidden = f"draft: true\nworkaround: {HIDDEN_WORKAROUND}\n"
    portal.write("bulletins/2026/CV-2026-BUL-0010.md", bulletin(10, extra=hidden))
    done = program.command("build", "--root", str(portal.folder), "--now", NOW)
    assert done.returncode == 0, done.stderr
    return portal


def _found_in(portal: Portal, words: str) -> set[str]:
    """The pieces of the search that hold some words."""
    return {
        path
        for path, data in portal.files().items()
        if path.startswith("pagefind/") and path.endswith(".pf_fragment") and words in _text(data)
    }


def _text(data: bytes) -> str:
    return legible(data).decode("utf-8", "replace").replace("\\u2019", "’")


def test_a_kind_is_everywhere_by_its_declaration(built: Portal) -> None:
    """Page, list, feeds, JSON, search, sitemap, plan's ways, and the addresses that scripts know."""
    files = built.files()
    page = built.page("rendez-vous/CV-2026-RDV-0001")
    assert "8 décembre 2026" in page.replace("\u00a0", " ")
    assert PLACE in page
    assert "CV-2026-BUL-0001" in page
    listed = built.page("rendez-vous")
    assert "Exercice de crise numéro 1" in listed
    assert "CV-2026-RDV-0003" in listed
    for form in ("rss.xml", "atom.xml", "feed.json"):
        assert "CV-2026-RDV-0001" in files[f"flux/rendez-vous.{form}"].decode()
        assert "CV-2026-RDV-0001" in files[f"flux/tout.{form}"].decode()
        assert "CV-2026-RDV" not in files[f"flux/bulletins.{form}"].decode()
    [entry] = [
        item for item in json.loads(files["flux/rendez-vous.feed.json"])["items"] if "RDV-0001" in item["url"]
    ]
    assert entry["title"].startswith("[Rendez-vous] ")
    assert PLACE in entry["content_html"]
    assert "https://essai.example.org/rendez-vous/CV-2026-RDV-0001/" in files["sitemap.xml"].decode()
    assert "https://essai.example.org/rendez-vous/<" in files["sitemap.xml"].decode()
    identifiers = b"".join(data for path, data in files.items() if path.startswith("recherche/identifiants"))
    assert b"CV-2026-RDV-0001" in identifiers
    assert _found_in(built, "Amphithéâtre")
    [script] = [data for path, data in files.items() if re.match(r"assets/portal\.\w+\.js$", path)]
    assert json.loads(script.decode().split("KINDS = ")[1].split(";\n")[0])["RDV"]["section"] == "rendez-vous"
    served = "/flux/rendez-vous.rss.xml\n  Content-Type: application/rss+xml"
    assert served in files["_headers"].decode()


def test_the_json_of_a_kind_has_its_fields(built: Portal, program: Program) -> None:
    """After those of every paper, in their order; null where an erased one says nothing; in the schema."""
    told = json.loads(built.files()["rendez-vous/CV-2026-RDV-0001.json"])
    assert list(told)[-4:] == ["summary", "related", "day", "place"]
    assert (told["kind"], told["day"], told["place"]) == ("meeting", "2026-12-08", PLACE)
    assert [item["id"] for item in told["related"]] == ["CV-2026-BUL-0001"]
    erased = json.loads(built.files()["rendez-vous/CV-2026-RDV-0003.json"])
    assert set(erased) == set(told)
    assert (erased["day"], erased["place"], erased["summary"]) == (None, None, "")
    schema = program.asked()["schema"]
    described = schema["$defs"]["MeetingFormat"]["properties"]
    assert described["kind"] == {"enum": ["meeting"]}
    assert {"day", "place"} <= set(described) & set(schema["$defs"]["MeetingFormat"]["required"])
    assert "Où se réunir." in json.dumps(described["place"], ensure_ascii=False)


def test_addresses_that_are_declared_are_taken(program: Program) -> None:
    """By the kind's list, its feeds, and the output's file; nobody else's are."""
    paths = ("/rendez-vous/", "/flux/rendez-vous.atom.xml", "/pense-bete.org", "/nos-rendez-vous/")
    told = program.asked(*paths)
    assert told["own"] == ["/flux/rendez-vous.atom.xml", "/pense-bete.org"]
    assert "/rendez-vous/" in told["reserved"]
    assert "/nos-rendez-vous/" not in told["reserved"]
    assert told["media"]["/flux/rendez-vous.atom.xml"] == "application/atom+xml; charset=utf-8"
    assert told["media"]["/pense-bete.org"] == "text/x-org; charset=utf-8"


def test_the_reference_tells_a_kind_and_a_field(program: Program) -> None:
    """With the path of its sources."""
    manual = program.asked()["manual"]
    assert "## Rendez-vous\n\nFichier : `content/rendez-vous/<identifiant>.md`" in manual
    assert "| `place` | texte | oui | Où se réunir. |" in manual
    assert manual.count("`workaround`") == 2, "bulletins and alerts"


def test_a_field_is_told_by_its_declaration(built: Portal, program: Program) -> None:
    """In JSON, its schema and the words of the search; on the page and in the feed by their templates."""
    files = built.files()
    told = json.loads(files["bulletins/2026/CV-2026-BUL-0009.json"])
    assert told["workaround"] == WORKAROUND
    assert json.loads(files["bulletins/2026/CV-2026-BUL-0001.json"])["workaround"] is None
    assert "workaround" not in json.loads(files["rendez-vous/CV-2026-RDV-0001.json"])
    assert _found_in(built, "deux exemplaires")
    assert WORKAROUND in built.page("bulletins/2026/CV-2026-BUL-0009")
    assert WORKAROUND in files["flux/bulletins.feed.json"].decode()
    schema = program.asked()["schema"]["$defs"]
    assert all("workaround" in schema[name]["properties"] for name in ("BulletinFormat", "AlertFormat"))
    assert "workaround" not in schema["DocumentFormat"]["properties"]


def test_an_output_is_written_and_served(built: Portal) -> None:
    """With its media type in the headers that hosts read, and no page of its own in the plan."""
    files = built.files()
    assert b"CV-2026-BUL-0009 20261031" in files["pense-bete.org"]
    headers = files["_headers"].decode()
    assert "/pense-bete.org\n  Content-Type: text/x-org; charset=utf-8" in headers
    assert "pense-bete" not in files["sitemap.xml"].decode()


def test_what_is_withheld_is_nowhere(built: Portal) -> None:
    """Neither the draft of the new kind nor what the new field says of a draft."""
    for path, data in built.files().items():
        text = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        for piece in ("CV-2026-RDV-0002", "CV-2026-BUL-0010", HIDDEN_PLACE, HIDDEN_WORKAROUND):
            assert piece.encode() not in text, (path, piece)


@pytest.mark.parametrize(
    ("piece", "owner"), [(HIDDEN_PLACE, "CV-2026-RDV-0002"), (HIDDEN_WORKAROUND, "CV-2026-BUL-0010")]
)
def test_the_guard_looks_for_what_is_withheld(
    built: Portal, program: Program, piece: str, owner: str, tmp_path: Path
) -> None:
    """A public text that repeats it is refused, and the notice it comes from is named."""
    portal = Portal.copy(built.folder, tmp_path / "portail")
    portal.write("bulletins/2026/CV-2026-BUL-0011.md", bulletin(11, body=f"{piece}."))
    done = program.command("build", "--root", str(portal.folder), "--now", NOW, "--no-search")
    assert done.returncode == 1, done.stderr
    assert "Édition refusée par la garde" in done.stderr
    assert owner in done.stderr


def test_the_sections_of_a_kind_are_asked_for(built: Portal, program: Program, tmp_path: Path) -> None:
    """By a rule of its own, that its declaration makes; a key that the record has not is refused."""
    portal = Portal.copy(built.folder, tmp_path / "portail")
    path = "content/rendez-vous/CV-2026-RDV-0001.md"
    portal.edit(path, "## Programme", "## Déroulé")
    done = program.command("check", "--root", str(portal.folder), "--now", NOW, "--format", "json")
    told = json.loads(done.stdout)
    found = [item for item in (told if isinstance(told, list) else told["findings"]) if item["path"] == path]
    others = [item["rule"] for item in found if item["rule"] != "moment-distinct"]
    assert others == ["meeting-section"]


def test_an_audience_is_lines_of_the_configuration(portal: Portal) -> None:
    """Those that the guide shows: its edition has what its marking admits, the public one does not."""
    [lines] = re.findall(
        r"^```yaml\n(.*?)^```$",
        (ROOT / "docs" / "add-an-audience.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    added = [item["name"] for item in yaml.safe_load(lines)["audiences"]]
    assert added == ["public", "partenaires"]
    roots = "sources:\n  - {path: .}\n  - {path: partage, tlp_max: GREEN}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + lines + roots)
    shared = bulletin(12).replace("tlp: CLEAR", "tlp: GREEN")
    portal.write("partage/bulletins/2026/CV-2026-BUL-0012.md", shared)
    shown = {
        name: {item.id for item in portal.edition(audience=name).headlines}
        for name in ("public", "partenaires")
    }
    assert shown["partenaires"] - shown["public"] == {"CV-2026-BUL-0012"}
