"""Text files: folded lines are whole, backslashes are what they are, and no sign costs more than another."""

import io
import quopri
import re
import zipfile
import zlib
from base64 import b64encode, encodebytes
from urllib.parse import quote

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.containers_reading import says, sealed, sentence

from cyberveille.publishing.containers import Limits
from cyberveille.publishing.words import text_words, written_words

SAID = sentence("le texte")
PLAIN = SAID.replace("’", "'")
LF, CRLF = "\n", "\r\n "


def _folded(prefix: str, end: str = "\r\n ") -> str:
    """Cut within words, as RFC 5545 section 3.1 allows."""
    line = f"{prefix}{SAID}"
    return end.join(line[start : start + 17] for start in range(0, len(line), 17))


def _deflated(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


def _zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("note.txt", SAID)
    return held.getvalue()


def _picture() -> bytes:
    held, told = io.BytesIO(), PngInfo()
    told.add_itxt("Description", SAID, zip=True)
    Image.new("RGB", (16, 16), "teal").save(held, "PNG", pnginfo=told)
    return held.getvalue()


def _figures(data: bytes) -> bytes:
    """As rich text writes an object: two figures a byte, in lines."""
    return b"\r\n".join(re.findall(rb".{1,128}", data.hex().encode()))


MESSAGE = "From: a@x.example\r\nTo: b@x.example\r\n"
FORMS: dict[str, bytes] = {
    "a calendar": f"BEGIN:VCALENDAR\r\n{_folded('SUMMARY:')}\r\nEND:VCALENDAR".encode(),
    "a calendar of Unix": f"BEGIN:VEVENT\n{_folded('SUMMARY:', LF + ' ')}\n".encode(),
    "a calendar's tabs": f"BEGIN:VEVENT\n{_folded('SUMMARY:', LF + chr(9))}\n".encode(),
    "a calendar's line ends": f"BEGIN:VEVENT\nSUMMARY:{SAID.replace(' ', chr(92) + 'n')}\n".encode(),
    "a card": f"BEGIN:VCARD\r\n{_folded('NOTE:')}\r\n".encode(),
    "an older card": b"BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:" + quopri.encodestring(SAID.encode()),
    "a value of a directory": b"dn: cn=a\ndescription:: " + encodebytes(SAID.encode()).replace(b"\n", b"\n "),
    "a value of a card": b"BEGIN:VCARD\nVERSION:3.0\nNOTE;ENCODING=b:" + b64encode(SAID.encode()),
    "a diagram": b"<mxfile><diagram name='Page-1'>%b</diagram></mxfile>"
    % b64encode(_deflated(quote(f'<mxCell value="{SAID}"/>').encode())),
    "a message": f"{MESSAGE}Subject: {SAID.replace(' ', CRLF)}\r\n\r\nBonjour.".encode(),
    "a body in base64": f"{MESSAGE}Content-Transfer-Encoding: base64\n\n".encode() + b64encode(SAID.encode()),
    "UTF-16 without a mark": SAID.encode("utf-16-le"),
    "UTF-32": SAID.encode("utf-32"),
    "over the end of a piece": ("x " * 499_980 + SAID + " x" * 9000).encode(),
    "one word of a megabyte before": ("x" * 1_999_970 + " " + SAID).encode(),
    "an object in rich text": b"{\\rtf1{\\object{\\*\\objdata %b}}}"
    % _figures(b"\1\5\0\0Package" + _zipped()),
    "a picture in rich text": b"{\\rtf1{\\pict\\pngblip\\picw1\n%b}}" % _figures(_picture()),
    "rich text": b"{\\rtf1\\ansi " + PLAIN.replace("cellule", r"cel{\b lule}").encode("cp1252") + b"}",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_text_hides_nothing(form: str) -> None:
    data = FORMS[form]
    assert says("x.txt", data, SAID)
    assert sealed("x.txt", data) == []


def test_a_path_of_windows_is_read_as_it_is_shown() -> None:
    r"""« C:\temp\nuit » is three words in a text, and in a page; in JSON an escape is an escape."""
    path = r"dans C:\temp\nuit\rapport du cercle"
    assert text_words(path) in written_words(path.encode())
    assert text_words(path) in written_words(f"<p>{path}</p>".encode())
    assert written_words(rb'{"a": "un\ndeux"}') == b" a un deux "
    assert written_words(rb'{"a": "un\\ndeux"}') == b" a un ndeux "


@pytest.mark.parametrize(
    "sign",
    [
        b"\\",
        b"\\\\n",
        b"&",
        b"&a",
        b"<",
        b"<a",
        b"<a>",
        b"a<b>",
        b"%",
        b"%41a",
        b"<x:xmpmeta ",
        b"-\n",
        b"a-\n",
    ],
)
def test_signs_are_counted_and_not_only_bytes(sign: bytes) -> None:
    """A text of nothing but signs is read below the limit, and given up above it."""
    count = 3000
    data = b"texte : " + sign * count
    assert sealed("x.txt", data, Limits(signs=10 * count)) == []
    if any(mark in sign for mark in b"<&%\\"):
        [(place, why)] = sealed("x.txt", b" " * 200_000 + data, Limits(signs=count // 2))
        assert (place, "signes de balisage" in why) == ("x.txt", True)


def test_a_number_too_long_for_a_character_is_no_character() -> None:
    assert written_words(b"avant &#" + b"1" * 9000 + b"; apres").split()[0] == b"avant"


def test_what_dresses_rich_text_is_nobody_s_sentence() -> None:
    """Word writes the same theme, as figures, in all of its documents."""
    theme = b"{\\rtf1{\\*\\themedata %b}}" % _figures(_zipped())
    assert not says("a.rtf", theme, SAID)
