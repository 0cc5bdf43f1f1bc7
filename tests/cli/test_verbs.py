"""The everyday verbs, as an editor runs them: what each changes, line by line, and what it refuses."""

import signal
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.test_permanence import commit
from tests.portal import Portal, bulletin

from cyberveille.cli import main
from cyberveille.writing import write_atomically

NOW = "2026-10-10T10:00:00+02:00"
LATER = "2026-10-12T08:00:00+02:00"
DRAFT = "bulletins/2026/CV-2026-BUL-0009.md"
PUBLISHED = "bulletins/2026/CV-2026-BUL-0001.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"


@pytest.fixture(name="portal")
def portal_with_a_draft(portal: Portal) -> Portal:
    """Its header has comments, and keys in an order of its own."""
    text = bulletin(9, extra="# à confirmer\ndraft: true\n")
    portal.write(DRAFT, text.replace("tlp: CLEAR\n", "# public\ntlp:   CLEAR\n\n"))
    return portal


def _run(portal: Portal, *words: str, now: str = NOW) -> Result:
    command = [*words, "--now", now, "--root", str(portal.folder)]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def _changed(portal: Portal, file: str, *words: str, now: str = NOW) -> list[str]:
    """The lines that a command takes out of a file and puts in; it changes no other file."""
    before, others = portal.read(file), _texts(portal, file)
    result = _run(portal, *words, now=now)
    assert result.exit_code == 0, result.output
    assert _texts(portal, file) == others
    lines = list(unified_diff(before.splitlines(), portal.read(file).splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


def _texts(portal: Portal, but: str) -> dict[Path, bytes]:
    return {
        file: file.read_bytes()
        for folder in ("alerts", "bulletins", "content")
        for file in (portal.folder / folder).rglob("*")
        if file.is_file() and file != portal.folder / but
    }


def test_publish_dates_a_draft(portal: Portal) -> None:
    """Publication and first revision are one; comments and order stay, and `check` finds nothing wrong."""
    assert _changed(portal, DRAFT, "publish", "CV-2026-BUL-0009") == [
        "-published: 2026-10-05T10:00:00+02:00",
        "+published: 2026-10-10T10:00:00+02:00",
        "-draft: true",
        "-  - {date: 2026-10-05T10:00:00+02:00, change: Version initiale}",
        "+  - {date: 2026-10-10T10:00:00+02:00, change: Version initiale}",
    ]
    assert not any(item.refuses for item in portal.catalogue().findings)


def test_publish_at_an_hour_is_an_embargo_that_may_move(portal: Portal) -> None:
    """Until it has appeared; a moment that another notice has is left to it."""
    taken = "2026-10-11T09:30:00+02:00"
    portal.write(
        "bulletins/2026/CV-2026-BUL-0008.md", bulletin(8).replace("2026-10-05T10:00:00+02:00", taken)
    )
    assert "+published: 2026-10-11T09:30:01+02:00" in _changed(
        portal, DRAFT, "publish", "CV-2026-BUL-0009", "--at", taken
    )
    moved = _changed(portal, DRAFT, "publish", "CV-2026-BUL-0009", "--at", "2026-10-13T07:00:00Z")
    assert "+published: 2026-10-13T09:00:00+02:00" in moved
    refused = _run(portal, "publish", "CV-2026-BUL-0009", now="2026-10-14T07:00:00Z")
    assert refused.exit_code == 2
    assert "cyberveille revise" in refused.stderr


def test_publish_refuses_what_check_would(portal: Portal) -> None:
    """A text to fill, a judgement that nobody made: nothing is written."""
    portal.edit(DRAFT, "Un défaut sans gravité.", "À compléter.")
    before = portal.read(DRAFT)
    result = _run(portal, "publish", "CV-2026-BUL-0009")
    assert result.exit_code == 1
    assert "text-filled" in result.stderr
    portal.edit(DRAFT, "severity: faible\n", "aliases: [AUTRE-1]\n")
    before = portal.read(DRAFT)
    result = _run(portal, "publish", "CV-2026-BUL-0009")
    assert "il manque la gravité" in result.stderr
    assert portal.read(DRAFT) == before


def test_publish_leaves_a_text_in_another_language(portal: Portal) -> None:
    """A source's words, moved out of their quotation: `check` warns, and they do not go out by accident."""
    words = (
        "Philips plans a new release, and users should keep all products within authorized specifications."
    )
    portal.edit(DRAFT, "## Mesures\n", f"## Mesures\n\n{words}\n\n")
    result = _run(portal, "publish", "CV-2026-BUL-0009")
    assert (result.exit_code, "semble être en anglais" in result.stderr) == (1, True)
    assert "draft: true" in portal.read(DRAFT)
    portal.edit(DRAFT, words, f"`{words}`")
    assert _run(portal, "publish", "CV-2026-BUL-0009").exit_code == 0


def test_revise_adds_to_the_history(portal: Portal) -> None:
    """One line; with --minor, one that moves no feed."""
    assert _changed(portal, PUBLISHED, "revise", "CV-2026-BUL-0001", "Portée « élargie »") == [
        '+  - {date: 2026-10-10T10:00:00+02:00, change: "Portée « élargie »"}'
    ]
    assert _changed(portal, PUBLISHED, "revise", "CV-2026-BUL-0001", "Une faute", "--minor", now=LATER) == [
        '+  - {date: 2026-10-12T08:00:00+02:00, change: "Une faute", minor: true}'
    ]


def test_close_and_reopen_tell_the_history(portal: Portal) -> None:
    """State, date and revision together; the other way round, the date goes."""
    portal.edit(ALERT, "status: closed", "status: active") if "closed" in portal.read(ALERT) else None
    added = _changed(portal, ALERT, "close", "CV-2026-ALE-0001", "Correctif déployé", now=LATER)
    assert [line for line in added if line.startswith("+")] == [
        "+status: closed",
        "+closed: 2026-10-12T08:00:00+02:00",
        '+  - {date: 2026-10-12T08:00:00+02:00, change: "Correctif déployé"}',
    ]
    assert not any(item.refuses for item in portal.catalogue().findings)
    back = _changed(portal, ALERT, "reopen", "CV-2026-ALE-0001", now="2026-10-13T08:00:00+02:00")
    assert "-closed: 2026-10-12T08:00:00+02:00" in back
    assert '+  - {date: 2026-10-13T08:00:00+02:00, change: "Alerte rouverte"}' in back
    assert not any(item.refuses for item in portal.catalogue().findings)


def test_withdraw_says_why(portal: Portal) -> None:
    """The text stays."""
    assert _changed(portal, PUBLISHED, "withdraw", "CV-2026-BUL-0001", "L’éditeur a retiré son avis") == [
        "+withdrawn:",
        "+  date: 2026-10-10T10:00:00+02:00",
        '+  reason: "L’éditeur a retiré son avis"',
    ]
    again = _run(portal, "withdraw", "CV-2026-BUL-0001", "Encore")
    assert (again.exit_code, "est retirée depuis" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("revise", "CV-2026-BUL-0009", "x"), "est un brouillon"),
        (("revise", "CV-2026-BUL-0404", "x"), "aucune notice"),
        (("revise", "CV-2026-BUL-0001", " "), "au moins un mot"),
        (("close", "CV-2026-BUL-0001"), "n’est pas une alerte"),
        (("reopen", "CV-2026-ALE-0001"), "déjà en cours"),
        (("withdraw", "CV-2026-BUL-0009", "x"), "est un brouillon"),
    ],
)
def test_a_verb_says_why_it_does_nothing(portal: Portal, words: tuple[str, ...], told: str) -> None:
    """In a sentence; nothing is written."""
    before = _texts(portal, "")
    result = _run(portal, *words)
    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr
    assert _texts(portal, "") == before


