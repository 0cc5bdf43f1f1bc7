"""When what was read of a file surely stands: its time tells whatever is written after."""

import time
from types import SimpleNamespace

import pytest
from tests.portal import Portal

from cyberveille.catalogue import examine
from cyberveille.catalogue.folder import Folder
from cyberveille.catalogue.listing import Listing


@pytest.mark.parametrize("late", [False, True])
def test_a_young_file_read_late_is_settled(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, *, late: bool
) -> None:
    """What is written after a file was read shows in its time, however young it was when listed.

    Not so what is joined to a document, which is only looked at with the listing.
    """
    for file in portal.folder.rglob("*"):
        file.touch()
    clock = time.time_ns() + late * 10 * 10**9
    monkeypatch.setattr(examine, "time", SimpleNamespace(time_ns=lambda: clock))
    portal.catalogue()
    looked: set[str] = set()

    def looking(folder: Folder, listing: Listing, project: bytes) -> bool:
        still = is_still(folder, listing, project)
        looked.update([] if still else [folder.path])
        return still

    is_still = Folder.is_still
    monkeypatch.setattr(Folder, "is_still", looking)
    assert portal.catalogue().read == 0
    assert "content/documents" in looked
    assert ("bulletins/2026" in looked) is not late
