"""The way in, as far as somebody without an account can follow it: to the provider's page."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from cyberveille.delivering.stranger import PAGE, REDIRECTIONS, Refusal, Stranger
from cyberveille.system_errors import reason

_RETURN = "/acces/retour"
_ERROR = 400


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
    provider = Stranger(target)
    try:
        parts = urlsplit(target)
        answer = provider.ask("GET", f"{parts.path}?{parts.query}", PAGE)
    finally:
        provider.close()
    where = answer.headers.get("location", "")
    if answer.status in REDIRECTIONS and where.startswith(f"{stranger.origin}/"):
        error = parse_qs(urlsplit(where).query).get("error", [""])[0]
        return f"le fournisseur d’identité refuse la demande de connexion ({error})" if error else ""
    if answer.status >= _ERROR:
        return (
            f"le fournisseur d’identité refuse la demande de connexion ({answer.status}) : "
            "il ne connaît pas le client, ou pas cette adresse de retour"
        )
    return ""
