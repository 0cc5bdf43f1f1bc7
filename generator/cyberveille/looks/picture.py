"""A picture that stands on every page: a logo, an icon."""

import io
import warnings

from cyberveille.model.identity import Picture

LIMIT = 256 * 1024
_LARGEST = 2048
_PNG = b"\x89PNG\r\n\x1a\n"


class PictureError(Exception):
    """Why a file cannot stand on every page, in French, and on which of its lines; 0 where there is none."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def is_png(data: bytes) -> bool:
    return data.startswith(_PNG)


def png(data: bytes) -> Picture:
    """The picture with its pixels and nothing else: no comment, no profile, no second image.

    Raises PictureError for one that is damaged, too heavy or too large.
    """
    # Pillow is only loaded by portals that have such a picture.
    from PIL import Image  # noqa: PLC0415

    if len(data) > LIMIT:
        raise PictureError(0, f"L’image pèse {len(data) // 1024} Kio ; c’est {LIMIT // 1024} au plus.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
                if max(image.size) > _LARGEST:
                    wide, high = image.size
                    message = f"L’image a {wide} × {high} pixels ; c’est {_LARGEST} de côté au plus."
                    raise PictureError(0, message)
                bare = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Warning) as error:
        raise PictureError(0, "Le fichier n’est pas une image PNG entière.") from error
    # A copy of the pixels: what else the file said stays behind.
    pixels = Image.frombytes("RGBA", bare.size, bare.tobytes())
    out = io.BytesIO()
    pixels.save(out, "PNG", optimize=True)
    return Picture("png", out.getvalue(), *bare.size)
