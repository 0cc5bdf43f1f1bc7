"""Readers of feeds, each asked to look again: what it shows that it had not shown before."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path

from msgspec import Struct

Items = Mapping[str, str]
"""Titles, by whatever the reader tells entries apart by."""
_PATIENCE = 60
_MARK = "[changé en place] "


class Reader(Struct, frozen=True):
    """`prepare` subscribes, once; `look` fetches, and gives what the reader then holds."""

    name: str
    there: Callable[[], bool]
    prepare: Callable[[Path, tuple[str, ...]], None]
    look: Callable[[Path, tuple[str, ...]], Items]


def news(before: Items, after: Items) -> Iterator[str]:
    """What is new to who reads titles; a title that changed where it stood is marked."""
    for key, title in after.items():
        if key not in before:
            yield title
        elif before[key] != title:
            yield _MARK + title


def _run(command: list[str], folder: Path, text: str = "", **more: str) -> str:
    env = os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), **more}
    said = subprocess.run(
        command, cwd=folder, env=env, input=text, capture_output=True, text=True, timeout=600, check=False
    )
    return said.stdout


def _installed(*names: str) -> Callable[[], bool]:
    return lambda: all(map(shutil.which, names))


def _rows(file: Path, query: str) -> dict[str, str]:
    if not file.is_file():
        return {}
    connection = sqlite3.connect(file)
    try:
        return {"\t".join(map(str, row[:-1])): str(row[-1]) for row in connection.execute(query)}
    finally:
        connection.close()


def _newsboat_prepare(folder: Path, feeds: tuple[str, ...]) -> None:
    (folder / "urls").write_text("".join(f"{url}\n" for url in feeds), encoding="utf-8")
    (folder / "config").write_text("", encoding="utf-8")


def _newsboat_look(folder: Path, _: tuple[str, ...]) -> Items:
    _run(["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"], folder)
    return _rows(folder / "cache.db", "select feedurl, guid, title from rss_item")


def _mail_prepare(folder: Path, feeds: tuple[str, ...]) -> None:
    options = ("-c", str(folder / "r2e.cfg"), "-d", str(folder / "r2e.json"))
    _run(["r2e", *options, "new", "abonne@example.org"], folder)
    config = (folder / "r2e.cfg").read_text(encoding="utf-8")
    config = config.replace("email-protocol = sendmail", "email-protocol = maildir")
    config = config.replace("maildir-path = ~/Maildir", f"maildir-path = {folder}/courrier")
    (folder / "r2e.cfg").write_text(config, encoding="utf-8")
    (folder / "courrier").mkdir()
    for number, url in enumerate(feeds):
        _run(["r2e", *options, "add", f"flux{number}", url], folder)


def _mail_look(folder: Path, _: tuple[str, ...]) -> Items:
    _run(["r2e", "-c", str(folder / "r2e.cfg"), "-d", str(folder / "r2e.json"), "run"], folder)
    found = (folder / "courrier").rglob("new/*")
    messages = ((file.name, message_from_bytes(file.read_bytes(), policy=policy.default)) for file in found)
    return {name: str(message["Subject"]) for name, message in messages}


_LIFEREA = """liferea &
feeds() { dbus-send --session --print-reply --dest=org.gnome.feed.Reader /org/gnome/feed/Reader \
  org.gnome.feed.Reader."$@" >/dev/null 2>&1; }
