"""Titles as readers of RSS and Atom show them."""

from cyberveille.expressions import expression

_TAG = expression(r"<([a-zA-Z/!?][^<>]*)(>?)")


def untagged(title: str) -> str:
    """A title in which nothing looks like a tag.

    RSS does not say whether a title is text or HTML, and some readers drop `<NX>` even from what Atom says is
    text; others show what stands for it in HTML. Angle quotation marks are seen as they are by all.
    """
    return _TAG.sub(lambda tag: f"‹{tag[1]}{'›' if tag[2] else ''}", title)
