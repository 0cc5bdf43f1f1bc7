"""A typeface file as pages may carry it (WOFF2, W3C Recommendation, section 4)."""

import struct

from cyberveille.looks.picture import PictureError

MAGIC = b"wOF2"
LIMIT = 300 * 1024
_HEAD = struct.Struct(">4s4sIHHIIHHIIIII")
_LENGTH, _META, _PRIVATE = 8, 28, 40


def typeface(data: bytes) -> bytes:
    """The file without the metadata and private data that may follow the letters.

    Raises PictureError for what is no WOFF2 file, is cut, or weighs too much for a page.
    """
    if len(data) > LIMIT:
        message = f"La police pèse {len(data) // 1024} Kio ; c’est {LIMIT // 1024} au plus."
        raise PictureError(0, f"{message} Gardez-en les lettres du français.")
    if not data.startswith(MAGIC) or len(data) < _HEAD.size:
        raise PictureError(0, "Le fichier n’est pas une police WOFF2.")
    told = _HEAD.unpack_from(data)
    length, meta, private = told[2], told[9], told[12]
    if length != len(data):
        raise PictureError(0, "La police est coupée, ou suivie d’autre chose.")
    ends = [place for place in (meta, private) if place]
    if not ends:
        return data
    if min(ends) not in range(_HEAD.size, length):
        raise PictureError(0, "La police est abîmée : ses parties ne sont pas où elle le dit.")
    bare = bytearray(data[: min(ends)])
    struct.pack_into(">I", bare, _LENGTH, len(bare))
    struct.pack_into(">III", bare, _META, 0, 0, 0)
    struct.pack_into(">II", bare, _PRIVATE, 0, 0)
    return bytes(bare)
