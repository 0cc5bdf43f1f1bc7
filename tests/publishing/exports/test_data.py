"""The data for programs: what is said of each file is true of it, and only what changed is written."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.browser.conftest import serving
from tests.needs import needs, program
from tests.portal import NOW, SITES, Portal, bulletin, without_index

from cyberveille.catalogue.facts import happened_to
from cyberveille.map import is_textual, media_of, set_of
from cyberveille.map.files import is_compressed
from cyberveille.model import ChangeNature, Headline
from cyberveille.publishing.build import build
from cyberveille.publishing.exports import data as exported
from cyberveille.publishing.exports.data_format import Happened
from cyberveille.publishing.workspace import Workspace

ROOT = "https://essai.example.org/"
ADDED = "bulletins/2026/CV-2026-BUL-0009.md"
RULES = "donnees/concerne/"
"""What « Suis-je concerné ? » compares inventories with: no notices."""
DATA = {
    *("donnees/index.json", "donnees/2026.json", "donnees/2026.jsonl.gz"),
    *("donnees/changements/2026-09.json", "donnees/changements/2026-10.json"),
}


def _json(files: dict[str, bytes], url: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(files[url.removeprefix(ROOT)])


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """The smallest portal, with an older notice, a withdrawn one, an erased one and one that is revised."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("portail") / "portail")
    gone = 'withdrawn: {date: 2026-10-06T10:00:00+02:00, reason: "Une erreur.", erase: false}\n'
    old = bulletin(3).replace("2026", "2023")
    portal.write("bulletins/2023/CV-2023-BUL-0003.md", old)
    portal.write("bulletins/2026/CV-2026-BUL-0004.md", bulletin(4, extra=gone))
    portal.write("bulletins/2026/CV-2026-BUL-0005.md", bulletin(5, extra=gone.replace("false", "true")))
    portal.build()
    yield portal.files()
    portal.close()


def test_the_index_says_the_truth_of_every_file(files: dict[str, bytes]) -> None:
    """Address, size and digest of each part, of each archive and of each month; how much each holds."""
    index = _json(files, f"{ROOT}donnees/index.json")
    told = [*index["parts"], *index["bulk"], *index["changes"]]
    for file in told:
        data = files[file["url"].removeprefix(ROOT)]
        assert (file["size"], file["sha256"]) == (len(data), sha256(data).hexdigest())
    listed = {file["url"].removeprefix(ROOT) for file in told}
    others = {"donnees/index.json", "donnees/index.html", "donnees/openapi.json"}
    followed = {path for path in files if path.startswith("donnees/") and not path.startswith(RULES)}
    assert listed | others == followed
    assert [part["year"] for part in index["parts"]] == ["2026", "2023"]
    assert index["notices"] == sum(part["notices"] for part in index["parts"]) == 7
    for month in index["changes"]:
        happened = _json(files, month["url"])["changes"]
        assert month["changes"] == len(happened)
        assert month["updated"] == happened[-1]["date"]
        assert all(item["date"].startswith(month["month"]) for item in happened)


def test_a_part_says_what_chooses_a_notice_and_the_digest_of_its_json(files: dict[str, bytes]) -> None:
    """Each on a line of its own, the first one published first."""
    lines = files["donnees/2026.json"].decode().splitlines()
    notices = _json(files, f"{ROOT}donnees/2026.json")["notices"]
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == [item["id"] for item in notices]
    assert [item["published"] for item in notices] == sorted(item["published"] for item in notices)
    for notice in notices:
        data = files[notice["json_url"].removeprefix(ROOT)]
        whole = json.loads(data)
        assert (notice["size"], notice["sha256"]) == (len(data), sha256(data).hexdigest())
        for key in ("id", "kind", "url", "published", "updated", "tlp"):
            assert notice[key] == whole[key]
    by_id = {notice["id"]: notice for notice in notices}
    known = by_id["CV-2026-BUL-0002"]
    assert (known["severity"], known["exploited"]) == ("critique", True)
    assert known["products"] == [
        {
            "vendor": "Exemple Réseau",
            "product": "Passerelle Bêta",
            "vendor_id": "exemple-reseau",
            "product_id": "passerelle-beta",
        }
    ]
    document = by_id["CV-2026-DOC-0001"]
    assert (document["severity"], document["exploited"], document["products"]) == (None, None, [])
    assert (by_id["CV-2026-BUL-0004"]["withdrawn"], by_id["CV-2026-BUL-0004"]["erased"]) == (True, False)
    erased = by_id["CV-2026-BUL-0005"]
    assert (erased["withdrawn"], erased["erased"], erased["severity"]) == (True, True, None)


