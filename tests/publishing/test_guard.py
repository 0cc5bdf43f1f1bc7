"""Nothing withheld is ever written: canaries, and a guard that sees what a broken filter lets through."""

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.portal import NOW, Portal, bulletin, legible

from cyberveille.publishing import headlines
from cyberveille.publishing.build import build
from cyberveille.publishing.containers import Found
from cyberveille.publishing.guard import Guard, guard_of
from cyberveille.publishing.kept_words import KeptWords
from cyberveille.publishing.report import OutputRefused
from cyberveille.publishing.state import State
from cyberveille.publishing.workspace import OutputWithin, Workspace
from cyberveille.whole_files import sealed, unsealed

CANARY = "zyxwvutsr"


def _plant(portal: Portal, extra: str, published: str = "2026-10-05") -> None:
    """Canaries in a title, a body, a header, an attachment's name, and a controlled list."""
    portal.edit(
        "content/vocabulaires/technologies.yml",
        "scope: standard}",
        f"scope: standard}}\n- {{id: {CANARY}-techno, label: Techno {CANARY}, scope: sante}}",
    )
    text = bulletin(3, title=f"Titre {CANARY} réservé", extra=extra, body=f"Le corps {CANARY} aussi.")
    text = text.replace("[imagerie]", f"[{CANARY}-techno]").replace("2026-10-05", published)
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", text)
    document = portal.read("content/documents/CV-2026-DOC-0001.md")
    document = document.replace("DOC-0001", "DOC-0002").replace("premiers-gestes", f"{CANARY}-gestes")
    document = document.replace("Premiers gestes", f"Gestes {CANARY}").replace("version:", f"{extra}version:")
    document = document.replace("2026-08-01", published)
    portal.write("content/documents/CV-2026-DOC-0002.md", document)
    portal.write(f"content/documents/CV-2026-DOC-0002/{CANARY}-gestes.txt", f"Fichier {CANARY}")


@pytest.mark.parametrize(
    ("extra", "published"), [("draft: true\n", "2026-10-05"), ("", "2026-10-20")], ids=["draft", "embargo"]
)
def test_no_canary_is_written(portal: Portal, extra: str, published: str) -> None:
    """Drafts and embargoed notices leave no trace in any byte or file name, search index included."""
    _plant(portal, extra, published)
    report = portal.build(search=True)
    assert not report.leaks
    for path, data in portal.files().items():
        assert CANARY not in path
        assert CANARY.encode() not in legible(data).lower(), path


