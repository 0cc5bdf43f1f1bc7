"""What a file is, told by its bytes: its name may say anything."""

import zlib
from enum import Enum, auto

from cyberveille.publishing.containers import marks
from cyberveille.publishing.containers.marks import STARTS
from cyberveille.publishing.containers.text_files import is_text


class FileKind(Enum):
    ZIP = auto()
    PDF = auto()
    COMPOUND = auto()
    TAR = auto()
    GZIP = auto()
    BZIP2 = auto()
    XZ = auto()
    LZMA = auto()
    PNG = auto()
    JPEG = auto()
    WEBP = auto()
    TIFF = auto()
    RTF = auto()
    MAIL = auto()
    XMP = auto()
    TEXT = auto()
    CLOSED = auto()
    """A format that the guard does not open."""
    GIF = auto()
    SOUND = auto()
    ISO_MEDIA = auto()
    """A film, or an image kept as films are."""
    SILENT = auto()
    """A typeface, sound or film of another kind: what is written in it stands there as it is."""
    OTHER = auto()


_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (marks.COMPOUND, FileKind.COMPOUND),
    (STARTS["gzip"], FileKind.GZIP),
    (STARTS["xz"], FileKind.XZ),
    (STARTS["lzma"], FileKind.LZMA),
    (marks.PNG, FileKind.PNG),
    (marks.JPEG, FileKind.JPEG),
    *((mark, FileKind.GIF) for mark in marks.GIF),
    (marks.ID3, FileKind.SOUND),
    (b"II*\0", FileKind.TIFF),
    (b"MM\0*", FileKind.TIFF),
    (marks.RTF, FileKind.RTF),
    *((mark, FileKind.XMP) for mark in marks.XMP),
)
CLOSED_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "une archive 7z"),
    (b"Rar!\x1a\x07", "une archive RAR"),
    (b"MSCF\0\0\0\0", "une archive CAB"),
    (b"ISc(", "une archive d’installation"),
    (b"\x28\xb5\x2f\xfd", "un fichier comprimé par Zstandard"),
    (b"\x04\x22\x4d\x18", "un fichier comprimé par LZ4"),
    (b"\x1f\x9d", "un fichier comprimé par compress"),
    (b"LZIP", "un fichier comprimé par lzip"),
    (b"\x60\xea", "une archive ARJ"),
    (b"-----BEGIN PGP MESSAGE", "un message chiffré par OpenPGP"),
    (b"-----BEGIN AGE ENCRYPTED", "un fichier chiffré par age"),
    (b"age-encryption.org/", "un fichier chiffré par age"),
    (b"Salted__", "un fichier chiffré par OpenSSL"),
    (b"\x03\xd9\xa2\x9a", "un coffre KeePass"),
    (b"LUKS\xba\xbe", "un volume chiffré"),
    (b"hsqs", "une image de système de fichiers"),
    (b"MSWIM\0\0\0", "une image de système de fichiers"),
    (b"ITSF", "un fichier d’aide compilé"),
    (b"xar!", "une archive xar"),
    (b"!BDN", "une boîte aux lettres d’Outlook"),
    (b"$ANSIBLE_VAULT;", "un coffre d’Ansible"),
    (b"-----BEGIN PKCS7", "un message chiffré ou signé"),
    (b"-----BEGIN CMS", "un message chiffré ou signé"),
    (b"\xc0\xb9\x07\x2e\x4f\x93\xf1\x46", "un fichier chiffré par AxCrypt"),
    (b"\x89LZO\0", "un fichier comprimé par lzop"),
    (b"\xff\x06\0\0sNaPpY", "un fichier comprimé par Snappy"),
    (b"LRZI", "un fichier comprimé par lrzip"),
    (b"SIT!", "une archive StuffIt"),
    (b"StuffIt (c)", "une archive StuffIt"),
    (b"QFI\xfb", "une image de disque"),
    (b"KDMV", "une image de disque"),
    (b"vhdxfile", "une image de disque"),
    (b"conectix", "une image de disque"),
    (b"AT&TFORM", "un document DjVu"),
    (b"\x3f\x5f\x03\0", "un fichier d’aide compilé"),
    (b"\x1a\0\0\4\0\0", "une base de Lotus Notes"),
)
_FURTHER: tuple[tuple[int, bytes, str], ...] = (
    (32769, b"CD001", "une image de disque"),
    *((2, b"-lh%d-" % method, "une archive LHA") for method in range(8)),
    (7, b"**ACE**", "une archive ACE"),
    (60, b"BOOKMOBI", "un livre Mobipocket"),
    (60, b"TEXtREAd", "un livre Palm"),
    (3, b"-FVE-FS-", "un volume chiffré"),
)
"""Marks that stand further on: from which octet."""
_DISK_END = 512
_SILENT = (
    b"wOF2",
    b"wOFF",
    b"OggS",
    b"fLaC",
    b"\xff\xfb",
    b"\x1aE\xdf\xa3",
    b"OTTO\0",
    b"\0\1\0\0\0",
)
_SAMPLE = 65_536
_DENSE = 0.97
"""A file that no compression shortens was compressed or encrypted by something that is not known here."""
_SMALLEST = 512


def kind_of(data: bytes) -> FileKind:  # noqa: C901, PLR0911 - one line a kind
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(STARTS["bzip2"]) and data[4:10] in {b"1AY&SY", b"\x17rE8P\x90"}:
        return FileKind.BZIP2
    if closed_format(data):
        return FileKind.CLOSED
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if marks.is_pdf(data):
        return FileKind.PDF
    if data[4:8] == b"ftyp":
        return FileKind.ISO_MEDIA
    if data.startswith(_SILENT):
        return FileKind.SILENT
    if marks.is_tar(data):
        return FileKind.TAR
    if is_text(data):
        return FileKind.MAIL if marks.is_mail(data) else FileKind.TEXT
    return FileKind.OTHER


def closed_format(data: bytes) -> str:
    """What a file is that the guard does not open, in French; nothing for others."""
    for start, name in CLOSED_FORMATS:
        if data.startswith(start):
            return name
    for place, mark, name in _FURTHER:
        if data.startswith(mark, place):
            return name
    return "une image de disque" if data[-_DISK_END:].startswith(b"koly") else ""


def is_opaque(data: bytes) -> bool:
    """Whether some other bytes look encrypted, or compressed in a way that is not known here."""
    sample = data[len(data) // 2 :][:_SAMPLE]
    return len(sample) >= _SMALLEST and len(zlib.compress(sample, 1)) > _DENSE * len(sample)
