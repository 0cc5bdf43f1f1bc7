"""A style sheet of an organisation: it names colours and its own files, and fetches nothing else."""

import re
from collections.abc import Collection, Iterator, Mapping

from cyberveille.expressions import expression
from cyberveille.looks.language import Wrong

_URL = expression(r"url\(\s{0,9}(['\"]?)([^'\")]{0,200})\1\s{0,9}\)", re.IGNORECASE)
_ANY_URL = expression(r"url\(", re.IGNORECASE)
_ESCAPED = expression(r"\\[0-9a-fA-F]")
_FETCHING = expression(r"@import|@namespace|image-set\(|src\(", re.IGNORECASE)


def wrong_rules(text: str, files: Collection[str]) -> Iterator[Wrong]:
    """What the sheet asks for that is not in `files`, the names of what stands beside it."""
    bare = without_comments(text)
    for match in _FETCHING.finditer(bare):
        message = f"« {match[0]} » va chercher un autre fichier : écrivez les règles dans celui-ci."
        yield Wrong(_line(bare, match.start()), message)
    for match in _ESCAPED.finditer(bare):
        yield Wrong(_line(bare, match.start()), "Écrivez le signe lui-même, en UTF-8, plutôt que son code.")
    for match in _URL.finditer(bare):
        if match[2] not in files:
            message = f"« {match[2][:60]} » n’est pas un fichier de « static/ »."
            yield Wrong(_line(bare, match.start()), message)
    for match in _ANY_URL.finditer(bare):
        if not _URL.match(bare, match.start()):
            yield Wrong(_line(bare, match.start()), "Cette adresse « url(…) » ne se lit pas.")
    opened, closed = bare.count("{"), bare.count("}")
    if opened != closed:
        yield Wrong(0, f"La feuille ouvre {opened} accolades et en ferme {closed}.")


def without_comments(text: str) -> str:
    """The rules alone, each on its line."""
    first, *others = text.split("/*")
    kept = [first]
    for part in others:
        comment, _, rest = part.partition("*/")
        kept.append("\n" * comment.count("\n") + rest)
    return "".join(kept)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The sheet with the names under which its files are served."""
    return _URL.sub(lambda match: f'url("{names.get(match[2], match[2])}")', text)
