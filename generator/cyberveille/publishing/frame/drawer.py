"""What draws the frame of every page: a contract, so that no theme is there for good."""

from pathlib import Path
from typing import Protocol

from cyberveille.model import Audience, Configuration
from cyberveille.model.configuration import FrameName
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame.stamping import Frame, FrameError

_MENDED = "Installez mkdocs et mkdocs-material, ou écrivez « frame: propre »."


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


class Propre:
    """By our own template."""

    name = FrameName.PROPRE.value

    def draw(
        self,
        configuration: Configuration,
        scratch: Path,  # noqa: ARG002 - nothing is written on the way
        audience: Audience,
        there: frozenset[str],
        looks: Looks,
    ) -> Frame:
        # What draws is only loaded by the builds that draw.
        from cyberveille.publishing.frame.propre import draw  # noqa: PLC0415

        return draw(configuration, audience, there, looks)


class Material:
    """By MkDocs and its theme Material."""

    name = FrameName.MATERIAL.value

    def draw(
        self,
        configuration: Configuration,
        scratch: Path,
        audience: Audience,
        there: frozenset[str],
        looks: Looks,
    ) -> Frame:
        # MkDocs is only loaded by the builds that draw.
        try:
            from cyberveille.publishing.frame.drawing import draw  # noqa: PLC0415
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in {"mkdocs", "properdocs", "material"}:
                raise
            message = (
                f"« frame: {self.name} » demande MkDocs et Material, qui ne sont pas installés. {_MENDED}"
            )
            raise FrameError(message) from error
        return draw(configuration, scratch, audience, there, looks)


DRAWERS: dict[FrameName, Drawer] = {FrameName.PROPRE: Propre(), FrameName.MATERIAL: Material()}


def drawer_of(configuration: Configuration) -> Drawer:
    """What draws the frame that a portal asks for."""
    return DRAWERS[configuration.frame]
