"""An edition delivered in releases into a folder of this machine."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.delivering.editions import (
    FILES,
    NEXT,
    NOW,
    become,
    content,
    edition_json,
    names,
    number,
    online,
    pieces,
    send,
    write,
)
from tests.delivering.killing import killed_at_each_step

from cyberveille.delivering import (
    DeliveryFailedError,
    TargetRefusedError,
    parse_target,
    rolled_back,
)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    return tmp_path / "srv"


@pytest.fixture
def to(server: Path) -> str:
    return f"versions:{server}"


def test_the_link_leads_to_the_edition(tree: Path, server: Path, to: str) -> None:
    """Nothing else than the edition is below what the server serves."""
    assert send(tree, to).changed
    assert online(server) == FILES
    assert str((server / "en-ligne").readlink()).startswith("versions/2026-11-28T09-00-00Z.")


def test_what_did_not_change_is_the_same_file(tree: Path, server: Path, to: str) -> None:
    """By a hard link: neither its bytes nor its time are new, and the former release keeps its own."""
    send(tree, to)
    (former,) = names(server)
    before = {path: (server / "en-ligne" / path).stat() for path in FILES}
    become(tree, NEXT)
    send(tree, to, days=0)
    assert online(server) == NEXT
    assert content(server / "versions" / former) == FILES
    for path in (".well-known/security.txt", "bulletins/index.html"):
        after = (server / "en-ligne" / path).stat()
        assert (after.st_ino, after.st_mtime_ns) == (before[path].st_ino, before[path].st_mtime_ns)


def test_only_what_changed_is_read_and_written(
    tree: Path, server: Path, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work of a delivery at its target is that of the change, and a link for each other file."""
    send(tree, to)
    (tree / "index.html").write_text("accueil suivant", encoding="utf-8")
    real, linked = os.link, list[str]()

    def link(source: str, destination: str) -> None:
        linked.append(destination)
        real(source, destination)

    monkeypatch.setattr(os, "link", link)
    send(tree, to)
    assert len(linked) == len(FILES) - 1
    assert online(server)["index.html"] == "accueil suivant"


