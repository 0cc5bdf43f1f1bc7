"""What every drawer tells the templates that frames share, and how what it drew becomes a frame."""

import re
from collections.abc import Iterator
from typing import Any

from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.looks.palette import palette_in
from cyberveille.looks.wording import wording_of
from cyberveille.map import BY_NAME, FAMILIES, FeedFormat
from cyberveille.model import Audience, Configuration
from cyberveille.model.identity import Looks
from cyberveille.publishing.frame.assets import Assets
from cyberveille.publishing.frame.header_room import header_room
from cyberveille.publishing.frame.own_blocks import Printing
from cyberveille.publishing.frame.stamping import CURRENT, Frame
from cyberveille.publishing.policy import content_security_policy

_SLOT = expression("\ue000([^\ue001]*)\ue001")


def told(
    configuration: Configuration, audience: Audience, there: frozenset[str], assets: Assets, looks: Looks
) -> dict[str, Any]:
    """The variables of `partials/`; a slot is printed between two signs of the private use area."""
    base = configuration.portal.base

    def asset(name: str) -> str:
        return base + assets.names[name]

    return {
        "slot": lambda name: f"\ue000{name}\ue001",
        "current": lambda address: f"\ue000{CURRENT}{address}\ue001",
        "asset": asset,
        "french": french,
        "path": lambda address: base + address.lstrip("/"),
        "place": lambda name: BY_NAME[name].address,
        "to": lambda name: base + BY_NAME[name].address,
        "titled": lambda name: wording_of(configuration.labels).of(BY_NAME[name].title),
        "there": there.__contains__,
        "discovered": tuple(_discovered(configuration)),
        "cyberveille": configuration,
        "room": header_room(configuration, looks).value,
        "looks": looks,
        "palette": palette_in(looks),
        "own": Printing(configuration, audience, looks, asset, there.__contains__).own,
        "audience": audience,
        "policy": content_security_policy(),
    }


def cut(drawn: str, configuration: Configuration, assets: Assets) -> Frame:
    """The frame, cut at its slots. Raises FrameError when it lacks one."""
    parts = _SLOT.split(re.sub(r"\s*\n\s*", "\n", drawn).strip() + "\n")
    return Frame(
        texts=tuple(parts[::2]),
        slots=tuple(parts[1::2]),
        portal=french(configuration.portal.name),
        url=configuration.portal.absolute(""),
        base=configuration.portal.base,
        assets=assets.files,
        names=assets.names,
    )


def _discovered(configuration: Configuration) -> Iterator[tuple[str, str, str]]:
    """The feeds that every page names: title, media type, address."""
    said = wording_of(configuration.labels).of
    for family in FAMILIES:
        if family.discovered:
            for form in FeedFormat:
                title = f"{said(family.discovered)} ({form.label})"
                yield title, form.media.type, family.address(form)
