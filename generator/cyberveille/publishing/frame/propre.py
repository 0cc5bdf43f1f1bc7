"""The frame of every page, drawn by our own template: nothing of another theme is in it."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from cyberveille.looks.wording import wording_of
from cyberveille.model import Audience, Configuration
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame.assets import collect
from cyberveille.publishing.frame.cutting import cut, told
from cyberveille.publishing.frame.stamping import Frame
from cyberveille.publishing.reworded import reworded

NAME = "propre"


def draw(configuration: Configuration, audience: Audience, there: frozenset[str], looks: Looks) -> Frame:
    """See `Drawer.draw`."""
    assets = collect({}, (NAME,), looks)
    # The templates that both frames share escape by themselves, as MkDocs leaves it to them.
    environment = Environment(  # noqa: S701
        loader=reworded(PackageLoader("cyberveille", "templates/theme"), wording_of(configuration.labels)),
        undefined=StrictUndefined,
    )
    environment.globals |= {**told(configuration, audience, there, assets, looks), "icons": "icons/"}
    return cut(environment.get_template(f"{NAME}.html").render(), configuration, assets)
