"""Indicators of compromise: traces to look for."""

from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model.roles import Holds, Role


class IndicatorType(Enum):
    """What kind of trace an indicator of compromise is."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    DOMAIN = "domain"
    URL = "url"
    EMAIL = "email"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    FILE_NAME = "file-name"

    @property
    def label(self) -> str:
        return _INDICATORS[self]

    @property
    def on_the_net(self) -> bool:
        """Whether a reader could reach it by a careless click."""
        return self in {
            IndicatorType.IPV4,
            IndicatorType.IPV6,
            IndicatorType.DOMAIN,
            IndicatorType.URL,
            IndicatorType.EMAIL,
        }


_INDICATORS = {
    IndicatorType.IPV4: "adresse IPv4",
    IndicatorType.IPV6: "adresse IPv6",
    IndicatorType.DOMAIN: "nom de domaine",
    IndicatorType.URL: "adresse web",
    IndicatorType.EMAIL: "adresse électronique",
    IndicatorType.MD5: "empreinte MD5",
    IndicatorType.SHA1: "empreinte SHA-1",
    IndicatorType.SHA256: "empreinte SHA-256",
    IndicatorType.FILE_NAME: "nom de fichier",
}


class Indicator(Struct, frozen=True, kw_only=True):
    """An indicator of compromise: a trace to look for."""

    type: Annotated[
        IndicatorType,
        Meta(
            description="`ipv4`, `ipv6`, `domain`, `url`, `email`, `md5`, `sha1`, `sha256` ou `file-name`.",
            examples=["domain"],
        ),
        Holds(Role.CHOICE, label="Type"),
    ]
    value: Annotated[
        str,
        Meta(description="La valeur, telle quelle ; la page la désarme.", examples=["relais.example.net"]),
        Holds(Role.TRACE, form="shown"),
    ]
    comment: Annotated[str | None, Meta(description="Où et comment elle a été vue."), Holds(Role.PROSE)] = (
        None
    )

    @property
    def shown(self) -> str:
        """The value as a page shows it: not to be followed by mistake."""
        if not self.type.on_the_net:
            return self.value
        scheme, mark, rest = self.value.partition("://")
        head = f"{scheme.replace('tt', 'xx')}{mark}" if mark else ""
        return head + (rest if mark else self.value).replace(".", "[.]")