def test_without_hard_links_files_are_copied(
    tree: Path, server: Path, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system that makes none; times stay those of the files."""

    def refused(*_: str) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    send(tree, to)
    time = (server / "en-ligne/bulletins/index.html").stat().st_mtime_ns
    become(tree, NEXT)
    send(tree, to, days=0)
    assert online(server) == NEXT
    assert (server / "en-ligne/bulletins/index.html").stat().st_mtime_ns == time


def test_what_was_altered_online_does_not_reach_the_next_release(tree: Path, server: Path, to: str) -> None:
    """Altered, removed, or led elsewhere: the file comes from the edition again."""
    send(tree, to)
    (server / "en-ligne/bulletins/index.html").write_text("autre chose", encoding="utf-8")
    (server / "en-ligne/flux/tout.rss.xml").unlink()
    (server / "en-ligne/.well-known/security.txt").unlink()
    (server / "en-ligne/.well-known/security.txt").symlink_to("/etc/hostname")
    (tree / "index.html").write_text("accueil suivant", encoding="utf-8")
    send(tree, to)
    assert online(server) == FILES | {"index.html": "accueil suivant"}
    assert not (server / "en-ligne/.well-known/security.txt").is_symlink()


def test_an_edition_that_did_not_change_makes_no_release(tree: Path, server: Path, to: str) -> None:
    """The timer delivers every five minutes; the releases kept are those that differ."""
    send(tree, to)
    before = names(server)
    assert not send(tree, to, at=NOW + timedelta(hours=1)).changed
    assert names(server) == before


def test_the_last_releases_are_kept(tree: Path, server: Path, to: str) -> None:
    """The oldest goes, whole; so do the files that said what it held."""
    for count in range(5):
        number(tree, to, count, keep=3)
    assert len(names(server)) == 3
    assert sorted(file.stem for file in (server / "versions").glob("*.json")) == names(server)
    assert online(server)["index.html"] == "accueil 4"


def test_rolling_back_is_one_switch(tree: Path, server: Path, to: str) -> None:
    """To the release before, and again to the one before it; a later delivery is followed by its own past."""
    target = parse_target(to, audience="public")
    for count in range(3):
        number(tree, to, count)
    assert rolled_back(target) == names(server)[1]
    assert online(server)["index.html"] == "accueil 1"
    rolled_back(target)
    assert online(server)["index.html"] == "accueil 0"
    with pytest.raises(DeliveryFailedError, match="version antérieure"):
        rolled_back(target)
    number(tree, to, 3)
    rolled_back(target)
    assert online(server)["index.html"] == "accueil 0"


def test_rolling_back_asks_for_the_audience(tree: Path, to: str) -> None:
    """The releases of others are not touched."""
    number(tree, to, 0)
    number(tree, to, 1)
    with pytest.raises(TargetRefusedError, match="« members »"):
        rolled_back(parse_target(to, audience="members"))


def test_a_release_is_later_than_those_before_it(tree: Path, server: Path, to: str) -> None:
    """Even when the clock went back, or stood still."""
    number(tree, to, 2)
    number(tree, to, 1)
    number(tree, to, 1, keep=2)
    number(tree, to, 0, keep=2)
    assert len(names(server)) == 2
    assert str((server / "en-ligne").readlink()).endswith(names(server)[-1])


def test_pieces_of_pages_that_are_open_stay_for_a_time(tree: Path, server: Path, to: str) -> None:
    """Seven days from the release that no longer has them, whatever was delivered since."""
    number(tree, to, 0)
    number(tree, to, 1)
    number(tree, to, 2)
    left = pieces(3).keys()
    assert left <= online(server).keys()
    become(tree, NEXT)
    send(tree, to, at=NOW + timedelta(days=7, minutes=1, seconds=30))
    assert left & online(server).keys() == {"assets/site.0001.css", "assets/site.0002.css"}


def test_nothing_of_the_past_is_left_on_request(tree: Path, server: Path, to: str) -> None:
    """What was published by mistake leaves former releases and kept pieces, even for the same edition."""
    number(tree, to, 0)
    number(tree, to, 1)
    assert number(tree, to, 1, keep=1, days=0).changed
    assert online(server) == FILES | {"index.html": "accueil 1", "assets/site.0001.css": "body{}"}
    assert len(names(server)) == 1
    assert not number(tree, to, 1, keep=1, days=0).changed


def test_pieces_of_a_more_closed_edition_are_not_served_on(tree: Path, server: Path, to: str) -> None:
    """A piece of a search index holds text: it goes with the marking that allowed it."""
    amber = edition_json("members", tlp_max="AMBER")
    become(tree, FILES | {"edition.json": amber})
    send(tree, to, audience="members", adopt=True)
    become(tree, NEXT | {"edition.json": edition_json("members", tlp_max="GREEN")})
    send(tree, to, audience="members")
    assert "assets/site.0123.css" not in online(server)


def test_a_web_root_that_is_a_folder_is_taken_over(tree: Path, server: Path, to: str) -> None:
    """With `--adopt`; what is there stays, and the operator learns where the server must look."""
    write(server, FILES | {"perso.html": "x"})
    with pytest.raises(TargetRefusedError, match=r"(?s)en-ligne.*--adopt") as refused:
        send(tree, to)
    assert content(server) == FILES | {"perso.html": "x"}
    assert "en-ligne" in str(refused.value)
    become(tree, NEXT)
    done = send(tree, to, adopt=True)
    assert online(server) == NEXT
    assert (server / "perso.html").exists()
    assert "en-ligne" in done.notes[0]
    become(tree, FILES)
    assert "en-ligne" in send(tree, to).notes[0]


def test_a_web_root_of_others_is_never_taken_over(tree: Path, server: Path, to: str) -> None:
    """The edition in the root decides as one online does."""
    write(server, FILES | {"edition.json": edition_json("members", tlp_max="AMBER")})
    with pytest.raises(TargetRefusedError, match="« members »"):
        send(tree, to, adopt=True)
    assert not (server / "en-ligne").exists()


@pytest.mark.parametrize("place", ["versions", "en-ligne"])
def test_links_in_the_place_of_releases_stop_the_delivery(
    tree: Path, server: Path, to: str, tmp_path: Path, place: str
) -> None:
    """What no delivery made is not followed, nor replaced."""
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    server.mkdir()
    (server / place).symlink_to(outside)
    with pytest.raises(DeliveryFailedError, match="n’a pas été fait par une livraison"):
        send(tree, to, adopt=True)
    assert list(outside.iterdir()) == []
    assert str((server / place).readlink()) == str(outside)


def test_what_no_delivery_wrote_stays_in_its_release(tree: Path, server: Path, to: str) -> None:
    """A file put there by hand is neither removed with the release nor forgotten in silence."""
    number(tree, to, 0)
    (server / "en-ligne/preuve.html").write_text("x", encoding="utf-8")
    number(tree, to, 1)
    done = number(tree, to, 2, keep=1)
    assert any("preuve.html" in note for note in done.notes)
    (kept,) = (server / "versions").rglob("preuve.html")
    assert [file.name for file in kept.parent.iterdir()] == ["preuve.html"]


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False])
def test_a_kill_leaves_one_edition_online_and_the_next_delivery_mends(
    tree: Path, server: Path, to: str, *, first: bool
) -> None:
    """Killed before any of its operations: what is served is the old edition or the new one, whole."""

    def prepare() -> Path:
        shutil.rmtree(server, ignore_errors=True)
        if not first:
            number(tree, to, 0)
            number(tree, to, 1)
        become(tree, NEXT)
        return server

    for place in killed_at_each_step(prepare, lambda: send(tree, to, days=0, keep=2)):
        if (place / "en-ligne").exists():
            assert online(place) in (FILES | {"index.html": "accueil 1"} | pieces(2), NEXT)
        else:
            assert first
        send(tree, to, days=0, keep=2)
        assert online(place) == NEXT
        assert len(names(place)) <= 2
        if not first:
            assert content(place / "versions" / names(place)[0]) == FILES | {
                "index.html": "accueil 1"
            } | pieces(2)
        assert {entry.name for entry in place.iterdir()} == {"versions", "en-ligne"}
        stems = sorted(file.stem for file in (place / "versions").iterdir() if file.is_file())
        assert stems == names(place)
