"""Images: their captions and properties, not their tables, profiles and pixels."""

import io
import random
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, PngImagePlugin
from tests.containers_reading import in_common, says, sealed, sentence

SAID = sentence("l’image")
_XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:Description dc:title='{SAID}'/></x:xmpmeta>"


def _picture(seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (40, 40), random.Random(seed).randbytes(4800))


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, form, **options)
    return held.getvalue()


def _png(kind: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    if kind == "iTXt":
        told.add_itxt("Description", SAID, zip=True)
    elif kind == "XMP":
        told.add_itxt("XML:com.adobe.xmp", _XMP, zip=True)
    else:
        told.add_text("Description", SAID.replace("’", "'"), zip=kind == "zTXt")
    return _saved(_picture(), "PNG", pnginfo=told)


def _exif(tag: int, value: object) -> bytes:
    properties = Image.Exif()
    properties[tag] = value
    return _saved(_picture(), "JPEG", exif=properties)


def _raw_profile() -> bytes:
    """As ImageMagick keeps IPTC records in PNG files."""
    text = SAID.encode()
    record = b"\x1c\x02\x78" + struct.pack(">H", len(text)) + text
    value = b"\niptc\n%8d\n%b\n" % (len(record), record.hex().encode())
    body = b"Raw profile type iptc\0\0" + zlib.compress(value)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    plain = _saved(_picture(), "PNG")
    return plain[:33] + chunk + plain[33:]


PLACES: dict[str, Callable[[], bytes]] = {
    **{f"PNG {kind}": (lambda kind=kind: _png(kind)) for kind in ("tEXt", "zTXt", "iTXt", "XMP")},  # type: ignore[misc]
    "PNG, raw profile": _raw_profile,
    "after PNG": lambda: _saved(_picture(), "PNG") + SAID.encode(),
    "JPEG comment": lambda: _saved(_picture(), "JPEG", comment=SAID.encode()),
    "EXIF description": lambda: _exif(0x010E, SAID.encode()),
    "EXIF of Windows": lambda: _exif(0x9C9B, SAID.encode("utf-16-le")),
    "XMP": lambda: _saved(_picture(), "JPEG", xmp=_XMP.encode()),
    "after JPEG": lambda: _saved(_picture(), "JPEG") + SAID.encode(),
    "WebP": lambda: _saved(_picture(), "WEBP", xmp=_XMP.encode()),
    "TIFF": lambda: _saved(_picture(), "TIFF", tiffinfo={270: SAID.encode()}),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_an_image_says_is_read(place: str) -> None:
    data = PLACES[place]()
    assert says("x.png", data, SAID)
    assert sealed("x.png", data) == []


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "GIF"])
def test_images_of_one_library_have_nothing_in_common(form: str) -> None:
    """One colour profile, one set of tables, two pictures."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {} if form == "GIF" else {"icc_profile": profile}
    one, other = (_saved(_picture(seed), form, **options) for seed in (1, 2))
    assert one != other
    assert in_common(one, other) == set()
