"""What lies among the sources or beside them is read, or said not to be, with its place."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.demonstration import demonstration_in
from tests.exploring import examples
from tests.portal import SITES, Portal, bulletin

from cyberveille.catalogue.belonging import meant_by_folder, meant_by_name
from cyberveille.model import Finding, Kind

NOTICE = "CV-2026-BUL-0100"
PAGE = "---\ntitle: Contact\ndescription: Nous joindre\n---\nTexte.\n"


def _not_read(portal: Portal) -> dict[str, Finding]:
    return {item.path: item for item in portal.catalogue().findings if item.rule == "not-read"}


@pytest.mark.parametrize(
    "path",
    [
        "bulletins/2026/CV-2026-BUL-0100.MD",
        "bulletins/2026/CV-2026-BUL-0100.markdown",
        "bulletins/2026/CV-2026-BUL-0100.md.txt",
        "bulletins/2026/CV-2026-BUL-0100.txt",
        "bulletins/2026/CV-2026-BUL-0100",
        "bulletins/2026/CV-2026-BUL-0100.md.",
        "bulletin/2026/CV-2026-BUL-0100.md",
        "Bulletins/2026/CV-2026-BUL-0100.md",
        "BULLETINS/CV-2026-BUL-0100.md",
        "avis/2026/CV-2026-BUL-0100.md",
        "2026/CV-2026-BUL-0100.md",
        "prive/bulletins/2026/CV-2026-BUL-0100.md",
        "CV-2026-BUL-0100.md",
        "content/bulletins/2026/CV-2026-BUL-0100.md",
        "content/CV-2026-BUL-0100.md",
        "content/documents/2026/CV-2026-BUL-0100.md",
    ],
)
def test_a_notice_out_of_its_place_is_said_with_its_place(portal: Portal, path: str) -> None:
    """Wrong folder, wrong level, wrong ending: an error on that file names where it belongs."""
    portal.write(path, bulletin(100))
    found = _not_read(portal)
    assert list(found) == [path]
    assert found[path].refuses
    assert f"bulletins/2026/{NOTICE}.md" in found[path].hint


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("alertes/2026/CV-2026-ALE-0100.md", "alerts/2026/CV-2026-ALE-0100.md"),
        ("content/alertes/2026/CV-2026-ALE-0100.md", "alerts/2026/CV-2026-ALE-0100.md"),
        ("content/Documents/CV-2026-DOC-0100.md", "content/documents/CV-2026-DOC-0100.md"),
        ("content/documents/guides/CV-2026-DOC-0100.md", "content/documents/CV-2026-DOC-0100.md"),
        ("contenu/documents/CV-2026-DOC-0100.md", "content/documents/CV-2026-DOC-0100.md"),
        ("content/pages/aide/contact.md", "content/pages/"),
        ("content/page/contact.md", "content/pages/"),
        ("content/contact.md", "content/pages/"),
        ("Content/pages/contact.md", "content/"),
        ("alertes/brouillon.md", "alerts/"),
        ("content/pages/contact.MD", "contact.md"),
        ("content/vocabulaires/technologie.yml", "content/vocabulaires/technologies.yml"),
        ("content/vocabulaires/technologies.yaml", "content/vocabulaires/technologies.yml"),
        ("content/produits/philips.yaml", "content/produits/philips.yml"),
        ("content/produits/philips.md", "content/produits/philips.yml"),
        ("content/Annuaire.yml", "content/annuaire.yml"),
        ("content/annuaire.yaml", "content/annuaire.yml"),
        ("annuaire.yml", "content/annuaire.yml"),
        ("content/signalement/question.yml", "content/signalement/questions.yml"),
        ("content/observatoire/incidents-2025.csv", "jeux.yml"),
    ],
)
def test_what_is_not_read_names_where_it_belongs(portal: Portal, path: str, place: str) -> None:
    """Alerts, documents, pages, lists, the directory, figures: each an error on its own file."""
    portal.write(path, PAGE)
    found = _not_read(portal)
    assert list(found) == [path]
    assert found[path].refuses
    assert place in found[path].hint


@pytest.mark.parametrize(
    "path",
    [
        "content/assets/logo.png",
        "content/pages/schema.png",
        "content/vocabulaires/couleurs.yml",
        "content/vocabulaires/notes.txt",
        "content/documents/CV-2026-DOC-0099/fiche.pdf",
        "content/documents/CV-2026-DOC-0001/images/schema.png",
        "bulletins/2026/schema.png",
        "bulletins/2026/CV-2026-BUL-0001/annexe.pdf",
    ],
)
def test_other_things_among_the_sources_are_warned_of(portal: Portal, path: str) -> None:
    """Nothing that an editor may believe published is passed over in silence; the edition is not refused."""
    portal.write(path, "x")
    [finding] = _not_read(portal).values()
    assert path.startswith(finding.path)
    assert not finding.refuses
    assert finding.hint


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "docs/guide.md",
        "tests/sites/essai/bulletins/2026/CV-2026-BUL-0100.md",
        "node_modules/x/bulletins/CV-2026-BUL-0100.md",
        "site/bulletins/2026/CV-2026-BUL-0100.md",
        "bulletins/README.txt",
        "content/LICENCE.md",
        "content/produits/LISEZ-MOI.md",
        "content/documents/.gitkeep",
        "documents/plan.docx",
        "imports/certfr/2026.jsonl",
        ".github/bulletins/CV-2026-BUL-0100.md",
    ],
)
def test_what_is_nobody_s_notice_is_left_alone(portal: Portal, path: str) -> None:
    """Explanations, tests, programs, editions already built and hidden folders are no sources."""
    portal.write(path, bulletin(100))
    assert _not_read(portal) == {}


def test_many_files_of_one_folder_are_counted(portal: Portal) -> None:
    """A whole folder under another name says twenty files, then how many are left."""
    for number in range(100, 130):
        portal.write(f"alertes/2026/CV-2026-ALE-{number:04d}.md", PAGE)
    found = _not_read(portal)
    assert len(found) == 21
    assert "10 autres" in found["alertes"].message


def test_a_year_that_is_a_symbolic_link_is_an_error(portal: Portal, tmp_path: Path) -> None:
    """The notices that it shows would vanish in silence."""
    (portal.folder / "bulletins/2026").rename(tmp_path / "ailleurs")
    (portal.folder / "bulletins/2026").symlink_to(tmp_path / "ailleurs")
    found = _not_read(portal)["bulletins/2026"]
    assert found.refuses
    assert "lien symbolique" in found.message


@pytest.mark.parametrize("name", ["content", "content/documents", "content/pages", "bulletins", "alertes"])
def test_a_folder_that_is_a_symbolic_link_is_an_error(portal: Portal, tmp_path: Path, name: str) -> None:
    """Under its own name or under one that resembles it, said once."""
    place = portal.folder / name
    if place.exists():
        place.rename(tmp_path / "ailleurs")
    else:
        (tmp_path / "ailleurs").mkdir()
    place.symlink_to(tmp_path / "ailleurs")
    found = _not_read(portal)
    assert list(found) == [name]
    assert found[name].refuses


@pytest.mark.parametrize("what", ["a file", "a broken link"])
def test_what_stands_where_a_folder_is_expected_is_an_error(portal: Portal, what: str) -> None:
    """Git writes a link as a file where the system has none: the alerts would be gone."""
    shutil.rmtree(portal.folder / "alerts")
    if what == "a file":
        portal.write("alerts", "../ailleurs")
    else:
        (portal.folder / "alerts").symlink_to("nulle-part")
    assert _not_read(portal)["alerts"].refuses


@pytest.mark.parametrize("name", ["bulletins/2025", "content", "content/documents"])
def test_an_empty_folder_is_said_and_an_empty_module_refused(portal: Portal, name: str) -> None:
    """A clone without its submodules has empty folders: every notice in them would leave the portal."""
    shutil.rmtree(portal.folder / name, ignore_errors=True)
    (portal.folder / name).mkdir()
    found = _not_read(portal)[name]
    assert "vide" in found.message
    assert not found.refuses
    portal.write(".gitmodules", f'[submodule "x"]\n\tpath = {name}\n\turl = https://example.org/x.git\n')
    (portal.folder / name / ".git").touch()
    found = _not_read(portal)[name]
    assert found.refuses
    assert "git submodule update --init" in found.hint


def test_the_registry_has_its_files_side_by_side(portal: Portal) -> None:
    """A folder in it is read by nobody."""
    portal.write("content/produits/sante/philips.yml", "id: philips\nlabel: Philips\n")
    [finding] = _not_read(portal).values()
    assert (finding.path, finding.refuses) == ("content/produits/sante", True)


def test_a_registry_that_is_no_folder_is_an_error(portal: Portal, tmp_path: Path) -> None:
    """A link may lead anywhere; a file holds no vendor."""
    folder = portal.folder / "content/produits"
    shutil.move(folder, tmp_path / "ailleurs")
    folder.symlink_to(tmp_path / "ailleurs")
    assert _not_read(portal)["content/produits"].refuses
    folder.unlink()
    folder.write_text("id: philips\n", encoding="utf-8")
    assert _not_read(portal)["content/produits"].refuses


def test_a_linked_file_of_a_document_is_said(portal: Portal, tmp_path: Path) -> None:
    """It would be missing from the page of the document."""
    (tmp_path / "secret.txt").write_text("x")
    path = "content/documents/CV-2026-DOC-0001/lien.txt"
    (portal.folder / path).symlink_to(tmp_path / "secret.txt")
    assert list(_not_read(portal)) == [path]


def test_figures_in_a_restricted_folder_are_said_not_to_be_read(portal: Portal) -> None:
    """What is read in the first public folder alone does not lie elsewhere in silence."""
    sources = "sources:\n  - {path: '.'}\n  - {path: prive, tlp_max: AMBER}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + sources)
    for name in ("observatoire/jeux.yml", "signalement/questions.yml"):
        portal.write(f"prive/content/{name}", "[]\n")
    assert set(_not_read(portal)) == {"prive/content/observatoire", "prive/content/signalement"}


def test_the_demonstration_has_nothing_astray() -> None:
    """Nor have the portals of the tests: what is right is not spoken of."""
    with TemporaryDirectory() as folder:
        portal = Portal(demonstration_in(Path(folder)))
        assert _not_read(portal) == {}
        portal.close()


def _misspelt(word: str) -> st.SearchStrategy[str]:
    """A slip of a hand or of a system: case, number, a letter dropped, doubled or swapped, a space."""
    places = st.integers(1, len(word) - 2)
    return st.one_of(
        st.sampled_from(
            [word.upper(), word.capitalize(), word.swapcase(), f"{word} ", f"_{word}", f"{word}_"]
        ),
        st.sampled_from([word.removesuffix("s"), word.removesuffix("s") + "es", f"{word}s"]),
        places.map(lambda at: word[:at] + word[at + 1 :]),
        places.map(lambda at: word[:at] + word[at] + word[at:]),
        places.map(lambda at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
    ).filter(lambda name: name != word)


KINDS = st.sampled_from([Kind.BULLETIN, Kind.ALERT])
ENDINGS = st.sampled_from(
    [
        ".MD",
        ".Md",
        ".markdown",
        ".mdown",
        ".mkd",
        ".mdx",
        ".md.txt",
        ".txt",
        ".md.TXT",
        "",
        ".md ",
        ".md_",
        ".qmd",
    ]
)


@given(kind=KINDS, data=st.data())
@examples(60)
def test_any_misspelling_of_a_folder_is_understood(kind: Kind, data: st.DataObject) -> None:
    """In its own language or in French, whatever the slip."""
    word = data.draw(st.sampled_from([kind.folder, kind.section]))
    assert meant_by_folder(data.draw(_misspelt(word))) == kind.folder


@given(kind=st.sampled_from(Kind), ending=ENDINGS, lower=st.booleans())
@examples(60)
def test_any_ending_leaves_the_name_of_a_notice_recognised(kind: Kind, ending: str, lower: bool) -> None:
    """Also in lower case: the identifier alone says the place."""
    name = f"CV-2026-{kind.code}-0042"
    meant = meant_by_name((name.lower() if lower else name) + ending)
    assert meant is not None
    assert meant.startswith(kind.folder)
    assert meant.endswith(f"/{name}.md")


@given(kind=KINDS, data=st.data(), ending=ENDINGS, within=st.sampled_from(["", "content/"]))
@examples(25)
def test_no_notice_is_skipped_in_silence(kind: Kind, data: st.DataObject, ending: str, within: str) -> None:
    """Wherever a slip puts it and whatever ends its name, the file has a finding of its own."""
    folder = data.draw(_misspelt(data.draw(st.sampled_from([kind.folder, kind.section]))))
    name = f"CV-2026-{kind.code}-0100{data.draw(st.sampled_from(['.md', ending]))}"
    path = f"{within}{folder}/2026/{name}"
    with TemporaryDirectory() as place:
        portal = Portal.copy(SITES / "minimal", Path(place) / "portail")
        portal.write(path, bulletin(100))
        found = _not_read(portal)
        portal.close()
    assert path in found
