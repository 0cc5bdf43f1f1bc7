"""What a notice said before, where it is not for the readers of an edition: neither shown nor let through."""

import re
from collections.abc import Callable

import pytest
from tests.portal import Portal, bulletin, legible
from tests.publishing.test_earlier import CANARY, HOME, NAME, SOURCE, TEXT, restricted

from cyberveille.catalogue import Catalogue
from cyberveille.model import AnyNotice, Tlp
from cyberveille.publishing.build import build
from cyberveille.publishing.earlier_texts import texts_before
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import guard_of
from cyberveille.publishing.shelf import Shelf
from cyberveille.publishing.workspace import Workspace


def test_a_text_that_was_more_closed_stays_out_of_the_public_edition(portal: Portal) -> None:
    """The members may read it; readers of the public one are not told that it is there."""
    restricted(portal)
    report = portal.build()
    assert not report.leaks
    files = portal.files()
    assert not [path for path, data in files.items() if CANARY.encode() in legible(data).lower()]
    assert not [path for path in files if path.startswith((f"{HOME}r1/", f"{HOME}r2/"))]
    edition, catalogue = portal.made(audience="members")
    output = portal.folder / "membres"
    build(edition, catalogue, Workspace(output))
    assert CANARY in (output / HOME / "r1/index.html").read_text("utf-8")
    portal.edit(TEXT, "tlp: AMBER", "tlp: CLEAR")
    portal.build()
    assert CANARY in portal.page(f"{HOME}r1")


@pytest.mark.parametrize("state", ["tlp", "draft", "embargo"])
def test_the_guard_sees_a_text_that_a_broken_filter_lets_through(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    """Whatever the edition believes: an earlier text that is not for its readers refuses it."""
    restricted(portal)
    if state == "draft":
        portal.edit(TEXT, "tlp: AMBER", "tlp: CLEAR\ndraft: true")
    elif state == "embargo":
        portal.edit(TEXT, "tlp: AMBER", "tlp: CLEAR")
        portal.edit(TEXT, "published: 2026-10-01", "published: 2026-10-04")
    monkeypatch.setattr(Edition, "stages", lambda _, item: item.stages(Tlp.RED))
    edition, catalogue = portal.made()
    text = next(iter(catalogue.notice(NAME).earlier))
    assert text.tlp is not Tlp.CLEAR
    monkeypatch.setattr(Edition, "notice", lambda _, name: catalogue.notice(name))
    monkeypatch.setattr(Shelf, "text", _any_text(catalogue))
    report = build(edition, catalogue, portal.workspace)
    assert {leak.notice for leak in report.leaks} == {NAME}
    assert not portal.output.exists()


def _any_text(catalogue: Catalogue) -> Callable[[Shelf, AnyNotice, int], AnyNotice]:
    """A hole in the shelf."""

    def text(_shelf: Shelf, notice: AnyNotice, number: int) -> AnyNotice:
        texts = texts_before(catalogue.notice(notice.id), tuple(Tlp))
        return next((one for one in texts if one.superseded == number), notice)

    return text


def test_words_that_the_notice_still_says_are_no_leak(portal: Portal) -> None:
    """What was restricted and is said openly now may be read; only what is no longer said is guarded."""
    restricted(portal)
    edition, catalogue = portal.made()
    guard = guard_of(edition, catalogue)
    pieces = b"".join((*guard.names, *guard.texts))
    assert CANARY.encode() in pieces
    assert b"installer la version" not in pieces


@pytest.mark.parametrize("state", ["draft", "embargo", "tlp"])
def test_a_withheld_notice_withholds_what_it_said(portal: Portal, state: str) -> None:
    """Under embargo, restricted or a draft again: its earlier texts are looked for too."""
    secret = f"Le {CANARY} de la pharmacie est ouvert à tous depuis le premier octobre au matin."
    portal.edit("site_config.yml", "featured:", "sources:\n  - {path: ., tlp_max: AMBER}\nfeatured:")
    portal.edit(TEXT, "d’un inconnu.", f"d’un inconnu. {secret}")
    if state == "draft":
        portal.edit(SOURCE, "tlp: CLEAR", "tlp: CLEAR\ndraft: true")
    elif state == "tlp":
        portal.edit(SOURCE, "tlp: CLEAR", "tlp: AMBER")
    else:
        text = re.sub(r"^action: .*\n", "", portal.read(SOURCE), flags=re.MULTILINE)
        portal.write(SOURCE, text.replace("2026-10-0", "2026-11-0"))
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, body=secret))
    assert {leak.notice for leak in portal.build().leaks} == {NAME}
