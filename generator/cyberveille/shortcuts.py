"""The ways round a library that the program takes where what comes out is the same, and their one switch.

Each is a fast reading of the plain inputs, which are most; every other one goes to the library. Together they
save about a quarter of a cold build, and each rests on what a library does inside: with the switch off,
libraries are asked for everything. `LIBRARIES` have an upper bound in pyproject.toml; the tests marked
`shortcut` compare both ways, and are what to run before a bound is raised.
"""

LIBRARIES = {
    "reading/plain_header.py": "pyyaml",
    "markup/plain.py": "markdown",
    "markup/render.py": "markdown",
    "publishing/templating.py": "jinja2",
}
"""What each of the modules that asks `taken` goes round."""

_taken = True


def taken() -> bool:
    return _taken


def take(wanted: bool) -> None:
    """Turn all of them on or off, for this process and those it makes: before anything is read."""
    global _taken  # noqa: PLW0603 - one switch for the program; everything else is an argument
    _taken = wanted
