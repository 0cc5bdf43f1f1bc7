"""The way in, as far as somebody without an account can follow it: to the provider's page."""

from collections.abc import Iterator
from email.message import Message
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qs, urljoin, urlsplit
from urllib.request import Request

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
    cookies = CookieJar()
    answer = _asked(target, cookies)
    for _ in range(_STEPS):
        where = urljoin(target, answer.headers.get("location", ""))
        if answer.status not in REDIRECTIONS:
            break
        if where.startswith(f"{stranger.origin}/"):
            said = parse_qs(urlsplit(where).query).get("error", [""])[0]
            return f"le fournisseur d’identité refuse la demande de connexion ({said})" if said else ""
        target = where
        answer = _asked(target, cookies)
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


class _Told(NamedTuple):
    """An answer's headers, as the library that keeps cookies asks for them."""

    headers: Message

    def info(self) -> Message:
        return self.headers


def _asked(target: str, cookies: CookieJar) -> Answer:
    """What a provider answers to a browser: between its addresses it knows it by the cookies it set."""
    provider = Stranger(target)
    request = Request(target)  # noqa: S310 - never opened: it holds what the cookies depend on
    cookies.add_cookie_header(request)
    sent = request.get_header("Cookie")
    try:
        parts = urlsplit(target)
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        answer = provider.ask("GET", path, PAGE | ({"Cookie": sent} if sent else {}))
    finally:
        provider.close()
    told = _Told(Message())
    for cookie in answer.headers.get("set-cookie", "").splitlines():
        told.headers["Set-Cookie"] = cookie
    cookies.extract_cookies(cast("Any", told), request)
    return answer
