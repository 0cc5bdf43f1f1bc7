"""Which tests one worker takes together: what they share is made once, not once for each worker.

A file at a time, since its tests share portals, editions, pages of the browser; the files in their order, in
which those that take longest come early.
"""

from xdist.scheduler import LoadScopeScheduling

ONE_PORTAL = "tests/members/"
"""All of these look at one running portal, whose start takes longer than any of them."""


class WholeFiles(LoadScopeScheduling):  # type: ignore[misc]  # untyped library
    def _split_scope(self, nodeid: str) -> str:
        """The name of the tests that stay with this one."""
        return ONE_PORTAL if nodeid.startswith(ONE_PORTAL) else nodeid.partition("::")[0]
