"""The directory of products: vendors from A to Z, a page for each of them and for each of their products."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from cyberveille.map import MADE, PRODUCTS, VENDORS
from cyberveille.model import Bulletin, Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.makers import Made, Maker
from cyberveille.publishing.output import Output, digest, sources
from cyberveille.publishing.pages.following import Followed, announced, followed_by, followed_product
from cyberveille.publishing.pages.paging import Sheet, sheets
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node
from cyberveille.registry import Lines, RegisteredProduct, latest, lines_about

_LINES = 6
"""How many lines of one notice about one product its page prints: the notice has them all."""


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """The directory; nothing without a vendor."""
    makers = edition.makers
    if makers:
        yield Output(PRODUCTS.file, digest(press.key, _listed(makers)), partial(_directory, press, makers))


def nodes(edition: Edition, press: Press, common: bytes) -> Iterator[Node]:
    """A part for each vendor that a notice of the edition names: its pages, and those of its products."""
    for maker in edition.makers:
        made = tuple(
            (one.member, one.label, one.entry, one.told, _successor(edition, maker, one.entry))
            for one in maker.made
        )
        calendar = (VENDORS.name, maker.slug) in edition.calendars
        own = digest("vendor", common, maker.label, calendar)
        key = digest(own, maker.entry, maker.told, made)
        yield Node(f"vendors {maker.slug}", key, partial(_of_maker, edition, press, maker, own, made))


def _of_maker(
    edition: Edition, press: Press, maker: Maker, common: bytes, products: Sequence[object]
) -> Iterator[Node | Output]:
    """Its own pages, and a part for each product: there may be hundreds, of which a notice names a few."""
    size = edition.configuration.lists.per_page
    for sheet in sheets(maker.address, maker.items, size):
        told = (_of_products(maker), sources(maker.alerts)) if sheet.front else maker.label
        follow = followed_by(edition, VENDORS.name, maker.slug) if sheet.front else None
        key = digest(press.key, maker.entry, told, follow, *sheet.told)
        yield Output(sheet.file, key, partial(_maker, press, maker, follow, sheet))
    for made, one in zip(maker.made, products, strict=True):
        pages = partial(_product_pages, edition, press, maker, made, size)
        yield Node(f"product {made.member}", digest(common, one), pages)


def _product_pages(edition: Edition, press: Press, maker: Maker, made: Made, size: int) -> Iterator[Output]:
    successor = _successor(edition, maker, made.entry)
    for sheet in sheets(made.address, made.items, size):
        summed = (_summed(made), successor) if sheet.front else ()
        follow = followed_product(edition, maker.slug, made.member) if sheet.front else None
        told = (maker.label, made.label, made.entry, summed, follow)
        key = digest(press.key, told, *sheet.told)
        yield Output(sheet.file, key, partial(_made, edition, press, maker, made, successor, follow, sheet))


def _listed(makers: tuple[Maker, ...]) -> tuple[object, ...]:
    """What the directory prints."""
    return tuple(
        (
            maker.slug,
            maker.label,
            maker.health,
            maker.told.count,
            len(maker.made),
            bool(maker.told.active),
        )
        for maker in makers
    )


def _of_products(maker: Maker) -> tuple[object, ...]:
    """What the first page of a vendor prints beside its notices."""
    made = tuple((one.member, one.label, one.told.count, bool(one.told.active)) for one in maker.made)
    return maker.label, maker.told.count, maker.told.active, made


def _summed(made: Made) -> tuple[object, ...]:
    """What the first page of a product says of all of its notices."""
    return (len(made.items), sources(made.alerts), made.exploited, made.services)


def _directory(press: Press, makers: tuple[Maker, ...]) -> bytes:
    health = tuple(maker for maker in makers if maker.health)
    others = tuple(maker for maker in makers if not maker.health)
    return press.page(
        "products.html",
        PRODUCTS,
        title=press.said(PRODUCTS.title),
        health=health,
        letters=tuple(
            (letter, tuple(those)) for letter, those in groupby(others, key=lambda item: item.letter)
        ),
        vendors=len(makers),
        products=sum(len(maker.made) for maker in makers),
    )


def _maker(press: Press, maker: Maker, follow: Followed | None, sheet: Sheet) -> bytes:
    told = f"{maker.label} : produits, alertes en cours et notices de sécurité"
    return press.page(
        "vendor.html",
        sheet.place(maker.label, told, PRODUCTS.address),
        head=announced(press, follow),
        follow=follow,
        maker=maker,
        sheet=sheet,
    )


def _made(
    edition: Edition,
    press: Press,
    maker: Maker,
    made: Made,
    successor: tuple[str, str],
    follow: Followed | None,
    sheet: Sheet,
) -> bytes:
    notices = tuple((item, _about(edition, item, made)) for item in sheet.items)
    name = made.full_name(maker.label)
    return press.page(
        "product.html",
        sheet.place(name, f"{name} : notices, versions corrigées, alertes en cours", PRODUCTS.address),
        head=announced(press, follow),
        follow=follow,
        maker=maker,
        made=made,
        notices=notices,
        shown=_LINES,
        fixed=_fixed(notices) if sheet.front else (),
        successor=successor,
        sheet=sheet,
    )


def _about(edition: Edition, item: Headline, made: Made) -> Lines:
    """What a notice says of the product."""
    notice = edition.notice(item.id)
    products = notice.products if isinstance(notice, Bulletin) else ()
    vendor, _, product = made.member.partition("/")
    return lines_about(products, made.member, edition.registry.scheme(vendor, product))


def _fixed(told: tuple[tuple[Headline, Lines], ...]) -> tuple[str, ...]:
    """The latest version that corrects, of the notices that still hold; several where they do not compare.

    Where none is understood, what the newest notice that says anything says.
    """
    valid = [lines for item, lines in told if not item.withdrawn]
    versions = [version for lines in valid for version in lines.fixed]
    if versions:
        return latest(versions, valid[0].scheme)
    return next((lines.written for lines in valid if lines.written), ())


def _successor(edition: Edition, maker: Maker, entry: RegisteredProduct | None) -> tuple[str, str]:
    """What a product is replaced by: its label, and its address where the edition has its page."""
    if entry is None or not entry.replaced_by:
        return ("", "")
    vendor, _, product = entry.replaced_by.rpartition("/")
    vendor = vendor or maker.slug
    found = edition.registry.entry(vendor, product)
    there = (MADE.kind, MADE.name, f"{vendor}/{product}") in edition.lists
    return (found.label if found else product, MADE.address(f"{vendor}/{product}") if there else "")
