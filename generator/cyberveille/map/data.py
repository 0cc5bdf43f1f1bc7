"""The files for programs that follow the whole portal: an index, its parts, and what changed by month."""

FOLDER = "donnees/"
INDEX = f"{FOLDER}index.json"
CHANGES = f"{FOLDER}changements/"
CONCERNED_FOLDER = f"{FOLDER}concerne/"
CONCERNED = f"{CONCERNED_FOLDER}index.json"
"""The years of the rules of « Suis-je concerné ? », and the words that they are compared with."""


def part(year: str) -> str:
    """The address of the index of the notices whose identifiers are of a year."""
    return f"{FOLDER}{year}.json"


def bulk(year: str) -> str:
    """The address of the same notices whole, one line of JSON each, in one compressed file."""
    return f"{FOLDER}{year}.jsonl.gz"


def changes(month: str) -> str:
    """The address of what happened in a month, « 2026-11 », of Paris."""
    return f"{CHANGES}{month}.json"


def concerned(year: str) -> str:
    """The address of the rules of the notices of a year."""
    return f"{CONCERNED_FOLDER}{year}.json"
