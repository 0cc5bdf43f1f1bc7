"""What a notice said before: a page at a permanent address, what changed, nothing for those it is not for."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest
from jsonschema import Draft202012Validator
from tests.portal import NOW, SITES, Portal, bulletin, legible, without_index
from tests.publishing.test_circle import HEAD, REX

from cyberveille.model import Stages
from cyberveille.publishing.build import build
from cyberveille.publishing.guard import guard_of
from cyberveille.publishing.workspace import Workspace

NAME = "CV-2026-BUL-0002"
HOME = f"bulletins/2026/{NAME}/"
SOURCE = f"bulletins/2026/{NAME}.md"
TEXT = f"revisions/2026/{NAME}.r1.md"
CANARY = "zyxwvutsr"
LATER = NOW.replace(minute=30)
REVISION = "  - {date: 2026-10-09T09:00:00+02:00, change: Encore%s}\n---\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal in which one notice was revised once."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("revised") / "portail")
    portal.build()
    yield portal
    portal.close()


def _words(html: str) -> str:
    main = html[html.index('<div class="cv-main">') : html.index("<footer class=")]
    apart = re.sub(r"</(?:t[hd]|p|h\d|li|dt|dd)>", " ", main)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).replace("\u00a0", " ").split())


def _revised(portal: Portal, *, minor: bool = False, keep: bool = True) -> None:
    """A third revision, that says something else."""
    text = portal.read(SOURCE)
    if keep:
        portal.write(TEXT.replace("r1", "r2"), text)
    mark = ", minor: true" if minor else ""
    text = text.replace("\n---\n## ", f"\n{REVISION % mark}## ", 1).replace("version 4.10", "version 4.11")
    portal.write(SOURCE, text)


def restricted(portal: Portal) -> None:
    """The first text was for the members, and says what the notice no longer says."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    portal.edit(TEXT, "tlp: CLEAR", "tlp: AMBER")
    secret = f"Le {CANARY} de la pharmacie est ouvert à tous depuis le premier octobre au matin."
    portal.edit(TEXT, "d’un inconnu.", f"d’un inconnu. {secret}")


def test_an_earlier_text_has_a_page_of_its_own(built: Portal) -> None:
    """As it was, for people alone: it says that it holds no more, and leads to what does."""
    html = built.page(f"{HOME}r1")
    words = _words(html)
    assert "Texte de la révision 1, remplacé le 3 octobre 2026, 9 h. Exploitation constatée" in words
    assert "La passerelle exécute le code d’un inconnu." in words
    assert "Détection" not in words
    assert f'href="/{HOME}"' in html
    assert f'href="/{HOME}r2/changements/"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'rel="canonical" href="https://essai.example.org/{HOME}r1/"' in html


def test_the_last_revision_leads_to_the_notice(built: Portal) -> None:
    """Without a server's help; the notice is the canonical page."""
    html = built.page(f"{HOME}r2")
    assert f'<meta http-equiv="refresh" content="0; url=/{HOME}">' in html
    assert f'rel="canonical" href="https://essai.example.org/{HOME}"' in html
    assert "noindex" in html


def test_the_history_leads_to_both(built: Portal) -> None:
    """Each link says of which revision it is, to those who hear it alone."""
    html = built.page(HOME)
    assert f'<a href="/{HOME}r2/changements/">Ce qui a changé<span class="cv-hidden"> à la révision 2' in html
    assert f'<a href="/{HOME}r1/">Texte de cette révision<span class="cv-hidden"> (1)' in html
    assert "changements" not in built.page("bulletins/2026/CV-2026-BUL-0001")


def test_what_changed_is_told(built: Portal) -> None:
    """Facts one by one, then the text, with words for those who see neither line nor colour."""
    words = _words(built.page(f"{HOME}r2/changements"))
    assert "Ce qui a changé Exploitation constatée" in words
    assert "Gravité élevée critique" in words
    assert "CVE-2026-10002 : exploitation constatée non oui" in words
    assert "[début du texte supprimé] d’un inconnu [fin du texte supprimé]" in words
    assert "[début du texte ajouté] qu’un inconnu lui envoie [fin du texte ajouté]" in words
    assert "Détection (section ajoutée)" in words
    assert "Mesures" not in words


