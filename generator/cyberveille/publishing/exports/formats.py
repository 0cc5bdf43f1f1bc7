"""The files that stand beside a notice's page: each format says where, for which notices, and how."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Protocol

from cyberveille.map import json_of
from cyberveille.model import Headline
from cyberveille.publishing.exports.redirects import former_data
from cyberveille.publishing.output import Output, digest


class Format(Protocol):
    """A way of writing a notice for machines, in one edition; made once for all of its notices.

    The media type follows from how the path ends (`map/media.py`).
    """

    def path(self, item: Headline) -> str | None:
        """Where the file of a notice stands, relative to the site's root; None when it has none."""

    def key(self, item: Headline) -> bytes:
        """The digest of everything that `render` reads of the edition, as for any `Output`."""

    def render(self, item: Headline) -> bytes:
        """The file's bytes; only asked for when the key changed."""


def of_notice(formats: Iterable[Format], item: Headline) -> Iterator[Output]:
    """The files of a notice that its readers may see."""
    for form in formats:
        path = form.path(item)
        if path is not None:
            yield Output(path, digest(path, form.key(item)), partial(form.render, item))
        if path == json_of(item.address):
            for old in former_data(item):
                yield Output(old, digest(old, form.key(item)), partial(form.render, item))
