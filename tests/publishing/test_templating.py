"""Templates print what Jinja, as it is delivered, prints from them."""

from html import unescape
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portal import SITES, Portal

from cyberveille.publishing import templating
from cyberveille.typography import french

_TEXT = st.text(st.sampled_from("aé &<>\"' :;!?«»\u00a0\n日"), max_size=20)


def _only_typeset(value: object) -> object:
    return french(value) if type(value) is str else value


class _AsDelivered(jinja2.Environment):
    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**(options | {"finalize": _only_typeset}))


def _pages(folder: Path) -> dict[str, bytes]:
    portal = Portal.copy(SITES / "minimal", folder)
    try:
        portal.edit(
            "bulletins/2026/CV-2026-BUL-0001.md",
            "## Mesures",
            "## <i>Une</i> & deux : « trois »\n\n## Mesures",
        )
        portal.edit("bulletins/2026/CV-2026-BUL-0002.md", "title: ", "title: L’« un » & l'autre <b> ! ")
        portal.build()
        return {path: data for path, data in portal.files().items() if path.endswith(".html")}
    finally:
        portal.close()


def test_pages_are_those_of_jinja_as_delivered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of a portal, byte for byte."""
    printed = _pages(tmp_path / "ours")
    monkeypatch.setattr(templating, "_Environment", _AsDelivered)
    assert printed == _pages(tmp_path / "delivered")


@given(_TEXT)
def test_text_is_typeset_and_escaped(text: str) -> None:
    """To the entities of MarkupSafe."""
    assert templating.printed(text) == str(markupsafe.escape(french(text)))
    assert unescape(templating.printed(text)) == french(text)


def test_markup_is_left_alone_and_the_rest_is_not() -> None:
    """Only what says that it is markup; an undefined value is a fault, not an empty text."""
    assert templating.printed(markupsafe.Markup("<b>a : b</b>")) == "<b>a : b</b>"
    assert templating.printed(12) == "12"
    with pytest.raises(jinja2.UndefinedError):
        templating.printed(jinja2.StrictUndefined(name="missing"))
