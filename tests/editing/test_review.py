"""What a branch changes for readers, told before it is merged, and nothing that they may not read."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.portal import Portal, bulletin, without_index

from cyberveille.cli import main
from cyberveille.editing.review.telling import plain

NOW = "2026-10-10T10:00:00+02:00"
ALPHA = "bulletins/2026/CV-2026-BUL-0001.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"
SECRET = "Effraction du coffre des clés"  # noqa: S105 - a title
REVISION = "  - {date: 2026-10-09T10:00:00+02:00, change: Correctif paru}\n"
Review = Callable[..., Result]


def _git(portal: Portal, *arguments: str) -> None:
    own = ("-c", "user.name=Camille", "-c", "user.email=camille@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", portal.folder, *own, *arguments], check=True, capture_output=True)


@pytest.fixture
def review(portal: Portal) -> Review:
    """The command, over what is changed after a first commit."""
    _git(portal, "init", "--quiet")
    _git(portal, "add", ".")
    _git(portal, "commit", "--quiet", "--message", "Début")

    def run(*arguments: str) -> Result:
        command = ["review", "--since", "HEAD", "--now", NOW, "--root", str(portal.folder), *arguments]
        with without_index():
            return CliRunner().invoke(main, command, catch_exceptions=False)

    return run


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "")


def _written(
    number: int, title: str, *, published: str = "2026-10-09T11:00:00+02:00", tlp: str = "CLEAR"
) -> str:
    text = bulletin(number, title=title, body=f"Un texte à part : {title}.")
    return text.replace("2026-10-05T10:00:00+02:00", published).replace("tlp: CLEAR", f"tlp: {tlp}")


def test_each_fate_is_told_with_its_facts(portal: Portal, review: Review) -> None:
    """What appears, changes field by field, disappears; by which revision; the pages and feeds touched."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", _written(3, "Un défaut de plus"))
    portal.edit(ALPHA, 'fixed: "2.10"', 'fixed: "2.11"')
    action = "action: {deadline: 2026-10-20}\ncare_impact: {services: [imagerie], level: mode-degrade}"
    portal.edit(ALPHA, "severity: moyenne", f"severity: elevee\n{action}")
    portal.edit(ALPHA, "Un utilisateur connecté peut lire", "Un inconnu peut lire")
    portal.edit(ALPHA, "change: Version initiale}\n", f"change: Version initiale}}\n{REVISION}")
    (portal.folder / "content/pages/a-propos.md").unlink()
    portal.edit("site_config.yml", "  - {title: À propos, address: a-propos/}\n", "")
    portal.edit("site_config.yml", "footer:\n", "")
    told = _plain(review().stdout)
    assert "### Paraîtra\n\n- **CV-2026-BUL-0003** : Un défaut de plus\n  - severity : faible\n" in told
    changed = told[told.index("### Change") : told.index("### Disparaît")]
    assert "severity : moyenne → elevee" in changed
    assert "products, Visionneuse Alpha, fixed : « 2.10 » → « 2.11 »" in changed
    assert "action, deadline : rien → 20 octobre 2026" in changed
    assert "care_impact, services : rien → « imagerie »" in changed
    assert "Section changée : « Résumé »" in changed
    assert "Révision : « Correctif paru »" in changed
    assert "**/a-propos/**" in told[told.index("### Disparaît") :]
    touched = told[told.index("### Pages et flux touchés") : told.index("### Constats")]
    assert "`/bulletins/2026/CV-2026-BUL-0003/`" in touched
    assert "`/flux/tout.atom.xml`" in touched
    assert "`/a-propos/`" in touched
    assert "CV-2026-DOC-0001" not in changed


def test_the_same_sources_give_the_same_summary(portal: Portal, review: Review) -> None:
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", _written(3, "Un défaut de plus"))
    assert review().stdout == review().stdout


def test_a_change_that_no_revision_tells_is_said(portal: Portal, review: Review) -> None:
    """In the summary and among the findings; an alert that closes is told as such."""
    portal.edit(ALPHA, "Un utilisateur connecté", "Un inconnu")
    portal.edit(ALERT, "status: active", "status: closed\nclosed: 2026-10-09T10:00:00+02:00")
    told = _plain(review().stdout)
    assert "Aucune révision ne le dit aux lecteurs." in told
    assert "Alerte close." in told
    assert f"**erreur**, `{ALPHA}:" in told


