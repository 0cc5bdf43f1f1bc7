"""What the source of an erased notice still says: withheld from every edition, for the guard to look for."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from cyberveille.model import Headline, unsaid
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.sought import names_of, quoted_by, texts_of
from cyberveille.publishing.unpacking import Sealed, all_words


@dataclass(frozen=True, slots=True)
class Remains:
    """Names and texts as `text_words` writes them; files by SHA-256."""

    names: frozenset[bytes] = frozenset()
    texts: frozenset[bytes] = frozenset()
    quoted: frozenset[bytes] = frozenset()
    """What the notice names that is not its own."""
    files: frozenset[bytes] = frozenset()


def remains(edition: Edition, item: Headline) -> Remains:
    """All that the source of `item` says beyond what its page shows; nothing once editors emptied it.

    Aliases may stay in the source, and are other people's names: they are not looked for.
    """
    catalogue = edition.catalogue
    notice = catalogue.written(item.id)
    if notice is None:
        return Remains()
    shown = catalogue.notice(item.id)
    title = "" if notice.title == unsaid(type(notice))["title"] else notice.title
    notice = msgspec.structs.replace(notice, title=title, aliases=())
    source = catalogue.project.folder / notice.source.root / notice.source.path
    folder = source.with_suffix("")
    joined = sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    texts = set(texts_of(notice))
    files: set[bytes] = set()
    for file in joined:
        data = file.read_bytes()
        files.add(sha256(data).digest())
        with suppress(Sealed):
            texts.add(all_words(file.name, data))
    return Remains(
        frozenset(names_of(notice)) - frozenset(names_of(shown)),
        frozenset(texts) - frozenset(texts_of(shown)),
        frozenset(quoted_by(notice)),
        frozenset(files),
    )
