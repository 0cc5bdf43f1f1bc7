"""Identifiers that may never change."""

from cyberveille.publishing.feeds.permanent_ids import entry_id, feed_id


def test_an_entry_keeps_its_identifier_for_ever() -> None:
    """The value itself is a promise: subscribers would see every entry twice if it moved."""
    assert entry_id("CV-2026-BUL-0042") == "urn:uuid:b76eb7f5-48f9-5844-9614-65039278923d"


def test_identifiers_differ() -> None:
    """Entries, feeds, prefixes and audiences are told apart."""
    names = {
        entry_id("CV-2026-BUL-0042"),
        entry_id("CV-2026-BUL-0043"),
        feed_id("CV", "public", "tout"),
        feed_id("CV", "public", "alertes"),
        feed_id("CV", "members", "tout"),
        feed_id("XY", "public", "tout"),
    }
    assert len(names) == 6
