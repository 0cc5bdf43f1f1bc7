"""What is withheld stays so, wherever a slip puts its words; what was public first may be quoted."""

import subprocess
from collections.abc import Callable

import pytest
from tests.portal import Portal, bulletin

from cyberveille.publishing.guard import Leak
from cyberveille.publishing.public_texts import program_words
from cyberveille.publishing.verdict import Ground
from cyberveille.reading import supplied_scheme, supplied_vocabularies

PASSAGE = "les onze serveurs de secours ont été coupés avant la tombée du jour"
INDICATOR, ALIAS = "relais-secret.example.net", "CERCLE-2026-0042"
MAIL, PHONE = "astreinte@cercle.example", "+33 6 39 98 45 67"
ROOTS = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"
OLDER = "bulletins/2026/CV-2026-BUL-0001.md"
RESTRICTED = "reserve/bulletins/2026/CV-2026-BUL-0008.md"
FILE = "content/documents/CV-2026-DOC-0001/premiers-gestes.txt"
PAGE = "content/pages/a-propos.md"
CONFIGURATION = "site_config.yml"
TERMS = "content/vocabulaires/technologies.yml"


def _secret(number: int = 8, day: str = "2026-10-02", tlp: str = "AMBER", extra: str = "") -> str:
    more = f"aliases: [{ALIAS}]\nindicators:\n  - {{type: domain, value: {INDICATOR}}}\n{extra}"
    text = bulletin(number, title="Ce que le cercle a vu", extra=more, body=f"Il est sûr que {PASSAGE}.")
    text = text.replace("tlp: CLEAR", f"tlp: {tlp}").replace(
        f"example.org/{number}", f"cercle.example/{number}"
    )
    return text.replace("2026-10-05T10", f"{day}T10")


@pytest.fixture
def circle(portal: Portal) -> Portal:
    """A portal with a restricted notice, document and directory, built once."""
    portal.edit(CONFIGURATION, "featured:", ROOTS)
    portal.write(RESTRICTED, _secret())
    portal.write(
        "reserve/content/annuaire.yml",
        f"- {{name: Astreinte, group: Urgence, purpose: Décider., phone: {PHONE}, email: {MAIL}}}\n",
    )
    document = portal.read("content/documents/CV-2026-DOC-0001.md").replace("DOC-0001", "DOC-0009")
    document = document.replace("tlp: CLEAR", "tlp: AMBER").replace("2026-08-01", "2026-08-02")
    portal.write("reserve/content/documents/CV-2026-DOC-0009.md", document)
    portal.write(
        "reserve/content/documents/CV-2026-DOC-0009/premiers-gestes.txt", f"Joint : {PASSAGE}, tous."
    )
    assert portal.build().leaks == ()
    return portal


def _git(portal: Portal, message: str, moment: str, folder: str = ".") -> None:
    """A commit of all that is in a folder, on a day of October 2026."""
    where = portal.folder / folder
    dated = {
        "GIT_AUTHOR_DATE": f"2026-10-{moment}T12:00:00Z",
        "GIT_COMMITTER_DATE": f"2026-10-{moment}T12:00:00Z",
    }
    who = {
        "GIT_AUTHOR_NAME": "E",
        "GIT_AUTHOR_EMAIL": "e@e",
        "GIT_COMMITTER_NAME": "E",
        "GIT_COMMITTER_EMAIL": "e@e",
    }
    if not (where / ".git").exists():
        subprocess.run(["git", "init", "-q"], cwd=where, check=True)
        (where / ".gitignore").write_text(
            "/site\n/.site.edition\n/.cyberveille\n/reserve\n", encoding="utf-8"
        )
    for command in (["add", "-A"], ["commit", "-qm", message]):
        subprocess.run(["git", *command], cwd=where, check=True, env=dated | who | {"PATH": "/usr/bin:/bin"})


def _in_older_notice(words: str) -> Callable[[Portal], str]:
    def slip(portal: Portal) -> str:
        portal.edit(OLDER, "## Mesures", f"Ce soir, {words}.\n\n## Mesures")
        return OLDER

    return slip


