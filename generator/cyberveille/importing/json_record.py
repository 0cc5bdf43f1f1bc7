"""A record in JSON to a typed value; what does not fit is told in French."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
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


_STEP = expression(r"([^.\[\]]+)|\[(\d+)\]")
_MOST_LEFT = 20
"""Values of a wrong type in one record: with more, it is of another form."""
_as_written = msgspec.json.Decoder(float_hook=Decimal)
_written = msgspec.json.Encoder(decimal_format="number")


def decoded(
    decoder: msgspec.json.Decoder[Decoded], data: bytes, faults: Mapping[str, ImportFault]
) -> Decoded:
    """The typed record; raises RecordError, which names the first field that is missing or of a wrong type.

    `faults` gives the kind of error of the fields that have one of their own, by their path.
    """
    return decoded_in_part(decoder, data, faults, None)[0]


def decoded_in_part(
    decoder: msgspec.json.Decoder[Decoded],
    data: bytes,
    faults: Mapping[str, ImportFault],
    spared: re.Pattern[str] | None,
) -> tuple[Decoded, tuple[str, ...]]:
    """As `decoded`, and a French sentence for each value that was left, being of a wrong type.

    Only what lies at a path that `spared` matches is left; a number in quotes, or a version without any, is
    what it says.
    """
    try:
        try:
            return decoder.decode(data), ()
        except msgspec.ValidationError:
            # Null is what some programs write for an empty list, a text or a group that they have not.
            return _of_what_fits(decoder, _without_nulls(_as_written.decode(data)), spared)
    except msgspec.ValidationError as error:
        field, message = _explained(str(error))
        raise RecordError(faults.get(field, ImportFault.FIELD), message) from None
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise RecordError(
            ImportFault.JSON, f"L’enregistrement n’est pas du JSON valide{_where(error)}."
        ) from None


def _of_what_fits(
    decoder: msgspec.json.Decoder[Decoded],
    value: Any,  # noqa: ANN401 - any JSON
    spared: re.Pattern[str] | None,
) -> tuple[Decoded, tuple[str, ...]]:
    """Raises ValidationError for what may not be left."""
    told: list[str] = []
    while True:
        try:
            return decoder.decode(_written.encode(value)), tuple(told)
        except msgspec.ValidationError as error:
            at, wanted = _place(str(error))
            if spared is None or len(told) == _MOST_LEFT or not spared.match(at):
                raise
            if not _mended(value, at, wanted.split(" | ")):
                told.append(_explained(str(error))[1].rstrip("."))


def _place(message: str) -> tuple[str, str]:
    """(where the value lies that does not fit, what types would); a missing field is its group's fault."""
    if missing := _MISSING.search(message):
        return missing[2] or "", ""
    expected = _EXPECTED.search(message)
    return (expected[3] or "", expected[1]) if expected else ("", "")


def _mended(value: Any, at: str, kinds: Sequence[str]) -> bool:  # noqa: ANN401 - any JSON
    """Write the value at a path as one of the type that is wanted; else take it away, and say so: false.

    So are those at the same path in the other items of its lists: a source that errs in one does in all.
    """
    steps = [name or int(number) for name, number in _STEP.findall(at)]
    *way, last = steps
    holder = value
    for step in way:
        holder = holder[step]
    if _as_wanted(holder[last], kinds) is None:
        del holder[last]
        return False
    for other, key in _alike(value, steps):
        meant = _as_wanted(other[key], kinds)
        if meant is not None:
            other[key] = meant
    return True


def _as_wanted(given: object, kinds: Sequence[str]) -> str | Decimal | None:
    """A value as one of the types that are wanted; None when it cannot be."""
    if "str" in kinds and isinstance(given, int | Decimal) and not isinstance(given, bool):
        return str(given)
    if "float" in kinds and isinstance(given, str):
        with suppress(InvalidOperation):
            number = Decimal(given.strip().replace(",", "."))
            return number if number.is_finite() else None
    return None


def _alike(value: Any, steps: Sequence[str | int]) -> Iterator[tuple[Any, str | int]]:  # noqa: ANN401 - any JSON
    """Where values lie at a path, whatever the items of lists on the way: what holds each, and its key."""
    step, *rest = steps
    if isinstance(step, int):
        keys: Iterable[str | int] = range(len(value)) if isinstance(value, list) else ()
    else:
        keys = (step,) if isinstance(value, dict) and step in value else ()
    for key in keys:
        if rest:
            yield from _alike(value[key], rest)
        else:
            yield value, key


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
