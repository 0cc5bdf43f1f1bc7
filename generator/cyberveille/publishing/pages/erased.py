"""The page of a notice that was erased: that it stood here, since when, and why; nothing of what it said."""

from cyberveille.map import Place
from cyberveille.model import AnyNotice, Paper
from cyberveille.publishing.pages.neighbours import Neighbours
from cyberveille.publishing.press import Press


def page(press: Press, notice: AnyNotice | Paper, beside: Neighbours) -> bytes:
    section = notice.kind.listing
    return press.page(
        "erased.html",
        Place(
            title=notice.title,
            description="Cette notice a été effacée ; son adresse et son identifiant restent.",
            address=notice.address,
            section=section,
        ),
        head=press.part("erased_head.html", notice=notice),
        notice=notice,
        heading=press.said(notice.kind.facts.title),
        newer=beside.newer,
        older=beside.older,
    )