def test_nothing_withheld_is_told_in_an_open_place(portal: Portal, review: Review) -> None:
    """An embargo, a restricted notice, a draft: neither title, identifier nor findings; only how many."""
    portal.edit(
        "site_config.yml",
        "featured:",
        "sources:\n  - {path: .}\n  - {path: prive, tlp_max: AMBER}\nfeatured:",
    )
    portal.add_members()
    _git(portal, "commit", "--all", "--quiet", "--message", "Une édition restreinte")
    later = _written(3, SECRET, published="2026-12-24T10:00:00+01:00")
    portal.write(
        "bulletins/2026/CV-2026-BUL-0003.md", later.replace("technologies: [imagerie]", "technologies: []")
    )
    portal.write("prive/bulletins/2026/CV-2026-BUL-0004.md", _written(4, f"{SECRET} privé", tlp="AMBER"))
    portal.write(
        "bulletins/2026/CV-2026-BUL-0005.md",
        _written(5, f"{SECRET} brouillon").replace("severity:", "draft: true\nseverity:"),
    )
    portal.write(
        "bulletins/2026/CV-2026-BUL-0006.md",
        later.replace("BUL-0003", "BUL-0006").replace("severity: faible", f"severity: {SECRET}"),
    )
    open_place = _plain(review().stdout)
    assert not re.search(f"{SECRET}|BUL-000[3-6]|imagerie", open_place)
    assert "Change aussi, réservé ou sous embargo : 2." in open_place
    assert "sur ce qui n’est pas public" in open_place
    closed = _plain(review("--closed").stdout)
    assert f"- **CV-2026-BUL-0003** : {SECRET}, le 24 décembre 2026" in closed
    assert f"- **CV-2026-BUL-0004** : {SECRET} privé (édition « members »)" in closed
    assert "BUL-0006" in closed
    assert "lieu fermé" in closed


def test_findings_on_what_is_public_are_told_in_an_open_place(portal: Portal, review: Review) -> None:
    """Even of a notice that cannot be read: its own header says that it is public."""
    portal.edit(ALPHA, "severity: moyenne", "severity: moyene")
    told = _plain(review().stdout)
    assert f"**erreur**, `{ALPHA}:6` : severity : « moyene » n’est pas une valeur connue." in told
    assert "**Pas d’aperçu**" in told


def test_lists_and_settings_that_change_are_named(portal: Portal, review: Review) -> None:
    """By their paths; those of a restricted folder only in a closed place."""
    portal.edit(
        "site_config.yml",
        "featured:",
        "sources:\n  - {path: .}\n  - {path: prive, tlp_max: AMBER}\nfeatured:",
    )
    portal.write("prive/content/vocabulaires/services.yml", "- {id: bloc, label: Bloc}\n")
    _git(portal, "add", ".")
    _git(portal, "commit", "--quiet", "--message", "Un dossier à part")
    portal.write(
        "content/produits/exemple-imaging.yml",
        portal.read("content/produits/exemple-imaging.yml") + "# Relu.\n",
    )
    portal.write("prive/content/vocabulaires/services.yml", "- {id: bloc, label: Bloc opératoire}\n")
    named = [
        re.findall(r"^- `(\S+)`$", review(*closed).stdout, re.MULTILINE) for closed in ((), ("--closed",))
    ]
    public, private = "content/produits/exemple-imaging.yml", "prive/content/vocabulaires/services.yml"
    assert [public in named[0], private in named[0]] == [True, False]
    assert [public in named[1], private in named[1]] == [True, True]


def test_what_the_base_s_branch_did_meanwhile_is_not_this_branch_s(portal: Portal, review: Review) -> None:
    """Of a branch that went on, the commit where both part."""
    _git(portal, "checkout", "--quiet", "-b", "travail")
    _git(portal, "checkout", "--quiet", "-b", "suite")
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", _written(3, "Un défaut d’ailleurs"))
    _git(portal, "add", ".")
    _git(portal, "commit", "--quiet", "--message", "Ailleurs")
    _git(portal, "checkout", "--quiet", "travail")
    portal.write("bulletins/2026/CV-2026-BUL-0004.md", _written(4, "Un défaut d’ici"))
    _git(portal, "add", ".")
    _git(portal, "commit", "--quiet", "--message", "Ici")
    told = _plain(review("--since", "suite").stdout)
    assert "CV-2026-BUL-0004" in told
    assert "CV-2026-BUL-0003" not in told


