"""The guidance library: a page a document, its files, and lists by theme."""

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from cyberveille.map import KIT, KIT_FILE, LISTS, Place, series_of
from cyberveille.model import AnyNotice, Document, Headline, Kind, Stages
from cyberveille.pdf_files import preview
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import plain_text
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import earlier, erased
from cyberveille.publishing.pages.beside import Data
from cyberveille.publishing.pages.choices import FilterGroup, FilterLink
from cyberveille.publishing.pages.neighbours import ALONE, Neighbours, neighbours
from cyberveille.publishing.part_names import LIBRARY as LIBRARY_PART
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node

LIBRARY = LISTS[Kind.DOCUMENT]
(THEMES,) = series_of(Kind.DOCUMENT)


def nodes(edition: Edition, press: Press, common: bytes, data: Data) -> Iterator[Node]:
    """The whole library is one part: what its papers name, and the files joined to them, may change it."""
    yield Node(
        LIBRARY_PART, digest("library", common, told(edition)), partial(_outputs, edition, press, data)
    )


def told(edition: Edition) -> tuple[object, ...]:
    """What changes with any document, with what one names, or with a file joined to one."""
    papers = tuple(part.facts.digest for part in edition.papers)
    named = dict.fromkeys(name for part in edition.papers for item in part.headlines for name in item.related)
    return papers, tuple(map(edition.headline, named)), edition.joined


def pages(edition: Edition, press: Press, wanted: Collection[str]) -> Iterator[Output]:
    """The pages of some documents, by their addresses."""
    for item, beside in neighbours(edition.documents):
        if item.address in wanted:
            yield _output(edition, press, item, beside)


def _outputs(edition: Edition, press: Press, data: Data) -> Iterator[Output]:
    for item, beside in neighbours(edition.documents):
        yield _output(edition, press, item, beside)
        yield from data(item)
        yield from earlier.outputs(edition, press, item, partial(_printed, press))
        document = edition.document(item)
        for attachment in document.attachments:
            file = edition.shelf.file(document, attachment)
            fact = edition.shelf.facts(document, attachment)
            yield Output(f"{item.address}{attachment.file}", digest(fact), partial(Path.read_bytes, file))
            if fact.pages:
                address = f"{item.address}{preview_of(attachment.file)}"
                yield Output(address, digest("preview", fact), partial(preview, file))
    yield from _kit(edition, press)
    yield from _lists(edition, press)


def _output(edition: Edition, press: Press, item: Headline, beside: Neighbours) -> Output:
    document = edition.document(item)
    facts = tuple(edition.shelf.facts(document, attachment) for attachment in document.attachments)
    related = edition.related(document)
    key = digest(press.key, item.digest, facts, beside.titles, related, edition.successor(document.id))
    return Output(f"{item.address}index.html", key, partial(_page, edition, press, document, beside))


def _page(edition: Edition, press: Press, document: Document, beside: Neighbours) -> bytes:
    if document.erased:
        return erased.page(press, document, beside)
    files = tuple(
        (
            item,
            fact,
            press.path(f"{document.address}{item.file}"),
            press.path(f"{document.address}{preview_of(item.file)}") if fact.pages else None,
        )
        for item, fact in ((item, edition.shelf.facts(document, item)) for item in document.attachments)
    )
    return _printed(
        press,
        document,
        edition.stages(Headline.of(document)),
        files=files,
        related=edition.related(document),
        successor=edition.successor(document.id),
        beside=beside,
    )


def _printed(
    press: Press,
    document: AnyNotice,
    stages: Stages,
    past: earlier.Past | None = None,
    *,
    files: Sequence[object] = (),
    related: tuple[Headline, ...] = (),
    successor: Headline | None = None,
    beside: Neighbours = ALONE,
) -> bytes:
    """The page of a document; as it was, with its `past`: its files are those of the document as it is."""
    assert isinstance(document, Document)  # noqa: S101 - the kind of the headline says so
    return press.page(
        "document.html",
        Place(
            title=earlier.title_of(document),
            description=document.summary,
            address=document.address,
            section=LIBRARY.address,
        ),
        head=press.part("notice_head.html", notice=document),
        document=document,
        sections=press.localised(document.body),
        stages=stages,
        past=past,
        files=files,
        related=related,
        successor=successor,
        newer=beside.newer,
        older=beside.older,
    )