def _in_page(portal: Portal) -> str:
    portal.edit(PAGE, "\n---\n", f"\n---\nCe soir, {PASSAGE}.\n\n")
    return PAGE


def _in_configuration(portal: Portal) -> str:
    portal.edit(CONFIGURATION, "Un portail pour les essais", f"Ce soir {PASSAGE}")
    return CONFIGURATION


def _in_list(portal: Portal) -> str:
    portal.edit(TERMS, "label: Imagerie", f"label: Ce soir {PASSAGE} Imagerie")
    return TERMS


def _in_revision(portal: Portal) -> str:
    text = portal.read(OLDER).rstrip()
    head, _, body = text.partition("\n---\n")
    portal.write(
        OLDER, f"{head}\n  - {{date: 2026-10-06T10:00:00+02:00, change: Ce soir {PASSAGE}}}\n---\n{body}\n"
    )
    return OLDER


def _in_new_notice(portal: Portal) -> str:
    path = "bulletins/2026/CV-2026-BUL-0009.md"
    portal.write(path, bulletin(9, body=f"Ce soir, {PASSAGE}."))
    return path


def _in_file(portal: Portal) -> str:
    portal.write(FILE, f"Ce soir, {PASSAGE}.")
    return FILE


def _whole_file(portal: Portal) -> str:
    portal.write(FILE, portal.read("reserve/content/documents/CV-2026-DOC-0009/premiers-gestes.txt"))
    return FILE


SLIPS: dict[str, Callable[[Portal], str]] = {
    "words in an older notice": _in_older_notice(PASSAGE),
    "words in a new notice": _in_new_notice,
    "words in a revision": _in_revision,
    "words in a content page": _in_page,
    "words in the configuration": _in_configuration,
    "words in a list": _in_list,
    "words in a file": _in_file,
    "a file": _whole_file,
    "an indicator": _in_older_notice(INDICATOR),
    "an indicator made harmless": _in_older_notice("relais-secret[.]example[.]net"),
    "an indicator told in words": _in_older_notice("relais-secret[dot]example (dot) net"),
    "an indicator with one dot told": _in_older_notice("relais-secret.example[dot]net"),
    "an identifier in one piece": _in_older_notice("CV2026BUL0008"),
    "an identifier": _in_older_notice("CV-2026-BUL-0008"),
    "an identifier of another publisher": _in_older_notice(ALIAS),
    "a mail": _in_older_notice(MAIL),
    "a mail told in words": _in_older_notice("astreinte [at] cercle [dot] example"),
    "a telephone from abroad": _in_older_notice("0033639984567"),
    "a telephone with its zero in brackets": _in_older_notice("+33 (0)6 39 98 45 67"),
    "a telephone in other groups": _in_older_notice("0639 984 567"),
    "a telephone": _in_older_notice("06.39.98.45.67"),
}


def _sources(leaks: tuple[Leak, ...]) -> set[str]:
    return {leak.conflict.public for leak in leaks if leak.conflict}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused(circle: Portal, slip: str) -> None:
    """The edition in place did not show it: both sources are named, and the edition in place stays."""
    before = circle.files()
    where = SLIPS[slip](circle)
    leaks = circle.build().leaks
    assert _sources(leaks) == {where}
    assert {leak.conflict.verdict.ground for leak in leaks if leak.conflict} == {Ground.EDITION}
    assert circle.files() == before


@pytest.mark.parametrize("slip", SLIPS)
def test_git_sees_a_slip_without_an_edition_in_place(circle: Portal, slip: str) -> None:
    """The history of two repositories says which text was first, whatever the notices' dates."""
    circle.write(RESTRICTED, _secret(day="2026-10-09"))
    _git(circle, "portail", "03")
    _git(circle, "cercle", "04", "reserve")
    where = SLIPS[slip](circle)
    _git(circle, "retouche", "08")
    circle.forget()
    leaks = circle.build().leaks
    assert _sources(leaks) == {where}
    assert {leak.conflict.verdict.ground for leak in leaks if leak.conflict} == {Ground.HISTORY}


