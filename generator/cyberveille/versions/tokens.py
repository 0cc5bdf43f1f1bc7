"""The words of a text about versions, each with its place in what was written."""

from collections.abc import Iterator

from msgspec import Struct

from cyberveille.versions.folding import folded
from cyberveille.versions.phrases import SENSES, TOKEN
from cyberveille.versions.sense import Sense


class Token(Struct, frozen=True, gc=False):
    """`text` is as written, `plain` as it is compared, `start` its place."""

    sense: Sense
    text: str
    plain: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """One after another, from the left; what no phrase knows is a word."""
    before: Token | None = None
    plain = folded(text)
    for found in TOKEN.finditer(plain):
        sense = SENSES[found.lastgroup or "WORD"]
        if sense is Sense.NOISE:
            continue
        start, end = found.start(1), found.end()
        token = Token(sense, text[start:end], plain[start:end], start)
        if before is not None and before.sense is Sense.VERSION and sense is Sense.SUFFIXED:
            # « 2008 R2 pour systèmes x64 Service Pack 1 » is one version.
            before = Token(
                Sense.VERSION, f"{before.text} {token.text}", f"{before.plain} {token.plain}", before.start
            )
            continue
        if before is not None:
            yield before
        before = token
    if before is not None:
        yield before
