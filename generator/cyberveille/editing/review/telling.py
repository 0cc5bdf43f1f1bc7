"""The summary of a review, in Markdown: for a comment on the merge request, and for the page of the job."""

from collections.abc import Iterable, Iterator

from cyberveille.editing.review.changed import Fate, ReaderChange, Reviewed
from cyberveille.editing.review.preview import Preview
from cyberveille.expressions import expression
from cyberveille.locale import counted, french, number_fr
from cyberveille.model import Finding

MARK = "<!-- cyberveille review -->"
"""By which whoever posts the summary finds the one posted before."""
_SHOWN, _LISTED = 30, 200
"""Items of a section, and addresses of a list that is folded."""
_SIGNS = expression(r"([\\`*_{}\[\]()#|~])")
_FEEDS = "flux/"


def summary(
    found: Reviewed,
    beside: tuple[str, ...],
    findings: tuple[tuple[Finding, ...], int],
    preview: Preview | None,
    refused: str = "",
    *,
    closed: bool,
) -> str:
    """The whole; the same for the same sources, base and clock.

    `beside` are the other files that change. `findings` are those to tell, and how many others there are;
    `refused` says why there is no preview.
    """
    lines = [MARK, "## Ce que cette demande change pour les lecteurs", ""]
    for fate in Fate:
        lines += _section(fate, found.of(fate))
    if not found.told:
        lines += ["Aucune notice ni page publiée ne change.", ""]
    if found.unsaid:
        held = f"Change aussi, réservé ou sous embargo : {number_fr(found.unsaid)}."
        lines += [f"_{held} Rien n’en est dit dans un lieu ouvert._", ""]
    if beside:
        lines += ["### Configuration, listes et registre", "", *(f"- `{path}`" for path in beside[:_SHOWN])]
        lines += [*_more(len(beside), _SHOWN), ""]
    lines += _touched(preview) if preview else [f"**Pas d’aperçu** : {refused}.", ""]
    lines += _findings(*findings)
    if closed:
        lines += ["_Résumé fait pour un lieu fermé : ne le recopiez pas ailleurs._", ""]
    return french("\n".join(lines).rstrip()) + "\n"


def _section(fate: Fate, items: tuple[ReaderChange, ...]) -> Iterator[str]:
    if not items:
        return
    yield from (f"### {fate.value}", "")
    for item in items[:_SHOWN]:
        title = f" : {plain(item.title)}" if item.title else ""
        when = f", le {item.when}" if item.when else ""
        edition = "" if item.audience == "public" else f" (édition « {plain(item.audience)} »)"
        yield f"- **{plain(item.name)}**{title}{edition}{when}"
        yield from (f"  - {plain(fact)}" for fact in item.facts if fact)
    yield from _more(len(items), _SHOWN)
    yield ""


def _touched(preview: Preview) -> Iterator[str]:
    feeds = [path for path in preview.written if path.startswith(_FEEDS) and not path.endswith(".html")]
    pages = [path for path in preview.written if path.endswith(".html")]
    gone = [path for path in preview.removed if path.endswith(".html")]
    yield from ("### Pages et flux touchés", "")
    told = f"{counted(len(pages), 'page')} et {counted(len(feeds), 'fichier')} de flux"
    if not preview.based:
        yield "La base n’avait pas d’édition : tout est compté."
    yield f"{told} de l’édition « {plain(preview.audience)} » ; {counted(len(gone), 'page')} en moins."
    yield ""
    for words, paths in (("Pages", pages), ("Flux", feeds), ("En moins", gone)):
        if paths:
            yield f"<details><summary>{words} ({len(paths)})</summary>"
            yield ""
            yield from (f"- `/{path.removesuffix('index.html')}`" for path in paths[:_LISTED])
            yield from _more(len(paths), _LISTED)
            yield from ("", "</details>", "")


def _findings(findings: tuple[Finding, ...], unsaid: int) -> Iterator[str]:
    yield from ("### Constats", "")
    if not findings:
        yield "Aucun constat." if not unsaid else "Aucun constat sur ce qui est public."
    for item in findings[:_SHOWN]:
        gravity = "erreur" if item.refuses else "avertissement"
        hint = f" {plain(item.hint)}" if item.hint else ""
        yield f"- **{gravity}**, `{item.path.replace('`', '')}:{item.line}` : {plain(item.message)}{hint}"
    yield from _more(len(findings), _SHOWN)
    if unsaid:
        yield ""
        yield f"_{counted(unsaid, 'constat')} sur ce qui n’est pas public : voir le poste de la rédaction._"
    yield ""


def _more(number: int, shown: int) -> Iterable[str]:
    return [f"- … et {counted(number - shown, 'autre')}"] if number > shown else []


def plain(text: str) -> str:
    """Text as it is, whatever its signs mean to Markdown, to HTML and to a forge that calls people."""
    safe = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
