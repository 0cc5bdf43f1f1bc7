"""What is said of the catalogue as a whole: the same when only what changed is looked at as when all is."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.portal import Portal, bulletin
from tests.publishing.edits import DEEDS, Editors

from cyberveille.catalogue import Store, load, together, whole
from cyberveille.catalogue.claims import claims_of
from cyberveille.map import FeedFormat, feed_address
from cyberveille.model import Finding, Gravity, Headline

SUMMARY = "## Résumé\n"


def _link(editors: Editors) -> None:
    """To another notice, hidden or not, or to one that never was."""
    target = editors.one().rpartition("/")[2].removesuffix(".md")
    name = editors.chance.choice((target, target, "CV-2026-BUL-9999"))
    address = f"/bulletins/{name.split('-')[1]}/{name}/"
    path = editors.one()
    text = editors.portal.read(path)
    editors.portal.write(path, text.replace(SUMMARY, f"{SUMMARY}\nVoyez [ceci]({address}).\n", 1))


LISTED = ("philips", "acme-sante", "fortinet")
"""Vendors that some notice may be the first to name, or the last."""


def _link_to_a_list(editors: Editors) -> None:
    """Of a vendor, or to its feed."""
    name = editors.chance.choice(LISTED)
    feed = feed_address(f"produits/{name}", FeedFormat.RSS)
    address = editors.chance.choice((f"/produits/{name}/", f"/{feed}"))
    path = editors.one()
    text = editors.portal.read(path)
    editors.portal.write(path, text.replace(SUMMARY, f"{SUMMARY}\nVoyez [la liste]({address}).\n", 1))


def _formerly_at_a_list(editors: Editors) -> None:
    """A notice that says it stood where the list of a vendor stands, or will, in one way of writing it."""
    name = editors.chance.choice(LISTED)
    written = editors.chance.choice(
        (f"/produits/{name}/", f"/produits/{name}/index.html", f"/produit%73/{name}/")
    )
    path = editors.one()
    text = editors.portal.read(path)
    if "redirect_from:" not in text:
        editors.portal.write(path, text.replace("tlp:", f"redirect_from: [{written}]\ntlp:", 1))


def _formerly_nowhere(editors: Editors) -> None:
    """Without what the edit above wrote."""
    for path in editors.notices:
        text = editors.portal.read(path)
        editors.portal.write(path, re.sub(r"redirect_from: .*\n", "", text))


def _copy(editors: Editors) -> None:
    """A notice under another number, its text unchanged."""
    path = editors.one()
    editors.number += 1
    name = path.rpartition("/")[2].removesuffix(".md")
    new = f"{name[:-4]}{editors.number:04d}"
    editors.notices.append(path.replace(name, new))
    editors.portal.write(editors.notices[-1], editors.portal.read(path).replace(f"id: {name}", f"id: {new}"))


def _same_name(editors: Editors) -> None:
    """Two notices under one alias."""
    for _ in range(2):
        path = editors.one()
        text = editors.portal.read(path)
        if "aliases:" not in text:
            editors.portal.write(path, text.replace("revisions:", "aliases: [AILLEURS-1]\nrevisions:", 1))


def _unlink(editors: Editors) -> None:
    """What was said of links, copies and names goes."""
    for path in editors.notices:
        text = editors.portal.read(path).replace("aliases: [AILLEURS-1]\n", "")
        lines = [line for line in text.splitlines() if not line.startswith("Voyez [ceci]")]
        editors.portal.write(path, "\n".join(lines) + "\n")


ALL: tuple[Callable[[Editors], None], ...] = (
    *DEEDS,
    _link,
    _link,
    _link_to_a_list,
    _formerly_at_a_list,
    _formerly_nowhere,
    _copy,
    _same_name,
    _unlink,
)


@pytest.mark.parametrize(
    ("seed", "count"), [(5, 40), pytest.param(6, 300, marks=pytest.mark.thorough, id="three hundred edits")]
)
def test_what_changed_says_what_everything_says(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, count: int
) -> None:
    """After each edit, whether it makes a fault, mends one or does neither; most look at few sources."""
    editors = Editors(portal, random.Random(seed))
    editors.begin()
    kept = Store(tmp_path / "kept.sqlite3")
    looked: list[int] = []

    def counted(*given: object) -> object:
        looked.append(1)
        return claims_of(*given)  # type: ignore[arg-type]

    for _ in range(count):
        project = portal.project()
        with monkeypatch.context() as patch:
            patch.setattr(together, "claims_of", counted)
            found = load(project, kept, now=editors.clock).findings
        assert found == _everything(portal, editors, tmp_path), found
        editors.chance.choice(ALL)(editors)
    kept.close()
    folders = len(load(portal.project(), Store(tmp_path / "x.sqlite3"), now=editors.clock).folders)
    assert sum(looked) < count * folders * 3 // 4


PRODUCT = "products:\n  - {{vendor: {}, product: Produit}}\n"
NEW = "bulletins/2026/CV-2026-BUL-0031.md"
FLUX = "content/pages/flux.md"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _other(portal: Portal, more: str = "") -> None:
    """A notice that shares nothing with the new one."""
    extra = f"{more}{PRODUCT.format('Philips')}"
    text = bulletin(30, title="Un autre", extra=extra, body="Rien de commun.").replace("T10:00", "T09:00")
    portal.write("bulletins/2026/CV-2026-BUL-0030.md", text)


def _formerly(address: str) -> Callable[[Portal], None]:
    return lambda portal: _other(portal, f"redirect_from: [{address}]\n")


def _linked(portal: Portal) -> None:
    portal.write(FLUX, f"{portal.read(FLUX)}\n[Acme](/produits/acme/)\n")


@pytest.mark.parametrize(
    ("asking", "before", "after", "everything"),
    [
        (None, None, "Acme", False),
        (None, "Acme", None, False),
        (_linked, None, "Acme", True),
        (_linked, "Acme", None, True),
        (_formerly("/produits/acme/"), None, "Acme", True),
        (_formerly("/produits/acme/index.html"), None, "Acme", True),
        (_formerly("/produit%73/acme/"), None, "Acme", True),
        (_formerly("/flux/produits/acme.rss.xml/"), None, "Acme", True),
    ],
)
def test_a_list_that_begins_or_ends_concerns_those_alone_who_ask_for_it(
    portal: Portal,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asking: Callable[[Portal], None] | None,
    before: str | None,
    after: str | None,
    everything: bool,
) -> None:
    """With the first notice of a vendor, or without the last, all is checked where something names it."""
    _other(portal)
    if asking is not None:
        asking(portal)
    kept = Store(tmp_path / "kept.sqlite3")
    for vendor in (before, after):
        portal.write(NEW, bulletin(31, extra=PRODUCT.format(vendor) if vendor else PRODUCT.format("Philips")))
        _, all_of_it = _found_with(portal, kept, tmp_path, monkeypatch)
    kept.close()
    assert all_of_it == everything


def _found_with(
    portal: Portal, kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[set[str], bool]:
    """The rules that say something, the same as of everything; whether everything was looked at."""
    checked: list[int] = []

    def counted(*given: object) -> object:
        checked.append(1)
        return claims_of(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(together, "claims_of", counted)
        found = load(portal.project(), kept, now=NOW).findings
    fresh = Store(tmp_path / "fresh.sqlite3", kept=False)
    assert found == load(portal.project(), fresh, now=NOW).findings
    fresh.close()
    return {finding.rule for finding in found}, bool(checked)


def _of_one_fault(number: int) -> str:
    """A bulletin on a vulnerability that others may be on."""
    extra = f"{PRODUCT.format('Philips')}vulnerabilities:\n  - {{cve: CVE-2026-1234}}\n"
    return bulletin(number, extra=extra, body=f"Le défaut, vu une fois de plus ({number}).")


def _of_2028(text: str) -> str:
    return text.replace("published: 2026", "published: 2028").replace("date: 2026", "date: 2028")


@pytest.mark.parametrize(
    ("rule", "text", "everything"),
    [
        ("notice-copied", bulletin(31, extra=PRODUCT.format("Philips"), body="Le même."), False),
        ("fault-told-once", _of_one_fault(31), False),
        ("embargo-near", _of_2028(_of_one_fault(31)), False),
        ("internal-link-exists", bulletin(31, body="Voyez [ceci](/bulletins/2026/CV-2026-BUL-30/)."), True),
    ],
)
def test_what_a_rule_says_that_looks_no_further(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, text: str, everything: bool
) -> None:
    """It is said, then no longer, without a look at everything; not so where it suggests something."""
    portal.write("bulletins/2026/CV-2026-BUL-0029.md", _of_one_fault(29))
    portal.write(
        "bulletins/2026/CV-2026-BUL-0030.md",
        bulletin(30, extra=PRODUCT.format("Philips"), body="Le même.").replace(
            "https://example.org/30", "https://example.org/31"
        ),
    )
    kept = Store(tmp_path / "kept.sqlite3")
    portal.write(NEW, bulletin(31, extra=PRODUCT.format("Philips"), body="Rien de commun."))
    _found_with(portal, kept, tmp_path, monkeypatch)
    looked = []
    for wanted, now in ((True, text), (False, bulletin(31, extra=PRODUCT.format("Philips"), body="Rien."))):
        portal.write(NEW, now)
        rules, all_of_it = _found_with(portal, kept, tmp_path, monkeypatch)
        assert (rule in rules) == wanted
        looked.append(all_of_it)
    kept.close()
    assert any(looked) == everything


def _everything(portal: Portal, editors: Editors, tmp_path: Path) -> tuple[Finding, ...]:
    fresh = Store(tmp_path / "fresh.sqlite3", kept=False)
    try:
        return load(portal.project(), fresh, now=editors.clock).findings
    finally:
        fresh.close()


def test_files_with_warnings_are_counted_once(portal: Portal) -> None:
    """What is found in a notice, in the catalogue as a whole and in no folder, of one file or of several."""
    path = "bulletins/2026/CV-2026-BUL-0001.md"
    link = "Voyez [ceci](http://www.example.org/).\n"
    portal.write(path, portal.read(path).replace(SUMMARY, f"{SUMMARY}\n{link}", 1))
    catalogue = portal.catalogue()
    assert catalogue.warned
    alert, bulletin = "alerts/2026/CV-2026-ALE-0001.md", "bulletins/2026/CV-2026-BUL-0001.md"
    told = [
        Finding(path, 1, "rule", "Un défaut.", "", Gravity.WARNING)
        for path in (alert, alert, bulletin, "content/pages/x.md", "site_config.yml")
    ]
    more = replace(catalogue, found=(*catalogue.found, *told))
    assert more.warned == len({finding.path for finding in more.findings if not finding.refuses})
    assert catalogue.warned == len({finding.path for finding in catalogue.findings if not finding.refuses})


def test_many_are_looked_at_in_a_process_of_their_own(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what this one would say, and what it held of each source is not held here."""
    editors = Editors(portal, random.Random(7))
    editors.begin()
    _same_name(editors)
    expected = _everything(portal, editors, tmp_path)
    monkeypatch.setattr(whole, "MANY", 1)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    here: list[int] = []

    def counted(*given: object) -> object:
        here.append(1)
        return claims_of(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(together, "claims_of", counted)
    store = Store(tmp_path / "kept.sqlite3")
    found = load(portal.project(), store, now=editors.clock, jobs=2)
    assert found.findings == expected
    assert not here
    # What it kept beside the sources is there for the next one.
    again = load(portal.project(), store, now=editors.clock, jobs=2)
    assert again.findings == expected
    assert again.read == 0
    store.close()


def test_what_several_notices_name_is_there_once(portal: Portal) -> None:
    """Of notices of one kind and year; equal products of two of them are one thing."""
    one, other = _naming_the_same(portal)
    assert one.named
    assert one.named == other.named
    assert one.named[0] is other.named[0]


def test_what_notices_of_two_years_name_is_there_once(portal: Portal) -> None:
    """A vendor is named in all years, by an archive of thousands: its name is one thing."""
    one, _ = _naming_the_same(portal)
    path = f"bulletins/2026/{one.id}.md"
    portal.write(path.replace("2026", "2025"), portal.read(path).replace("2026", "2025"))
    catalogue = portal.catalogue()
    assert len({part.facts.year for part in catalogue.parts if part.facts.kind is one.kind}) == 2
    known = {item.id: item for item in catalogue.headlines}
    same, other = known[one.id], known[one.id.replace("2026", "2025")]
    assert same.named
    assert same.named is other.named
    assert same.technologies is other.technologies


def _naming_the_same(portal: Portal) -> tuple[Headline, Headline]:
    line = 'products:\n  - {vendor: Exemple, product: Passerelle, affected: "< 2"}\n'
    for number in (21, 22):
        portal.write(
            f"bulletins/2026/CV-2026-BUL-{number:04d}.md",
            bulletin(number, title=f"Défaut {number}", extra=line),
        )
    known = {item.id: item for item in portal.catalogue().headlines}
    return known["CV-2026-BUL-0021"], known["CV-2026-BUL-0022"]