def test_a_restricted_notice_is_not_in_the_public_edition(portal: Portal) -> None:
    """TLP:AMBER in a root that admits it stays out of the public tree, and in the members' one."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    text = bulletin(3, title=f"Titre {CANARY} réservé").replace("CLEAR", "AMBER")
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", text)
    portal.build(search=True)
    assert not [path for path, data in portal.files().items() if CANARY.encode() in legible(data)]
    assert portal.edition(audience="members").headline("CV-2026-BUL-0003") is not None


FILTERS = {
    "draft": ("draft: true\n", "2026-10-05", "CLEAR"),
    "embargo": ("", "2026-10-20", "CLEAR"),
    "tlp": ("", "2026-10-05", "AMBER"),
}


@pytest.mark.parametrize("broken", FILTERS)
def test_the_guard_refuses_what_a_broken_filter_lets_through(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """With any one filter gone, hits are said and nothing is put in place: the edition before stays."""
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    portal.build()
    before = portal.files()
    extra, published, tlp = FILTERS[broken]
    _plant(portal, extra, published)
    for path in ("bulletins/2026/CV-2026-BUL-0003.md", "content/documents/CV-2026-DOC-0002.md"):
        portal.edit(path, "tlp: CLEAR", f"tlp: {tlp}")
    monkeypatch.setattr(headlines, "shows", lambda *_: True)
    report = portal.build()
    assert {leak.notice for leak in report.leaks} >= {"CV-2026-BUL-0003", "CV-2026-DOC-0002"}
    assert portal.files() == before
    assert not portal.workspace.staging.exists()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("x.html", b"<p>voir CV-2026-BUL-0003</p>"),
        ("x.html", b"<p>Titre zyxwvutsr r&eacute;serv&#233;</p>"),
        ("x.json", b'{"t": "Titre zyxwvutsr r\\u00e9serv\\u00e9"}'),
        ("x.html", b"<p>un deux <b>trois</b> quatre cinq six sept huit neuf dix</p>"),
        (
            "x.xml",
            b"<d>&lt;p&gt;Titre &amp;laquo; zyxwvutsr &amp;raquo; r&amp;eacute;serv&amp;#233;</d>",
        ),
        ("x.html", b'<img alt="un deux trois quatre cinq six sept huit" src="/x.png">'),
        ("x.html", "<p>Un\u00a0deux, trois « quatre » cin\u00adq six\u202f: sept huit</p>".encode()),
        ("x.html", b"<p>&lt; 4.2 un deux trois quatre cinq six sept huit &gt; neuf</p>"),
        ("zyxwvutsr-gestes.txt", b""),
        ("autre.txt", b"Fichier zyxwvutsr"),
        ("CV-2026-BUL-0003.html", b""),
    ],
    ids=[
        "id",
        "entities",
        "json escapes",
        "eight words",
        "twice escaped",
        "attribute",
        "typography",
        "signs",
        "file name",
        "same file",
        "address",
    ],
)
def test_the_guard_sees_through_forms(portal: Portal, path: str, data: bytes) -> None:
    """An identifier, a title, a passage or a file is found however it is written."""
    _plant(portal, "draft: true\n")
    portal.edit(
        "bulletins/2026/CV-2026-BUL-0003.md",
        "Le corps",
        "Un deux trois quatre cinq six sept huit neuf dix. Le corps",
    )
    guard = guard_of(*portal.made())
    assert list(guard.leaks(path, data))


def test_quoting_what_is_public_is_no_leak(portal: Portal) -> None:
    """A draft that repeats a public passage does not forbid that passage."""
    public = "Un utilisateur connecté peut lire des fichiers du serveur."
    portal.write(
        "bulletins/2026/CV-2026-BUL-0003.md",
        bulletin(3, title="Brouillon de suite", extra="draft: true\n", body=public),
    )
    assert not portal.build().leaks


PASSAGE = "les onze serveurs de secours ont été coupés avant la tombée du jour"


def _said_in_the_circle(portal: Portal, day: str) -> None:
    """A restricted bulletin that holds the passage, published on a day of October 2026."""
    roots = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"
    portal.edit("site_config.yml", "featured:", roots)
    text = bulletin(8, title="Ce que le cercle a vu", body=f"Il est sûr que {PASSAGE}.")
    text = text.replace("tlp: CLEAR", "tlp: AMBER").replace("2026-10-05T10", f"2026-10-{day}T10")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0008.md", text)


def test_a_restricted_passage_in_a_later_public_notice_is_refused(portal: Portal) -> None:
    """Unless its header declares it: the edition is made, and the editor is told who takes what from whom."""
    _said_in_the_circle(portal, "02")
    file, restricted = "bulletins/2026/CV-2026-BUL-0009.md", "CV-2026-BUL-0008"
    portal.write(file, bulletin(9, body=f"Ce soir, {PASSAGE}."))
    leaks = portal.build().leaks
    assert {(leak.notice, leak.conflict and leak.conflict.public) for leak in leaks} == {(restricted, file)}
    extra = f"declassifies: [{restricted}]\n"
    portal.write(file, bulletin(9, body=f"Ce soir, {PASSAGE}.", extra=extra))
    report = portal.build()
    assert report.leaks == ()
    [quotation] = report.quotations
    assert (quotation.public, quotation.withheld) == (file, restricted)
    assert quotation.what in "les onze serveurs de secours ont ete coupes avant la tombee du jour"
    assert portal.build().quotations == ()


def test_a_restricted_notice_may_quote_an_earlier_public_one(portal: Portal) -> None:
    _said_in_the_circle(portal, "06")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, body=f"Ce soir, {PASSAGE}."))
    report = portal.build()
    assert (report.leaks, report.quotations) == ((), ())


def test_files_that_did_not_change_are_looked_at_when_the_withheld_changes(portal: Portal) -> None:
    """A passage that becomes restricted is found in a page written earlier."""
    portal.build()
    page = portal.output / "bulletins/2026/CV-2026-BUL-0001/index.html"
    state = page.stat()
    before = portal.workspace.guarded()
    text = bulletin(3, title="Brouillon discret", extra="draft: true\n", body="Phrase tenue secrète.")
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", text)
    portal.build()
    assert portal.workspace.guarded() != before
    assert page.stat().st_mtime_ns == state.st_mtime_ns


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the guard looks at, whether it reads them or what it kept of them."""
    paths: list[str] = []
    reading, begun = Guard.read, KeptWords.__init__

    def reads(guard: Guard, path: str, data: bytes) -> Iterator[Found]:
        paths.append(path)
        return reading(guard, path, data)

    def begin(
        words: KeptWords,
        folder: Path,
        guard: Guard,
        every: Collection[str],
        mark_of: Callable[[str], bytes | None],
        read: Callable[[str], bytes],
        *,
        afresh: bool = False,
    ) -> None:
        paths.extend(every)
        begun(words, folder, guard, every, mark_of, read, afresh=afresh)

    monkeypatch.setattr(Guard, "read", reads)
    monkeypatch.setattr(KeptWords, "__init__", begin)
    return paths


