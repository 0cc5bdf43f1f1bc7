"""What the guides show works as they show it: modules run, commands exist, headers are read."""

import io
import json
import re
import shlex
import shutil
from contextlib import suppress
from itertools import chain, pairwise
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import click
import msgspec
import pytest
import yaml

from cyberveille.checking import Context, Policy
from cyberveille.checking import rule as rules
from cyberveille.checking.rules.leftover import header_texts
from cyberveille.cli import main
from cyberveille.cli.french import french_words
from cyberveille.importing import import_records
from cyberveille.model import Shown, Tlp, Vocabularies, held
from cyberveille.publishing import exports
from cyberveille.publishing.build import build
from cyberveille.publishing.pieces import texts_of
from cyberveille.publishing.words import text_words
from cyberveille.reading import read_source
from cyberveille.reading.keys import keys_of
from cyberveille.reading.supplied_nodes import SCHEME, supplied_file
from tests.editorial import editorial_keys
from tests.model.filled import filled
from tests.portal import Portal, without_index
from tests.reading.test_own_files import woff2

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted(
    guide
    for guide in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("deploy/**/*.md"))
    if "node_modules" not in guide.parts
)
NOTICE, ALERT = "bulletins/2026/CV-2026-BUL-0042.md", "alerts/2026/CV-2026-ALE-0042.md"
DOCUMENT = "content/documents/CV-2026-DOC-0001.md"
LOOKS = "docs/changer-lapparence.md"


class Block(NamedTuple):
    guide: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.guide}:{self.line}"


def _blocks() -> list[Block]:
    found = []
    for guide in GUIDES:
        text = guide.read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(guide.relative_to(ROOT).as_posix(), line, match[1], match[2]))
    return found


BLOCKS = _blocks()
_SHEETS = ROOT / "tests/checking/fixtures/documents/attachment-language/good/content/documents"
PDF = _SHEETS / "CV-2026-DOC-0007/fiche.pdf"
WALKED = "docs/votre-premier-portail.md"
"""The guide that a test follows from end to end (tests/test_release.py)."""
HEADERS = [block for block in BLOCKS if block.language == "yaml" and block.guide != WALKED]


def _commands(block: Block) -> list[str]:
    """Without the sign of the shell and the comment; a line that ends with a stroke goes on."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line[2:].split("  #")[0].strip() for line in lines if line.startswith(("$ ", "# "))]


COMMANDS = [
    pytest.param(command, id=f"{block}-{command[:40]}")
    for block in BLOCKS
    if block.language == "console"
    for command in _commands(block)
]
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def _module(guide: str, name: str) -> ModuleType:
    """The one module that a guide shows, under the name it would have."""
    [block] = [block for block in BLOCKS if block.guide == guide and block.language == "python"]
    made = ModuleType(name)
    exec(compile(block.text, str(block), "exec"), made.__dict__)  # noqa: S102 - that is the point
    return made


def test_every_block_has_a_language_that_is_looked_at() -> None:
    """A block in another one would be read by nobody; `text` and drawings show what the program prints."""
    known = {"python", "html", "console", "yaml", "jinja", "markdown", "text", ""}
    assert {block.language for block in BLOCKS} <= known
    assert {"python", "console", "yaml", "markdown"} <= {block.language for block in BLOCKS}


def test_the_rule_shown_is_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """It registers itself, its manual is whole, it refuses its bad example and lets its good one pass."""
    monkeypatch.setattr(rules, "_REGISTRY", {})
    _module("docs/add-a-rule.md", "cyberveille.checking.rules.days")
    [added] = rules.registered()
    assert (added.id, added.family) == ("deadline-on-a-sunday", "days")
    [text] = [block.text for block in BLOCKS if block.language == "markdown"]
    context = Context(Policy("CV", Tlp.CLEAR, Vocabularies()), (), frozenset())
    told = []
    for example in (added.bad, added.good):
        changed = text.replace("deadline: 2026-11-30", example.strip("`"), 1)
        subject = read_source(NOTICE, changed.encode()).subject
        assert isinstance(subject, added.applies_to)
        told.append([remark.at for remark in added.run(subject, context)])
    assert told == [[("action", "deadline")], []]


def test_the_output_shown_is_built_once(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are in the edition; a second build has nothing to do."""
    added = _module("docs/add-an-output.md", "cyberveille.publishing.exports.titles")
    known = exports.own
    monkeypatch.setattr(exports, "own", lambda edition: chain(known(edition), added.outputs(edition)))
    report = portal.build()
    titles = {path for path in report.written if path.startswith("exports/")}
    assert titles == {"exports/CV-2026-BUL-0001.txt", "exports/CV-2026-BUL-0002.txt"}
    for path in titles:
        title = (portal.output / path).read_text(encoding="utf-8").strip()
        assert f"title: {title}" in portal.read(f"bulletins/2026/{Path(path).stem}.md").replace('"', "")
    assert portal.build().rendered == 0


