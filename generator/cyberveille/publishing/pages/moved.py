"""A page at each former address, that leads to the present one."""

from collections.abc import Iterator
from functools import partial

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Place, Press


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    for former, target, title in former_addresses(edition):
        path = former.strip("/")
        name = path if path.endswith((".html", ".htm")) else f"{path}/index.html"
        yield Output(name, digest(press.key, target, title), partial(_page, press, target, title))


def former_addresses(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """(former address, present address, title), sorted by former address."""
    found = [
        (former, item.address, item.title) for item in edition.headlines for former in item.redirect_from
    ]
    found += [(former, page.address, page.title) for page in edition.pages for former in page.redirect_from]
    yield from sorted(found)


def _page(press: Press, target: str, title: str) -> bytes:
    return press.page(
        "moved.html",
        Place(
            title=f"Page déplacée : {title}",
            description="Cette page a changé d’adresse.",
            address=target,
            head=press.part("moved_head.html", target=target),
        ),
        target=target,
        title=title,
    )