_DRAFT = "bulletins/2026/CV-2026-BUL-0003.md"
_EARLIER = "mentions-legales/index.html"


@pytest.mark.parametrize("state", ["draft: true\n", ""], ids=["draft", "embargo"])
def test_what_appears_has_no_file_looked_at_again(portal: Portal, looked_at: list[str], state: str) -> None:
    """Less is to be found: what was written is looked at, and no other file, unless more is withheld."""
    text = bulletin(3, title="Bulletin discret", extra=state, body="Phrase tenue secrète jusque-là.")
    portal.write(_DRAFT, text if state else text.replace("2026-10-05", "2026-10-20"))
    portal.write(
        "bulletins/2026/CV-2026-BUL-0004.md", bulletin(4, extra="draft: true\n", body="Autre chose.")
    )
    portal.build()
    assert _EARLIER in looked_at
    looked_at.clear()
    clock = NOW if state else NOW + timedelta(days=15)
    portal.write(_DRAFT, portal.read(_DRAFT).replace(state, "", 1))
    report = portal.build(clock)
    assert "bulletins/2026/CV-2026-BUL-0003/index.html" in looked_at
    assert _EARLIER not in looked_at
    assert len(looked_at) <= report.rendered
    looked_at.clear()
    portal.edit("bulletins/2026/CV-2026-BUL-0004.md", "Autre chose.", "Tout autre chose.")
    portal.build(clock)
    assert _EARLIER in looked_at


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[:-8],
    "another byte": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "of another edition": lambda data: sealed(b"x" * 16 + (unsealed(data) or b"")[16:]),
    "gone": lambda _: b"",
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_every_file_is_looked_at_where_it_is_not_known_for_what(
    portal: Portal, looked_at: list[str], spoilt: str
) -> None:
    """What is remembered of the last look was altered, or is not of the edition in place."""
    portal.write(_DRAFT, bulletin(3, extra="draft: true\n", body="Phrase tenue secrète."))
    portal.write(
        "bulletins/2026/CV-2026-BUL-0004.md", bulletin(4, extra="draft: true\n", body="Autre chose.")
    )
    portal.build()
    looked_at.clear()
    file = portal.workspace.folder / "looked-for"
    file.write_bytes(SPOILT[spoilt](file.read_bytes()))
    portal.edit(_DRAFT, "draft: true\n", "")
    portal.build()
    assert _EARLIER in looked_at