def preview_of(name: str) -> str:
    """The name of the picture of a file's first page."""
    return f"{name.rpartition('.')[0]}-apercu.png"


def _kit(edition: Edition, press: Press) -> Iterator[Output]:
    """A chosen set of documents, as one page to print and one archive with its checksums."""
    items = edition.kit
    if not items:
        return
    documents = tuple(map(edition.document, items))
    joined = [(document, attachment) for document in documents for attachment in document.attachments]
    facts = tuple(edition.shelf.facts(*pair) for pair in joined)
    members = tuple(
        (f"{document.id}/{attachment.file}", edition.shelf.file(document, attachment))
        for document, attachment in joined
    )
    key = digest(press.key, items, facts)
    yield Output(KIT.file, key, partial(_kit_page, press, items, documents))
    yield Output(KIT_FILE.file, key, partial(_kit_archive, edition, items, documents, members))


def _kit_page(press: Press, items: tuple[Headline, ...], documents: tuple[Document, ...]) -> bytes:
    return press.page(
        "kit.html",
        KIT,
        items=items,
        documents=tuple((document, press.localised(document.body)) for document in documents),
        archive=KIT_FILE.address,
    )


def _kit_archive(
    edition: Edition,
    items: tuple[Headline, ...],
    documents: tuple[Document, ...],
    members: tuple[tuple[str, Path], ...],
) -> bytes:
    """Texts and files, with the times of the documents' revisions: the same documents, the same bytes."""
    contents = {f"{document.id}/{document.id}.txt": _plain(edition, document) for document in documents}
    contents |= {name: file.read_bytes() for name, file in members}
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items()))
    stamp = max(item.updated for item in items).timetuple()[:6]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (*sorted(contents.items()), ("SHA256SUMS", sums.encode())):
            archive.writestr(zipfile.ZipInfo(name, stamp), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _plain(edition: Edition, document: Document) -> bytes:
    parts = [document.title, f"{document.id} · {edition.absolute(document.address)}", ""]
    for section in document.body.sections:
        parts += [section.title.upper(), "", plain_text(section.html), ""]
    return "\n".join(parts).encode()


def _lists(edition: Edition, press: Press) -> Iterator[Output]:
    key = digest(press.key, edition.documents, bool(edition.kit))
    yield Output(LIBRARY.file, key, partial(_list, edition, press, None))
    for theme in _themes(edition):
        place = THEMES.place(theme, edition.vocabularies)
        yield Output(place.file, key, partial(_list, edition, press, theme))


def _themes(edition: Edition) -> dict[str, tuple[Headline, ...]]:
    """The documents of each theme that has some, in the order of the list of themes."""
    held = THEMES.own(edition.lists)
    return {
        member: edition.list_of(THEMES.of(member)) for member in THEMES.members(held, edition.vocabularies)
    }


def _list(edition: Edition, press: Press, chosen: str | None) -> bytes:
    by_theme = {THEMES.term(theme, edition.vocabularies): items for theme, items in _themes(edition).items()}
    links = [
        FilterLink("Tous les thèmes", LIBRARY.address, sum(map(len, by_theme.values())), chosen is None)
    ] + [
        FilterLink(theme.label, THEMES.address(theme.id), len(items), theme.id == chosen)
        for theme, items in by_theme.items()
    ]
    groups = tuple((theme, items) for theme, items in by_theme.items() if chosen in {None, theme.id})
    narrowed = THEMES.place(chosen, edition.vocabularies) if chosen else LIBRARY
    whole = press.said(LIBRARY.title)
    heading = f"{whole} : {narrowed.title}" if chosen else whole
    return press.page(
        "documents.html",
        Place(
            address=narrowed.address,
            title=heading,
            description="Fiches réflexes, guides, procédures et modèles face aux incidents.",
            section=LIBRARY.address,
        ),
        heading=heading,
        whole=chosen is None,
        groups=groups,
        kit=KIT.address if chosen is None and edition.kit else None,
        filters=(FilterGroup(THEMES.title, tuple(links)),) if by_theme else (),
        erased=() if chosen else tuple(item for item in edition.documents if item.erased),
        total=sum(len(items) for _, items in groups),
    )