for n in $(seq 60); do feeds Ping && break; sleep 1; done
feeds SetOnline boolean:true; feeds Refresh; sleep 15
"""


def _liferea_prepare(folder: Path, feeds: tuple[str, ...]) -> None:
    lines = "".join(
        f'<outline title="f{number}" text="f{number}" type="rss" id="flux{number:03d}" xmlUrl="{url}"/>'
        for number, url in enumerate(feeds)
    )
    file = folder / ".config/liferea/feedlist.opml"
    file.parent.mkdir(parents=True)
    head = '<?xml version="1.0"?><opml version="1.0"><head><title>F</title></head>'
    file.write_text(f"{head}<body>{lines}</body></opml>", encoding="utf-8")


def _liferea_look(folder: Path, _: tuple[str, ...]) -> Items:
    run = ["xvfb-run", "-a", "dbus-run-session", "--", "timeout", str(_PATIENCE), "sh", "-c", _LIFEREA]
    _run(run, folder, GSETTINGS_BACKEND="memory")
    query = "select node_id, source_id, title from items"
    return _rows(folder / ".local/share/liferea/liferea.db", query)


_QUITERSS = ["timeout", "20", "quiterss"]


def _quiterss_prepare(folder: Path, feeds: tuple[str, ...]) -> None:
    _run(_QUITERSS, folder, QT_QPA_PLATFORM="offscreen")
    settings = folder / ".config/QuiteRss/QuiteRss.ini"
    text = settings.read_text(encoding="utf-8")
    chosen = "[Settings]\nautoUpdatefeedsStartUp=true\nstoreDBMemory=false"
    settings.write_text(text.replace("[Settings]", chosen, 1), encoding="utf-8")
    connection = sqlite3.connect(folder / ".local/share/QuiteRss/QuiteRss/feeds.db")
    insert = (
        "insert into feeds(text, title, xmlUrl, created, parentId, rowToParent) values (?, ?, ?, ?, 0, ?)"
    )
    for number, url in enumerate(feeds):
        connection.execute(insert, (url, url, url, "2026-01-01T00:00:00", number))
    connection.commit()
    connection.close()


def _quiterss_look(folder: Path, _: tuple[str, ...]) -> Items:
    _run(_QUITERSS, folder, QT_QPA_PLATFORM="offscreen")
    return _rows(
        folder / ".local/share/QuiteRss/QuiteRss/feeds.db", "select feedId, guid, published, title from news"
    )


_JAVASCRIPT = """
const Parser = require("rss-parser");
(async () => {
  const found = {};
  for (const url of process.argv.slice(2)) {
    const feed = await new Parser().parseURL(url);
    for (const item of feed.items) found[`${url}\\t${item.isoDate}\\t${item.guid || item.id}`] = item.title;
  }
  console.log(JSON.stringify(found));
})();
"""
_PYTHON = """
import feedparser, json, sys, time
found = {}
for url in sys.argv[1:]:
    for item in feedparser.parse(url).entries:
        date = time.strftime("%Y-%m-%dT%H:%M:%SZ", item.get("published_parsed") or item.updated_parsed)
        found[f"{url}\\t{date}\\t{item.id}"] = item.title
print(json.dumps(found))
"""
_LIBRARY = """
import json, sys
from reader import make_reader
reader = make_reader("reader.db")
for url in sys.argv[1:]:
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(scheduled=False)
print(json.dumps({f"{item.feed_url}\\t{item.id}": item.title for item in reader.get_entries()}))
"""


def _importer(command: Callable[[], list[str]]) -> Callable[[Path, tuple[str, ...]], Items]:
    """A program that keeps, of each feed, what is later than the last thing it has kept."""

    def look(folder: Path, feeds: tuple[str, ...]) -> Items:
        memory = folder / "memory.json"
        held: dict[str, str] = json.loads(memory.read_text(encoding="utf-8")) if memory.exists() else {}
        last: dict[str, str] = {}
        for key in held:
            url, date, _ = key.split("\t")
            last[url] = max(last.get(url, ""), date)
        said: dict[str, str] = json.loads(_run([*command(), *feeds], folder) or "{}")
        for key, title in said.items():
            url, date, _ = key.split("\t")
            if date > last.get(url, ""):
                held[key] = title
        memory.write_text(json.dumps(held), encoding="utf-8")
        return held

    return look


def _node_prepare(folder: Path, _: tuple[str, ...]) -> None:
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    _run([*install, "rss-parser@3.13.0"], folder)
    (folder / "look.js").write_text(_JAVASCRIPT, encoding="utf-8")


def _library_prepare(folder: Path, _: tuple[str, ...]) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--target", str(folder / "lib"), "reader==3.26", "sgmllib3k==1.0.0"], folder)


def _library_look(folder: Path, feeds: tuple[str, ...]) -> Items:
    said = _run([sys.executable, "-c", _LIBRARY, *feeds], folder, PYTHONPATH=str(folder / "lib"))
    found: dict[str, str] = json.loads(said or "{}")
    return found


def _nothing(_: Path, __: tuple[str, ...]) -> None:
    """No subscription to make."""


READERS = (
    Reader("newsboat", _installed("newsboat"), _newsboat_prepare, _newsboat_look),
    Reader("rss2email", _installed("r2e"), _mail_prepare, _mail_look),
    Reader("Liferea", _installed("liferea", "xvfb-run", "dbus-run-session"), _liferea_prepare, _liferea_look),
    Reader("QuiteRSS", _installed("quiterss"), _quiterss_prepare, _quiterss_look),
    Reader("rss-parser", _installed("npm"), _node_prepare, _importer(lambda: ["node", "look.js"])),
    Reader("feedparser", lambda: True, _nothing, _importer(lambda: [sys.executable, "-c", _PYTHON])),
    Reader("reader", lambda: True, _library_prepare, _library_look),
)
