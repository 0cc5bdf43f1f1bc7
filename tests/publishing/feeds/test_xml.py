"""Elements that short feeds write as text."""

from xml.etree.ElementTree import Element, SubElement, tostring

import pytest

from cyberveille.publishing.feeds.xml import document, element, empty, group


@pytest.mark.parametrize("text", ["", "é & « < > »", 'a "b"\t\n\rc', "&amp;", "]]>", "\U0001f6e1"])
def test_what_is_written_is_what_the_standard_library_writes(text: str) -> None:
    """Texts, attributes and elements without either have the same bytes as those of ElementTree."""
    root = Element("a", {"k": text, "version": "2.0"})
    SubElement(SubElement(root, "b"), "c", {"k": text}).text = text
    SubElement(root, "d", {"k": text})
    inside = group("b", element("c", text, {"k": text})) + empty("d", {"k": text})
    expected: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    assert document("a", {"k": text, "version": "2.0"}, inside) == expected + b"\n"
