"""An edition delivered in place into a folder of this machine."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.delivering.editions import FILES, NEXT, NOW, become, content, send, served, shipped, write
from tests.delivering.killing import killed_at_each_step

from cyberveille.delivering import (
    DeliveryChoices,
    DeliveryFailedError,
    TargetRefusedError,
    deliver,
    parse_target,
)
from cyberveille.delivering.folder import opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.fixture
def to(folder: Path) -> str:
    return f"dossier:{folder}"


def test_a_folder_ends_up_equal_to_the_edition(tree: Path, folder: Path, to: str) -> None:
    """What no longer belongs is gone, empty folders too; dotted folders such as .well-known are there."""
    assert send(tree, to).changed
    assert served(folder) == FILES
    become(tree, NEXT)
    send(tree, to, days=0)
    assert served(folder) == NEXT
    assert not (folder / "bulletins/2026/CV-2026-BUL-0001").exists()


def test_what_did_not_change_is_not_touched(tree: Path, folder: Path, to: str) -> None:
    """The same file, with its time: caches keep it. An edition that did not change writes nothing at all."""
    send(tree, to)
    before = {path: (folder / path).stat() for path in content(folder)}
    (tree / "assets/site.0123.css").touch()
    assert not send(tree, to).changed
    assert {path: (folder / path).stat().st_ino for path in content(folder)} == {
        path: state.st_ino for path, state in before.items()
    }
    (tree / "index.html").write_text("accueil suivant", encoding="utf-8")
    assert send(tree, to).changed
    for path in FILES.keys() - {"index.html"}:
        assert (folder / path).stat().st_mtime_ns == before[path].st_mtime_ns
        assert (folder / path).stat().st_ino == before[path].st_ino


def test_what_was_altered_at_the_target_is_mended(tree: Path, folder: Path, to: str) -> None:
    """By content: the same size and time do not hide it."""
    send(tree, to)
    page = folder / "index.html"
    state = page.stat()
    page.write_text("ACCUEIL", encoding="utf-8")
    os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert send(tree, to).changed
    assert served(folder) == FILES


def test_pages_come_before_what_leads_to_them(tree: Path, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes its place by a rename, in the order of the commit: edition.json is the last."""
    real, placed = os.rename, list[str]()

    def rename(source: str, destination: str, **where: int) -> None:
        if source.isdecimal():
            placed.append(destination)
        real(source, destination, **where)

    monkeypatch.setattr(os, "rename", rename)
    send(tree, to)
    assert len(placed) == len(FILES)
    assert placed[0] == "site.0123.css"
    assert placed[-2:] == ["tout.rss.xml", "edition.json"]


def test_what_no_edition_wrote_stays(tree: Path, folder: Path, to: str) -> None:
    """A repository of pages keeps its history and its domain; so does anything put there by hand."""
    send(tree, to)
    for path in (".git/config", "CNAME", "ancien/index.html", "bulletins/note.html", "assets/a.css"):
        write(folder, {path: "x"})
    become(tree, NEXT)
    send(tree, to, days=0)
    for path in (".git/config", "CNAME", "ancien/index.html", "bulletins/note.html", "assets/a.css"):
        assert (folder / path).read_text(encoding="utf-8") == "x"
    assert NEXT.items() <= content(folder).items()


def test_a_folder_with_other_things_waits_for_the_operator(tree: Path, folder: Path, to: str) -> None:
    """A first delivery takes an absent or an empty folder; another one with `--adopt`, and loses nothing."""
    write(folder, {"notes.txt": "à garder"})
    with pytest.raises(TargetRefusedError, match=r"notes\.txt"):
        send(tree, to)
    assert content(folder) == {"notes.txt": "à garder"}
    done = send(tree, to, adopt=True)
    assert served(folder) == FILES | {"notes.txt": "à garder"}
    assert done.notes
    assert not send(tree, to).notes


def test_members_never_take_the_place_of_the_public(
    tree: Path, folder: Path, to: str, relabel: Callable[[str, str | None], None]
) -> None:
    """The target's own edition decides, whatever the command says."""
    send(tree, to)
    relabel("members", None)
    with pytest.raises(TargetRefusedError, match="« public »"):
        send(tree, to, audience="members", adopt=True)
    assert served(folder) == FILES


def test_an_edition_delivered_before_manifests_is_kept_on(tree: Path, folder: Path, to: str) -> None:
    """Its portal and audience are known; what it wrote is not: nothing is removed, and that is said."""
    write(folder, FILES | {"bulletins/2025/CV-2025-BUL-0001/index.html": "d’avant"})
    done = send(tree, to)
    assert "rien n’en a été retiré" in done.notes[0]
    assert (folder / "bulletins/2025/CV-2025-BUL-0001/index.html").exists()


