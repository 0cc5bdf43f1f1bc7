"""How much work one body may ask of the Markdown parser.

The parser reads some passages over and over: a block once for each line that may end it, the rest of a
paragraph at each bracket. What it reads is counted, in characters, and is the same on every machine: a clock
would accept here what it refuses there.
"""

LIMIT = 8_000_000
"""Characters read for one body: some thirty times what the most intricate notice of CERT-FR asks."""
COPY = 512
"""How many characters are copied in the time that it takes to read one."""
SCAN = 64
"""The same for looking for one sign."""
STEP = 50
"""What beginning anything costs, in characters."""


class TooMuchWorkError(Exception):
    """The body asks for more than the limit; `text` is what was being read then."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Work:
    """The work done for a body so far."""

    def __init__(self) -> None:
        self.done = 0
        self.found = 0
        """How many inline marks, all of them kept until the end."""

    def begin(self) -> None:
        """Another body."""
        self.done = self.found = 0

    def add(self, characters: int, text: str = "") -> None:
        """Count what was read, or will be; raises TooMuchWorkError beyond the limit."""
        self.done += characters
        if self.done > LIMIT:
            raise TooMuchWorkError(text)
