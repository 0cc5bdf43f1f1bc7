"""« C++ », « C# », « .NET »: words whose sign is part of the name.

Pagefind drops most signs: « C++ » would find each « C », « .NET » the word « Net ». Inside such a name its
sign gives way to a twin that Pagefind is told to keep; pages show the usual one (`static/words.js`).
"""

from collections.abc import Iterator

from cyberveille.expressions import expression

_TWINS = {"+": "＋", "#": "＃", ".": "․"}
KEPT = "".join(_TWINS.values())
_NAME = expression(r"(?:(?<!\w)[A-Za-z](?:\+\+|#)|(?<![\w.&/])\.[A-Za-z]{2,})(?![\w+#])")
_SIGN = expression("[+#.]")


def kept(text: str) -> str:
    """`text` with the signs of such names in a form that the index keeps."""
    return _NAME.sub(lambda name: _SIGN.sub(lambda sign: _TWINS[sign[0]], name[0]), text)


def without(text: str) -> Iterator[str]:
    """Such names as words without their sign: who types « net » finds « .NET »."""
    for name in _NAME.finditer(text):
        bare = _SIGN.sub("", name[0])
        if len(bare) > 1:
            yield bare