def test_json_names_the_text_of_each_revision(portal: Portal) -> None:
    """The last one leads to the notice, a minor one to the text after it; nothing of what is lost."""
    page = f"https://essai.example.org/{HOME}"

    def told(name: str = NAME) -> list[str | None]:
        found = json.loads(portal.files()[f"bulletins/2026/{name}.json"])
        schema = json.loads(portal.files()["schemas/notice-1.json"])
        Draft202012Validator(schema).validate(found)
        return [item["url"] for item in found["revisions"]]

    portal.build()
    assert told() == [f"{page}r1/", f"{page}r2/"]
    assert told("CV-2026-BUL-0001") == [None]
    _revised(portal, minor=True, keep=False)
    portal.build()
    assert told() == [f"{page}r1/", f"{page}r2/", f"{page}r3/"]
    portal.edit(SOURCE, ", minor: true", "")
    portal.build()
    assert told() == [f"{page}r1/", None, f"{page}r3/"]
    restricted(portal)
    portal.build()
    assert told() == [None, None, None]


def test_earlier_texts_are_neither_listed_nor_searched(portal: Portal) -> None:
    """A word that only they say is in no other file."""
    portal.edit(TEXT, "d’un inconnu", f"d’un {CANARY}")
    portal.build(search=True)
    found = {path for path, data in portal.files().items() if CANARY.encode() in legible(data)}
    assert found == {f"{HOME}r1/index.html", f"{HOME}r2/changements/index.html"}
    assert not [
        path for path, data in portal.files().items() if path.startswith("sitemap") and b"/r1/" in data
    ]


def test_three_revisions_have_two_texts(portal: Portal) -> None:
    """Each is compared with the one before it."""
    _revised(portal)
    portal.build()
    assert "Installer la version 4.10" in _words(portal.page(f"{HOME}r2"))
    words = _words(portal.page(f"{HOME}r3/changements"))
    assert "[début du texte supprimé] 4.10 [fin du texte supprimé]" in words
    assert "Gravité" not in words
    assert "Gravité" in _words(portal.page(f"{HOME}r2/changements"))
    assert 'http-equiv="refresh"' in portal.page(f"{HOME}r3")


def test_the_text_before_a_minor_revision_is_the_text_after(portal: Portal) -> None:
    """Nothing need be kept: its address leads to the one that stands for it."""
    _revised(portal, minor=True, keep=False)
    report = portal.build()
    assert f"{HOME}r3/changements/index.html" not in report.written
    assert f'content="0; url=/{HOME}"' in portal.page(f"{HOME}r2")
    assert "4.11" in _words(portal.page(f"{HOME}r2/changements"))


def test_a_text_that_is_not_kept_is_said_to_be_lost(portal: Portal) -> None:
    """Its address answers; what changed before and after it is not told, what is known stays."""
    _revised(portal, keep=False)
    portal.build()
    files = portal.files()
    assert f"{HOME}r1/index.html" in files
    assert "Son texte n’a pas été gardé" in _words(portal.page(f"{HOME}r2"))
    assert 'http-equiv="refresh"' not in portal.page(f"{HOME}r2")
    assert not [path for path in files if path.endswith("changements/index.html")]


def test_an_erased_notice_loses_its_earlier_texts(portal: Portal) -> None:
    """No page, no word; the file that is still there is told, and what it says is looked for."""
    secret = f"Le {CANARY} de la pharmacie est ouvert à tous depuis le premier octobre au matin."
    portal.edit(TEXT, "d’un inconnu.", f"d’un inconnu. {secret}")
    portal.build()
    assert CANARY in portal.page(f"{HOME}r1")
    told = (
        "withdrawn: {date: 2026-10-09T10:00:00+02:00, reason: Diffusée par erreur, erase: true}\nrevisions:"
    )
    portal.edit(SOURCE, "revisions:", told)
    assert any("texte antérieur r1" in item.message for item in portal.catalogue().findings)
    portal.build(LATER)
    files = portal.files()
    assert not [path for path, data in files.items() if CANARY.encode() in data]
    assert not [path for path in files if path.startswith(f"{HOME}r")]
    guard = guard_of(*portal.made(LATER))
    assert CANARY.encode() in b"".join(guard.texts)
    (portal.folder / TEXT).unlink()
    assert not portal.build(LATER).leaks


def test_a_withdrawn_notice_keeps_its_earlier_texts(portal: Portal) -> None:
    """Each says that the notice is withdrawn, and why."""
    portal.edit(
        SOURCE, "revisions:", "withdrawn: {date: 2026-10-09T10:00:00+02:00, reason: Doublon}\nrevisions:"
    )
    portal.build()
    for page in ("r1", "r2/changements"):
        assert "Notice retirée le 9 octobre 2026, 10 h. Doublon" in _words(portal.page(f"{HOME}{page}"))