def test_a_build_that_ends_early_leaves_no_file_taken_for_looked_through(
    portal: Portal, looked_at: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was put in place for other drafts: when the former ones are back, every file is looked at."""
    drafts = [
        bulletin(3, extra="draft: true\n", body="Phrase tenue secrète."),
        bulletin(3, extra="draft: true\n", body="Autre chose."),
    ]
    portal.write(_DRAFT, drafts[0])
    portal.build()
    real = State.remember

    def ending(state: State, *told: Any) -> None:  # noqa: ANN401 - whatever is remembered
        real(state, *told)
        raise KeyboardInterrupt

    portal.write(_DRAFT, drafts[1])
    portal.write("bulletins/2026/CV-2026-BUL-0004.md", bulletin(4, title="Un autre qui paraît"))
    with monkeypatch.context() as patched:
        patched.setattr(State, "remember", ending)
        with pytest.raises(KeyboardInterrupt):
            portal.build()
    looked_at.clear()
    portal.write(_DRAFT, drafts[0])
    portal.build()
    assert _EARLIER in looked_at


def test_the_frame_is_guarded_too(portal: Portal) -> None:
    """What stands in every page is left out of each page's own look, and looked at by itself."""
    _plant(portal, "draft: true\n")
    piece = "<header>" + "x" * 600 + f" Titre {CANARY} réservé</header>"
    guard = guard_of(*portal.made(), [piece])
    assert not list(guard.leaks("a.html", f"<p>bonjour</p>{piece}".encode()))
    assert {leak.notice for leak in guard.frame_leaks()} == {"CV-2026-BUL-0003"}


def test_more_processes_find_the_same_leaks(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files shared between processes are all looked at."""
    for number in range(10, 90):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number))
    _plant(portal, "draft: true\n")
    monkeypatch.setattr(headlines, "shows", lambda *_: True)
    assert portal.build(jobs=2).leaks == portal.build(jobs=1).leaks != ()


def test_a_page_of_a_closed_root_is_for_its_readers(portal: Portal) -> None:
    """It is not in the public edition, and the guard would see it there."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    passage = "Les correspondants se retrouvent chaque mardi à neuf heures dans la salle douze."
    portal.write(
        "content/pages/reservee.md",
        f"---\ntitle: Réunion des correspondants\ndescription: Essai.\n---\n{passage}\n",
    )
    report = portal.build()
    assert not report.leaks
    assert not [path for path, data in portal.files().items() if b"salle douze" in legible(data)]
    assert "reservee" in {page.slug for page in portal.edition(audience="members").pages}
    assert list(guard_of(*portal.made()).leaks("x.html", f"<p>{passage}</p>".encode()))


def test_an_ordinary_title_forbids_nothing(portal: Portal) -> None:
    """A draft named after a section of the portal does not stop every edition."""
    for number, title in enumerate(("Bulletins", "Bulletins de sécurité", "Dernières alertes"), 3):
        text = bulletin(number, title=title, extra="draft: true\n", body="Un texte à soi.")
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)
    assert not portal.build().leaks


def test_another_audience_s_edition_is_not_built_over(portal: Portal) -> None:
    """The members' tree never takes the place of the public one."""
    portal.add_members()
    portal.build()
    before = portal.files()
    members = portal.made(audience="members")
    with pytest.raises(OutputRefused):
        build(*members, portal.workspace)
    assert portal.files() == before


def test_no_edition_is_built_within_another(portal: Portal) -> None:
    """It would be served and delivered with the other one, to everybody."""
    portal.build()
    before = portal.files()
    for folder in ("membres", "bulletins/2026/membres"):
        with pytest.raises(OutputWithin):
            Workspace(portal.output / folder)
    assert portal.files() == before
