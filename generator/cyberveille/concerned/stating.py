"""What a notice says of what it concerns: in its products, else in its text, else in its title."""

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from cyberveille.concerned.naming import has_name
from cyberveille.concerned.words import plain
from cyberveille.expressions import expression
from cyberveille.model import Body, Product
from cyberveille.versions import Stated, read

MOST_STATEMENTS = 400
SYSTEMS = "Systèmes affectés"
_BLOCK = expression(r"</?(?:p|ul|ol|div|h[1-6]|table|tr|dl|dd|dt|section)\b[^>]*>")
_LI = expression(r"<li\b[^>]*>")
_TAG = expression(r"<[^>]*>")
_ITEM = expression(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+(.*)")
_ASIDE = expression(
    r"(?:l'editeur|cet avis|les utilisateurs|ces versions|les versions courantes|un correctif|cette vuln"
    r"|la vulnerabilite (?:est|n')|note|nota|remarque|il |elle |ce |ces |consulte|voir |se referer|veuillez"
    r"|systemes industriels|les routeurs .* ne sont plus|a noter|attention|pour plus|d'autres|aucun)"
)
_MARKUP = expression(r"[`\\]|\*\*|(?<![A-Za-z0-9])[*_]|[*_](?![A-Za-z0-9])|\[([^\]]*)\]\([^)]*\)")
_ONLY_ON = expression(r"seule?s? la plate-?forme ([a-z0-9 ]+?) est affectee")
_TITLE = expression(
    r"(?:a completer : ?)?(?:icsm?a-[0-9a-z-]+_? ?)?(?:scada )?(?:\[?mise a jour\]? ?)?"
    r"(?:.*?(?:vuln[a-z]+|failles?|defauts?|debordements?)(?: [a-z']+){0,6}?"
    r" (?:dans|de|du|des|d'|sous|sur|affectant|avec)"
    r"(?: (?:les?|la|certains|plusieurs|divers|des))?(?: (?:produits?|systemes?|solutions?|logiciels?"
    r"|equipements?|routeurs?|commutateurs?|clients?))*(?: (?:de|des|du|d'|la|le|les))*)? ?(?P<what>.*)"
)
_ENGLISH = expression(
    r"\b(?:vulnerabilit\w*|insufficiently .*|hard-?coded .*|open redirect.*)|\(update [a-z]\)"
)


class Told(Struct, frozen=True, gc=False):
    """What of a notice is read; `systems` is the text on what is affected, a line for each item of a list."""

    title: str
    products: tuple[Product, ...]
    aliases: tuple[str, ...]
    systems: str = ""
    notes: str = ""
    """Where an importer told what a source contradicts."""


def told_by(title: str, products: tuple[Product, ...], aliases: tuple[str, ...], body: Body) -> Told:
    """What a notice tells, of its rendered body only as much as its products need."""
    section = body.section(SYSTEMS)
    notes = "".join(part.html for part in body.sections if "se contredit" in part.html)
    return Told(title, products, aliases, _lined(section.html) if section else "", _lined(notes))


def _lined(html: str) -> str:
    text = _LI.sub("\n- ", _BLOCK.sub("\n\n", " ".join(html.split()).replace("> <", "><")))
    lines = [" ".join(unescape(_TAG.sub("", line)).split()) for line in text.split("\n")]
    return "\n".join(lines)


class Statement(Struct, frozen=True, gc=False):
    """`name` holds names, `versions` what is said of them; with `apart`, they were written apart.

    `source` tells that both are a line of another body's notice, whose product tag may be wrong.
    """

    name: str
    versions: str
    vendor: str | None = None
    fixed: str | None = None
    apart: bool = True
    source: bool = False
    tag: str | None = None


def only_on(systems: str) -> str | None:
    """The one platform that a text says is concerned."""
    found = _ONLY_ON.search(plain(systems))
    return found[1] if found else None


_CONTRADICTED = expression(
    r"^- (?P<name>.+?) : « (?P<range>[^»]+?) » et « (?P<words>[^»]+?) » ne disent", re.MULTILINE
)


def contradicted(notes: str) -> dict[str, dict[str, str]]:
    """By product, the words of a source that say something else than its range: the words decide."""
    found: dict[str, dict[str, str]] = {}
    for line in _CONTRADICTED.finditer(notes.replace("\u00a0", " ").replace("\u202f", " ")):
        found.setdefault(line["name"], {})[line["range"]] = line["words"]
    return found


def title_subject(title: str) -> str:
    """What a title says that the notice is about."""
    found = _TITLE.fullmatch(plain(title))
    what = found["what"] if found else plain(title)
    return _ENGLISH.sub(" ", what.replace("'s ", " ").replace("' ", " ")).strip()


def lines_of(systems: str) -> Iterator[str]:
    """Each line on affected systems of a text, without its markup; a list's head is said before each item."""
    lines = systems.split("\n")
    head = ""
    listed = any(map(_ITEM.match, lines))
    paragraph: list[str] = []
    for line in (*lines, ""):
        item = _ITEM.match(line)
        text = _MARKUP.sub(lambda found: found[1] or "", item[1] if item else line).strip(" ;.")
        if item:
            if paragraph:
                head = " ".join(paragraph)
                paragraph = []
            if _OF_PLATFORMS.match(plain(head)) or _ON_PLATFORMS.search(plain(head)):
                continue
            yield f"{text} si {head}" if _CONDITION.search(plain(head)) and not _has_no_name(text) else text
        elif text:
            paragraph.append(text)
        elif paragraph:
            said = " ".join(paragraph)
            paragraph = []
            folded = plain(said)
            if on := _ON_PLATFORMS.search(folded):
                head = said
                yield said[: on.start()]
            elif old := _NO_MORE.match(folded):
                yield f"{old[0]} si non maintenue"
            elif (not listed or _is_a_statement(said)) and not _ASIDE.match(folded):
                yield said.rstrip(" :")
            else:
                head = said.rstrip(" :")


_OF_PLATFORMS = expression(
    r"(?:sur|pour|sous) (?:les |l'une des )?(?:plate-?formes?|systemes? d'exploitation)\b"
)
_ON_PLATFORMS = expression(
    r" (?:pour|sur|sous) (?:les |l'un des )?(?:plate-?formes?|systemes?(?: d'exploitation)?) suivant\w* ?:?$"
)
"""The head of a list of what something runs on, alone or after what runs there."""
_CONDITION = expression(r"\b(?:configuree?s?|activee?s?|si|lorsque?|uniquement|seuls?)\b")


_NOT_CONCERNED = expression(r"\b(?:pas|plus|non|aucune?s?|correctifs?|corrigee?s?|mises? a jour|parution)\b")


def _is_a_statement(paragraph: str) -> bool:
    """Whether a paragraph beside a list names a product and its versions: « OpenVPN 2.0 avant 2.0.4 : »."""
    words = paragraph.rstrip(" :")
    said = read(words).stated is Stated.RANGES and has_name(words)
    return said and _NOT_CONCERNED.search(plain(words)) is None


_NO_MORE = expression(
    r"(?:les )?versions anterieures a (?:la )?(?:version )?[0-9][0-9a-z.]*(?= (?:n'etant|ne sont) plus)"
)
_NEVER = expression(r"ne recevront (?:donc )?pas de correctif|ne seront pas corrige")


def never_fixed(systems: str) -> bool:
    """Whether a text says that no correction will come."""
    return _NEVER.search(plain(systems)) is not None


def _has_no_name(text: str) -> bool:
    return re.search(r"[a-z]{3,}", plain(text).replace("version", "").replace("build", "")) is None
