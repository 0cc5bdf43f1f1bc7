"""What reads each format but text and archives: loaded when a file of one of them is met."""

from collections.abc import Iterator

from cyberveille.publishing.containers import images, marks, sound_and_film, typefaces
from cyberveille.publishing.containers.budget import Budget
from cyberveille.publishing.containers.file_kinds import FileKind
from cyberveille.publishing.containers.mail import mail_members
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.containers.metadata import xmp
from cyberveille.publishing.containers.pdf import pdf_members
from cyberveille.publishing.containers.rtf import rtf_objects, rtf_words
from cyberveille.publishing.containers.tarred import tar_members
from cyberveille.publishing.containers.text_files import runs, text_file


def parts_in(  # noqa: C901, PLR0912 - one line a kind
    kind: FileKind, data: bytes, budget: Budget
) -> Iterator[bytes | Member]:
    """The words of a file and the files within it; raises TooMuch, and ValueError for other kinds."""
    match kind:
        case FileKind.PDF:
            yield from pdf_members(data, budget)
        case FileKind.TAR:
            yield from tar_members(data, budget)
        case FileKind.MAIL:
            yield from text_file(data, budget)
            yield from mail_members(data, budget)
        case FileKind.PNG:
            yield from images.png(data, budget)
            yield from _after(data, images.png_end(data))
        case FileKind.JPEG:
            yield from images.jpeg(data, budget)
            yield from _after(data, images.jpeg_end(data))
        case FileKind.WEBP:
            yield from images.riff(data, budget)
        case FileKind.TIFF:
            yield from images.tiff(data, budget)
        case FileKind.GIF:
            yield from sound_and_film.gif(data)
        case FileKind.SOUND:
            yield from sound_and_film.id3(data)
        case FileKind.ISO_MEDIA:
            yield from sound_and_film.iso_media(data, budget)
        case FileKind.RTF:
            yield from rtf_words(data, budget)
            yield from rtf_objects(data, budget)
        case FileKind.XMP:
            yield from xmp(data, budget)
        case FileKind.SILENT:
            yield runs(data)
            if data.startswith(marks.WOFF2):
                yield typefaces.names_in(data, budget)
        case _:
            raise ValueError(kind)


def _after(data: bytes, end: int) -> Iterator[Member]:
    """What follows an image in its file."""
    if rest := data[end:].strip(b"\0"):
        yield Member("", rest)
