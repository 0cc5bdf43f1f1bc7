"""What notices no longer say, or not to everybody: withheld from an edition, for the guard to look for."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.catalogue import Catalogue
from cyberveille.model import AnyNotice, Headline, Tlp, neutral_values
from cyberveille.publishing.earlier_texts import texts_before
from cyberveille.publishing.pieces import names_of, names_quoted_by, passages, texts_of, texts_quoted_by


class Remains(Struct, frozen=True):
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
    past = _said_by(replace(text, aliases=()) for text in texts_before(notice, tuple(Tlp)))
    notice = replace(notice, title=title, aliases=())
    source = catalogue.project.folder / notice.source.root / notice.source.path
    folder = source.with_suffix("")
    joined = sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    return Remains(
        past.names.union(names_of(notice)).difference(names_of(shown)),
        past.texts.union(texts_of(notice)).difference(texts_of(shown)),
        past.quoted.union(names_quoted_by(notice), texts_quoted_by(notice)),
        tuple((file.name, file.read_bytes()) for file in joined),
    )


def all_before(notice: AnyNotice) -> Remains:
    """Whatever a notice said at its earlier revisions."""
    return _said_by(texts_before(notice, tuple(Tlp)))


def _said_by(found: Iterator[AnyNotice]) -> Remains:
    texts = tuple(found)
    return Remains(
        frozenset(piece for text in texts for piece in names_of(text)),
        frozenset(piece for text in texts for piece in texts_of(text)),
        frozenset(piece for text in texts for piece in (*names_quoted_by(text), *texts_quoted_by(text))),
    )


def hidden_before(catalogue: Catalogue, item: Headline, allowed: AbstractSet[Tlp]) -> Remains:
    """What a notice said at revisions that are not for everybody, but for what it says now, or said openly.

    Of its texts, the passages that are no longer said: they may stand between others that still are.
    """
    notice = catalogue.notice(item.id)
    hidden = _said_by(texts_before(notice, frozenset(Tlp) - allowed))
    texts = (notice, *texts_before(notice, allowed))
    said = {run for text in texts for piece in texts_of(text) for run in passages(piece)}
    return Remains(
        hidden.names.difference(piece for text in texts for piece in names_of(text)),
        frozenset(run for piece in hidden.texts for run in passages(piece)) - said,
        hidden.quoted.difference(
            piece for text in texts for piece in (*names_quoted_by(text), *texts_quoted_by(text))
        ),
    )
