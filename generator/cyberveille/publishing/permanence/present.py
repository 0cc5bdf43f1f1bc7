"""An edition as it is now, to be compared with what was published."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from cyberveille.catalogue import Catalogue
from cyberveille.checking import Present, Published, SourcePath
from cyberveille.locale import datetime_fr
from cyberveille.map import written_at
from cyberveille.model import Headline, Page
from cyberveille.publishing import feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.redirects import redirects


def present_of(
    edition: Edition,
    catalogue: Catalogue,
    things: Mapping[str, Published],
    answers: Callable[[str], bool],
    chosen: feeds.Selected | None = None,
) -> Present:
    """`things` are those of the edition that may have changed."""
    held = chosen or feeds.selected(edition)
    named = cache(partial(_by_name, catalogue))

    def hidden(then: Published) -> str:
        return _why(edition, catalogue, named().get(then.name), then)

    moved = {written_at(item.old): written_at(item.new) for item in redirects(edition)}
    return Present(things, answers, moved, held.holds, hidden, edition.audience.name)


def _by_name(catalogue: Catalogue) -> Mapping[str, Headline | Page]:
    """What the sources hold, by what reports call it."""
    pages: dict[str, Headline | Page] = {f"/{page.address}": page for page in catalogue.pages}
    return pages | {item.id: item for item in reversed(catalogue.headlines)}


def _why(edition: Edition, catalogue: Catalogue, found: Headline | Page | None, then: Published) -> str:
    """What became of something that the edition does not show, in French; empty when that is not known."""
    if isinstance(found, Headline):
        return _withheld(edition, found)
    if found is not None and found.tlp is not None:
        return f"son marquage est devenu {found.tlp.label}"
    return _gone(edition, catalogue, then.place) if then.place else "sa source n’est plus là"


def _withheld(edition: Edition, found: Headline) -> str:
    if found.draft:
        return "« draft: true » en fait un brouillon"
    if not found.tlp.within(edition.audience.tlp_max):
        return f"son marquage est devenu {found.tlp.label}"
    if found.published > edition.clock:
        return f"« published » la remet sous embargo, jusqu’au {datetime_fr(found.published)}"
    return ""


def _gone(edition: Edition, catalogue: Catalogue, place: SourcePath) -> str:
    root = next((item for item in edition.configuration.sources if item.path == place.root), None)
    if root is None:
        return f"le dossier « {place.root} » n’est plus dans « sources »"
    folder = catalogue.project.path_of(root)
    names = place.path.split("/")[:-1]
    for depth in range(len(names)):
        shown = "/".join(names[: depth + 1])
        if (folder / shown).is_symlink():
            return f"« {shown} » est devenu un lien symbolique, qui n’est pas suivi"
        if not (folder / shown).is_dir():
            return f"le dossier « {shown} » n’est plus là"
    there = (folder / place.path).exists()
    return "son fichier n’est plus lu" if there else "son fichier n’est plus là"
