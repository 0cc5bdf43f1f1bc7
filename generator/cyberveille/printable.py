"""What is written to a terminal or to an annotation: no sign of it may drive what shows it.

A file may bear any name: escape codes that clear the screen, ends of lines that forge a finding, marks that
turn the direction of what follows (Unicode TR 36, 2.8).
"""

from cyberveille.expressions import expression

STAND_IN = "\ufffd"
_UNSEEN = expression(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]+"
)


def printable(text: str) -> str:
    """`text` on one line, with � for each run of signs that are not seen."""
    return _UNSEEN.sub(STAND_IN, text)
