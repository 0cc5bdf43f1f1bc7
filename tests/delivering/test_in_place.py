"""Editions delivered in place to another machine: by rsync, and to an object store."""

import json
from pathlib import Path

import pytest
from tests.delivering.editions import (
    FILES,
    NEXT,
    become,
    content,
    edition_json,
    send,
    served,
    write,
)
from tests.needs import needs

from cyberveille.delivering import DeliveryFailedError, TargetRefusedError

RCLONE = "rclone:depot:seau/portail"


@pytest.fixture(params=["rsync", "rclone"])
@needs("system")
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A target, and the folder behind it."""
    if request.param == "rclone":
        bucket: Path = request.getfixturevalue("bucket")
        return RCLONE, bucket / "seau/portail"
    request.getfixturevalue("ssh")
    return f"rsync-dossier:www:{tmp_path / 'srv'}", tmp_path / "srv"


def test_a_target_ends_up_equal_to_the_edition(tree: Path, place: tuple[str, Path]) -> None:
    """What an earlier edition had is gone, and nothing else; old pieces stay as long as they should."""
    to, folder = place
    send(tree, to)
    assert served(folder) == FILES
    write(folder, {"CNAME": "x", "bulletins/note.html": "y"})
    become(tree, NEXT)
    send(tree, to)
    kept = {"CNAME": "x", "bulletins/note.html": "y"}
    assert served(folder) == NEXT | kept | {"assets/site.0123.css": "body{}"}
    send(tree, to, days=0)
    assert served(folder) == NEXT | kept


def test_a_target_with_other_things_waits_for_the_operator(tree: Path, place: tuple[str, Path]) -> None:
    """Any file at all; with `--adopt` none is lost."""
    to, folder = place
    write(folder, {"photos/ete.jpg": "à garder"})
    with pytest.raises(TargetRefusedError, match="photos"):
        send(tree, to)
    assert content(folder) == {"photos/ete.jpg": "à garder"}
    assert send(tree, to, adopt=True).notes
    become(tree, NEXT)
    send(tree, to, days=0)
    assert served(folder) == NEXT | {"photos/ete.jpg": "à garder"}


def test_members_never_take_the_place_of_the_public(tree: Path, place: tuple[str, Path]) -> None:
    """The target's own edition decides, whatever the command says."""
    to, folder = place
    send(tree, to)
    become(tree, FILES | {"edition.json": edition_json("members", tlp_max="AMBER")})
    with pytest.raises(TargetRefusedError, match="« public »"):
        send(tree, to, audience="members", adopt=True)
    assert served(folder) == FILES


def test_another_portal_waits_for_the_operator(tree: Path, place: tuple[str, Path]) -> None:
    """The address may have changed, or the target be the wrong one."""
    to, folder = place
    send(tree, to)
    become(tree, NEXT | {"edition.json": edition_json(url="https://autre.example.org/")})
    with pytest.raises(TargetRefusedError, match=r"https://autre\.example\.org/"):
        send(tree, to)
    assert served(folder) == FILES
    send(tree, to, adopt=True)
    assert "autre.example.org" in served(folder)["edition.json"]


