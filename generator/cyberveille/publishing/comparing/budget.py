"""How much work the comparison of two texts may take, counted: the same on every machine."""

LIMIT = 4_000_000
"""Words and blocks compared with one another for one page: about a second."""


class Budget:
    """What is left of it; what is beyond is not compared, and shown as taken out and put in whole."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.left = limit

    def allows(self, work: int) -> bool:
        """Whether so much may be done; if so, it counts as done."""
        if work > self.left:
            return False
        self.left -= work
        return True
