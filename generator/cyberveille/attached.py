"""Whether a file joined to a document is what its name says, and whole.

Each kind is opened by the library that keeps it (zipfile, Pillow), in a process of its own: a file may be
broken on purpose, and costs no more than it may. PDF files are opened in `pdf_files`.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from msgspec import Struct

from cyberveille.archives import LARGEST_POINTER, POINTER, look_at_package
from cyberveille.confining import Broken, OutOfMemory, OutOfTime, confined
from cyberveille.expressions import expression
from cyberveille.model import MEDIA_TYPES

_SHORTCUT = expression(rb"(?:\xef\xbb\xbf)?\s*\[(?:InternetShortcut|Desktop Entry)\]")
# What git writes in the place of a symbolic link, where links are not kept.
_LINK = expression(rb"(?:\.{1,2}/)+[^\s/][^\r\n]{0,400}\n?")
_CONFLICT = expression(rb"^<{7} [^\n]*$.*^>{7} ", re.MULTILINE | re.DOTALL)
_ANNEXED = expression(rb"(?:\.\./)*(?:\.git)?/annex/objects/")
_END = b"%%EOF"
_NEAR_END = 4096
_LOST = 30
_SECONDS, _MEMORY = 8, 500_000_000
_PICTURE_STARTS = {".jpg": b"\xff\xd8\xff", ".png": b"\x89PNG\r\n\x1a\n"}
_PICTURES = {".jpg": {"JPEG", "MPO"}, ".png": {"PNG"}}
_STARTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (expression(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb".{0,1024}?%PDF-\d", "un PDF"),
        (rb"\x89PNG\r\n\x1a\n", "une image PNG"),
        (rb"\xff\xd8\xff", "une image JPEG"),
        (rb"GIF8[79]a", "une image GIF"),
        (rb"RIFF....WEBP", "une image WebP"),
        (rb"....ftyp(?:avif|heic|heix|mif1)", "une image HEIF ou AVIF"),
        (rb"BM.{4}\0\0\0\0", "une image BMP"),
        (rb"II\*\0|MM\0\*", "une image TIFF"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un ancien document Office ou un document chiffré"),
        (rb"\{\\rtf", "un texte RTF"),
        (rb"7z\xbc\xaf\x27\x1c", "une archive 7z"),
        (rb"Rar!\x1a\x07", "une archive RAR"),
        (rb"\x1f\x8b", "un fichier comprimé par gzip"),
        (rb"MZ.{58}|\x7fELF", "un programme"),
        (rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html[\s>])", "une page HTML"),
        (rb"(?:\xef\xbb\xbf)?\s*<svg[\s>]|(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>\s*<svg[\s>]", "un dessin SVG"),
    )
)  # fmt: skip
_MARKUP = expression(rb"(?:\xef\xbb\xbf)?\s*([{<]|\[\s*[{\[])")
_CONTROL = expression(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TEXTS = {".csv", ".txt"}
_BLANK = b" \t\r\n\f\v\xef\xbb\xbf\xff\xfe\0"


class Defect(Struct, frozen=True):
    """What is wrong with a file: a French predicate, as « est vide », and how to mend it."""

    what: str
    hint: str


_SAVE = "Enregistrez-le de nouveau depuis le programme qui l’a fait, ou copiez-le de nouveau."
_EMPTY = Defect("est vide", _SAVE)
CUT = Defect("est tronqué ou abîmé : il ne s’ouvre pas jusqu’au bout", _SAVE)
_LOCKED = Defect("est protégé par un mot de passe", "Enregistrez-le sans protection.")
_KEPT_ELSEWHERE = Defect(
    "n’est pas le fichier, mais un pointeur de Git LFS qui en tient lieu",
    "Lancez « git lfs install », puis « git lfs pull » ; dans l’intégration continue, demandez aussi les "
    "fichiers LFS.",
)
_SHORTCUT_TO = Defect(
    "n’est pas le fichier, mais un raccourci qui mène à lui", "Copiez ici le fichier que le raccourci ouvre."
)
_LINK_TO = Defect(
    "n’est pas le fichier, mais le chemin d’un lien symbolique",
    "Copiez ici le fichier lui-même : un lien n’est pas suivi.",
)
_IN_CONFLICT = Defect(
    "contient des marques de conflit d’un outil de versions",
    "Gardez une seule des deux versions, puis effacez les marques « <<<<<<< », « ======= » et « >>>>>>> ».",
)
_HOLLOW = Defect("ne contient aucun texte : sa partie principale manque ou ne se lit pas", _SAVE)
_NOTHING_IN_IT = Defect("ne contient aucun fichier, ou que des fichiers vides", _SAVE)
_POINTERS_IN_IT = Defect(
    "contient des pointeurs de Git LFS au lieu de fichiers",
    "Lancez « git lfs pull », puis refaites l’archive.",
)
_ANNEX = Defect(
    "n’est pas le fichier, mais un pointeur de git-annex qui en tient lieu",
    "Lancez « git annex get » dans le dossier du document.",
)


def defect_of(file: Path) -> Defect | None:
    """What is wrong with an attachment; None for a sound one. Raises OSError when the file is gone."""
    data = file.read_bytes()
    ending = file.suffix
    if len(data) <= LARGEST_POINTER and (stand_in := _stand_in(data)):
        return stand_in
    if not data.strip(_BLANK):
        return _EMPTY
    if ending not in MEDIA_TYPES:
        return None
    judge = _JUDGES.get(ending, _package)
    return judge(ending, data)


def _stand_in(data: bytes) -> Defect | None:
    """What stands in the place of a file, and is not it."""
    if POINTER.search(data):
        return _KEPT_ELSEWHERE
    if _ANNEXED.match(data):
        return _ANNEX
    if _SHORTCUT.match(data):
        return _SHORTCUT_TO
    return _LINK_TO if _LINK.fullmatch(data) else None


def _other(ending: str, data: bytes) -> Defect | None:
    """The defect of a file of another kind; None when its bytes tell none that is known."""
    for start, name in _STARTS:
        if start.match(data):
            return _is(ending, name)
    return None


def _is(ending: str, name: str) -> Defect:
    return Defect(
        f"n’est pas un fichier {ending} : c’est {name}",
        "Donnez-lui la terminaison de ce qu’il est, ou enregistrez-le sous la forme que dit son nom.",
    )


def _pdf(ending: str, data: bytes) -> Defect | None:
    if b"%PDF-" not in data[:1024]:
        return _other(ending, data) or _unlike(ending, data)
    return None if _END in data[-_NEAR_END:] and not _is_mangled(data) else CUT


def _is_mangled(data: bytes) -> bool:
    """Whether a PDF was handled as text: its octets replaced by U+FFFD, or its line ends changed.

    What is compressed holds line feeds of its own; a file of any length in which each follows a carriage
    return was written by a transfer in text mode (RFC 959, section 3.1.1.1).
    """
    if data.count(b"\xef\xbf\xbd") > _LOST:
        return True
    lines = data.count(b"\n")
    return b"FlateDecode" in data and lines > _LOST and lines == data.count(b"\r\n")


def _unlike(ending: str, data: bytes) -> Defect:
    """The defect of bytes that begin as no file of this ending does."""
    if data.startswith(b"PK\3\4"):
        return _is(ending, _named(data))
    return _is(ending, "du texte") if _is_text(data) else CUT


def _text(ending: str, data: bytes) -> Defect | None:
    if data.startswith(b"PK\3\4"):
        return _is(ending, _named(data))
    if _is_text(data):
        if _CONFLICT.search(data):
            return _IN_CONFLICT
        if ending == ".csv" and (markup := _MARKUP.match(data)):
            return _is(ending, "du JSON" if markup[1] in b"{[" else "du HTML ou du XML")
        # A text may show how a page is written.
        return None if ending == ".txt" and data.lstrip(_BLANK).startswith(b"<") else _other(ending, data)
    return _other(ending, data) or _is(ending, "un fichier binaire")


def _is_text(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    for encoding in ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return not _CONTROL.search(data.decode(encoding))
    return False


def _picture(ending: str, data: bytes) -> Defect | None:
    from cyberveille.extras import Part, need  # noqa: PLC0415 - for the portals that have such a file

    need(Part.PDF)
    found = _apart(partial(_look_at_picture, data))
    if found is None:
        return None
    kind, _, state = found.partition(":")
    if not kind and not data.startswith(_PICTURE_STARTS[ending]):
        return _other(ending, data) or _unlike(ending, data)
    if kind and kind not in _PICTURES[ending]:
        return _is(ending, f"une image {kind}")
    # The end of a picture follows the last of its scans (ITU-T T.81, B.2.1): zeros are read as grey.
    endless = ending == ".jpg" and data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")
    return CUT if state or not kind or endless else None


def _look_at_picture(data: bytes) -> Iterator[bytes]:
    import warnings  # noqa: PLC0415

    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    warnings.simplefilter("ignore")
    kind = ""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            kind = picture.format or ""
            with Image.open(io.BytesIO(data)) as again:
                again.verify()
            picture.load()
    except UnidentifiedImageError:
        yield b":"
    except Image.DecompressionBombError:
        return
    except Exception:  # noqa: BLE001 - what a library says of a broken file is as varied as breaking is
        yield f"{kind}:cut".encode()
    else:
        yield f"{kind}:".encode()


def _package(ending: str, data: bytes) -> Defect | None:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return _other(ending, data) or (CUT if data.startswith(b"PK") else _unlike(ending, data))
    state, _, kind = (_apart(partial(look_at_package, data)) or "").partition(":")
    if state == "cut":
        return CUT
    told = {"locked": _LOCKED, "hollow": _HOLLOW, "nothing": _NOTHING_IN_IT, "pointers": _POINTERS_IN_IT}
    if state in told:
        return told[state]
    return None if not state or ending in {".zip", kind} else _is(ending, _package_name(kind))


def _package_name(ending: str) -> str:
    if ending == ".zip":
        return "une archive zip"
    return f"un fichier {ending}" if ending.startswith(".") else f"un document {ending}"


def _named(data: bytes) -> str:
    _, _, kind = (_apart(partial(look_at_package, data)) or "").partition(":")
    return _package_name(kind or ".zip")


_JUDGES: dict[str, Callable[[str, bytes], Defect | None]] = {
    ".pdf": _pdf,
    **dict.fromkeys(_PICTURES, _picture),
    **dict.fromkeys(_TEXTS, _text),
}


def _apart(work: Callable[[], Iterator[bytes]]) -> str | None:
    """What the work told; None when it could not be told at a reasonable cost."""
    given: list[bytes] = []
    with suppress(OutOfTime, OutOfMemory, Broken):
        given.extend(confined(work, seconds=_SECONDS, memory=_MEMORY, spent=lambda _: None))
    return given[-1].decode() if given else None