def test_documents_have_earlier_texts_too(portal: Portal) -> None:
    """Without their files, which are those of today."""
    path = "content/documents/CV-2026-DOC-0001.md"
    text = portal.read(path)
    portal.write("revisions/2026/CV-2026-DOC-0001.r1.md", text)
    added = "  - {date: 2026-10-09T09:00:00+02:00, change: Relu}\n---\n"
    portal.write(path, text.replace("\n---\n", f"\n{added}", 1).replace("Débrancher", "Débrancher et noter"))
    portal.build()
    assert "premiers-gestes.txt" not in portal.page("documents/CV-2026-DOC-0001/r1")
    assert "et noter" in _words(portal.page("documents/CV-2026-DOC-0001/r2/changements"))


def test_what_stands_for_a_text_is_worked_out() -> None:
    """Minor revisions pass on; what is lost does not."""
    stages = Stages(5, frozenset({3}), (1, 3, 4))
    assert [stages.standing(number) for number in range(1, 6)] == [1, 3, 3, 4, 5]
    assert list(stages.told) == [2, 4, 5]
    assert list(stages.leading) == [(2, 3), (5, 5)]
    assert list(Stages(4, frozenset(), (1,)).leading) == [(2, None), (3, None), (4, 4)]
    assert Stages(3, frozenset(), ()).pages == ()


def test_a_renamed_notice_takes_its_past_with_it(portal: Portal) -> None:
    """Whoever kept the address of an earlier text is led to where it is now."""
    new = NAME.replace("0002", "0022")
    text = portal.read(SOURCE).replace(NAME, new)
    text = text.replace("/bulletins/2026/ancienne-adresse/", f"/bulletins/2026/{NAME}/")
    portal.write(SOURCE.replace(NAME, new), text)
    portal.write(TEXT.replace(NAME, new), portal.read(TEXT).replace(NAME, new))
    for path in (SOURCE, TEXT):
        (portal.folder / path).unlink()
    portal.write(
        "bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, body=f"Voir [avant](/bulletins/2026/{new}/r1/).")
    )
    portal.build()
    for page in ("r1", "r2", "r2/changements"):
        target = f"/bulletins/2026/{new}/{page}/"
        assert f'content="0; url={target}"' in portal.page(f"{HOME}{page}")
        assert f"/{HOME}{page}/ {target} 301\n".encode() in portal.files()["_redirects"]
    portal.edit("bulletins/2026/CV-2026-BUL-0009.md", "/r1/", "/r9/")
    assert [item.rule for item in portal.catalogue().findings if item.refuses] == ["internal-link-exists"]


def test_feeds_of_revisions_lead_to_what_changed(built: Portal) -> None:
    """In the entry of the revision; what identifies it is as before."""
    feed = built.files()["flux/revisions.atom.xml"].decode()
    assert f"{HOME}r2/changements/" in feed
    assert f"https://essai.example.org/{HOME}#20261003T070000Z" in feed


def test_what_correspondents_share_has_a_past_too(portal: Portal) -> None:
    """Of any kind, in the edition of those who may read it; the traces of an attack stay disarmed."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    origins = "- {id: rancongiciel, label: Rançongiciel, nature: malveillante}\n"
    portal.write("content/vocabulaires/origines.yml", origins)
    first = REX.replace("related: [CV-2026-ACT-0001]\n", "")
    added = f"{HEAD}  - {{date: 2026-10-08T10:00:00+02:00, change: Relu}}\n"
    now = (
        first.replace(HEAD, added)
        .replace("relais.example", "autre.example")
        .replace("Le papier.", "La craie.")
    )
    portal.write("content/rex/CV-2026-REX-0001.md", now)
    portal.write("revisions/2026/CV-2026-REX-0001.r1.md", first)
    assert not portal.build().leaks
    assert not [path for path in portal.files() if path.startswith("rex/")]
    output = portal.folder / "membres"
    with without_index():
        build(*portal.made(audience="members"), Workspace(output))
    was = (output / "rex/CV-2026-REX-0001/r1/index.html").read_text("utf-8")
    told = _words((output / "rex/CV-2026-REX-0001/r2/changements/index.html").read_text("utf-8"))
    assert "Le papier." in _words(was)
    assert "indicateurs.csv" not in was
    assert "autre[.]example[.]net" in told
    assert "autre.example.net" not in told
    assert "TLP:AMBER" in told
