"""An edition cannot leak what it does not hold: all that can be reached from one is looked at."""

import gc
from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType, ModuleType

import msgspec
import pytest
from msgspec.structs import replace
from tests.portal import MEMBERS, Portal, bulletin

from cyberveille.catalogue import Catalogue, Project
from cyberveille.model import AnyNotice, Attachment, Contact, Document, Headline, Page
from cyberveille.publishing import exports, feeds, search
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.guard import guard_of

CONFIDED = "Un secret de la cellule que personne d’autre ne lit"
WITHHELD = {
    "bulletins/2026/CV-2026-BUL-0901.md": (901, "draft: true\n", "2026-10-05T10:00:00+02:00"),
    "bulletins/2026/CV-2026-BUL-0902.md": (902, "", "2026-12-05T10:00:00+02:00"),
    "reserve/bulletins/2026/CV-2026-BUL-0903.md": (903, "", "2026-10-05T10:00:00+02:00"),
}


@pytest.fixture
def guarded(portal: Portal) -> Portal:
    """A portal with a draft, an embargo, and a root that the public does not read: notices, files, people."""
    roots = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\n"
    portal.edit("site_config.yml", "featured:", f"{roots}featured:")
    portal.write("site_config.yml", portal.read("site_config.yml") + MEMBERS)
    for path, (number, extra, moment) in WITHHELD.items():
        text = bulletin(number, title=f"{CONFIDED} ({number})", extra=extra, body=f"{CONFIDED}.")
        text = text.replace("2026-10-05T10:00:00+02:00", moment)
        portal.write(path, text.replace("tlp: CLEAR", "tlp: AMBER") if "reserve" in path else text)
    document = portal.read("content/documents/CV-2026-DOC-0001.md").replace("DOC-0001", "DOC-0901")
    document = document.replace("tlp: CLEAR", "tlp: AMBER")
    portal.write(
        "reserve/content/documents/CV-2026-DOC-0901.md", document.replace("tlp: CLEAR", "tlp: AMBER")
    )
    portal.write("reserve/content/documents/CV-2026-DOC-0901/premiers-gestes.txt", CONFIDED)
    portal.write(
        "reserve/content/pages/cercle.md",
        f"---\ntitle: Règles du cercle\ndescription: Essai.\n---\n{CONFIDED}.\n",
    )
    portal.write(
        "reserve/content/annuaire.yml",
        f"- name: {CONFIDED}\n  group: Urgence\n  purpose: Décider la nuit.\n  phone: +33 6 39 98 45 67\n",
    )
    return portal


def test_nothing_withheld_can_be_reached_from_an_edition(guarded: Portal) -> None:
    """After every output was planned, every visible notice read, and the guard had its look at the rest."""
    edition, catalogue = guarded.made()
    _use(edition)
    assert not guard_of(edition, catalogue).idle
    visible = {item.id for item in edition.headlines}
    assert {"CV-2026-BUL-0901", "CV-2026-BUL-0902", "CV-2026-BUL-0903"}.isdisjoint(visible)
    reached = tuple(_reachable(edition))
    notices = {item.id for item in reached if isinstance(item, AnyNotice | Headline)}
    assert notices == visible
    assert {item.slug for item in reached if isinstance(item, Page)} == {page.slug for page in edition.pages}
    assert not [item for item in reached if isinstance(item, Catalogue | Project | Contact)]
    assert not [item for item in reached if isinstance(item, str | bytes) and _tells(item)]


def test_what_may_be_read_is_reached(guarded: Portal) -> None:
    """The members' edition holds what the public one does not: the look above does find it."""
    edition, _ = guarded.made(audience="members")
    _use(edition)
    reached = tuple(_reachable(edition))
    assert "CV-2026-BUL-0903" in {item.id for item in reached if isinstance(item, AnyNotice)}
    assert [item for item in reached if isinstance(item, str) and _tells(item)]


def test_the_shelf_gives_nothing_that_is_withheld(guarded: Portal) -> None:
    """Neither a notice nor a file, even to someone who has the headline or the document in hand."""
    edition, catalogue = guarded.made()
    for path in WITHHELD:
        with pytest.raises(KeyError):
            edition.notice(path.rpartition("/")[2].removesuffix(".md"))
    document = catalogue.notice("CV-2026-DOC-0901")
    assert isinstance(document, Document)
    with pytest.raises(KeyError):
        edition.shelf.file(document, Attachment(file="premiers-gestes.txt", title="Gestes"))


def test_a_headline_too_many_does_not_bring_its_notice(guarded: Portal) -> None:
    """An edition whose filter let a headline through still cannot print its text."""
    edition, catalogue = guarded.made()
    faulty = replace(edition, headlines=catalogue.headlines)
    assert faulty.headline("CV-2026-BUL-0901") is not None
    with pytest.raises(KeyError):
        faulty.notice("CV-2026-BUL-0901")


def _use(edition: Edition) -> None:
    for item in edition.headlines:
        edition.notice(item.id)
    assert [edition.list_of(membership) for membership in edition.lists]
    assert edition.places
    assert list(exports.outputs(edition))
    assert list(feeds.outputs(edition))
    assert [file for node in search.identifiers(edition, b"") for file in node.files()]


def _reachable(start: object) -> Iterator[object]:
    """Whatever is held by a value, through its fields, containers, caches, closures and arguments kept."""
    seen: dict[int, object] = {}
    left = [start]
    while left:
        value = left.pop()
        if id(value) in seen or isinstance(value, type | ModuleType | CodeType):
            continue
        seen[id(value)] = value
        yield value
        left += _held(value)


def _held(value: object) -> Iterable[object]:
    if isinstance(value, FunctionType):
        cells = (cell.cell_contents for cell in value.__closure__ or ())
        return (*cells, *(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values())
    fields = msgspec.structs.asdict(value).values() if isinstance(value, msgspec.Struct) else ()
    return (*gc.get_referents(value), *fields)


def _tells(said: str | bytes) -> bool:
    secret = CONFIDED if isinstance(said, str) else CONFIDED.encode()
    return secret in said  # type: ignore[operator]
