"""The files that stand beside the page of a notice."""

from collections.abc import Callable, Iterator
from functools import cache

from cyberveille.model import Headline
from cyberveille.publishing import exports
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output
from cyberveille.publishing.press import Press

Data = Callable[[Headline], Iterator[Output]]
"""The files beside the page of a notice, each with its key."""


def data_of(edition: Edition, press: Press) -> Data:
    """What every format writes of a notice; the formats are made for the first of them."""
    formats = cache(lambda: exports.formats(edition))

    def data(item: Headline) -> Iterator[Output]:
        return (output.made_by(press.code) for output in exports.of_notice(formats(), item))

    return data
