"""What `site_config.yml` must say beyond the form of its values."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec

from cyberveille.expressions import expression
from cyberveille.model import Configuration, Pointer
from cyberveille.model.configuration import AccessibilityLevel, Numbers
from cyberveille.reading.audiences import Demand, audience_demands, stays_inside
from cyberveille.reading.form import form_demands
from cyberveille.reading.interests import interest_demands
from cyberveille.reading.mail_address import MAIL

PREFIX = expression(r"[A-Z][A-Z0-9]*")
_MONTHS = range(1, 13)
_LONGEST_FEED = 3650
_HIGHEST_NUMBER = 9999
TO_FILL = "À compléter"
"""How a value begins that is still to be filled in."""
NOWHERE = ".invalid"
"""The end of the names of sites that exist nowhere (RFC 6761, section 6.4)."""
_MAIL_HINT = "Écrivez-la seule, par exemple cellule@example.org."
_HOST = expression(r"[\w.:-]+")
_PATH = expression(r"(?:/[\w.~-]+)*/?", re.ASCII)
_URL_HINT = (
    "Écrivez par exemple https://cyberveille.example.org/ : après le nom du site, ni accent, ni espace, ni "
    "« .. », ni nom de fichier."
)


def demands_of(configuration: Configuration) -> Iterator[Demand]:
    """What is wrong in a configuration whose values all have the right form."""
    yield from _addresses(configuration)
    yield from _numbers(configuration)
    yield from _roots(configuration)
    yield from audience_demands(configuration)
    yield from interest_demands(configuration)
    yield from form_demands(configuration)
    yield from _menus(configuration)
    if not PREFIX.fullmatch(configuration.prefix):
        message = f"Le préfixe « {configuration.prefix} » ne convient pas à un identifiant."
        yield ("prefix",), message, "Écrivez des lettres capitales sans accent, par exemple CV."
    reporting = configuration.reporting
    if not reporting.always and reporting.closes <= reporting.opens:
        yield (
            ("reporting", "closes"),
            f"La cellule cesserait de répondre à {reporting.closes:%H:%M}, avant d’avoir commencé.",
            "Écrivez une heure de fin après l’heure de début.",
        )
    for use in ("texts", "data"):
        address = getattr(configuration.licences, use).url
        if not (is_web_address(address) and address.startswith("https://")):
            at = ("licences", use, "url")
            yield at, f"« {address} » n’est pas une adresse web en https.", "Donnez celle de la licence."
    accessibility = configuration.accessibility
    if accessibility.level is not AccessibilityLevel.NONE and accessibility.audit is None:
        yield (
            ("accessibility", "level"),
            f"Le niveau « {accessibility.level.label} » exige un audit.",
            "Ajoutez audit: {date: …, reviewer: …}, ou écrivez non-conforme.",
        )


def _addresses(configuration: Configuration) -> Iterator[Demand]:
    if not is_portal_address(configuration.portal.url):
        yield ("portal", "url"), *no_portal_address(configuration.portal.url)
    for position, audience in enumerate(configuration.audiences):
        if audience.url is not None and not is_portal_address(audience.url):
            yield ("audiences", position, "url"), *no_portal_address(audience.url)
    for group in ("publisher", "reporting"):
        mail = getattr(configuration, group).email
        if not (MAIL.fullmatch(mail) or is_to_fill(mail)):
            yield (group, "email"), f"« {mail} » n’est pas une adresse de courriel.", _MAIL_HINT
    contact = configuration.security.contact
    if not contact.startswith(("mailto:", "https://", "tel:")):
        yield (
            ("security", "contact"),
            f"« {contact} » n’est pas un contact (RFC 9116, section 2.5.3).",
            "Commencez-le par mailto: ou https://.",
        )


def is_to_fill(value: str) -> bool:
    """Whether a value of the configuration waits for the one that only those who run the portal know."""
    return value.startswith(TO_FILL) or NOWHERE in value


def to_fill(configuration: Configuration) -> Iterator[Pointer]:
    """What leads to each value that is still to be filled in."""
    yield from _to_fill(msgspec.to_builtins(configuration), ())


def _to_fill(value: object, at: Pointer) -> Iterator[Pointer]:
    if isinstance(value, str):
        if is_to_fill(value):
            yield at
        return
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list | tuple)
        else ()
    )
    for step, part in inside:
        yield from _to_fill(part, (*at, step))


def is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        rest = (parts.query, parts.fragment, parts.username, parts.password)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(rest)
    except ValueError:
        return False


def is_portal_address(address: str) -> bool:
    """Whether a portal may stand there: what readers are told begins by it, and goes on after it."""
    if not is_web_address(address):
        return False
    parts = urlsplit(address)
    folders = parts.path.split("/")
    plain = _HOST.fullmatch(parts.hostname or "") and _PATH.fullmatch(parts.path)
    return bool(plain) and not {".", ".."} & set(folders) and not parts.path.endswith((".html", ".php"))


def no_portal_address(address: str) -> tuple[str, str]:
    """What to say of one that is none, and how to mend it."""
    return f"« {address} » ne peut pas être l’adresse d’un portail.", _URL_HINT


def _numbers(configuration: Configuration) -> Iterator[Demand]:
    least = {
        ("lists", "per_page"): (configuration.lists.per_page, 1),
        ("lists", "home"): (configuration.lists.home, 1),
        ("figures", "threshold"): (configuration.figures.threshold, 3),
        ("feeds", "min_entries"): (configuration.feeds.min_entries, 1),
    }
    for at, (number, least_number) in least.items():
        if number < least_number:
            yield at, f"« {at[-1]} » vaut {number} : il faut au moins {least_number}.", "Augmentez-le."
    if configuration.feeds.min_days > _LONGEST_FEED:
        yield (
            ("feeds", "min_days"),
            f"« min_days » vaut {configuration.feeds.min_days} : c’est plus de dix ans.",
            "Écrivez 3650 au plus.",
        )
    months = configuration.security.valid_months
    if months not in _MONTHS:
        yield (
            ("security", "valid_months"),
            f"Une validité de {months} mois n’est pas admise (RFC 9116, section 2.5.5).",
            "Écrivez un nombre de 1 à 12.",
        )


def _roots(configuration: Configuration) -> Iterator[Demand]:
    seen: set[PurePosixPath] = set()
    for position, root in enumerate(configuration.sources):
        path = PurePosixPath(root.path)
        if not stays_inside(path):
            yield (
                ("sources", position, "path"),
                f"Le dossier « {root.path} » sort du dossier du portail.",
                "Écrivez un chemin relatif à site_config.yml, sans « .. ».",
            )
        if root.numbering is not None:
            yield from _ranges(configuration, position, root.numbering)
        if path in seen:
            at = ("sources", position, "path")
            yield at, f"Le dossier « {root.path} » figure deux fois.", "Gardez une seule entrée."
        seen.add(path)


def _ranges(configuration: Configuration, position: int, own: Numbers) -> Iterator[Demand]:
    at = ("sources", position, "numbering")
    if not 1 <= own.first <= own.last <= _HIGHEST_NUMBER:
        message = f"La plage de numéros {own.first} à {own.last} n’en est pas une."
        yield at, message, "Écrivez par exemple {first: 5000, last: 5999} : de 1 à 9999, dans l’ordre."
        return
    for other in configuration.sources[:position]:
        theirs = other.numbering
        if theirs is not None and own.first <= theirs.last and theirs.first <= own.last:
            message = f"La plage de numéros {own.first} à {own.last} recouvre celle de « {other.path} »."
            yield at, message, "Donnez à chaque dossier des numéros que nul autre ne prend."


def _menus(configuration: Configuration) -> Iterator[Demand]:
    known = [audience.name for audience in configuration.audiences]
    for menu in ("navigation", "footer"):
        for position, item in enumerate(getattr(configuration, menu)):
            for rank, name in enumerate(item.audiences):
                if name not in known:
                    at = (menu, position, "audiences", rank)
                    message = f"« {name} » n’est pas une édition de ce portail."
                    yield at, message, f"Éditions déclarées : {', '.join(known)}."
