"""Delivering to a folder, by rsync and by rclone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberveille.delivering import DeliveryFailedError, deliver, parse_target, refusals
from cyberveille.delivering.steps import Step, published_files, steps

Recorder = Callable[[str, int], Path]


def content(root: Path) -> dict[str, str]:
    return {path: (root / path).read_text(encoding="utf-8") for path in published_files(root)}


def test_a_folder_ends_up_equal_to_the_edition(tree: Path, tmp_path: Path) -> None:
    """What no longer belongs is gone, dotted folders such as .well-known are there."""
    target = parse_target(f"dossier:{tmp_path / 'public'}", audience="public")
    assert deliver(tree, target).files == len(content(tree))
    (tree / "flux/tout.rss.xml").unlink()
    assert refusals(tree, target, unfinished=False) == ()
    deliver(tree, target)
    assert content(tmp_path / "public") == content(tree)


@pytest.mark.usefixtures("rsync")
def test_rsync_brings_a_folder_to_the_edition(tree: Path, tmp_path: Path) -> None:
    """The real rsync, on this machine; the times of equal files are left alone."""
    folder = tmp_path / "srv" / "portail"
    folder.mkdir(parents=True)
    target = parse_target(f"rsync:{folder}", audience="public")
    deliver(tree, target)
    assert content(folder) == content(tree)
    kept = (folder / "assets/site.0123.css").stat().st_mtime_ns

    (tree / "index.html").write_text("accueil suivant", encoding="utf-8")
    (tree / "bulletins/2026/CV-2026-BUL-0001/index.html").unlink()
    (tree / "assets/site.0123.css").touch()
    deliver(tree, target)
    assert content(folder) == content(tree)
    assert (folder / "assets/site.0123.css").stat().st_mtime_ns == kept


def test_pages_go_before_what_leads_to_them_and_removals_come_last(tree: Path) -> None:
    """The first pass sends assets and pages and removes nothing; only the second removes."""
    first, second = steps(tree, parse_target("rsync:www:/srv/portail", audience="public"))
    assert first.stdin.split(b"\0") == [
        b".well-known/security.txt",
        b"assets/site.0123.css",
        b"bulletins/2026/CV-2026-BUL-0001/index.html",
    ]
    assert not any(word.startswith("--delete") for word in first.command)
    assert "--delete-after" in second.command
    assert "--delay-updates" in second.command
    assert second.command[-3:] == ("--", f"{tree.resolve()}/", "www:/srv/portail/")


def test_rsync_is_called_with_separate_words(tree: Path, recorder: Recorder) -> None:
    """Two calls, the address whole as the last word of each, no shell in between."""
    log = recorder("rsync", 0)
    announced: list[Step] = []
    target = parse_target("rsync:portail@www.example.org:/srv/$(id)", audience="public")
    deliver(tree, target, announce=announced.append)
    said = log.read_text(encoding="utf-8").splitlines()
    assert said.count("portail@www.example.org:/srv/$(id)/") == 2
    assert "ssh -o BatchMode=yes -o ConnectTimeout=20" in said
    assert len(announced) == 2


def test_rclone_copies_then_synchronises(tree: Path, recorder: Recorder) -> None:
    """The same order as with rsync."""
    log = recorder("rclone", 0)
    target = parse_target("rclone:depot:seau/portail", audience="public")
    deliver(tree, target)
    first, second, _ = log.read_text(encoding="utf-8").split("--\n")
    assert first.startswith("copy\n")
    assert "assets/site.0123.css" in first
    assert "flux/tout.rss.xml" not in first
    assert second.startswith("sync\n")
    assert "depot:seau/portail" in second


def test_a_failure_stops_before_anything_is_removed(tree: Path, recorder: Recorder) -> None:
    """The second command does not run; the message carries the program's last words."""
    log = recorder("rsync", 12)
    target = parse_target("rsync:www:/srv/portail", audience="public")
    with pytest.raises(DeliveryFailedError, match="code 12 : connexion refusée"):
        deliver(tree, target)
    assert "--delete-after" not in log.read_text(encoding="utf-8")


def test_a_program_that_is_missing_is_named(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator learns what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeliveryFailedError, match="« rclone » n’est pas installé"):
        deliver(tree, parse_target("rclone:depot:seau", audience="public"))


def test_what_belongs_to_the_host_stays(tree: Path, tmp_path: Path) -> None:
    """A repository of pages keeps its history and its domain; the edition's own files come and go."""
    folder = tmp_path / "public"
    target = parse_target(f"dossier:{folder}", audience="public")
    deliver(tree, target)
    for path in (".git/config", "CNAME", "ancien/index.html"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("x", encoding="utf-8")
    deliver(tree, target)
    assert set(published_files(folder)) == {*published_files(tree), ".git/config", "CNAME"}
    assert not (folder / "ancien").exists()


def test_files_that_no_build_wrote_are_not_delivered(tree: Path, tmp_path: Path) -> None:
    """Something put by hand into the tree could be anything."""
    target = parse_target(f"dossier:{tmp_path / 'public'}", audience="public")
    known = published_files(tree)
    assert refusals(tree, target, unfinished=False, known=known) == ()
    (tree / "note.html").write_text("x", encoding="utf-8")
    assert "note.html" in refusals(tree, target, unfinished=False, known=known)[0]