def test_a_revision_does_not_go_back(portal: Portal) -> None:
    """The history goes on only forwards."""
    result = _run(portal, "revise", "CV-2026-BUL-0002", "Trop tôt", now="2026-10-02T10:00:00+02:00")
    assert (result.exit_code, "donnez une date postérieure" in result.stderr) == (2, True)


def test_the_difference_is_shown_before_it_is_written(portal: Portal) -> None:
    """With --dry-run alone, nothing is."""
    before = portal.read(PUBLISHED)
    shown = _run(portal, "revise", "CV-2026-BUL-0001", "Portée", "--dry-run")
    assert '+  - {date: 2026-10-10T10:00:00+02:00, change: "Portée"}' in shown.stdout
    assert portal.read(PUBLISHED) == before
    shown = _run(portal, "revise", "CV-2026-BUL-0001", "Portée", "--diff")
    assert '+  - {date: 2026-10-10T10:00:00+02:00, change: "Portée"}' in shown.stdout
    assert portal.read(PUBLISHED) != before


def test_a_file_with_windows_line_ends_keeps_them(portal: Portal) -> None:
    """A verb mends nothing besides."""
    file = portal.folder / PUBLISHED
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert _run(portal, "revise", "CV-2026-BUL-0001", "Portée").exit_code == 0
    data = file.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")


