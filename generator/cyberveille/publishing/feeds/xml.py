"""XML as text: elements that hold text or other elements, never both.

The standard library writes an element at a time in Python, which takes longer than all that is in it.
"""

from collections.abc import Mapping

_NOTHING: Mapping[str, str] = {}


def document(name: str, attributes: Mapping[str, str], inside: str) -> bytes:
    """A whole file, whose one element holds what is written already."""
    return f"<?xml version='1.0' encoding='utf-8'?>\n<{name}{_told(attributes)}>{inside}</{name}>\n".encode()


def group(name: str, inside: str) -> str:
    """An element that holds others, written already."""
    return f"<{name}>{inside}</{name}>"


def element(name: str, text: str, attributes: Mapping[str, str] = _NOTHING) -> str:
    """An element that holds text."""
    told = _told(attributes)
    return f"<{name}{told}>{escaped(text)}</{name}>" if text else f"<{name}{told} />"


def empty(name: str, attributes: Mapping[str, str]) -> str:
    return f"<{name}{_told(attributes)} />"


def escaped(text: str) -> str:
    """Text between tags (XML 1.0, section 2.4); a reader of HTML takes it for the same text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _told(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_quoted(value)}"' for name, value in attributes.items())


def _quoted(value: str) -> str:
    """The value of an attribute; blanks but spaces are told by their numbers, which a reader keeps."""
    text = escaped(value).replace('"', "&quot;")
    return text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")
