"""Who asks: what the portal's server says of them, and nothing that they say themselves."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.exchanging.signs import printed_name

SUBJECT = "X-Cyberveille-Subject"
NAME = "X-Cyberveille-Name"
TOKEN = "X-Cyberveille-Token"  # noqa: S105 - the name of a header
USERINFO = "X-Cyberveille-Userinfo"
ROLE = "X-Cyberveille-Role"
"""Headers that the server sets from the session, after it has dropped those of the client. The role is for
some paths, the others are always there; the claims of the identity token and of the provider's answer about
the person (OpenID Connect Core, sections 2 and 5.3.2) come as the JSON objects that they are: joined by a
comma, a group that has one in its name would be two."""

MODERATION = "moderation"
"""The role that the server gives on the paths it opens to moderators alone."""

_UNNAMED = "Correspondant"
_ABSENT = "(null)"
"""What Apache writes for a variable that has no value."""
_LONGEST = 255
"""Characters of a subject (OpenID Connect Core, section 2) or of a name."""


class Person(Struct, frozen=True):
    """`key` stands for the person in the messages: the same for one subject, and not the subject itself."""

    key: str
    name: str
    groups: frozenset[str]
    moderating: bool
    """Whether the request came by a path that the server opens to moderators alone."""

    def may_moderate(self, moderators: tuple[str, ...]) -> bool:
        return not self.groups.isdisjoint(moderators)


def key_of(subject: str) -> str:
    """The key of the messages of a subject, as the identity provider names that person (claim `sub`)."""
    return f"sha256-{sha256(subject.encode()).hexdigest()}"


def person_of(environ: Mapping[str, Any]) -> Person | None:
    """The person whose session the server has opened; None when it names nobody.

    A header of the server's that is missing was taken away on the way: a client may name it in `Connection`
    (RFC 9110 section 7.6.1), to write without its name.
    """
    if not all(_variable(name) in environ for name in (SUBJECT, NAME, TOKEN, USERINFO)):
        return None
    subject = _header(environ, SUBJECT)
    if not subject:
        return None
    groups = _groups(_claims(environ, USERINFO) | _claims(environ, TOKEN))
    name = printed_name(_header(environ, NAME)) or _UNNAMED
    return Person(key_of(subject), name, groups, _header(environ, ROLE) == MODERATION)


def _claims(environ: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The claims of a header; none when it holds no JSON object."""
    try:
        found = msgspec.json.decode(_header(environ, name))
    except (msgspec.DecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _groups(claims: Mapping[str, Any]) -> frozenset[str]:
    """As `Require claim` of mod_auth_openidc compares them: one text, or each text of a list, whole."""
    found = claims.get("groups")
    listed = found if isinstance(found, list) else [found]
    return frozenset(item for item in listed if isinstance(item, str) and item)


def _variable(name: str) -> str:
    return "HTTP_" + name.upper().replace("-", "_")


def _header(environ: Mapping[str, Any], name: str) -> str:
    """The text of a header; empty when it is absent, is not UTF-8, or is longer than a provider gives."""
    raw = environ.get(_variable(name), "")
    try:
        text = raw.encode("latin-1").decode().strip()  # PEP 3333: bytes come as latin-1
    except UnicodeError:
        return ""
    return "" if text == _ABSENT or (len(text) > _LONGEST and name not in {TOKEN, USERINFO}) else text
