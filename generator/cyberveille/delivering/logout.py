"""What a browser is told when a session closes: to forget what it holds of a restricted portal."""

from collections.abc import Iterator

from cyberveille.delivering.stranger import Refusal, Stranger, refusal
from cyberveille.map import OFFLINE
from cyberveille.publishing.pages.offline import withdrawal

WORKER = OFFLINE.address
"""The one file of the edition that anyone may have: it takes away the worker of a former edition."""
_GONE = {404, 410}
_FORGOTTEN = ('"cache"', '"storage"')
_OUT, _LEFT = "/acces/sortir", "/acces/sortie.html"


def logout_refusals(stranger: Stranger) -> Iterator[Refusal]:
    """Both answers of a logout say Clear-Site-Data (W3C); no worker answers that keeps pages."""
    for path, wanted in ((_OUT, {302, 303}), (_LEFT, {200})):
        address = f"{stranger.base}{path}"
        answer = stranger.ask("GET", address)
        if answer.status not in wanted:
            yield refusal("GET", address, answer)
        cleared = answer.headers.get("clear-site-data", "")
        missing = [item for item in _FORGOTTEN if item not in cleared]
        if missing:
            why = f"le navigateur garde ce qu’il a lu (pas de « Clear-Site-Data : {', '.join(missing)} »)"
            yield Refusal(f"GET {address}", why)
    address = f"{stranger.base}/{WORKER}"
    answer = stranger.ask("GET", address, {"Service-Worker": "script"})
    if answer.status in _GONE:
        return
    if answer.status != 200:  # noqa: PLR2004 - RFC 9110 section 15.3.1
        why = "le service worker d’une ancienne édition reste : cette adresse doit répondre à tous"
        yield Refusal(f"GET {address}", f"{answer.status}, {why}")
    elif answer.body != withdrawal() or "javascript" not in answer.headers.get("content-type", ""):
        yield Refusal(f"GET {address}", "un service worker répond, qui garderait des pages restreintes")
