"""What a visitor meets first: the portal's certificate."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from cyberveille.diagnosing.sign import Sign, State
from cyberveille.locale import datetime_fr

_SOON = timedelta(days=14)
_PATIENCE = 10


def look_at_certificate(url: str, now: datetime, context: ssl.SSLContext | None = None) -> Sign:
    """Whether the host of an https address shows a certificate that is trusted, and for how long."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    try:
        with (
            socket.create_connection((host, port), timeout=_PATIENCE) as line,
            (context or ssl.create_default_context()).wrap_socket(line, server_hostname=host) as secured,
        ):
            told = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        why = error.verify_message
        return Sign("certificat", State.ILL, f"Celui de {host} est refusé : {why}.", "Renouvelez-le.")
    except OSError as error:
        why = error.strerror or str(error)
        return Sign(
            "certificat", State.ILL, f"{host} ne répond pas : {why}.", "Regardez le serveur et le DNS."
        )
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(told["notAfter"])), UTC)
    if ends - now < _SOON:
        return Sign(
            "certificat",
            State.WARNING,
            f"Celui de {host} finit le {datetime_fr(ends)}.",
            "Renouvelez-le, et regardez pourquoi cela n’a pas été fait.",
        )
    return Sign("certificat", State.WELL, f"Celui de {host} vaut jusqu’au {datetime_fr(ends)}.")