@pytest.mark.parametrize("command", ["lsjson", "cat"])
def test_a_store_that_cannot_be_read_is_not_taken_for_an_empty_one(
    tree: Path, bucket: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Nothing is sent, with or without `--adopt`."""
    send(tree, RCLONE)
    become(tree, NEXT)
    monkeypatch.setenv("RCLONE_FAILS", command)
    with pytest.raises(DeliveryFailedError, match=r"n’a pas pu être lu.*connection refused"):
        send(tree, RCLONE, adopt=True)
    assert served(bucket / "seau/portail") == FILES


@pytest.mark.usefixtures("bucket")
def test_pages_go_before_what_leads_to_them_and_removals_come_last(tree: Path, tmp_path: Path) -> None:
    """And nothing ever asks a store to become equal to a folder."""
    send(tree, RCLONE)
    become(tree, NEXT)
    send(tree, RCLONE)
    said = [(words[0], paths) for words, paths in _said(tmp_path)]
    assert {command for command, _ in said} == {"lsjson", "cat", "copy", "delete"}
    start = max(number for number, (command, _) in enumerate(said) if command not in {"copy", "delete"}) + 1
    order = [path for _, paths in said[start:] for path in paths]
    assert order == [
        ".serveur/livraison.json",
        "assets/site.4567.css",
        "bulletins/2026/CV-2026-BUL-0002/index.html",
        ".well-known/security.txt",
        "bulletins/index.html",
        "index.html",
        "flux/tout.rss.xml",
        "edition.json",
        "bulletins/2026/CV-2026-BUL-0001/index.html",
        ".serveur/livraison.json",
    ]
    assert [command for command, _ in said[start:]].index("delete") == len(said) - start - 2


def _said(folder: Path) -> list[tuple[list[str], list[str]]]:
    """What rclone was asked: words, paths."""
    lines = (folder / "rclone.log").read_text(encoding="utf-8").splitlines()
    return [(words, paths) for words, paths in map(json.loads, lines)]


@pytest.mark.parametrize("restricted", [False, True])
@pytest.mark.usefixtures("bucket")
def test_a_store_is_told_how_to_serve_each_file(tree: Path, tmp_path: Path, restricted: bool) -> None:
    """Its type, and for how long copies may be kept; files that are alike go together."""
    tlp_max = "AMBER" if restricted else "CLEAR"
    more = {f"bulletins/2026/CV-2026-BUL-{number:04d}.json": "{}" for number in range(2, 40)}
    more |= {f"bulletins/2026/CV-2026-BUL-{number:04d}/index.html": "x" for number in range(2, 40)}
    more |= {"observatoire/2026.csv": "a", "documents/D/f.pdf": "%PDF", "etat.json": "{}"}
    become(tree, FILES | more | {"edition.json": edition_json(tlp_max=tlp_max)})
    send(tree, RCLONE, adopt=True)
    headers = {
        path: [word.removeprefix("--header-upload=") for word in words if word.startswith("--header-upload")]
        for words, paths in _said(tmp_path)
        for path in paths
    }
    pages, pieces = "private, no-store", "private, max-age=31536000, immutable"
    brief = "private, no-store"
    if not restricted:
        pages, pieces, brief = "no-cache", "public, max-age=31536000, immutable", "public, max-age=60"
    expected = {
        "flux/tout.rss.xml": ("application/rss+xml; charset=utf-8", pages),
        "index.html": ("text/html; charset=utf-8", pages),
        "bulletins/2026/CV-2026-BUL-0002.json": ("application/json", pages),
        "observatoire/2026.csv": ("text/csv; charset=utf-8", pages),
        "documents/D/f.pdf": ("application/pdf", pages),
        "assets/site.0123.css": ("text/css; charset=utf-8", pieces),
        "etat.json": ("application/json", brief),
    }
    for path, (kind, cache) in expected.items():
        assert headers[path] == [f"Content-Type: {kind}", f"Cache-Control: {cache}"], path
    assert sum(words[0] == "copy" for words, _ in _said(tmp_path)) < 20


SERVING = {
    ".serveur/nginx.conf": "# nginx",
    "_headers": "/*",
    "_redirects": "/a /b 301",
    "index.html.br": "br",
    "flux/tout.rss.xml.gz": "gz",
}


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("rclone", set(SERVING)),
        ("dossier", {".serveur/nginx.conf"}),
        ("rsync-dossier", set()),
    ],
)
@pytest.mark.usefixtures("ssh")
def test_what_a_target_has_no_use_for_is_not_sent(
    tree: Path, bucket: Path, tmp_path: Path, kind: str, left: set[str]
) -> None:
    """It would be public for nothing; what an earlier version of the program sent goes."""
    to, folder = {
        "rclone": (RCLONE, bucket / "seau/portail"),
        "dossier": (f"dossier:{tmp_path / 'public'}", tmp_path / "public"),
        "rsync-dossier": (f"rsync-dossier:www:{tmp_path / 'srv'}", tmp_path / "srv"),
    }[kind]
    write(tree, SERVING)
    send(tree, to)
    assert served(folder).keys() == (FILES | SERVING).keys() - left


def test_a_delivery_cut_short_is_taken_up(tree: Path, bucket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What editions wrote is known at every moment: it goes with the next delivery."""
    folder = bucket / "seau/portail"
    send(tree, RCLONE)
    become(tree, NEXT)
    monkeypatch.setenv("RCLONE_FAILS", "delete")
    with pytest.raises(DeliveryFailedError, match="code 1"):
        send(tree, RCLONE, days=0)
    assert FILES.keys() <= served(folder).keys()
    monkeypatch.setenv("RCLONE_FAILS", "")
    send(tree, RCLONE, days=0)
    assert served(folder) == NEXT


@pytest.mark.usefixtures("ssh")
def test_rsync_writes_through_no_link_in_place(tree: Path, tmp_path: Path) -> None:
    """A link at the target stops the delivery; what it leads to is left as it was."""
    to, folder, outside = f"rsync-dossier:www:{tmp_path / 'srv'}", tmp_path / "srv", tmp_path / "ailleurs"
    send(tree, to)
    outside.mkdir()
    (folder / "bulletins").rename(outside / "bulletins")
    (folder / "bulletins").symlink_to(outside / "bulletins")
    before = content(outside)
    become(tree, NEXT)
    with pytest.raises(DeliveryFailedError, match="lien symbolique"):
        send(tree, to, adopt=True)
    assert content(outside) == before


@pytest.mark.usefixtures("ssh")
def test_rsync_leaves_no_empty_folder(tree: Path, tmp_path: Path) -> None:
    """Folders go with their last file, however deep."""
    to = f"rsync-dossier:www:{tmp_path / 'srv'}"
    send(tree, to)
    become(tree, {path: text for path, text in FILES.items() if not path.startswith("bulletins/2026")})
    send(tree, to)
    assert not (tmp_path / "srv/bulletins/2026").exists()
    assert (tmp_path / "srv/bulletins/index.html").exists()


def test_what_readers_see_there_lasts(tree: Path, place: tuple[str, Path]) -> None:
    """A notice that the new edition lost is refused, unless that edition says that an operator let it go."""
    to, folder = place
    whole = FILES | {"bulletins/2026/CV-2026-BUL-0001.json": "{}"}
    become(tree, whole)
    send(tree, to)
    gone = {path: text for path, text in FILES.items() if "CV-2026-BUL-0001" not in path}
    become(tree, gone)
    with pytest.raises(TargetRefusedError, match="CV-2026-BUL-0001"):
        send(tree, to)
    assert served(folder) == whole
    admitted = [{"id": "CV-2026-BUL-0001", "date": "2026-11-28T09:00:00+01:00"}]
    said = json.loads(FILES["edition.json"]) | {"admissions": admitted}
    become(tree, gone | {"edition.json": json.dumps(said)})
    send(tree, to)
    assert "bulletins/2026/CV-2026-BUL-0001/index.html" not in served(folder)