def test_an_erased_text_is_not_told_again(portal: Portal, review: Review) -> None:
    """The summary would be one more copy of it."""
    withdrawn = "withdrawn: {date: 2026-10-09T10:00:00+02:00, reason: Par erreur, erase: true}"
    portal.write(
        ALPHA,
        f"---\nid: CV-2026-BUL-0001\ntlp: CLEAR\npublished: 2026-09-01T10:00:00+02:00\n{withdrawn}\n---\n",
    )
    told = _plain(review().stdout)
    assert "Effacée : rien de son texte ne paraît plus." in told
    assert "visionneuse" not in told[: told.index("### Constats")].lower().replace("visionneuse-alpha", "")


def test_the_preview_holds_the_pages_that_change_and_says_what_it_is(
    portal: Portal, review: Review, tmp_path: Path
) -> None:
    """Made by the build; marked, with its styles, links from file to file; nothing under embargo in it."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", _written(3, "Un défaut de plus"))
    portal.write(
        "bulletins/2026/CV-2026-BUL-0007.md", _written(7, SECRET, published="2026-12-24T10:00:00+01:00")
    )
    assert review("--preview", str(tmp_path / "apercu")).exit_code == 0
    files = {
        file.relative_to(tmp_path / "apercu").as_posix(): file
        for file in (tmp_path / "apercu").rglob("*")
        if file.is_file()
    }
    page = files["bulletins/2026/CV-2026-BUL-0003/index.html"].read_text(encoding="utf-8")
    portal.build()
    built = portal.page("bulletins/2026/CV-2026-BUL-0003")
    assert '<p role="note" class="cv-notice-band cv-notice-band--withdrawn"><strong>Non publié.' in page
    assert '<meta name="robots" content="noindex">' in page
    articles = [
        re.sub(r"<[^>]+>", "", text[text.index("<article") :].split("</article>")[0])
        for text in (page, built)
    ]
    assert articles[0] == articles[1]
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert styles
    here = files["bulletins/2026/CV-2026-BUL-0003/index.html"].parent
    assert all((here / style).is_file() for style in styles)
    assert "bulletins/2026/CV-2026-BUL-0003/index.html" in files["index.html"].read_text(encoding="utf-8")
    assert ALPHA.removesuffix(".md") + "/index.html" not in files
    assert not [name for name, file in files.items() if SECRET.encode() in file.read_bytes()]


def test_a_closed_circle_sees_the_restricted_edition(portal: Portal, review: Review, tmp_path: Path) -> None:
    """Its pages too, once it is said that the place is closed."""
    portal.edit(
        "site_config.yml",
        "featured:",
        "sources:\n  - {path: .}\n  - {path: prive, tlp_max: AMBER}\nfeatured:",
    )
    portal.add_members()
    _git(portal, "commit", "--all", "--quiet", "--message", "Une édition restreinte")
    portal.write("prive/bulletins/2026/CV-2026-BUL-0004.md", _written(4, SECRET, tlp="AMBER"))
    done = review("--closed", "--audience", "members", "--preview", str(tmp_path / "apercu"))
    assert "édition « members »" in _plain(done.stdout)
    page = (tmp_path / "apercu/bulletins/2026/CV-2026-BUL-0004/index.html").read_text(encoding="utf-8")
    assert SECRET in page
    assert "Non publié." in page


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--audience", "members"], "--closed"),
        (["--since", "nulle-part"], "nulle-part"),
        (["--preview", "."], "vide"),
    ],
)
def test_what_cannot_be_reviewed_is_said(
    arguments: list[str], told: str, portal: Portal, review: Review
) -> None:
    """A restricted edition in an open place, a commit that nobody knows, a folder that is somebody's."""
    portal.add_members()
    done = review(*[str(portal.folder) if word == "." else word for word in arguments])
    assert done.exit_code == 2
    assert told in done.stderr


def test_titles_are_text_to_a_forge() -> None:
    """Neither markup, nor HTML, nor somebody's name, nor a line that ends the list."""
    told = plain("<b>Un</b> *grave* [x](javascript:y) @camille `#1`\n## Titre")
    entities = "&lt;b&gt;Un&lt;/b&gt;"
    assert told == rf"{entities} \*grave\* \[x\]\(javascript:y\) &#64;camille \`\#1\` \#\# Titre"
