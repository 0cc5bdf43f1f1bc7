"""What editors do to a portal that was published: what would not last, and what is done right."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.portal import Portal, bulletin

BULLETIN = "bulletins/2026/CV-2026-BUL-0001.md"
OTHER = "bulletins/2026/CV-2026-BUL-0002.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"
DOCUMENT = "content/documents/CV-2026-DOC-0001.md"
FIRST = "  - {date: 2026-09-01T10:00:00+02:00, change: Version initiale}\n"
SLIP = "  - {date: 2026-10-09T10:00:00+02:00, change: Une faute, minor: true}\n"
NEW = "  - {date: 2026-10-09T10:00:00+02:00, change: Précision}\n"
FORMER = "redirect_from: [/bulletins/2026/CV-2026-BUL-0001/]\n"

Deed = Callable[[Portal], None]


def _edit(path: str, *pairs: tuple[str, str]) -> Deed:
    def edit(portal: Portal) -> None:
        for old, new in pairs:
            portal.edit(path, old, new)

    return edit


def _remove(path: str) -> Deed:
    return lambda portal: (portal.folder / path).unlink()


def _remove_folder(portal: Portal) -> None:
    shutil.rmtree(portal.folder / "alerts")


def hide_behind_link(portal: Portal) -> None:
    away = portal.folder.parent / "ailleurs"
    (portal.folder / "alerts/2026").rename(away)
    (portal.folder / "alerts/2026").symlink_to(away)


def _rename(portal: Portal, extra: str = "") -> None:
    text = portal.read(BULLETIN).replace("CV-2026-BUL-0001", "CV-2026-BUL-0007")
    portal.write("bulletins/2026/CV-2026-BUL-0007.md", text.replace("revisions:", f"{extra}revisions:"))
    (portal.folder / BULLETIN).unlink()
    portal.edit(DOCUMENT, "related: [CV-2026-BUL-0001]", "related: [CV-2026-BUL-0007]")
    if not extra:
        portal.edit(OTHER, "/bulletins/2026/CV-2026-BUL-0001/", "/bulletins/2026/CV-2026-BUL-0007/")


def _joined(portal: Portal) -> Path:
    return next((portal.folder / "content/documents/CV-2026-DOC-0001").iterdir())


def _without_file(portal: Portal) -> None:
    _joined(portal).unlink()
    portal.edit(DOCUMENT, "attachments:\n  - {file: premiers-gestes.txt, title: Fiche à imprimer}\n", "")


def _another(portal: Portal) -> None:
    text = bulletin(1, title="Tout autre chose")
    portal.write(BULLETIN, text)


def _renamed_page(portal: Portal) -> None:
    (portal.folder / "content/pages/a-propos.md").rename(portal.folder / "content/pages/qui.md")
    portal.edit("site_config.yml", "address: a-propos/", "address: qui/")


def _erase(portal: Portal) -> None:
    """With all that it said, its file included."""
    _joined(portal).unlink()
    said = "withdrawn: {date: 2026-10-09T10:00:00+02:00, reason: Diffusée par erreur, erase: true}\n"
    portal.write(
        DOCUMENT,
        f"---\nid: CV-2026-DOC-0001\ntlp: CLEAR\npublished: 2026-08-01T10:00:00+02:00\n{said}---\n",
    )
    portal.edit("site_config.yml", "featured: [CV-2026-DOC-0001]\n", "")


def _renamed_page_with_way(portal: Portal) -> None:
    _renamed_page(portal)
    portal.edit("content/pages/qui.md", "description:", "redirect_from: [/a-propos/]\ndescription:")


BROKEN = {
    "deleted": (_remove(ALERT), "published-stays", "/alertes/2026/CV-2026-ALE-0001/"),
    "folder deleted": (_remove_folder, "published-stays", "/alertes/2026/CV-2026-ALE-0001/"),
    "made a draft": (
        _edit(ALERT, ("tlp: CLEAR\n", "tlp: CLEAR\ndraft: true\n")),
        "published-stays",
        "/alertes/2026/CV-2026-ALE-0001/",
    ),
    "put off": (
        _edit(ALERT, ("2026-10-03", "2026-10-30"), ("2026-10-05", "2026-11-05")),
        "published-stays",
        "/alertes/2026/CV-2026-ALE-0001/",
    ),
    "renamed without a way": (_rename, "published-stays", "/bulletins/2026/CV-2026-BUL-0001/"),
    "page renamed": (_renamed_page, "published-stays", "/a-propos/"),
    "file gone": (_without_file, "published-stays", "/documents/CV-2026-DOC-0001/premiers-gestes.txt"),
    "file changed": (
        lambda portal: _joined(portal).write_text("Autre chose.", encoding="utf-8"),
        "change-told",
        "fichier",
    ),
    "identifier given again": (_another, "identifier-given-once", "CV-2026-BUL-0001"),
    "date moved": (
        _edit(BULLETIN, ("published: 2026-09-01T10", "published: 2026-09-01T09")),
        "published-date-kept",
        "9 h",
    ),
    "date gone back": (
        _edit(
            ALERT,
            ("published: 2026-10-03", "published: 2026-10-02"),
            ("date: 2026-10-03", "date: 2026-10-02"),
        ),
        "updated-goes-forward",
        "2 octobre 2026",
    ),
    "history cut": (_edit(BULLETIN, (FIRST, NEW)), "history-kept", "Version initiale"),
    "text": (_edit(BULLETIN, ("2.10.\n", "2.11.\n")), "change-told", "le texte"),
    "title": (_edit(BULLETIN, ("visionneuse Alpha\n", "visionneuse Bêta\n")), "change-told", "title"),
    "fact": (_edit(BULLETIN, ('fixed: "2.10"', 'fixed: "2.11"')), "change-told", "products"),
    "severity": (_edit(BULLETIN, ("severity: moyenne", "severity: faible")), "change-told", "severity"),
    "link": (
        _edit(
            BULLETIN,
            ("1. Installer la version 2.10.", "1. Installer [la version 2.10](https://example.org/b)."),
        ),
        "change-told",
        "le texte",
    ),
    "closed in silence": (
        _edit(ALERT, ("status: active\n", "status: closed\nclosed: 2026-10-09T10:00:00+02:00\n")),
        "closing-told",
        "CV-2026-ALE-0001",
    ),
}
KEPT: dict[str, Deed] = {
    "nothing": lambda _: None,
    "laid out otherwise": _edit(
        BULLETIN,
        ("## Mesures", "\n\n## Mesures"),
        ("peut lire des", "peut\nlire  des"),
        ("[imagerie]", "\n  - imagerie"),
    ),
    "a revision": _edit(BULLETIN, ("2.10.\n", "2.11.\n"), (FIRST, FIRST + NEW)),
    "a slip": _edit(BULLETIN, ("Un utilisateur", "Tout utilisateur"), (FIRST, FIRST + SLIP)),
    "withdrawn": _edit(
        BULLETIN,
        ("2.10.\n", "2.11.\n"),
        ("revisions:", "withdrawn: {date: 2026-10-09T10:00:00+02:00, reason: Avis retiré}\nrevisions:"),
    ),
    "erased": _erase,
    "renamed with a way": lambda portal: _rename(portal, FORMER),
    "page renamed with a way": _renamed_page_with_way,
    "closed and told": _edit(
        ALERT,
        ("status: active\n", "status: closed\nclosed: 2026-10-09T10:00:00+02:00\n"),
        ("change: Version initiale}\n", "change: Version initiale}\n" + NEW.replace("Précision", "Close")),
    ),
    "a new notice": lambda portal: portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9)),
    "a draft of old": lambda portal: portal.write(
        "bulletins/2026/CV-2026-BUL-0009.md",
        bulletin(9, extra="draft: true\n").replace("2026-10-05", "2026-01-05"),
    ),
    "an embargo": lambda portal: portal.write(
        "bulletins/2026/CV-2026-BUL-0009.md", bulletin(9).replace("2026-10-05", "2026-12-05")
    ),
}
