"""A record in JSON to a typed value; what does not fit is told in French."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from cyberveille.expressions import expression
from cyberveille.importing.faults import ImportFault, RecordError

_EXPECTED = expression(r"Expected `([^`]*)`(?:, got `([^`]*)`)?(?: - at `(?:key in )?\$\.?([^`]*)`)?")
_MISSING = expression(r"Object missing required field `([^`]*)`(?: - at `\$\.?([^`]*)`)?")
_TYPE_NAMES = {
    "str": "texte",
    "null": "rien",
    "int": "nombre",
    "float": "nombre",
    "bool": "vrai ou faux",
    "array": "liste",
    "object": "groupe de clés",
}

Decoded = TypeVar("Decoded")


def decoded(
    decoder: msgspec.json.Decoder[Decoded], data: bytes, faults: Mapping[str, ImportFault]
) -> Decoded:
    """The typed record; raises RecordError, which names the first field that is missing or of a wrong type.

    `faults` gives the kind of error of the fields that have one of their own, by their path.
    """
    try:
        try:
            return decoder.decode(data)
        except msgspec.ValidationError:
            # Null is what some programs write for an empty list, a text or a group that they have not.
            return decoder.decode(msgspec.json.encode(_without_nulls(msgspec.json.decode(data))))
    except msgspec.ValidationError as error:
        field, message = _explained(str(error))
        raise RecordError(faults.get(field, ImportFault.FIELD), message) from None
    except (ValueError, RecursionError) as error:
        raise RecordError(
            ImportFault.JSON, f"L’enregistrement n’est pas du JSON valide{_where(error)}."
        ) from None


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: _without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_nulls(inner) for inner in value if inner is not None]
    return value


def _where(error: Exception) -> str:
    """What is known of the fault without the decoder's English words."""
    if isinstance(error, UnicodeDecodeError):
        return f" : octet {error.start} hors de l’UTF-8"
    found = re.search(r"byte (\d+)", str(error))
    return f" (octet {found[1]})" if found else ""


def _words(types: str) -> str:
    """« str | null » in words."""
    return " ou ".join(_TYPE_NAMES.get(name, name or "autre chose") for name in types.split(" | "))


def _explained(message: str) -> tuple[str, str]:
    """(the field's path, empty for the record as a whole; a French sentence)."""
    if missing := _MISSING.search(message):
        where = ".".join(part for part in (missing[2], missing[1]) if part)
        return where, f"Le champ « {where} » manque."
    if expected := _EXPECTED.search(message):
        field = expected[3] or ""
        where = f"Champ « {field} »" if field else "Enregistrement"
        return field, f"{where} : {_words(expected[2] or '')} au lieu de {_words(expected[1])}."
    return "", "L’enregistrement n’a pas la forme attendue."
