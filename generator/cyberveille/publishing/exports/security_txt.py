"""How to report a vulnerability in the portal itself (RFC 9116)."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

from cyberveille.locale import paris
from cyberveille.map import SECURITY
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

PATH = SECURITY.address


def outputs(edition: Edition) -> Iterator[Output]:
    """`.well-known/security.txt`.

    Programs look for it at the root of a host alone: of a portal under a path, the host serves it there too,
    and it names both places (RFC 9116 section 2.5.2).
    """
    security = edition.configuration.security
    here = edition.absolute(PATH)
    root = urljoin(here, f"/{PATH}")
    lines = [
        f"Contact: {security.contact}",
        f"Expires: {expires(edition.clock, security.valid_months)}",
        "Preferred-Languages: fr, en",
        *(f"Canonical: {url}" for url in dict.fromkeys((root, here))),
    ]
    if security.policy:
        lines.append(f"Policy: {security.policy}")
    text = "".join(f"{line}\n" for line in lines)
    yield Output(PATH, digest("security.txt", text), text.encode)


def expires(clock: datetime, months: int) -> str:
    """The first day of the month `months` after the clock's, in Paris, as RFC 3339.

    It moves once a month, so that the file stays the same from one edition to the next; with twelve
    months at most it is less than a year ahead (RFC 9116 section 2.5.5).
    """
    today = paris(clock)
    years, month = divmod(today.month - 1 + months, 12)
    return f"{today.year + years:04}-{month + 1:02}-01T00:00:00Z"
