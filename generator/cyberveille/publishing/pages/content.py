"""Content pages: the editor's text, and what the program adds to some of them."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from cyberveille.map import FAMILIES, FeedFormat, Place
from cyberveille.model import Page, PageTemplate
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import incident_report
from cyberveille.publishing.pages.plan import plan_of
from cyberveille.publishing.press import Press

Extra = Mapping[str, object]


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """A page depends on the whole configuration: there are few of them, and some print a part of it."""
    for page in edition.pages:
        extra = _EXTRAS[page.template](edition)
        yield Output(
            f"{page.address}index.html",
            digest(press.key, edition.configuration, page, _printed(extra)),
            partial(_page, press, page, extra),
        )


def _page(press: Press, page: Page, extra: Extra) -> bytes:
    name = "page.html" if page.template is PageTemplate.PAGE else f"page_{page.template.name.lower()}.html"
    return press.page(
        name,
        Place(
            title=page.title,
            description=page.description,
            address=page.address,
            section=page.address,
        ),
        page=page,
        sections=press.localised(page.body),
        head="",
        usual="",
        **extra,
    )


def _printed(extra: Extra) -> tuple[tuple[str, str], ...]:
    return tuple((name, repr(value)) for name, value in extra.items())


def _nothing(_: Edition) -> Extra:
    return {}


def _feeds(_: Edition) -> Extra:
    return {"feeds": FAMILIES, "formats": tuple(FeedFormat)}


def _legal(edition: Edition) -> Extra:
    return {"authority": edition.country.authority}


def _accessibility(edition: Edition) -> Extra:
    return {"standard": edition.country.accessibility}


def _plan(edition: Edition) -> Extra:
    return {"groups": plan_of(edition)}


_EXTRAS: dict[PageTemplate, Callable[[Edition], Extra]] = {
    PageTemplate.PAGE: _nothing,
    PageTemplate.LEGAL: _legal,
    PageTemplate.FEEDS: _feeds,
    PageTemplate.PLAN: _plan,
    PageTemplate.REPORT: incident_report.extra,
    PageTemplate.ACCESSIBILITY: _accessibility,
}
