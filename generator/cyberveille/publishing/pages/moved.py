"""A page at each former address, that leads to the present one."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import PRODUCTS, Place
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.redirects import is_data, moves_key, redirects
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node


def nodes(edition: Edition, press: Press, common: bytes) -> Iterator[Node]:
    """All of them are one part: an address leads elsewhere when a notice, a page or a name changes."""
    yield Node("moved", digest("moved", common, moves_key(edition)), partial(outputs, edition, press))


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    for item in redirects(edition):
        if is_data(item.old):
            continue
        path = item.old.strip("/")
        name = path if path.endswith((".html", ".htm")) else f"{path}/index.html"
        # Each former name of a vendor leads to every product: there are hundreds of these, and the frame
        # would weigh ten times what they say.
        make = _bare if path.startswith(PRODUCTS.address) else _page
        yield Output(
            name, digest(press.key, item.new, item.title), partial(make, press, item.new, item.title)
        )


def _bare(press: Press, target: str, title: str) -> bytes:
    return press.part("moved_name.html", target=target, title=title).encode()


def _page(press: Press, target: str, title: str) -> bytes:
    return press.page(
        "moved.html",
        Place(
            title=f"Page déplacée : {title}",
            description="Cette page a changé d’adresse.",
            address=target,
        ),
        head=press.part("moved_head.html", target=target),
        target=target,
        title=title,
    )
