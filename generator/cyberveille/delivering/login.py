"""The way in, as far as somebody without an account can follow it: to the provider's page."""

from collections.abc import Iterator
from http.client import HTTPException
from urllib.parse import parse_qs, urljoin, urlsplit

from cyberveille.delivering.stranger import PAGE, REDIRECTIONS, Answer, Refusal, Stranger
from cyberveille.system_errors import reason

_RETURN = "/acces/retour"
_ERROR = 400
_STEPS = 6
"""Redirections that a provider may ask for before its page."""


def login_refusals(stranger: Stranger) -> Iterator[Refusal]:
    """What the portal asks of the provider (OpenID Connect Core, section 3.1.2.1), which must accept it.

    Nothing of the client's secret shows from outside: see `provider`.
    """
    first = f"{stranger.base}/"
    answer = stranger.ask("GET", first, PAGE)
    if answer.status not in REDIRECTIONS or not stranger.leads_away(answer):
        return  # said of every page already
    target = answer.headers["location"]
    yield from (Refusal(f"GET {first}", why) for why in _request_faults(stranger, target))
    asked = f"connexion par {urlsplit(target).netloc}"
    try:
        why = _provider_fault(stranger, target)
    except OSError as error:
        why = f"le fournisseur d’identité ne répond pas : {reason(error)}"
    except HTTPException:
        why = "ce qui répond à l’adresse du fournisseur d’identité n’est pas un serveur web"
    if why:
        yield Refusal(asked, why)


def _request_faults(stranger: Stranger, target: str) -> Iterator[str]:
    query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
    back = f"{stranger.origin}{stranger.base}{_RETURN}"
    wanted = {"response_type": "code", "code_challenge_method": "S256", "redirect_uri": back}
    for name, value in wanted.items():
        if query.get(name) != value:
            yield f"la demande de connexion dit {name} = « {query.get(name, '')} », attendu « {value} »"
    if "openid" not in query.get("scope", "").split():
        yield "la demande de connexion ne demande pas la portée « openid »"
    if not query.get("state") or not query.get("client_id"):
        yield "la demande de connexion n’a pas de « state » ou pas de « client_id »"


def _provider_fault(stranger: Stranger, target: str) -> str:
    """Why the provider does not show its page of login; empty when it does."""
    answer = _asked(target)
    for _ in range(_STEPS):
        where = urljoin(target, answer.headers.get("location", ""))
        if answer.status not in REDIRECTIONS:
            break
        if where.startswith(f"{stranger.origin}/"):
            said = parse_qs(urlsplit(where).query).get("error", [""])[0]
            return f"le fournisseur d’identité refuse la demande de connexion ({said})" if said else ""
        target = where
        answer = _asked(target)
    if answer.status in REDIRECTIONS:
        return "le fournisseur d’identité renvoie d’une page à l’autre sans montrer celle de connexion"
    if answer.status >= _ERROR:
        return (
            f"le fournisseur d’identité refuse la demande de connexion ({answer.status}) : "
            "il ne connaît pas le client, ou pas cette adresse de retour"
        )
    if not answer.body.strip() or "html" not in answer.headers.get("content-type", ""):
        return f"le fournisseur d’identité répond {answer.status}, mais sans page de connexion"
    return ""


def _asked(target: str) -> Answer:
    """What a provider answers to somebody who keeps no cookie."""
    provider = Stranger(target)
    try:
        parts = urlsplit(target)
        return provider.ask("GET", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", PAGE)
    finally:
        provider.close()
