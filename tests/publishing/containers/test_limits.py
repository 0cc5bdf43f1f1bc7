"""Work is counted, whatever a file is made of: past a limit the file is told by its name and the limit."""

import gzip
import io
import struct
import zipfile
import zlib

import pytest
from tests.containers_reading import says, sealed

from cyberveille.publishing.containers import Budget, Limit, Limits, read
from cyberveille.publishing.containers.budget import TooMuch
from cyberveille.publishing.containers.inflating import inflated


def _zip(**members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return held.getvalue()


def _nested(depth: int) -> bytes:
    data = b"fin"
    for _ in range(depth):
        data = _zip(a__zip=data)
    return data


def _told(data: bytes, limits: Limits) -> str:
    [(place, why)] = sealed("x.bin", data, limits)
    assert place == "x.bin"
    return why.replace("\u202f", " ").replace("\u00a0", " ")


def test_levels_are_counted() -> None:
    """Four hundred archives in one another are no more than what is allowed of them."""
    assert sealed("x.bin", _nested(4), Limits(depth=4)) == []
    assert "plus de 4 niveaux" in _told(_nested(5), Limits(depth=4))
    assert "plus de 8 niveaux" in _told(_nested(400), Limits())


def test_bytes_are_counted_as_they_come_out() -> None:
    """Never more than the limit and one step is held; a lying header changes nothing."""
    budget = Budget(Limits(unpacked=5_000_000))
    with pytest.raises(TooMuch) as refusal:
        inflated(zlib.compress(bytes(50_000_000)), budget)
    assert refusal.value.limit is Limit.UNPACKED
    assert budget.spent[Limit.UNPACKED] <= 6_000_000
    limits = Limits(unpacked=1_000_000)
    for data in (
        _zip(z=bytes(2_000_000)),
        gzip.compress(bytes(2_000_000)),
        gzip.compress(_zip(z=bytes(990_000)) * 2),
    ):
        assert "plus de 1,0 Mo une fois décompressé" in _told(data, limits)


def test_what_is_read_twice_is_counted_twice() -> None:
    """Entries of one archive within one another, as in Fifield's bombs."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    payload = kernel.compress(bytes(400_000)) + kernel.flush()
    quoted = b""
    for number in range(5):
        name = b"%d" % number
        size = len(payload) + len(quoted)
        quoted = (
            struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, size, size, len(name), 0)
            + name
            + quoted
        )
    data = quoted + payload
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w"):
        pass
    assert says("x.zip", data + held.getvalue(), "4")


def test_files_are_counted() -> None:
    data = _zip(**{f"f{number}": b"" for number in range(30)})
    assert sealed("x.bin", data, Limits(entries=30)) == []
    assert "plus de 29 fichiers" in _told(data, Limits(entries=29))
    assert "plus de 19 fichiers" in _told(gzip.compress(b"mot") * 5, Limits(entries=19))


def test_elements_are_counted() -> None:
    part = b"<d>" + b"<t/>" * 98 + b"</d>"
    data = _zip(**{"[Content_Types]__xml": b"<Types/>", "word/document__xml": part})
    assert sealed("x.bin", data, Limits(elements=200)) == []
    assert "plus de 98 éléments XML" in _told(data, Limits(elements=98))


def test_a_text_that_stands_for_a_longer_one_is_not_unfolded() -> None:
    """A document that declares entities is no office document: its letters are read as they are."""
    laughs = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b; et la suite</d>'
    data = _zip(**{"[Content_Types]__xml": b"<Types/>", "word/document__xml": laughs.encode()})
    assert says("x.docx", data, "et la suite")


def test_what_comes_before_the_limit_is_read() -> None:
    data = _zip(a__txt=b"avant la limite", b__txt=bytes(3_000_000))
    assert says("x.zip", data, "avant la limite")
    found = list(read("x.zip", data, Limits(unpacked=1_000_000)))
    assert any(getattr(item, "words", b"") == b" avant la limite " for item in found)
