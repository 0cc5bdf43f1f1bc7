"""The server's settings for the identity provider, tried where they stand."""

import json
import re
import secrets
import shlex
import stat
from base64 import b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode
from urllib.request import Request, urlopen

from cyberveille.delivering.stranger import Refusal
from cyberveille.expressions import expression
from cyberveille.system_errors import reason

_TIMEOUT = 20.0
_INCLUDE = expression(r"\s*Include(?:Optional)?\s+(.+?)\s*$", re.IGNORECASE)
_DIRECTIVE = expression(r"\s*(OIDC\w+)\s+(.+?)\s*$")
_RUN = "exec:"


def provider_refusals(file: Path, origin: str) -> Iterator[Refusal]:
    """What of `fournisseur.conf`, as it stands on the server, keeps everybody out of the portal at `origin`.

    The provider is asked for a token with a code that it never gave: it says whether it knows the client and
    its secret before it looks at the code (RFC 6749 section 5.2). Raises OSError when a file cannot be read.
    """
    found: dict[str, str] = {}
    for source, name, value in _directives(file):
        found[name] = value
        if name == "oidcclientsecret" and source.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Refusal(str(source), "le secret du client est lisible par d’autres que root : chmod 600")
    secret = found.get("oidcclientsecret", "")
    if secret.startswith(_RUN):
        why = (
            "OIDCClientSecret commence par « exec: », que mod_auth_openidc 2.4.12 (Debian 12) envoie tel "
            "quel au fournisseur : écrivez la directive avec le secret dans un fichier à part, et incluez-le"
        )
        yield Refusal(str(file), why)
    for name in ("OIDCProviderMetadataURL", "OIDCClientID", "OIDCClientSecret", "OIDCCryptoPassphrase"):
        if not found.get(name.lower()):
            yield Refusal(str(file), f"la directive {name} manque")
            return
    try:
        why = _token_fault(found, origin)
    except (OSError, ValueError) as error:
        told = reason(error) if isinstance(error, OSError) else str(error)
        why = f"le fournisseur d’identité ne répond pas : {told}"
    if why:
        yield Refusal(found["oidcprovidermetadataurl"], why)


def _directives(file: Path) -> Iterator[tuple[Path, str, str]]:
    """Each directive of the module in the order Apache reads them, its name in lower case, with its file."""
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        included, directive = _INCLUDE.match(line), _DIRECTIVE.match(line)
        if included:
            pattern = _value(included[1])
            for path in sorted(Path("/").glob(str(Path(file.parent, pattern)).lstrip("/"))):
                yield from _directives(path)
        elif directive:
            yield file, directive[1].lower(), _value(directive[2])


def _value(text: str) -> str:
    """The first argument as Apache reads it: in quotes, a backslash keeps a quote or a backslash."""
    if text[:1] not in {'"', "'"}:
        return text.split(maxsplit=1)[0]
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.commenters, lexer.escapedquotes = True, "", "\"'"
    return next(iter(lexer), "")


def _token_fault(found: Mapping[str, str], origin: str) -> str:
    """Why the provider would give no token; empty when it only misses the code."""
    _, metadata = _json(Request(_web(found["oidcprovidermetadataurl"])))  # noqa: S310 - checked by _web
    endpoint = _web(str(metadata.get("token_endpoint", "")))
    client, secret = found["oidcclientid"], found["oidcclientsecret"]
    form = {
        "grant_type": "authorization_code",
        "code": secrets.token_urlsafe(24),
        "redirect_uri": f"{origin}/acces/retour",
        "code_verifier": secrets.token_urlsafe(48),
    }
    headers = {}
    methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if (
        found.get("oidcprovidertokenendpointauth") == "client_secret_post"
        or "client_secret_basic" not in methods
    ):
        form |= {"client_id": client, "client_secret": secret}
    else:
        pair = f"{quote_plus(client)}:{quote_plus(secret)}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    request = Request(endpoint, urlencode(form).encode(), headers)  # noqa: S310 - checked by _web
    status, answer = _json(request)
    error = str(answer.get("error", ""))
    if error == "invalid_grant":
        return ""
    told = f"{status}, {error}"
    return f"le fournisseur d’identité ne donnerait pas de jeton ({told}) : vérifiez le client et son secret"


def _web(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"« {url} » n’est pas une adresse web.")
    return url


def _json(request: Request) -> tuple[int, Mapping[str, Any]]:
    """Status and JSON object of an answer, an error's among them; raises OSError or ValueError."""
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - checked by _web
            status, body = answer.status, answer.read()
    except HTTPError as error:
        status, body = error.code, error.read()
    content = json.loads(body or b"{}")
    return status, content if isinstance(content, dict) else {}
