"""Targets as an operator writes them."""

import pytest

from cyberveille.delivering import BadTargetError, TargetKind, parse_target


@pytest.mark.parametrize(
    ("text", "kind", "address"),
    [
        (
            "rsync:portail@www.example.org:/srv/portail",
            TargetKind.RSYNC,
            "portail@www.example.org:/srv/portail",
        ),
        ("rsync:www:/srv/portail/", TargetKind.RSYNC, "www:/srv/portail/"),
        ("rsync:/srv/portail", TargetKind.RSYNC, "/srv/portail"),
        ("rclone:depot:seau/portail", TargetKind.RCLONE, "depot:seau/portail"),
        ("dossier:public", TargetKind.FOLDER, "public"),
        ("versions:/srv/portail", TargetKind.VERSIONS, "/srv/portail"),
        ("rsync-dossier:www:/srv/portail", TargetKind.RSYNC_FOLDER, "www:/srv/portail"),
    ],
)
def test_each_form_is_understood(text: str, kind: TargetKind, address: str) -> None:
    """The scheme names the kind; the rest is the address, unchanged."""
    target = parse_target(text, audience="public")
    assert (target.kind, target.address, str(target)) == (kind, address, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "public",
        "ftp:hote:/srv",
        "rsync:",
        "rsync:-e/bin/sh",
        "rsync:--rsh=sh:/srv",
        "rsync:-oProxyCommand=sh@hote:/srv",
        "rsync:hote:relatif",
        "rsync:hote:/srv/a b",
        "rsync:hote:/",
        "rsync:/",
        "rsync://hote",
        "rsync:hote:/srv\n/autre",
        "rsync-dossier:--rsh=sh:/srv",
        "rsync-dossier:hote:/",
        "rsync:hote:/..",
        "versions:",
        "rclone:-v:seau",
        "rclone:depot:",
        "dossier:",
    ],
)
def test_dangerous_or_unclear_addresses_are_refused(text: str) -> None:
    """Nothing that could be taken for an option, and no bare root, becomes a target."""
    with pytest.raises(BadTargetError) as caught:
        parse_target(text, audience="public")
    assert "«" in str(caught.value)
