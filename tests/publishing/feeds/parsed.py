"""The feeds of an edition, as parsers that are not ours read them."""

import json
from typing import Any

import feedparser
from lxml import etree  # type: ignore[import-untyped]

from cyberveille.publishing import feeds
from cyberveille.publishing.edition import Edition

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_files(edition: Edition) -> dict[str, bytes]:
    return {output.path: output.render() for output in feeds.outputs(edition)}


def parsed_feeds(files: dict[str, bytes]) -> dict[str, feedparser.FeedParserDict]:
    """What an independent parser makes of the XML feeds; a feed it frowns upon fails the test."""
    parsed = {path: feedparser.parse(data) for path, data in files.items() if path.endswith("xml")}
    assert not [path for path, feed in parsed.items() if feed.bozo]
    return parsed


def items_of(files: dict[str, bytes], path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(files[path])["items"]
    return items


def rss_of(files: dict[str, bytes], name: str = "tout") -> etree._Element:
    return etree.fromstring(files[f"flux/{name}.rss.xml"])


def atom_of(files: dict[str, bytes], name: str = "tout") -> etree._Element:
    return etree.fromstring(files[f"flux/{name}.atom.xml"])
