"""Small portals with a secret in every place, whatever keeps it back: none reaches the public tree.

A line for each way to keep something back (marking and root, embargo, draft), each with every place in which
a notice, a document, a page, a directory or a list may hold a word that stands nowhere else.
"""

import pytest
from tests.portal import Portal, bulletin, legible

from cyberveille.publishing.verdict import Ground

WORD = "zyxwvutsr"
PUBLIC = "Un utilisateur connecté peut lire des fichiers du serveur."
APART = "  - path: .\n  - {path: reserve, tlp_max: AMBER}\n"
MIXED = "  - {path: ., tlp_max: AMBER}\n"
GREEN = "  - path: .\n  - {path: reserve, tlp_max: GREEN}\n"
# Roots, the folder of what is withheld, its marking, its day of October 2026, its other keys.
CASES: dict[str, tuple[str, str, str, str, str]] = {
    "AMBER in a root of its own": (APART, "reserve/", "AMBER", "05", ""),
    "GREEN in a root of its own": (GREEN, "reserve/", "GREEN", "05", ""),
    "GREEN in a root that admits AMBER": (APART, "reserve/", "GREEN", "05", ""),
    "AMBER in the only root": (MIXED, "", "AMBER", "05", ""),
    "AMBER under embargo": (APART, "reserve/", "AMBER", "20", ""),
    "draft AMBER": (APART, "reserve/", "AMBER", "05", "draft: true\n"),
    "draft": (APART, "", "CLEAR", "05", "draft: true\n"),
    "draft in a restricted root": (APART, "reserve/", "CLEAR", "05", "draft: true\n"),
    "embargo": (APART, "", "CLEAR", "20", ""),
    "embargo in a restricted root": (APART, "reserve/", "CLEAR", "20", ""),
    "draft under embargo": (APART, "", "CLEAR", "20", "draft: true\n"),
}
HEADER = f"""aliases: [{WORD.upper()}-2026-0001]
redirect_from: [/bulletins/2026/{WORD}-ancien/]
in_brief: {{what: Quoi {WORD}, concerned: Qui {WORD}, action: Agir {WORD}}}
care_impact: {{services: [urgences], level: mode-degrade, fallback: Repli {WORD}}}
products:
  - {{vendor: Maison {WORD}, product: Produit {WORD}, affected: "< {WORD}"}}
vulnerabilities:
  - {{cve: CVE-2026-99887, title: Faille {WORD}}}
indicators:
  - {{type: domain, value: {WORD}.example.net, comment: Vu {WORD}}}
"""


SEARCHED = {"AMBER in a root of its own", "embargo"}


def _plant(portal: Portal, case: str) -> None:
    """After an edition without it, which tells what was public first."""
    roots, folder, tlp, day, state = CASES[case]
    portal.edit("site_config.yml", "featured:", f"sources:\n{roots}featured:")
    (portal.folder / "reserve").mkdir()
    assert portal.build(search=case in SEARCHED).leaks == ()
    text = bulletin(8, title=f"Titre {WORD} réservé", extra=HEADER, body=f"Corps {WORD}. {PUBLIC}")
    text = text.replace("severity:", f"{state}severity:", 1).replace("tlp: CLEAR", f"tlp: {tlp}")
    text = text.replace("title: Avis", f"title: Source {WORD}").replace(
        "example.org/8", f"example.org/{WORD}"
    )
    text = text.replace("Version initiale", f"Révision {WORD}").replace("2026-10-05", f"2026-10-{day}")
    portal.write(f"{folder}bulletins/2026/CV-2026-BUL-0008.md", text)
    document = portal.read("content/documents/CV-2026-DOC-0001.md").replace("DOC-0001", "DOC-0008")
    document = document.replace("premiers-gestes", f"{WORD}-gestes").replace("Premiers", f"Gestes {WORD}")
    document = document.replace("tlp: CLEAR", f"tlp: {tlp}").replace("version:", f"{state}version:")
    document = document.replace("2026-08-01", f"2026-10-{day}")
    portal.write(f"{folder}content/documents/CV-2026-DOC-0008.md", document)
    portal.write(f"{folder}content/documents/CV-2026-DOC-0008/{WORD}-gestes.txt", f"Fichier {WORD}.")
    portal.write(f"{folder}content/documents/CV-2026-DOC-0008/{WORD}-oublie.txt", f"Fichier {WORD}.")
    if tlp != "CLEAR":
        page = (
            f"---\ntitle: Page {WORD} du cercle\ndescription: Page {WORD}.\ntlp: {tlp}\n---\nPage {WORD}.\n"
        )
        portal.write(f"{folder}content/pages/cercle.md", page)
    if folder:
        contact = (
            f"- {{name: Personne {WORD}, group: Urgence, purpose: Décider {WORD}, email: {WORD}@a.example}}\n"
        )
        portal.write(f"{folder}content/annuaire.yml", contact)
        term = f"- {{id: {WORD}-techno, label: Techno {WORD}, scope: sante}}\n"
        portal.write(f"{folder}content/vocabulaires/technologies.yml", term)


@pytest.mark.parametrize("case", CASES)
def test_no_secret_reaches_the_public_tree(portal: Portal, case: str) -> None:
    """Nor the name of a file, a key, an index, a list; what the secret quotes of the public is no leak."""
    _plant(portal, case)
    report = portal.build(search=case in SEARCHED)
    assert report.leaks == ()
    assert report.cleared[Ground.EDITION]
    for path, data in portal.files().items():
        assert WORD not in path.lower()
        assert WORD.encode() not in legible(data).lower(), path


@pytest.mark.parametrize("case", CASES)
def test_the_public_tree_is_the_same_without_it(portal: Portal, case: str) -> None:
    """Not a byte nor a name of the public edition tells that something is withheld."""
    _plant(portal, case)
    before = portal.files()
    report = portal.build(search=case in SEARCHED)
    assert (report.leaks, report.written, report.removed) == ((), (), ())
    assert portal.files() == before


def test_a_restricted_list_is_for_the_notices_of_its_readers(portal: Portal) -> None:
    """A restricted notice may use its terms; a public one may not, wherever it lies."""
    portal.edit("site_config.yml", "featured:", f"sources:\n{APART}featured:")
    portal.add_members()
    term = f"- {{id: {WORD}, label: Techno {WORD}, scope: sante}}\n"
    portal.write("reserve/content/vocabulaires/technologies.yml", term)
    using = bulletin(8).replace("[imagerie]", f"[{WORD}]")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0008.md", using.replace("CLEAR", "AMBER"))
    assert not [finding for finding in portal.catalogue().findings if finding.refuses]
    members = portal.edition(audience="members")
    assert members.vocabularies.technologies.label(WORD) == f"Techno {WORD}"
    assert portal.edition().vocabularies.technologies.get(WORD) is None
    for root in ("", "reserve/"):
        portal.write(f"{root}bulletins/2026/CV-2026-BUL-0009.md", using.replace("0008", "0009"))
        [finding] = portal.catalogue().findings
        assert (finding.rule, finding.refuses) == ("technology-known", True)
        assert "TLP:AMBER" in finding.message
        (portal.folder / root / "bulletins/2026/CV-2026-BUL-0009.md").unlink()
