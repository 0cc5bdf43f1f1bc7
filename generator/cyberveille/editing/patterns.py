"""Days, moments and hours as patterns that JSON Schema and JavaScript share (ECMA-262, without flags).

They refuse what `reading.scalars` refuses, but for a 29 February that its year does not have.
"""

_YEAR = "(?:19[7-9][0-9]|2[01][0-9]{2})"
_MONTH_AND_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9]))"
)
_MINUTES = ":[0-5][0-9]"
_OFFSET = (
    f"(?:Z|\\+(?:0[0-9]|1[0-3]){_MINUTES}|\\+14:00"
    f"|-(?:0[1-9]|1[01]){_MINUTES}|-00:(?:0[1-9]|[1-5][0-9])|-12:00)"
)

TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
DAY = f"{_YEAR}-{_MONTH_AND_DAY}"
MOMENT = f"{DAY}[T ]{TIME}(?::[0-5][0-9](?:\\.[0-9]{{1,6}})?)?{_OFFSET}"
