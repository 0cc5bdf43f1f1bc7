"""What the source of an erased notice still says: withheld from every edition, for the guard to look for."""

from dataclasses import dataclass

import msgspec

from cyberveille.catalogue import Catalogue
from cyberveille.model import Headline, neutral_values
from cyberveille.publishing.pieces import names_of, names_quoted_by, texts_of, texts_quoted_by


@dataclass(frozen=True, slots=True)
class Remains:
    """Names and texts as `text_words` writes them; files with their names."""

    names: frozenset[bytes] = frozenset()
    texts: frozenset[bytes] = frozenset()
    quoted: frozenset[bytes] = frozenset()
    """What the notice names that is not its own."""
    files: tuple[tuple[str, bytes], ...] = ()


def remains(catalogue: Catalogue, item: Headline) -> Remains:
    """All that the source of `item` says beyond what its page shows; nothing once editors emptied it.

    Aliases may stay in the source, and are other people's names: they are not looked for.
    """
    notice = catalogue.written(item.id)
    if notice is None:
        return Remains()
    shown = catalogue.notice(item.id)
    title = "" if notice.title == neutral_values(type(notice))["title"] else notice.title
    notice = msgspec.structs.replace(notice, title=title, aliases=())
    source = catalogue.project.folder / notice.source.root / notice.source.path
    folder = source.with_suffix("")
    joined = sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    return Remains(
        frozenset(names_of(notice)) - frozenset(names_of(shown)),
        frozenset(texts_of(notice)) - frozenset(texts_of(shown)),
        frozenset((*names_quoted_by(notice), *texts_quoted_by(notice))),
        tuple((file.name, file.read_bytes()) for file in joined),
    )