def _link_to_a_folder(folder: Path, outside: Path) -> None:
    (folder / "bulletins").rename(outside / "bulletins")
    (folder / "bulletins").symlink_to(outside / "bulletins")


def _link_to_a_file(folder: Path, outside: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(outside / "secret")


def _link_to_nothing(folder: Path, outside: Path) -> None:
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(outside / "absent")


def _link_where_removed(folder: Path, outside: Path) -> None:
    (folder / "bulletins/2026").rename(outside / "2026")
    (folder / "bulletins/2026").symlink_to(outside / "2026")


def _link_under_the_staging(folder: Path, outside: Path) -> None:
    (folder / ".livraison").symlink_to(outside)


def _link_under_the_manifest(folder: Path, outside: Path) -> None:
    (folder / ".serveur").rename(outside / "serveur")
    (folder / ".serveur").symlink_to(outside / "serveur")


@pytest.mark.parametrize(
    "plant",
    [
        _link_to_a_folder,
        _link_to_a_file,
        _link_to_nothing,
        _link_where_removed,
        _link_under_the_staging,
        _link_under_the_manifest,
    ],
)
def test_nothing_is_written_through_a_link(
    tree: Path, folder: Path, to: str, tmp_path: Path, plant: Callable[[Path, Path], None]
) -> None:
    """A link at the target, at any depth, stops the delivery; what it leads to is left as it was."""
    send(tree, to)
    outside = tmp_path / "ailleurs"
    write(outside, {"secret": "à d’autres"})
    plant(folder, outside)
    before = content(outside)
    become(tree, NEXT)
    with pytest.raises(DeliveryFailedError, match=r"[Rr]etirez-le"):
        send(tree, to, adopt=True)
    assert content(outside) == before


def test_a_page_becomes_a_folder_and_back(tree: Path, folder: Path, to: str) -> None:
    """What an earlier edition had makes room; somebody else's file does not."""
    send(tree, to)
    swapped = {path: text for path, text in FILES.items() if not path.startswith("bulletins/2026/")}
    del swapped["flux/tout.rss.xml"]
    swapped |= {"bulletins/2026": "un fichier", "flux/tout.rss.xml/suite": "un dossier"}
    become(tree, swapped)
    send(tree, to)
    assert served(folder) == swapped
    become(tree, FILES)
    send(tree, to)
    assert served(folder) == FILES
    write(folder, {"bulletins/2026/note.txt": "à garder"})
    become(tree, swapped)
    with pytest.raises(DeliveryFailedError, match=r"note\.txt"):
        send(tree, to)


def test_a_piece_with_a_digest_in_its_name_stays_for_a_time(tree: Path, folder: Path, to: str) -> None:
    """Pages that readers have open still fetch it; once its time is over the next delivery removes it."""
    send(tree, to)
    become(tree, NEXT)
    send(tree, to)
    assert served(folder) == NEXT | {"assets/site.0123.css": "body{}"}
    send(tree, to, days=0)
    assert served(folder) == NEXT


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False])
def test_a_kill_leaves_whole_files_and_the_next_delivery_mends(
    tree: Path, folder: Path, to: str, *, first: bool
) -> None:
    """Killed before any of its operations: each file is old or new, none is empty, none is missing."""
    before = {} if first else FILES

    def prepare() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        if not first:
            become(tree, FILES)
            send(tree, to)
            write(folder, {"CNAME": "x"})
        become(tree, NEXT)
        return folder

    for place in killed_at_each_step(prepare, lambda: send(tree, to, days=0)):
        found = served(place) if place.exists() else {}
        for path, text in found.items():
            if not path.startswith(".livraison/") and path != "CNAME":
                assert text in {before.get(path), NEXT.get(path)}, path
        assert before.keys() & NEXT.keys() <= found.keys()
        send(tree, to, days=0)
        assert served(place) == NEXT | ({} if first else {"CNAME": "x"})


def test_two_deliveries_do_not_meet(tree: Path, folder: Path, to: str) -> None:
    """The second one stops while the first holds the folder."""
    with (
        opened(folder) as inside,
        inside.alone(),
        pytest.raises(DeliveryFailedError, match="Une autre livraison"),
    ):
        send(tree, to)


def test_bytes_that_change_during_the_delivery_do_not_arrive(tree: Path, folder: Path, to: str) -> None:
    """What was checked is what is sent."""
    ready = shipped(tree)
    (tree / "index.html").write_text("ACCUEIL", encoding="utf-8")
    with pytest.raises(DeliveryFailedError, match="a changé pendant la livraison"):
        deliver(ready, parse_target(to, audience="public"), DeliveryChoices(NOW))
    assert not (folder / "index.html").exists()
