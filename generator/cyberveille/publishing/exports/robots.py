"""What crawlers may read, and where the sitemap is (RFC 9309)."""

from collections.abc import Iterator

from cyberveille.map import ROBOTS, SITEMAP
from cyberveille.model import Tlp
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest


def outputs(edition: Edition) -> Iterator[Output]:
    """`robots.txt`: everything for the public; nothing of an edition that shows more than CLEAR."""
    if edition.audience.tlp_max is Tlp.CLEAR:
        text = f"User-agent: *\nAllow: /\n\nSitemap: {edition.absolute(SITEMAP.address)}\n"
    else:
        text = "User-agent: *\nDisallow: /\n"
    yield Output(ROBOTS.address, digest("robots", text), text.encode)
