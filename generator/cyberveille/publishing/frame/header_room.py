"""How much room the header's line asks for: what does not fit is folded on purpose.

A style sheet cannot ask whether a line would be too long. Widths are those of the style sheet, in pixels,
with the letters of a wide font of the system.
"""

from enum import Enum

from cyberveille.model import Configuration
from cyberveille.model.identity import Looks

_MARK, _NAME_LETTER = 36, 11.5
_LOGO_HEIGHT, _LOGO_WIDEST, _LOGO_GAP = 40, 192, 8
_LETTER, _AROUND = 8.5, 16
_TOOLS = 156 + 40 + 210 + 2 * 8
"""Search, theme and the button for reporting an incident, with what is between."""
_GAPS = 2 * 16
_NAME_LETTER_SET_CLOSE = 10.35
_SPARED, _SPARED_AROUND = 30 + 8 + 8 + 8 + 8, 4
"""What setting the line close spares: search, theme, button and gaps; around each entry."""
_NARROW, _WIDE = 1088 - 32, 1216 - 32
"""What is inside the header's padding where the menu gives way to the line, and at most."""


class HeaderRoom(Enum):
    """`short` keeps one line at any width, `medium` from 1280 px on; `long` has two, the menu below.

    `close` is `medium` with less between its parts.
    """

    SHORT = "short"
    MEDIUM = "medium"
    CLOSE = "close"
    LONG = "long"


def header_room(configuration: Configuration, looks: Looks) -> HeaderRoom:
    mark = _MARK if looks.logo is None else min(_LOGO_HEIGHT * looks.logo.ratio, _LOGO_WIDEST) + _LOGO_GAP
    letters = 0 if looks.wordmark and looks.logo else len(configuration.portal.name)
    entries = configuration.navigation
    menu = sum(_LETTER * len(item.title) + _AROUND for item in entries)
    wanted = mark + _NAME_LETTER * letters + menu + _TOOLS + _GAPS
    if wanted <= _NARROW:
        return HeaderRoom.SHORT
    if wanted <= _WIDE:
        return HeaderRoom.MEDIUM
    spared = _SPARED + _SPARED_AROUND * len(entries) + (_NAME_LETTER - _NAME_LETTER_SET_CLOSE) * letters
    return HeaderRoom.CLOSE if wanted - spared <= _WIDE else HeaderRoom.LONG
