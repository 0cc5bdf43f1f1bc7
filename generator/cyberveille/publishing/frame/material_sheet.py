"""Material's style sheet, as the frame that Material draws uses it."""

import re
from importlib.resources import files

from cyberveille.expressions import expression
from cyberveille.publishing.frame.stamping import FrameError

NAME = "material.css"
_OURS = {
    expression(r"\.md-typeset(?![\w-])"): ".cv-written",
    expression(r"\[data-md-color-scheme=default\]"): "[data-theme=light]",
    expression(r"\[data-md-color-scheme=slate\]"): "[data-theme=dark]",
}
"""What our pages call by names of their own: the text that editors write, the reader's theme."""


def material_sheet() -> bytes:
    """Material's main style sheet inside a cascade layer: every rule of ours wins over it.

    Its colour schemes are left out, since ours set the same variables. Raises FrameError when it no longer
    has a rule for the text of a page.
    """
    folder = files("material") / "templates" / "assets" / "stylesheets"
    [sheet] = [item for item in folder.iterdir() if re.fullmatch(r"main\.\w+\.min\.css", item.name)]
    text = re.sub(r"@charset [^;]*;|/\*#.*?\*/", "", sheet.read_text(encoding="utf-8"))
    for theirs, ours in _OURS.items():
        text = theirs.sub(ours, text)
    if ".cv-written" not in text:
        raise FrameError("La feuille de style de Material ne dit plus rien du texte des pages.")
    return ('@charset "UTF-8";@layer material{' + text.strip() + "}\n").encode()