def test_the_field_shown_is_known_to_all_who_read_fields() -> None:
    """Read, described, guarded, searched, looked at for what is left to fill, kept by an import."""
    kind = _module("docs/add-a-field.md", "cyberveille.model.working").Bulletin
    told = "Saisir les demandes sur papier en attendant"
    record = msgspec.structs.replace(filled(kind), workaround=told)
    assert next(key.description for key in keys_of(kind) if key.name == "workaround")
    assert text_words(told) in texts_of(record)
    assert told in {item.value for item in held(record, shown=Shown.WORDS)}
    assert ("workaround",) in {item.at for item in header_texts(record)}
    assert "workaround" in editorial_keys([kind])


def test_the_format_shown_stands_beside_the_notices_it_is_for(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One module and one registration: no page is told of it, and a second build has nothing to do."""
    added = _module("docs/add-a-format.md", "cyberveille.publishing.exports.cve")
    monkeypatch.setattr(exports, "FORMATS", (*exports.FORMATS, added.CveFormat))
    report = portal.build()
    listed = {path for path in report.written if path.endswith("/cve.txt")}
    assert listed == {
        f"{item.address}cve.txt"
        for item in portal.edition().headlines
        if item.kind.by_year and not item.erased
    }
    for path in listed:
        identifiers = (portal.output / path).read_text(encoding="utf-8").split()
        page = portal.page(path.removesuffix("cve.txt"))
        assert all(identifier in page for identifier in identifiers)
    assert portal.build().rendered == 0


def test_the_theme_shown_draws_a_portal(portal: Portal) -> None:
    """The same pages in another frame, nothing of MkDocs in them, and each theme's frame kept apart."""
    added = _module("docs/add-a-theme.md", "cyberveille.publishing.frame.bare")
    address = "bulletins/2026/CV-2026-BUL-0001/"
    portal.build()
    told = _main(portal.page(address))
    assert "md-" not in told
    with without_index():
        build(*portal.made(), portal.workspace, drawer=added.Bare())
    page = portal.page(address)
    assert page.startswith('<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>')
    assert _main(page) == told
    assert not re.findall(r"\bmd-|material", page)
    for path in re.findall(r'(?:href|src)="/(assets/[^"]+)"', page):
        assert (portal.output / path).is_file()
    assert not [path for path in portal.files() if "material" in path]
    with without_index():
        again = build(*portal.made(), portal.workspace, drawer=added.Bare())
    assert again.rendered == 0


def _main(page: str) -> str:
    """From the title of a page to the end of its own part."""
    return page[page.index("<h1") : page.rindex("</article>")]


def test_the_importer_shown_imports(portal: Portal, tmp_path: Path) -> None:
    """Its notice passes the rules; a second import finds it again; a bad record is a finding of its kind."""
    source = _module("docs/add-an-importer.md", "cyberveille.importing.exemple").Exemple(Vocabularies())
    record = {"number": "EX-2026-7", "title": "Un titre", "issued": "2026-11-20T09:00:00+01:00"}
    texts = {"text": "Un `défaut` <b>grave</b>.", "fix": "Mettre à jour.<img src=x>"}
    bad = [record | texts | changed for changed in ({"number": "7"}, {"number": "EX-2026-8", "title": 3})]
    file = tmp_path / "avis.json"
    file.write_text(json.dumps([record | texts, *bad]), encoding="utf-8")
    reports = [import_records(source, [file], portal.folder, portal.project().register()) for _ in range(2)]
    assert [report.created for report in reports] == [("CV-2026-BUL-0007",), ()]
    assert reports[1].unchanged == ("CV-2026-BUL-0007",)
    assert [item.rule for item in reports[0].findings] == ["import-field", "import-reference"]
    assert portal.catalogue().findings == ()
    assert "Un \\`défaut\\` grave." in portal.read("bulletins/2026/CV-2026-BUL-0007.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_shown_exists(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target of the Makefile, a command of ours with options that it has, or files that are there."""
    words = shlex.split(command)
    for path in re.findall(r"(?<![\w/])deploy/[\w./*-]+", command):
        assert list(ROOT.glob(path.rstrip("/")))
    for target in re.findall(r"\bmake (?:-C \S+ )?([a-z-]+)", command):
        assert target in TARGETS
    if Path(words[0]).name == "cyberveille":
        monkeypatch.chdir(tmp_path)
        (tmp_path / "shown.conf").touch()
        words = ["shown.conf" if word.startswith(("/etc/", "/var/lib/")) else word for word in words]
        # What a shell would put there: the moment of an edition.
        words = ["2026-11-28T10:00:00+01:00" if word.startswith("$") else word for word in words]
        for option, given in pairwise(words):
            if option == "--root":
                Path(given).mkdir()
        for given in () if words[1] == "explain" else words[2:]:
            if given.endswith("/") and ":" not in given:
                Path(given).mkdir()
            elif given.endswith((".gz", ".json", ".csv", ".db")):
                Path(given).parent.mkdir(exist_ok=True)
                Path(given).touch()
        # Without an answer, `new` gives up once its options are accepted.
        monkeypatch.setattr("sys.stdin", io.StringIO())
        with suppress(click.Abort, click.exceptions.Exit):
            _accepts(main, words[1:])


def _accepts(command: click.Command, words: list[str]) -> None:
    """Raises click's error when the words are not those of the command or of one below it."""
    if isinstance(command, click.Group) and words[0].startswith("--"):
        with french_words():
            command.make_context(command.name, words)
    elif isinstance(command, click.Group):
        below = command.get_command(click.Context(command), words[0])
        assert below is not None, words[0]
        _accepts(below, words[1:])
    else:
        # Click keeps the words of a command's help from its first use on.
        with french_words():
            command.make_context(command.name, words)


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    """The test above cannot pass by accepting everything."""
    with pytest.raises(click.NoSuchOption):
        _accepts(main, ["build", "--audiance", "members"])
    with pytest.raises((AssertionError, click.UsageError)):
        _accepts(main, ["bild"])


@pytest.fixture
def guided(portal: Portal) -> Portal:
    """The smallest portal with the notice that the editors' guide shows, as an alert too."""
    [text] = [block.text for block in BLOCKS if block.language == "markdown"]
    portal.write(NOTICE, text)
    portal.write(
        ALERT, text.replace("BUL-0042", "ALE-0042").replace("severity:", "status: active\nseverity:")
    )
    return portal


def _identity(folder: Path) -> None:
    """The files that the guide on looks names."""
    (folder / "identite").mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path d="M0 0h8v4z"/></svg>\n'
    for name in ("logo", "icone"):
        (folder / "identite" / f"{name}.svg").write_text(drawing, encoding="utf-8")
    for name in ("texte", "titres"):
        (folder / "identite" / f"{name}.woff2").write_bytes(woff2())


def _change(portal: Portal, path: str, header: str) -> None:
    """Put the keys of a header in place of the notice's own."""
    head, body = portal.read(path).removeprefix("---\n").split("\n---\n", 1)
    values = yaml.load(head, Loader=yaml.BaseLoader) | yaml.load(header, Loader=yaml.BaseLoader)  # noqa: S506
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    portal.write(path, f"---\n{text}---\n{body}")


def test_the_notice_shown_is_accepted(guided: Portal) -> None:
    """With the smallest portal's lists, from which its terms come."""
    assert guided.catalogue().findings == ()


@pytest.mark.parametrize("block", HEADERS, ids=str)
def test_keys_shown_are_accepted(guided: Portal, block: Block) -> None:
    """In the notice shown, in an alert, in a document, in the configuration: wherever the guide says."""
    key = block.text.partition(":")[0]
    if key == "sources":
        for name in ("correspondants", "prive"):
            (guided.folder / name).mkdir()
        guided.edit("site_config.yml", "featured:", f"{block.text}featured:")
    elif key in {"audiences", "feeds", "form"} or block.guide == LOOKS:
        _identity(guided.folder)
        guided.edit("site_config.yml", "featured:", f"{block.text}featured:")
    elif key == "declassifies":
        _change(guided, NOTICE, block.text.replace("CV-2026-BUL-0090", "CV-2026-BUL-0002"))
    elif key == "when":
        supplied = supplied_file(SCHEME, "criteres")
        assert supplied is not None
        assert f"{key}:" in supplied.decode()
        conditions = yaml.load(block.text, Loader=yaml.BaseLoader)[key]  # noqa: S506
        known = set(re.findall(r"\{?(\w+):", supplied.decode()))
        assert {name for condition in conditions for name in condition} <= known
        return
    else:
        path = {"status": ALERT, "attachments": DOCUMENT}.get(key, NOTICE)
        if path == DOCUMENT:
            folder = guided.folder / DOCUMENT.removesuffix(".md")
            (folder / "premiers-gestes.txt").unlink()
            shutil.copy(PDF, folder / "premiers-gestes.pdf")
        _change(guided, path, block.text)
    # A history that is shown alone has no texts beside it.
    told = ("pdf-", "earlier-text-kept")
    findings = [item for item in guided.catalogue().findings if not item.rule.startswith(told)]
    assert findings == []