def test_an_archive_holds_the_notices_as_they_are(files: dict[str, bytes]) -> None:
    """Line by line the files beside their pages, in the order of the index; nothing of the machine."""
    data = files["donnees/2026.jsonl.gz"]
    notices = _json(files, f"{ROOT}donnees/2026.json")["notices"]
    wanted = b"".join(files[notice["json_url"].removeprefix(ROOT)] for notice in notices)
    assert gzip.decompress(data) == wanted
    assert data[3:10] == bytes([0, 0, 0, 0, 0, 2, 255]), "no name, no time, no system (RFC 1952 section 2.3)"


def test_changes_say_what_happened_and_when(files: dict[str, bytes]) -> None:
    """Publications, revisions, withdrawals; in the month of Paris in which they did."""
    happened = _json(files, f"{ROOT}donnees/changements/2026-10.json")["changes"]
    assert [item["date"] for item in happened] == sorted(item["date"] for item in happened)
    told = {(item["id"], item["change"]) for item in happened}
    assert {("CV-2026-BUL-0002", "publication"), ("CV-2026-BUL-0002", "revision")} <= told
    assert ("CV-2026-BUL-0004", "withdrawal") in told
    assert ("CV-2026-BUL-0001", "publication") not in told


def test_whatever_may_happen_to_a_notice_has_its_word() -> None:
    """In the format that programs read, beside its publication."""
    told = get_args(get_type_hints(Happened)["change"])
    assert told == ("publication", *(nature.value for nature in ChangeNature))


def test_every_file_is_what_its_schema_says(files: dict[str, bytes]) -> None:
    """The schema they name is the one that is published, and is one."""
    schema = _json(files, f"{ROOT}schemas/donnees-1.json")
    Draft202012Validator.check_schema(schema)
    shapes = {
        name: Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
        for name in ("Index", "Part", "Changes")
    }
    for path, data in files.items():
        if path.startswith(RULES):
            continue
        if path.startswith("donnees/") and path.endswith(".json") and "openapi" not in path:
            told = json.loads(data)
            assert told["$schema"] == schema["$id"]
            name = "Index" if "index" in path else "Changes" if "changements" in path else "Part"
            assert [error.message for error in shapes[name].iter_errors(told)] == []
            told["parts" if name == "Index" else "notices" if name == "Part" else "changes"] = None
            assert [error.message for error in shapes[name].iter_errors(told)], "the schema accepts anything"


def test_the_description_is_valid_and_knows_every_address(files: dict[str, bytes]) -> None:
    """OpenAPI 3.1; each file answers to one of its paths, and the other way round."""
    told = _json(files, f"{ROOT}donnees/openapi.json")
    OpenAPIV31SpecValidator(told).validate()
    times = {"year": "2026", "month": "2026-10"}
    filled = {path.format(**times).removeprefix("/"): get["get"] for path, get in told["paths"].items()}
    assert filled.keys() <= files.keys()
    for path, get in filled.items():
        assert list(get["responses"]["200"]["content"]) == [media_of(path).type]


def test_a_publish_writes_the_parts_that_changed(portal: Portal) -> None:
    """Its year, its month and the index; an unchanged portal writes none, and reads none."""
    portal.write("bulletins/2023/CV-2023-BUL-0003.md", bulletin(3).replace("2026", "2023"))
    portal.build()
    assert not {path for path in portal.build(NOW + timedelta(days=1)).written if path.startswith("donnees/")}
    portal.write(ADDED, bulletin(9))
    report = portal.build()
    added = DATA | {f"{RULES}2026.json"}
    assert {path for path in report.written if path.startswith("donnees/")} == added - {
        "donnees/changements/2026-09.json"
    }
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "lire des fichiers", "lire tous les fichiers")
    report = portal.build()
    assert {path for path in report.written if path.startswith("donnees/")} == {
        path for path in DATA if "changements" not in path
    }


