"""What an edition's notices say of products, as rules that lines of an inventory are compared with."""

from cyberveille.concerned import Rules, compiled, told_by
from cyberveille.model import Headline, Notice
from cyberveille.publishing.edition import Edition


def rules_of(edition: Edition) -> tuple[tuple[Headline, ...], Rules]:
    """The notices that may concern a product, the newest first, and their rules by their places."""
    asked = tuple(
        item for item in edition.headlines if item.kind.watched and not item.withdrawn and not item.erased
    )
    notices = (edition.notice(item.id) for item in asked)
    rules = compiled(
        (
            (number, told_by(notice.title, notice.products, notice.aliases, notice.body))
            for number, notice in enumerate(notices)
            if isinstance(notice, Notice)
        ),
        edition.registry,
    )
    return asked, rules
