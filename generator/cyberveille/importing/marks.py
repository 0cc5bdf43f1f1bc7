"""What a source strikes out, draws or links to, in the Markdown that our notices are written in."""

from cyberveille.importing.addresses import link_target
from cyberveille.importing.plain_text import escape

_STRUCK = "Texte barré par la source"


def struck(text: str) -> str:
    """What a source has struck out, said in words: a screen reader does not announce the line."""
    return f"({_STRUCK} : {text})"


def image_as_text(alt: str, source: str, base: str) -> str:
    """A link to an image of the source's site; its words alone when it cannot be reached."""
    words = escape(f"Image : {' '.join(alt.split())}" if alt.strip() else "Image de l’avis d’origine")
    target = link_target(source, base)
    return f"[{words}]({markdown_target(target)})" if target else words


def markdown_target(address: str) -> str:
    """A link's address with the characters escaped that would end it."""
    return address.replace("(", "%28").replace(")", "%29").replace("*", "%2A").replace("_", r"\_")
