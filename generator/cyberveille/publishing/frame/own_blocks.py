"""The blocks that an organisation has of its own, printed where pages have them."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cyberveille.locale import date_fr
from cyberveille.looks.promised import ToldAudience, ToldNotice, ToldPage
from cyberveille.looks.wording import wording_of
from cyberveille.map import BY_NAME
from cyberveille.model import Audience, Configuration, Notice, Page
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame.own_files import OWN
from cyberveille.publishing.frame.stamping import FrameError

if TYPE_CHECKING:
    from cyberveille.looks.language import OwnBlocks

Printer = Callable[..., str]


class Printing:
    """Prints blocks for one edition; `asset` and `there` are those of its pages."""

    def __init__(
        self,
        configuration: Configuration,
        audience: Audience,
        looks: Looks,
        asset: Callable[[str], str],
        there: Callable[[str], bool],
    ) -> None:
        base = configuration.portal.base
        self._templates = {item.name: item.data for item in looks.templates}
        self._blocks: dict[str, OwnBlocks] = {}
        self._values: dict[str, Any] = {
            "portal": configuration.portal,
            "publisher": configuration.publisher,
            "reporting": configuration.reporting,
            "audience": ToldAudience(audience.name, audience.open),
            "path": lambda address: base + address.lstrip("/"),
            "to": lambda name: base + BY_NAME[name].address,
            "titled": lambda name: wording_of(configuration.labels).of(BY_NAME[name].title),
            "there": there,
            "asset": lambda name: asset(OWN + name),
        }

    @cached_property
    def own(self) -> Printer:
        """What templates call around a promised block: its template, its name, what it is told."""
        return self._printed if self._templates else _original

    def _printed(self, template: str, name: str, caller: Callable[[], str], **told: object) -> str:
        blocks = self._of(template)
        if blocks is None or name not in blocks.names:
            return caller()
        values = {**self._values, **{key: _TOLD[key](value) for key, value in told.items()}}
        try:
            return Markup(blocks.printed(name, values, caller()))  # noqa: S704 - escaped by the block's own Jinja
        except Exception as error:
            message = f"templates/{template} : le bloc « {name} » ne s’imprime pas : {error}."
            raise FrameError(message) from error

    def _of(self, template: str) -> "OwnBlocks | None":
        if template not in self._templates:
            return None
        if template not in self._blocks:
            # Loaded by portals that have such templates.
            from cyberveille.looks.language import OwnBlocks  # noqa: PLC0415

            self._blocks[template] = OwnBlocks(self._templates[template].decode())
        return self._blocks[template]


def _original(_template: str, _name: str, caller: Callable[[], str], **_: object) -> str:
    """As it comes, for a portal without templates of its own."""
    return caller()


def _told_notice(notice: Notice) -> ToldNotice:
    return ToldNotice(
        id=notice.id,
        title=notice.title,
        kind=notice.kind.words.singular,
        address=notice.address,
        tlp=notice.tlp.label,
        published=date_fr(notice.published),
        updated=date_fr(notice.updated),
        withdrawn=notice.withdrawn is not None,
    )


def _told_page(page: Page) -> ToldPage:
    return ToldPage(page.title, page.address)


_TOLD: Mapping[str, Callable[[Any], object]] = {"notice": _told_notice, "page": _told_page}
"""What blocks are told of what a page is about: no more than is promised."""
