"""Links that say one address and lead to another, and those that something else was put in between."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.expressions import expression
from cyberveille.model import Gravity, Notice, Page
from cyberveille.reading.mail_address import MAIL

_LINK = expression(
    r'<a\b[^>]*? href="(?P<target>[^"]*)"[^>]*>(?:<\w+>)*(?P<said>(?:https?://|www\.|[\w.+-]{1,64}@)[^<]*)<',
    re.IGNORECASE,
)
"""A link whose text begins as an address does."""
_SITE = expression(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BETWEEN = expression(
    r"""(?x)^https?://(?:www\.)?(?:
    [\w-]+\.safelinks\.protection\.outlook\.com | statics\.teams\.cdn\.office\.net/[\w/-]*safelinks
    | urldefense(?:\.proofpoint)?\.com | secure-web\.cisco\.com | linkprotect\.cudasvc\.com
    | (?:protect|url)[\w-]*\.mimecast\.com | clicktime\.symantec\.com | url\.emailprotection\.link
    | (?:google\.[a-z.]{2,6}|bing\.com)/(?:url|amp|ck)\b | [lm]\.facebook\.com/l\.php
    | duckduckgo\.com/l/ | linkedin\.com/(?:redir|safety) | [\w-]+\.translate\.goog
    | (?:bit\.ly | t\.co | goo\.gl | tinyurl\.com | ow\.ly | is\.gd | lnkd\.in | buff\.ly | rebrand\.ly
    | cutt\.ly | t\.ly | shorturl\.at | urlz\.fr | dlvr\.it)/
    )""",
    re.IGNORECASE,
)
"""Addresses that only lead to another one, which the reader does not see."""
_HOLDERS = ("url", "u", "q", "a", "uddg", "domain")
"""How the parameter is called that holds the true address."""
_OPEN = "Ouvrez-le, puis recopiez l’adresse à laquelle il mène."
_ESCAPED = expression(r"https?-3A__")
"""How the second version of URL Defense writes the beginning of an address."""
_STOPS = " .,;:)!?…»]"
_WITHIN = expression(r"__(https?:.*?)__;?")


@rule(Notice, Page)
def link_as_said(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien dont le texte est une adresse doit mener à ce site.

    Mauvais : `[https://www.cisa.gov/](https://www.example.net/)`
    Bon : `[https://www.cisa.gov/](https://www.cisa.gov/)`
    """
    for section in subject.body.sections:
        for found in _LINK.finditer(section.html):
            target = unescape(found["target"])
            said = _said_otherwise(unescape(found["said"]).strip(), target)
            if said:
                lines = (link.line for link in subject.body.links if link.target == target)
                yield Remark(
                    f"Le texte du lien dit « {said} », et le lien mène à {target}.",
                    line=next(lines, section.line),
                    hint="Mettez la même adresse des deux côtés, ou un texte qui dit ce qu’on y trouvera.",
                )


@rule(Notice, Page, gravity=Gravity.WARNING)
def link_direct(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Un lien devrait mener droit à son but, sans service qui abrège, qui compte ou qui filtre.

    Une messagerie récrit les liens qu’elle reçoit ; l’adresse récrite dit parfois qui reçut le message.

    Mauvais : `[l’avis](https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.cisa.gov%2F)`
    Bon : `[l’avis](https://www.cisa.gov/)`
    """
    addresses: list[tuple[str, tuple[str | int, ...], int]] = [
        (link.target, (), link.line) for link in subject.body.links
    ]
    if isinstance(subject, Notice):
        addresses += (
            (item.url, ("references", place, "url"), 0) for place, item in enumerate(subject.references)
        )
    for address, at, line in addresses:
        if _BETWEEN.match(address):
            meant = _behind(address)
            yield Remark(
                f"« {urlsplit(address).hostname} » ne fait que mener ailleurs : le lecteur ne voit pas où, "
                "et le lien cessera un jour de répondre.",
                at,
                line=line,
                hint=f"Écrivez l’adresse même : {meant}" if meant else _OPEN,
            )


def _said_otherwise(said: str, target: str) -> str:
    """The address that the text of a link says, when it is of another site or person than the link's."""
    if MAIL.fullmatch(said):
        name, _, asked = target.partition(":")
        return "" if name == "mailto" and unquote(asked.partition("?")[0]).lower() == said.lower() else said
    if not _SITE.fullmatch(said) or "://" not in target:
        return ""
    sites = [_site(said if "://" in said else f"https://{said}"), _site(target)]
    short, long = sorted(sites, key=len)
    return "" if not short or long == short or long.endswith(f".{short}") else said


def _site(address: str) -> str:
    """The site of an address, with what a sentence leaves at its end; as machines write it (IDNA)."""
    try:
        host = (urlsplit(address).hostname or "").strip(_STOPS).removeprefix("www.")
    except ValueError:
        return ""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _behind(address: str) -> str:
    """The address to which another one leads, where it says so."""
    if found := _WITHIN.search(address):
        return found[1]
    try:
        held = dict(parse_qsl(urlsplit(address).query))
    except ValueError:
        return ""
    told = (held[key] for key in _HOLDERS if key in held)
    plain = (unquote(one.replace("_", "/").replace("-", "%")) if _ESCAPED.match(one) else one for one in told)
    return next((one for one in plain if one.startswith(("http://", "https://"))), "")
