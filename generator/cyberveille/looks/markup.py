"""What the HTML of a block may hold: the policy of pages (CSP) would refuse the rest, in silence."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from cyberveille.expressions import expression
from cyberveille.looks.language import Wrong

_JINJA = expression(r"\{\{.{0,4000}?\}\}|(?:\{%.{0,4000}?%\}|\{#.{0,4000}?#\})+", re.DOTALL)
"""Each of a length that bounds the work of looking for its end."""
_DYNAMIC = "\ue000"
_NEVER = frozenset({"style", "iframe", "object", "embed", "base", "frame", "applet", "portal", "template"})
_FETCHED = {"src", "srcset", "poster", "data", "background", "action", "formaction", "xlink:href"}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_ALT = "Ajoutez « alt », vide si elle n’apprend rien (WCAG 2.2, 1.1.1)."


def unsafe(source: str) -> Iterator[Wrong]:
    """What a template's own HTML may not hold, each on its line."""
    bare = _JINJA.sub(_blanked, source)
    for match in re.finditer(f"</?{_DYNAMIC}", bare):
        yield Wrong(bare.count("\n", 0, match.start()) + 1, "Le nom d’un élément ne se calcule pas.")
    reader = _Reader()
    reader.feed(bare)
    reader.close()
    yield from reader.found


def _blanked(match: re.Match[str]) -> str:
    """As many lines and signs as the Jinja that stands there, so that places stay.

    What prints, or may join two halves of a word, is marked as such; the rest is as nothing.
    """
    around = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    joins = (
        len(around) == len("ab")
        and not re.search(r"[\s<>]", around[1])
        and not re.search(r"[\s>]", around[0])
    )
    sign = _DYNAMIC if match[0].startswith("{{") or joins else " "
    return re.sub(r"[^\n]", sign, match[0])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Wrong] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if _DYNAMIC in tag:
            self._wrong("Le nom d’un élément ne se calcule pas.")
        if tag in _NEVER:
            self._wrong(f"L’élément « {tag} » n’a pas sa place dans un bloc.")
        if tag == "script" and not told.get("src"):
            self._wrong("Un script écrit dans la page est refusé : mettez-le dans un fichier de « static/ ».")
        if tag == "img" and "alt" not in told:
            self._wrong(f"Une image n’a pas d’alternative. {_ALT}")
        if tag == "meta" and "http-equiv" in told:
            self._wrong("« http-equiv » changerait ce que la page peut faire.")
        for name, value in attrs:
            self._attribute(tag, name, (value or "").strip())

    def handle_comment(self, data: str) -> None:
        self._wrong(f"Un commentaire serait publié (« {data[:20].strip()} ») : écrivez-le entre {{# et #}}.")

    def handle_decl(self, decl: str) -> None:
        self._wrong(f"« {decl[:20]} » n’a pas sa place dans un bloc.")

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if _DYNAMIC in name:
            self._wrong("Le nom d’un attribut ne se calcule pas.")
        elif name.startswith("on") or name == "style":
            self._wrong(f"L’attribut « {name} » est refusé : la page ne l’applique pas.")
        elif re.match(r"\s*(?:javascript|vbscript|data):", value, re.IGNORECASE):
            self._wrong(f"« {name} » contient du code.")
        elif (name in _FETCHED or (name == "href" and tag in {"link", "use", "image"})) and not _ours(value):
            self._wrong(f"« {name} » va chercher « {value[:60]} » ailleurs : servez-le depuis « static/ ».")

    def _wrong(self, message: str) -> None:
        self.found.append(Wrong(self.getpos()[0], message))


def _ours(value: str) -> bool:
    return value.startswith((_DYNAMIC, "#")) or (
        value.startswith("/") and not value.startswith(("//", "/\\"))
    )


def unbalanced(html: str) -> str | None:
    """The first element of printed HTML that is not closed, or closes nothing; None when all are."""
    reader = _Balance()
    reader.feed(html)
    reader.close()
    return reader.wrong or (f"<{reader.open[-1]}>" if reader.open else None)


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Inside a drawing an element may close itself."""

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.wrong = self.wrong or f"</{tag}>"
