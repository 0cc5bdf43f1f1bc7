"""The page of a notice that was erased: that it stood here, since when, and why; nothing of what it said."""

from cyberveille.model import AnyNotice, Paper
from cyberveille.publishing.pages.neighbours import Neighbours
from cyberveille.publishing.press import Place, Press


def page(press: Press, notice: AnyNotice | Paper, beside: Neighbours, heading: str) -> bytes:
    """The page; `heading` is the title of the list in which the notice stands."""
    section = f"{notice.kind.section}/"
    return press.page(
        "erased.html",
        Place(
            title=notice.title,
            description="Cette notice a été effacée ; son adresse et son identifiant restent.",
            address=notice.address,
            section=section,
            head=press.part("erased_head.html", notice=notice),
        ),
        notice=notice,
        heading=heading,
        newer=beside.newer,
        older=beside.older,
    )