def test_nothing_withheld_is_counted_named_or_followed(portal: Portal) -> None:
    """Not by an index, an archive, a calendar, a feed, a choice or a vendor; correspondents have it all."""
    portal.add_members()
    portal.build()
    before = _told(portal.files())
    roots = 'sources:\n  - {path: "."}\n  - {path: reserve, tlp_max: AMBER}\n'
    portal.write("site_config.yml", portal.read("site_config.yml") + roots)
    facts = (
        "structures: [laboratoire]\nproducts: [{vendor: Maison Oméga, product: Pompe Oméga}]\n"
        "action: {deadline: 2026-10-27}\nvulnerabilities: [{cve: CVE-2026-40404, exploited: true}]\n"
    )
    hidden = bulletin(9, title="Pompe Oméga", extra=facts).replace("tlp: CLEAR", "tlp: AMBER")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0009.md", hidden.replace("faible", "information"))
    portal.write("bulletins/2026/CV-2026-BUL-0010.md", bulletin(10, extra="draft: true\n"))
    portal.build()
    assert _told(portal.files()) == before
    edition, catalogue = portal.made(audience="members")
    members = portal.folder / "site-members"
    with without_index():
        build(edition, catalogue, Workspace(members))
    assert json.loads((members / "donnees/index.json").read_bytes())["licence"] is None
    assert "Oméga" in gzip.decompress((members / "donnees/2026.jsonl.gz").read_bytes()).decode()
    for path in (
        *("echeances.ics", "echeances/structure/laboratoire.ics", "echeances/produits/maison-omega.ics"),
        *("flux/produits/maison-omega/pompe-omega.atom.xml", "abonnements/choix.json", "flux/flux.opml"),
        *("donnees/2026.json", "donnees/changements/2026-10.json", "echeances/index.html"),
    ):
        text = (members / path).read_text(encoding="utf-8")
        assert "Oméga" in text or "CV-2026-BUL-0009" in text, path


def _told(files: dict[str, bytes]) -> dict[str, bytes]:
    """What tells readers and programs of the whole portal."""
    places = ("donnees/", "flux/", "echeances", "abonnements/", "produits/", "bulletins/structure/")
    return {path: data for path, data in files.items() if path.startswith(places)}


def test_an_archive_is_no_copy_of_another_file() -> None:
    """Though its name ends like one: it is delivered everywhere, and served as what it is."""
    path = "donnees/2026.jsonl.gz"
    assert not is_compressed(path)
    assert not is_textual(path)
    assert media_of(path).content_type == "application/gzip"
    assert set_of(path).gathered
    assert is_compressed("donnees/2026.json.gz")
    assert media_of("donnees/2026.json.gz").content_type == "application/json"


class _Clients(HTMLParser):
    """The programs that a page shows, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self._inside = dict(attrs).get("data-client") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[self._inside] = self.found.get(self._inside, "") + data


@pytest.fixture
def served(portal: Portal) -> Iterator[tuple[Portal, dict[str, str]]]:
    """A portal served where it says that it is, and the programs that its page shows."""
    portal.output.mkdir()
    with serving(portal.output) as address:
        portal.build(url=f"{address}/")
        clients = _Clients()
        clients.feed(portal.page("donnees"))
        yield portal, clients.found


def test_the_python_client_shown_reads_what_changed_once(
    served: tuple[Portal, dict[str, str]], tmp_path: Path
) -> None:
    """In some ten lines: everything the first time, then nothing, then what is new."""
    portal, clients = served
    (tmp_path / "client.py").write_text(clients["python"], encoding="utf-8")

    def run() -> set[str]:
        done = subprocess.run(
            [sys.executable, "client.py"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return {line.split()[0] for line in done.stdout.splitlines()}

    everything = {item.id for item in portal.edition().headlines}
    assert len(clients["python"].splitlines()) <= 12
    assert run() == everything
    assert run() == set()
    portal.write(ADDED, bulletin(9))
    index = json.loads((portal.output / "donnees/index.json").read_bytes())
    portal.build(url=index["publisher"]["url"])
    assert run() == {"CV-2026-BUL-0009"}


@pytest.fixture
@needs("system")
def shell() -> str:
    """The shell, where there are curl and jq too."""
    for name in ("curl", "jq"):
        program(name)
    return str(program("sh"))


def test_the_shell_client_shown_tells_what_happened_since_a_date(
    served: tuple[Portal, dict[str, str]], shell: str
) -> None:
    """From the months concerned alone."""
    _, clients = served
    done = subprocess.run(
        [shell, "-s", "2026-10-02"],
        input=clients["curl"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "no_proxy": "*"},
    )
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [(row[1], row[2]) for row in rows] == [
        ("publication", "CV-2026-ALE-0001"),
        ("revision", "CV-2026-BUL-0002"),
    ]
    since = datetime.fromisoformat("2026-10-02T00:00:00+02:00")
    assert all(datetime.fromisoformat(row[0]) > since for row in rows)


def test_what_happened_is_read_once_for_all_months(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a year that is planned again, each notice is asked once, however many months there are."""
    asked: list[str] = []

    def counted(item: Headline) -> Iterator[tuple[datetime, str]]:
        asked.append(item.id)
        return happened_to(item)

    monkeypatch.setattr(exported, "happened_to", counted)
    files = portal.build().files
    assert files
    assert len([path for path in portal.files() if path.startswith("donnees/changements/")]) > 1
    assert len(asked) == len(set(asked))
