"""Archives: what they hold, listed or not, however deep; what cannot be opened is told."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from tests.containers_reading import says, sealed, sentence

SAID = sentence("l’archive").encode()


def _zip(method: int = zipfile.ZIP_DEFLATED, **members: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return held.getvalue()


def _named(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, b"")
    return held.getvalue()


def _tar(name: str, data: bytes, form: int = tarfile.GNU_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form) as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return held.getvalue()


def _commented(where: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        entry = zipfile.ZipInfo("a.txt")
        if where == "entry":
            entry.comment = SAID
        else:
            archive.comment = SAID
        archive.writestr(entry, b"rien")
    return held.getvalue()


def _unlisted() -> bytes:
    """An archive whose directory names the first of its two files only."""
    both = _zip(a__txt=b"rien", b__txt=SAID)
    first = _zip(a__txt=b"rien")
    return both[: both.index(b"PK\x01\x02")] + first[first.index(b"PK\x01\x02") :]


def _lying() -> bytes:
    """The directory says that the file is three bytes long."""
    data = bytearray(_zip(a__txt=SAID))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = (3).to_bytes(4, "little")
    return bytes(data)


FORMS: dict[str, Callable[[], bytes]] = {
    "stored": lambda: _zip(zipfile.ZIP_STORED, a__txt=SAID),
    "bzip2 within": lambda: _zip(zipfile.ZIP_BZIP2, a__txt=SAID),
    "LZMA within": lambda: _zip(zipfile.ZIP_LZMA, a__txt=SAID),
    "a prefix": lambda: b"#!/bin/sh\nexit 0\n" + _zip(a__txt=SAID),
    "a program before": lambda: b"MZ\x90\0" + bytes(300) + _zip(a__txt=SAID),
    "a text before": lambda: SAID + b"\n" + _zip(a__txt=b"rien"),
    "a text after": lambda: _zip(a__txt=b"rien") + SAID,
    "after another": lambda: _zip(a__txt=b"rien") + _zip(a__txt=SAID),
    "before another": lambda: _zip(a__txt=SAID) + _zip(a__txt=b"rien"),
    "cut short": lambda: _zip(a__txt=SAID, b__txt=b"rien")[:-60],
    "not listed": _unlisted,
    "a lying size": _lying,
    "a comment": lambda: _commented("archive"),
    "an entry's comment": lambda: _commented("entry"),
    "a name": lambda: _named(f"{SAID.decode()}.txt"),
    "tar": lambda: _tar("a.txt", SAID),
    "a long name in tar": lambda: _tar(f"{'x' * 120}/{SAID.decode()}", b""),
    "a pax name": lambda: _tar(f"{'x' * 120}/{SAID.decode()}", b"", tarfile.PAX_FORMAT),
    "tar within zip": lambda: _zip(a__tar=_tar("a.txt", SAID)),
    "gzip": lambda: gzip.compress(SAID),
    "second gzip member": lambda: gzip.compress(b"rien ") + gzip.compress(SAID),
    "after gzip": lambda: gzip.compress(b"rien") + SAID,
    "tar.gz": lambda: gzip.compress(_tar("a.txt", SAID)),
    "tar.bz2": lambda: bz2.compress(_tar("a.txt", SAID)),
    "tar.xz within zip": lambda: _zip(a__xz=lzma.compress(_tar("a.txt", SAID))),
    "lzma": lambda: lzma.compress(SAID, lzma.FORMAT_ALONE),
    "zip behind a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(40) + _zip(a__txt=SAID),
}


@pytest.mark.parametrize("form", FORMS)
def test_an_archive_hides_nothing(form: str) -> None:
    data = FORMS[form]()
    assert says("x.bin", data, SAID.decode())
    assert sealed("x.bin", data) == []


def test_a_name_of_an_older_program_is_read() -> None:
    """In the code page of Windows, which the archive does not tell."""
    data = _named("note_de_la_cellule_sur_les_acc?s_touch?s.txt").replace(b"?", b"\xe8")
    assert says("x.zip", data, "note de la cellule sur les accès touchès")


CLOSED = {
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(40),
    "RAR": b"Rar!\x1a\x07\x01\x00" + bytes(40),
    "Zstandard": b"\x28\xb5\x2f\xfd" + bytes(40),
    "OpenPGP": b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n",
    "KeePass": b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5" + bytes(40),
}


@pytest.mark.parametrize("form", CLOSED)
def test_a_format_that_is_not_opened_is_told(form: str) -> None:
    """By its name, wherever it stands."""
    for name, data in (("x.bin", CLOSED[form]), ("x.zip/a", _zip(a=CLOSED[form], b=SAID))):
        [(place, why)] = sealed(name.partition("/")[0], data)
        assert place == name
        assert form in why


def test_what_is_encrypted_is_told_and_the_rest_is_read() -> None:
    data = bytearray(_zip(a__txt=b"clos", b__txt=SAID))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert sealed("x.zip", bytes(data)) == [("x.zip/a.txt", "est chiffré")]
    assert says("x.zip", bytes(data), SAID.decode())


def test_an_encrypted_document_is_told() -> None:
    """By its manifest, as OpenDocument has it."""
    manifest = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", bytes(range(256)) * 9)
        archive.writestr("META-INF/manifest.xml", manifest)
    assert sealed("x.odt", held.getvalue()) == [("x.odt", "est protégé par un mot de passe")]


def test_bytes_that_nobody_knows_are_told() -> None:
    """When no compression shortens them: they are encrypted, or compressed in some other way."""
    noise = random.Random(4).randbytes(4000)
    assert [place for place, _ in sealed("x.bin", noise)] == ["x.bin"]
    assert sealed("x.bin", bytes(range(256)) * 20) == []


@pytest.mark.parametrize(
    "data",
    [
        b"!BDN" + bytes(600),
        b"$ANSIBLE_VAULT;1.1;AES256\n6162\n",
        b"-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----\n",
        b"\x22\x10-lh5-" + bytes(600),
        bytes(7) + b"**ACE**" + bytes(600),
        bytes(60) + b"BOOKMOBI" + bytes(600),
        b"AT&TFORM" + bytes(600),
        b"QFI\xfb" + bytes(600),
        bytes(600) + b"koly".ljust(512, b"\0"),
    ],
    ids=["pst", "vault", "pkcs7", "lha", "ace", "mobi", "djvu", "qcow", "dmg"],
)
def test_what_is_not_opened_is_told_as_closed(data: bytes) -> None:
    """Formats whose text nobody sees from outside, and that do not look compressed."""
    assert sealed("x.bin", data)
    assert sealed("x.zip", _zip(a__bin=data))


@pytest.mark.parametrize("mark", [b"OggS\0\2", b"fLaC", b"\x1aE\xdf\xa3"])
def test_what_is_written_beside_a_sound_is_read(mark: bytes) -> None:
    """Titles and comments stand there as they are (Vorbis comments, Matroska tags)."""
    assert says("x.ogg", mark + bytes(40) + b"TITLE=" + SAID + bytes(40), SAID.decode())
