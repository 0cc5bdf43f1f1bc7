"""The page on which an inventory is compared with the notices, in the browser."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import CONCERNED
from cyberveille.map.data import CONCERNED as INDEX
from cyberveille.map.data import concerned
from cyberveille.publishing.concerned import asked
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press

RECENT = 3
"""Years whose rules are loaded at first: all others come at once, which tells nothing of an inventory."""


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    years = tuple(asked(edition))
    public = edition.audience.open
    yield Output(
        CONCERNED.file, digest(press.key, years, public), partial(_page, press, years, public=public)
    )


def _page(press: Press, years: tuple[str, ...], *, public: bool) -> bytes:
    return press.page(
        "concerned.html",
        CONCERNED,
        index=INDEX,
        years=years,
        address=concerned,
        recent=RECENT,
        public=public,
    )
