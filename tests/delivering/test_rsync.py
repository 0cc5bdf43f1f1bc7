"""An edition delivered in releases by rsync, the real one; a stand-in for ssh keeps it on this machine."""

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from tests.delivering.editions import (
    FILES,
    NEXT,
    become,
    content,
    edition_json,
    names,
    number,
    online,
    send,
    write,
)

from cyberveille.delivering import DeliveryFailedError, TargetRefusedError, parse_target, rolled_back
from cyberveille.delivering.rsync import Compared, Rsync
from cyberveille.delivering.running import Ran

pytestmark = pytest.mark.usefixtures("ssh")


@pytest.fixture
def server(tmp_path: Path) -> Path:
    return tmp_path / "srv"


@pytest.fixture
def to(server: Path) -> str:
    return f"rsync:portail@www.example.org:{server}"


def connections(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def test_the_link_leads_to_the_edition(tree: Path, server: Path, to: str) -> None:
    """In a folder that is not there yet; what did not change is the same file in the next release."""
    assert send(tree, to).changed
    assert online(server) == FILES
    before = (server / "en-ligne/bulletins/index.html").stat()
    become(tree, NEXT)
    send(tree, to)
    assert online(server) == NEXT | {"assets/site.0123.css": "body{}"}
    after = (server / "en-ligne/bulletins/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_folder_of_this_machine_is_a_target_too(tree: Path, server: Path, ssh: Path) -> None:
    """Without another machine there is no connection."""
    send(tree, f"rsync:{server}")
    assert online(server) == FILES
    assert connections(ssh) == []


def test_an_edition_that_did_not_change_makes_no_release(
    tree: Path, server: Path, to: str, ssh: Path
) -> None:
    """Three connections look, and none writes."""
    send(tree, to)
    before, made = names(server), len(connections(ssh))
    assert not send(tree, to).changed
    assert names(server) == before
    since = connections(ssh)[made:]
    assert len(since) == 3
    assert all(" --sender " in line for line in since)


def test_the_last_releases_are_kept_and_one_comes_back(tree: Path, server: Path, to: str) -> None:
    """The oldest goes, whole; the one before is put online again by one switch."""
    for count in range(4):
        number(tree, to, count, keep=2)
    assert len(names(server)) == 2
    assert sorted(file.stem for file in (server / "versions").glob("*.json")) == names(server)
    assert rolled_back(parse_target(to, audience="public")) == names(server)[0]
    assert online(server)["index.html"] == "accueil 2"


def test_pieces_of_pages_that_are_open_stay_for_a_time(tree: Path, server: Path, to: str) -> None:
    """They are the same files still, although the build no longer has them; on request they go at once."""
    number(tree, to, 0)
    piece = (server / "en-ligne/assets/site.0000.css").stat().st_ino
    number(tree, to, 1)
    number(tree, to, 2)
    assert (server / "en-ligne/assets/site.0000.css").stat().st_ino == piece
    number(tree, to, 2, keep=1, days=0)
    assert "assets/site.0000.css" not in online(server)
    assert len(names(server)) == 1


def test_a_connection_that_breaks_leaves_one_edition_online(
    tree: Path, server: Path, to: str, ssh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever it is: the edition served is whole; the next delivery leaves nothing of the one cut short."""
    number(tree, to, 0)
    number(tree, to, 1)
    former = online(server)
    server.rename(server.with_name("avant"))
    become(tree, NEXT)
    cut = 0
    while True:
        shutil.rmtree(server, ignore_errors=True)
        shutil.copytree(server.with_name("avant"), server, symlinks=True)
        monkeypatch.setenv("SSH_ANSWERS", str(len(connections(ssh)) + cut))
        try:
            send(tree, to, days=0, keep=2)
        except DeliveryFailedError:
            assert online(server) in (former, NEXT)
        else:
            break
        finally:
            monkeypatch.setenv("SSH_ANSWERS", "1000000")
        send(tree, to, days=0, keep=2)
        assert online(server) == NEXT
        assert len(names(server)) == 2
        assert {entry.name for entry in (server / "versions").glob("*.json")} >= {
            f"{name}.json" for name in names(server)
        }
        cut += 1
    assert cut > 8


def test_members_never_take_the_place_of_the_public(tree: Path, server: Path, to: str) -> None:
    """The edition online decides, whatever the command says."""
    send(tree, to)
    become(tree, FILES | {"edition.json": edition_json("members", tlp_max="AMBER")})
    with pytest.raises(TargetRefusedError, match="« public »"):
        send(tree, to, audience="members", adopt=True)
    assert online(server) == FILES


def test_what_cannot_be_read_is_not_taken_for_nothing(
    tree: Path, server: Path, to: str, ssh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection refused, at whichever look: nothing is written, with or without `--adopt`."""
    send(tree, to)
    before = content(server)
    become(tree, NEXT)
    for answered in range(3):
        monkeypatch.setenv("SSH_ANSWERS", str(len(connections(ssh)) + answered))
        with pytest.raises(DeliveryFailedError, match=r"n’a pas pu être lu.*Connection refused"):
            send(tree, to, adopt=True)
    assert content(server) == before


@pytest.mark.parametrize(
    ("code", "errors", "absent"),
    [
        (23, 'rsync: [sender] change_dir "/srv" failed: Aucun fichier ou dossier de ce type (2)\n', True),
        (23, 'rsync: [sender] change_dir "/srv" failed: Permission denied (13)\n', False),
        (23, 'rsync: link_stat "/srv/a" failed: x (2)\nrsync: opendir "/srv/b" failed: x (13)\n', False),
        (23, "", False),
        (255, "ssh: Could not resolve hostname\nrsync: connection unexpectedly closed (0 bytes)\n", False),
        (12, 'rsync: change_dir "/srv" failed: No such file or directory (2)\n', False),
    ],
)
def test_absence_is_what_the_number_says(code: int, errors: str, *, absent: bool) -> None:
    """ENOENT is 2 in every language; anything else is a target that cannot be read."""
    assert Rsync("www:/srv").absent(Ran(code, b"", errors)) is absent


def test_a_web_root_that_is_a_folder_is_taken_over(tree: Path, server: Path, to: str) -> None:
    """With `--adopt`; what is there stays, and the operator learns where the server must look."""
    write(server, FILES | {"perso.html": "x"})
    with pytest.raises(TargetRefusedError, match="en-ligne"):
        send(tree, to)
    assert content(server) == FILES | {"perso.html": "x"}
    become(tree, NEXT)
    assert "en-ligne" in send(tree, to, adopt=True).notes[0]
    assert online(server) == NEXT
    assert (server / "perso.html").exists()


def test_what_no_delivery_wrote_keeps_its_release(tree: Path, server: Path, to: str) -> None:
    """A release with a file put there by hand is left, and named."""
    number(tree, to, 0)
    (server / "en-ligne/preuve.html").write_text("x", encoding="utf-8")
    number(tree, to, 1)
    done = number(tree, to, 2, keep=1)
    assert any("preuve.html" in note for note in done.notes)
    assert [*(server / "versions").rglob("preuve.html")]


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


def test_an_address_is_never_a_command(tree: Path, tmp_path: Path) -> None:
    """What a shell would run is the name of a folder."""
    place = tmp_path / "$(touch attaque);`touch attaque`&touch attaque'"
    send(tree, f"rsync:www:{place}".replace(" ", "${IFS}"))
    here = Path(str(place).replace(" ", "${IFS}"))
    assert online(here) == FILES
    assert not [*tmp_path.rglob("attaque")]
    assert not Path("attaque").exists()


def test_arguments_are_plain_for_a_plain_address(tree: Path, to: str, ssh: Path) -> None:
    """`rrsync`, which keeps a key to one folder, takes nothing protected: it reads what it allows."""
    send(tree, to)
    assert all("rsync --server" in line and "-s" not in line.split() for line in connections(ssh))


def test_a_program_that_is_missing_is_named(
    tree: Path, to: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator learns what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeliveryFailedError, match="« rsync » n’est pas installé"):
        send(tree, to)


def _compared(monkeypatch: pytest.MonkeyPatch) -> dict[Compared, set[str]]:
    """The files of the edition's tree that are sent from now on, by how they are compared."""
    seen: dict[Compared, set[str]] = {compared: set() for compared in Compared}
    sent = Rsync.send

    def send_seen(self: Rsync, source: Path, paths: Collection[str], *more: str, **options: Any) -> None:  # noqa: ANN401
        if source.name == "site":
            seen[options["compared"]].update(paths)
        sent(self, source, paths, *more, **options)

    monkeypatch.setattr(Rsync, "send", send_seen)
    return seen


def test_what_did_not_change_is_not_read(
    tree: Path, server: Path, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On either side: only what the last delivery sent with another content goes, or with another time is."""
    send(tree, to)
    seen = _compared(monkeypatch)
    write(tree, {"index.html": "accueil!"})
    os.utime(tree / "bulletins/index.html", ns=(1, 1))
    send(tree, to)
    assert seen[Compared.NEVER] == {"index.html"}
    assert seen[Compared.BY_CONTENT] == {"bulletins/index.html"}
    assert seen[Compared.BY_TIME] == FILES.keys() - {"index.html", "bulletins/index.html"}
    assert online(server) == FILES | {"index.html": "accueil!"}


def test_a_new_content_goes_whatever_its_size_and_time(tree: Path, server: Path, to: str) -> None:
    """As two builds within one tick of the clock make them."""
    page = tree / "bulletins/index.html"
    send(tree, to)
    before = page.stat()
    write(tree, {"bulletins/index.html": page.read_text(encoding="utf-8").swapcase()})
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert page.stat().st_size == before.st_size
    send(tree, to)
    assert online(server)["bulletins/index.html"] == page.read_text(encoding="utf-8")


def test_what_was_altered_at_the_target_is_mended(tree: Path, server: Path, to: str) -> None:
    """The next release does not take it over."""
    send(tree, to)
    altered = server / "en-ligne/bulletins/index.html"
    before = altered.stat()
    altered.write_text(altered.read_text(encoding="utf-8").swapcase(), encoding="utf-8")
    # rsync tells times by the second.
    os.utime(altered, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))
    write(tree, {"index.html": "accueil!"})
    send(tree, to)
    assert online(server) == FILES | {"index.html": "accueil!"}


def test_what_goes_goes_alone(tmp_path: Path) -> None:
    """Names that rsync would read as patterns stand for themselves; a folder that is not there stays so."""
    folder = tmp_path / "target"
    gone = ("a[1].html", "deep/er/b*.html", "c\\d.html", "e\\?.html", "not/there/f.html", "empty")
    kept = ("a1.html", "deep/er/bb.html", "deep/er/b", "cd.html", "ef.html", "full/g.html")
    for path in (*gone[:4], *kept):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
    (folder / "empty").mkdir()
    Rsync(str(folder)).write({"new/h.html": b"h"}, gone=(*gone, "full"))
    left = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    assert left == {*kept, "new/h.html"}
    assert not (folder / "not").exists()
    assert not (folder / "empty").exists()