@pytest.fixture
def heeding() -> Iterator[None]:
    """Ctrl+C is answered, as it is not where a process was started in the background."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("heeding")
@pytest.mark.parametrize(
    ("command", "module"),
    [
        (("revise", "CV-2026-BUL-0001", "Portée"), "cyberveille.drafting.amending"),
        (("renumber", "CV-2026-BUL-0001", "CV-2026-BUL-0044"), "cyberveille.cli.renumber"),
    ],
)
def test_a_verb_is_not_cut_in_two(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], module: str
) -> None:
    """Ctrl+C between two of its files is answered when both are written."""
    files: list[Path] = []

    def interrupted(file: Path, text: str) -> None:
        signal.raise_signal(signal.SIGINT)
        write_atomically(file, text)
        files.append(file)

    monkeypatch.setattr(f"{module}.write_atomically", interrupted)
    root = ["--root", str(portal.folder)]
    now = [] if command[0] == "renumber" else ["--now", NOW]
    assert CliRunner().invoke(main, [*command, *now, *root]).exit_code == 1
    assert len(files) > 1
    assert CliRunner().invoke(main, ["check", "--now", LATER, *root]).exit_code == 0


def test_fix_mends_the_named_or_all(portal: Portal) -> None:
    """What it did is told; with --dry-run nothing is written."""
    portal.edit(PUBLISHED, "severity: moyenne\n", "severity: moyenne \n")
    shown = _run(portal, "fix", "--dry-run")
    assert "CV-2026-BUL-0001.md : espaces." in shown.stdout.replace("\u00a0", " ")
    assert "+severity: moyenne" in shown.stdout.splitlines()
    assert "severity: moyenne \n" in portal.read(PUBLISHED)
    changed = _changed(portal, PUBLISHED, "fix", "CV-2026-BUL-0001")
    assert changed == ["-severity: moyenne ", "+severity: moyenne"]
    assert _run(portal, "fix", "CV-2026-BUL-0404").exit_code == 2


def test_status_tells_what_waits(portal: Portal) -> None:
    """Drafts, embargoes with their hour, old alerts, deadlines, sources that changed."""
    _run(portal, "publish", "CV-2026-BUL-0009", "--at", "2026-10-20T07:00:00Z")
    portal.write("bulletins/2026/CV-2026-BUL-0008.md", bulletin(8, extra="draft: true\n", title="À écrire"))
    told = _run(portal, "status", "--open-days", "1").stdout.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Brouillons :\n  CV-2026-BUL-0008 : À écrire\n" in told
    assert "CV-2026-BUL-0009 jusqu’au 20 octobre 2026, 9 h" in told
    assert "Alertes ouvertes depuis plus de 1 jour :\n  CV-2026-ALE-0001 depuis" in told
    assert "CV-2026-BUL-0002, systèmes exposés : passée le 5 octobre 2026" in told
    assert "CV-2026-BUL-0002 : le 15 octobre 2026" in told


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("cv-2026-bul-0001", "Vouliez-vous dire « CV-2026-BUL-0001 » ?"),
        ("CV-2026-BUL-1", "Vouliez-vous dire « CV-2026-BUL-0001 » ?"),
        ("0009", "Vouliez-vous dire « CV-2026-BUL-0009 » ?"),
        ("CV-2026-BUL-0099", "ne s’appelle « CV-2026-BUL-0099 »."),
        ("AVIS-7", "« AVIS-7 » est un autre nom de CV-2026-BUL-0009 : donnez celui-ci."),
    ],
)
def test_a_name_that_no_notice_has_leads_to_the_one_that_was_meant(
    portal: Portal, named: str, told: str
) -> None:
    """By its numbers, in any letters; or by another of its names."""
    portal.edit(DRAFT, "revisions:", "aliases: [AVIS-7]\nrevisions:")
    for words in (("revise", named, "x"), ("fix", named)):
        result = _run(portal, *words)
        assert result.exit_code != 0
        assert told in " ".join(result.stderr.split())
    if "Vouliez" not in told:
        assert "Vouliez" not in result.stderr


def test_what_git_never_had_is_published_whatever_its_date(portal: Portal) -> None:
    """A notice begun by `new` has no `draft`: it takes the hour of `publish`, until git has it."""
    portal.edit(DRAFT, "# à confirmer\ndraft: true\n", "")
    commit(portal)
    (portal.folder / DRAFT).rename(portal.folder / "bulletins/2026/CV-2026-BUL-0010.md")
    new = "bulletins/2026/CV-2026-BUL-0010.md"
    portal.edit(new, "BUL-0009", "BUL-0010")
    assert "-published: 2026-10-05T10:00:00+02:00" in _changed(portal, new, "publish", "CV-2026-BUL-0010")
    portal.edit(new, "revisions:", "aliases: [AVIS-7]\nrevisions:")
    assert "est parue le" in _run(portal, "publish", "CV-2026-BUL-0010", now=LATER).stderr
    portal.edit(new, "aliases: [AVIS-7]\n", "")
    commit(portal)
    assert "est parue le" in _run(portal, "publish", "CV-2026-BUL-0010", now=LATER).stderr


def test_what_a_verb_makes_doubtful_is_shown_and_written(portal: Portal) -> None:
    """An hour of another year than the identifier's; what was doubtful before is not told again."""
    result = _run(portal, "publish", "CV-2026-BUL-0009", "--at", "2062-10-12T08:00:00+02:00")
    assert result.exit_code == 0
    assert "2062" in portal.read(DRAFT)
    assert "avertissement" in result.output
    again = _run(portal, "publish", "CV-2026-BUL-0009", "--at", "2062-10-13T08:00:00+02:00")
    assert (again.exit_code, "avertissement" in again.output) == (0, False)
