"""A PNG image on every page holds its pixels, and nothing else."""

import io

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from cyberveille.looks.picture import PictureError, png


def image(size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#7a1f2b").save(out, "PNG", **options)
    return out.getvalue()


def test_what_is_said_beside_the_pixels_stays_behind() -> None:
    """Comments, and whatever follows the image, are not published."""
    told = PngInfo()
    told.add_text("Comment", "secret de fabrication")
    found = png(image(pnginfo=told) + b"secret en plus")
    assert (found.width, found.height, found.ratio) == (40, 20, 2)
    assert b"secret" not in found.data
    with Image.open(io.BytesIO(found.data)) as again:
        assert again.getpixel((3, 3)) == (0x7A, 0x1F, 0x2B, 255)
    assert png(found.data) == found


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (image()[:60], "entière"),
        (b"\x89PNG\r\n\x1a\n", "entière"),
        (image((2049, 2)), "2049 × 2"),
        (image() + bytes(300_000), "Kio"),
    ],
    ids=["cut", "empty", "large", "heavy"],
)
def test_what_is_damaged_or_too_large_is_refused(
    data: bytes, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says the size found and the one allowed."""
    # WeasyPrint, which other tests load, has Pillow take what is cut short.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(PictureError, match=told):
        png(data)
