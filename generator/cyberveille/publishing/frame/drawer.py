"""What draws the frame of every page: a contract, so that no theme is there for good."""

from pathlib import Path
from typing import Protocol

from cyberveille.model import Audience, Configuration
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame.stamping import Frame


class Drawer(Protocol):
    """See docs/add-a-theme.md for what a frame has to hold."""

    @property
    def name(self) -> str:
        """What tells its frames from another drawer's, where they are kept."""

    def draw(
        self,
        configuration: Configuration,
        scratch: Path,
        audience: Audience,
        there: frozenset[str],
        looks: Looks,
    ) -> Frame:
        """The frame of the edition for `audience`, the same each time.

        `scratch` is a folder of its own that it may write in. `there` are the names of the places that the
        edition has: the frame leads to no other. `looks` are the organisation's colours and marks. Raises
        FrameError, with a message for operators in French.
        """


class Material:
    """By MkDocs and its theme Material."""

    name = "material"

    def draw(
        self,
        configuration: Configuration,
        scratch: Path,
        audience: Audience,
        there: frozenset[str],
        looks: Looks,
    ) -> Frame:
        # MkDocs is only loaded by the builds that draw.
        from cyberveille.publishing.frame.drawing import draw  # noqa: PLC0415

        return draw(configuration, scratch, audience, there, looks)