@pytest.mark.parametrize("state", ["draft: true\n", ""], ids=["draft", "embargo"])
def test_a_slip_from_what_is_to_come_is_refused(portal: Portal, state: str) -> None:
    """A passage of a draft or of an embargo, in an older public notice or a new one."""
    portal.write("bulletins/2026/CV-2026-BUL-0008.md", _secret(day="2026-10-20", tlp="CLEAR", extra=state))
    assert portal.build().leaks == ()
    _in_older_notice(PASSAGE)(portal)
    assert _sources(portal.build().leaks) == {OLDER}


def test_without_any_evidence_two_new_texts_are_refused(portal: Portal) -> None:
    """An embargo and a recent notice say the same: nothing tells which was first."""
    portal.write("bulletins/2026/CV-2026-BUL-0008.md", _secret(day="2026-10-20", tlp="CLEAR"))
    [where] = {_in_new_notice(portal)}
    assert _sources(portal.build().leaks) == {where}


@pytest.mark.parametrize("slip", ["words in a content page", "words in a list", "words in the configuration"])
def test_what_an_edition_showed_first_may_be_quoted(portal: Portal, slip: str) -> None:
    """A restricted notice that takes a public passage, from whatever source, does not forbid it."""
    SLIPS[slip](portal)
    assert portal.build().leaks == ()
    portal.edit(CONFIGURATION, "featured:", ROOTS)
    portal.write(RESTRICTED, _secret())
    report = portal.build()
    assert report.leaks == ()
    assert report.cleared[Ground.EDITION]


def test_git_clears_what_was_public_first(circle: Portal) -> None:
    """The restricted notice came later, whatever its own date says."""
    circle.write(RESTRICTED, _secret().replace(PASSAGE, "rien"))
    _in_older_notice(PASSAGE)(circle)
    circle.write("reserve/content/documents/CV-2026-DOC-0009/premiers-gestes.txt", "Rien.")
    _git(circle, "portail", "03")
    circle.write(RESTRICTED, _secret())
    _git(circle, "cercle", "04", "reserve")
    circle.forget()
    report = circle.build()
    assert report.leaks == ()
    assert report.cleared[Ground.HISTORY]


def test_a_version_that_was_not_public_clears_nothing(portal: Portal) -> None:
    """The words stood in the public notice's file first, while it was a draft."""
    portal.edit(CONFIGURATION, "featured:", ROOTS)
    _in_new_notice(portal)
    public = portal.read("bulletins/2026/CV-2026-BUL-0009.md")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", public.replace("severity", "draft: true\nseverity"))
    _git(portal, "brouillon", "03")
    portal.write(RESTRICTED, _secret())
    _git(portal, "cercle", "04", "reserve")
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", public)
    _git(portal, "parution", "05")
    assert _sources(portal.build().leaks) == {"bulletins/2026/CV-2026-BUL-0009.md"}


def test_a_shallow_clone_does_not_date_what_is_withheld(circle: Portal) -> None:
    """Its first version may be much older than it looks: dates are asked instead."""
    _git(circle, "portail", "03")
    _in_older_notice(PASSAGE)(circle)
    _git(circle, "retouche", "05")
    circle.write(RESTRICTED, _secret())
    _git(circle, "cercle", "01", "reserve")
    circle.write("reserve/README.md", "Le cercle.\n")
    _git(circle, "suite", "07", "reserve")
    shallow = circle.folder.parent / "clone"
    source = f"file://{circle.folder / 'reserve'}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", source, shallow], check=True)
    (circle.folder / "reserve").rename(circle.folder.parent / "whole")
    shallow.rename(circle.folder / "reserve")
    circle.forget()
    report = circle.build()
    assert Ground.HISTORY not in report.cleared
    assert Ground.HISTORY not in {leak.conflict.verdict.ground for leak in report.leaks if leak.conflict}


def test_words_of_the_trade_may_be_said_first_by_a_restricted_notice(portal: Portal) -> None:
    """Public notices of several days, far apart, say them; three of one week do not."""
    portal.edit(CONFIGURATION, "featured:", ROOTS)
    portal.write(RESTRICTED, _secret(day="2026-02-01"))
    days = ("2026-03-01", "2026-03-03", "2026-03-05")
    for number, day in enumerate(days, 10):
        text = bulletin(number, body=f"Ce soir, {PASSAGE}.").replace("2026-10-05", day)
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)
    assert portal.build().leaks
    portal.edit("bulletins/2026/CV-2026-BUL-0012.md", "2026-03-05", "2026-07-05")
    report = portal.build()
    assert report.leaks == ()
    assert report.cleared[Ground.USUAL]


