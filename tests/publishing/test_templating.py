"""Templates print what Jinja, as it is delivered, prints from them."""

from html import unescape
from pathlib import Path

import jinja2
import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portal import SITES, Portal, without_shortcuts

from cyberveille.locale import french
from cyberveille.publishing import templating

pytestmark = pytest.mark.shortcut

_TEXT = st.text(st.sampled_from("aé &<>\"' :;!?«»\u00a0\n日"), max_size=20)


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


def test_pages_are_those_of_the_libraries_as_delivered(tmp_path: Path) -> None:
    """Every page of a portal, byte for byte, with and without the shortcuts."""
    printed = _pages(tmp_path / "ours")
    with without_shortcuts():
        assert type(templating.environment({})) is jinja2.Environment
        assert printed == _pages(tmp_path / "delivered")


@given(_TEXT)
def test_text_is_typeset_and_escaped(text: str) -> None:
    """To the entities of MarkupSafe."""
    assert templating.printed(text) == str(markupsafe.escape(french(text)))
    assert unescape(templating.printed(text)) == french(text)


def test_a_value_that_is_remembered_is_never_a_constant_of_a_template() -> None:
    """It would be printed once for all, by whichever edition came first (tests/compiling.py)."""
    made = templating.environment({})
    assert made.loader is not None
    for name in made.list_templates(extensions=["html"]):
        source, _, _ = made.loader.get_source(made, name)
        for node in made.parse(source, name).find_all(jinja2.nodes.Filter):
            assert node.name not in templating._MARKS or any(node.find_all(jinja2.nodes.Name)), name


def test_markup_is_left_alone_and_the_rest_is_not() -> None:
    """Only what says that it is markup; an undefined value is a fault, not an empty text."""
    assert templating.printed(markupsafe.Markup("<b>a : b</b>")) == "<b>a : b</b>"
    assert templating.printed(12) == "12"
    with pytest.raises(jinja2.UndefinedError):
        templating.printed(jinja2.StrictUndefined(name="missing"))


def test_a_value_without_the_attribute_is_a_fault() -> None:
    """A template asks values as Python does: nothing is printed for what is not there."""
    made = templating.environment({})
    with pytest.raises(AttributeError):
        made.from_string("{{ value.address }}").render(value="text")


def test_a_call_hands_on_all_that_a_template_says() -> None:
    """Values in their order, by name, out of a list or a mapping, and the body of a block."""
    made = templating.environment({"told": lambda *values, **named: f"{values} {named}"})
    text = "{{ told(1, *[2], a=3, **{'b': 4}) }} {{ told(5, c=6) }} {{ told() }}"
    macro = "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{% call m(7) %}8{% endcall %}"
    printed = made.from_string(text + macro).render()
    assert unescape(printed) == "(1, 2) {'a': 3, 'b': 4} (5,) {'c': 6} () {}78"
