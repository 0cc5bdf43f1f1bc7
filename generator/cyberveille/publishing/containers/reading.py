"""A file and all that it holds, read as somebody would who opens it and every file within it."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from cyberveille.publishing.containers import encoded, file_kinds, marks
from cyberveille.publishing.containers.budget import Budget, Limits, TooMuch
from cyberveille.publishing.containers.file_kinds import FileKind
from cyberveille.publishing.containers.found import Closed, Found, Inner, Sealed, Words
from cyberveille.publishing.containers.inflating import members as unpacked_members
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.containers.text_files import runs, text_file
from cyberveille.publishing.words import text_words, written_words

LIMITS = Limits()
_SHORT = 500_000
"""A text shorter than that needs no counting."""
_MARKUP = (b"<", b"{", b"[")
"""How pages, feeds and data start: most files of an edition."""
_OTHER_MARKUP = (*marks.XMP, marks.RTF)
_COMPRESSED = {FileKind.GZIP: "gzip", FileKind.BZIP2: "bzip2", FileKind.XZ: "xz", FileKind.LZMA: "lzma"}


def read(path: str, data: bytes, limits: Limits = LIMITS) -> Iterator[Found]:
    """What stands in a file and in those within it, to any depth that `limits` allows.

    A part that is encrypted, of a format that is not read, or dearer than `limits`, is Sealed; the others
    are read all the same. Memory: some times what is unpacked at once, never more than `limits` allows.
    """
    yield Words(path, text_words(path))
    budget = Budget(limits)
    try:
        yield from _file(path, data, budget, 0)
    except TooMuch as refusal:
        yield Sealed(path, Closed.LIMIT, f"demande trop de travail : {refusal.limit.told(limits)}")


def _file(place: str, data: bytes, budget: Budget, depth: int) -> Iterator[Found]:
    yield Inner(place, sha256(data).digest())
    if _is_plain_markup(data):
        yield Words(place, written_words(data))
        yield from _parts(place, encoded.files_in(data, budget), budget, depth)
        return
    budget.within(depth)
    if marks.is_zip(data):
        yield from _zip(place, data, budget, depth)
        return
    yield from _reading(place, data, budget, depth)


def _is_plain_markup(data: bytes) -> bool:
    """A page, a feed, a row of data: what an edition is made of is read without a question more."""
    return (
        len(data) < _SHORT
        and data.startswith(_MARKUP)
        and not data.startswith(_OTHER_MARKUP)
        and b"\0" not in data
        and not marks.is_zip(data)
    )


def _reading(place: str, data: bytes, budget: Budget, depth: int) -> Iterator[Found]:
    match file_kinds.kind_of(data):
        case FileKind.COMPOUND:
            yield from _compound(place, data, budget, depth)
        case FileKind.GZIP | FileKind.BZIP2 | FileKind.XZ | FileKind.LZMA as kind:
            content, end = unpacked_members(data, _COMPRESSED[kind], budget)
            yield from _parts(place, _unwrapped(data, content, end), budget, depth)
        case FileKind.TEXT:
            yield from _words(place, text_file(data, budget))
            yield from _parts(place, encoded.files_in(data, budget), budget, depth)
        case FileKind.CLOSED:
            yield Words(place, runs(data))
            yield Sealed(
                place, Closed.FORMAT, f"est {file_kinds.closed_format(data)}, que la garde n’ouvre pas"
            )
        case FileKind.OTHER:
            yield Words(place, runs(data))
            if file_kinds.is_opaque(data):
                yield Sealed(place, Closed.FORMAT, "n’est pas lisible : chiffré, ou d’une forme inconnue")
        case kind:
            from cyberveille.publishing.containers.formats import parts_in  # noqa: PLC0415 - few are met

            yield from _parts(place, parts_in(kind, data, budget), budget, depth)


def _words(place: str, words: Iterable[bytes]) -> Iterator[Words]:
    yield from (Words(place, piece) for piece in words if piece)


def _parts(place: str, parts: Iterable[bytes | Member], budget: Budget, depth: int) -> Iterator[Found]:
    """The words of a container and, in turn, the files in it."""
    for part in parts:
        if isinstance(part, bytes):
            yield Words(place, part)
        else:
            yield from _member(place, part, budget, depth)


def _member(place: str, member: Member, budget: Budget, depth: int) -> Iterator[Found]:
    inner = f"{place}/{member.name}" if member.name else place
    yield Words(inner, b"".join(map(text_words, (member.name, *member.notes))))
    if member.why:
        yield Sealed(inner, Closed.ENCRYPTED if member.encrypted else Closed.FORMAT, member.why)
    elif member.data:
        yield from _file(inner, member.data, budget, depth + 1)


def _unwrapped(data: bytes, content: bytes, end: int) -> Iterator[Member]:
    yield Member("", content, (_name_in_gzip(data),) if data.startswith(b"\x1f\x8b") else ())
    if data[end:].strip(b"\0"):
        yield Member("", data[end:])


def _name_in_gzip(data: bytes) -> str:
    """The name of the file before it was compressed, and a comment (RFC 1952 section 2.3)."""
    flags, at = data[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(data[10:12], "little")
    told: list[str] = []
    for flag in (8, 16):
        if flags & flag:
            end = data.find(b"\0", at)
            told.append(data[at : max(at, end)].decode("utf-8", "replace"))
            at = max(at, end) + 1
    return " ".join(told)


def _compound(place: str, data: bytes, budget: Budget, depth: int) -> Iterator[Found]:
    from cyberveille.publishing.containers import compound  # noqa: PLC0415 - few are met

    try:
        yield from _parts(place, compound.compound_members(data, budget), budget, depth)
    except compound.Encrypted:
        yield Sealed(place, Closed.ENCRYPTED, "est protégé par un mot de passe")
    except OSError:
        yield Words(place, runs(data))
        yield Sealed(place, Closed.DAMAGED, "ne s’ouvre pas : le fichier est abîmé")


def _zip(place: str, data: bytes, budget: Budget, depth: int) -> Iterator[Found]:
    """An archive, or a document that is one; what was unpacked before a limit is read all the same."""
    from cyberveille.publishing.containers import office, opendocument, zipped  # noqa: PLC0415 - few are met

    members: list[Member] = []
    refusal: TooMuch | None = None
    try:
        for member in zipped.zip_members(data, budget):
            members.append(member)  # noqa: PERF402 - those before the refusal are kept
    except TooMuch as error:
        refusal = error
    named = {member.name: member.data for member in members if member.data is not None}
    if any(
        member.data is not None and len(member.data) >= len(data) and not member.name for member in members
    ):
        yield from _reading(place, data, budget, depth)
    elif office.CONTENT_TYPES in named:
        yield from _office(place, members, budget, depth)
    elif opendocument.is_opendocument(named.get(opendocument.MIMETYPE, b"")):
        yield from _opendocument(place, members, budget, depth)
    else:
        yield from _parts(place, members, budget, depth)
    if refusal:
        raise refusal


def _office(place: str, members: list[Member], budget: Budget, depth: int) -> Iterator[Found]:
    """Strings of a workbook come before the sheets that use them, wherever they stand in the package."""
    from cyberveille.publishing.containers import office  # noqa: PLC0415

    shared: list[str] = []
    for member in sorted(members, key=lambda item: "/worksheets/" in f"/{item.name}"):
        xml = member.name.endswith((".xml", ".rels", ".vml"))
        if office.is_boilerplate(member.name) and member.data is not None:
            continue
        if xml and member.data is not None:
            yield from _words(place, office.office_words(member.name, member.data, shared, budget))
        else:
            yield from _plain(place, member, budget, depth)


def _opendocument(place: str, members: list[Member], budget: Budget, depth: int) -> Iterator[Found]:
    from cyberveille.publishing.containers import opendocument  # noqa: PLC0415

    if any(
        member.name == opendocument.MANIFEST and b"encryption-data" in (member.data or b"")
        for member in members
    ):
        yield Sealed(place, Closed.ENCRYPTED, "est protégé par un mot de passe")
        return
    for member in members:
        if opendocument.is_boilerplate(member.name) and member.data is not None:
            continue
        if opendocument.is_part(member.name) and member.data is not None:
            yield from _words(place, opendocument.opendocument_words(member.name, member.data, budget))
        else:
            yield from _plain(place, member, budget, depth)


def _plain(place: str, member: Member, budget: Budget, depth: int) -> Iterator[Found]:
    """A picture or a file within a document: nobody sees the name that the program gave it."""
    yield Words(place, b"".join(map(text_words, member.notes)))
    inner = f"{place}/{member.name}" if member.name else place
    if member.why:
        yield Sealed(inner, Closed.ENCRYPTED if member.encrypted else Closed.FORMAT, member.why)
    elif member.data:
        yield from _file(inner, member.data, budget, depth + 1)