def test_what_both_take_from_elsewhere_is_no_secret(circle: Portal) -> None:
    """Vulnerabilities, products, the addresses and titles of sources."""
    sources = (
        "vulnerabilities:\n  - {cve: CVE-2026-99887}\n"
        "products:\n  - {vendor: Exemple Imaging, product: Passerelle de téléradiologie X, "
        "affected: versions antérieures à 4.2.1}\n"
    )
    title = "  - {title: Avis de l’éditeur du 3 octobre 2026 sur la passerelle, url: https://example.org/avis/9}\n"
    for path, text in ((RESTRICTED, _secret(extra=sources)), (OLDER, bulletin(1, extra=sources))):
        circle.write(path, text.replace("references:\n", f"references:\n{title}"))
    assert circle.build().leaks == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "dated"),
    [
        (OLDER, "severity:", "declassifies: [CV-2026-BUL-0008]\nseverity:", True),
        (PAGE, "title:", "declassifies: [CV-2026-BUL-0008]\ntitle:", False),
        (CONFIGURATION, "featured:", "declassifies: [CV-2026-BUL-0008]\nfeatured:", False),
    ],
    ids=["notice", "page", "configuration"],
)
def test_a_declaration_is_told(circle: Portal, path: str, old: str, new: str, dated: bool) -> None:
    """On the page of the edition without a name, on the command line with both; without it, dates decide."""
    circle.write("reserve/content/documents/CV-2026-DOC-0009/premiers-gestes.txt", "Rien.")
    slips = {OLDER: _in_older_notice(PASSAGE), PAGE: _in_page, CONFIGURATION: _in_configuration}
    slips[path](circle)
    circle.edit(path, old, new)
    report = circle.build()
    assert report.leaks == ()
    assert {(item.public, item.withheld) for item in report.quotations} == {(path, "CV-2026-BUL-0008")}
    told = circle.page("edition")
    assert "Déclassement" in told
    assert "BUL-0008" not in told
    circle.edit(path, new, old)
    circle.forget()
    assert bool(circle.build().leaks) is not dated


def test_a_declaration_covers_its_own_source_alone(circle: Portal) -> None:
    """Another notice that takes the same words must say so too, unless they are public by now."""
    circle.edit(OLDER, "severity:", "declassifies: [CV-2026-BUL-0008]\nseverity:")
    where = _in_new_notice(circle)
    assert _sources(circle.build().leaks) == {where}


def test_what_the_program_supplies_is_no_secret(portal: Portal) -> None:
    """A draft may quote the guidance and the lists that come with the program: they are in every portal."""
    portal.edit(CONFIGURATION, "featured:", "defaults: true\nfeatured:")
    [first, *_] = supplied_scheme().guidance
    term = supplied_vocabularies().technologies.terms[0]
    told = f"{' '.join((*first.immediate, *first.remediation))} {term.label} : {term.description}"
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, extra="draft: true\n", body=told))
    assert portal.build().leaks == ()


def test_an_identifier_that_the_program_gives_as_an_example_is_a_secret_like_another(
    circle: Portal,
) -> None:
    """Its manuals name notices that a portal may well have: none of them may be told to the public."""
    words = program_words(supplied=True)
    examples = sorted(number for number in range(10, 10_000) if b" cv 2026 bul %04d " % number in words)
    assert examples, "the program gives no example: another one is to be looked for"
    for number in examples:
        restricted = RESTRICTED.replace("0008", f"{number:04}")
        circle.write(restricted, _secret(number).replace(ALIAS, f"CERCLE-{number}"))
        assert circle.build().leaks == (), "nobody says it yet, the served scripts included"
    told = [f"CV-2026-BUL-{number:04}" for number in examples]
    circle.edit(OLDER, "## Mesures", f"Voir {', '.join(told)}.\n\n## Mesures")
    assert {leak.what for leak in circle.build().leaks} == {name.lower().replace("-", " ") for name in told}
