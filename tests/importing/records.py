"""CERT-FR records and lists written for these tests."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from cyberveille.catalogue import Register
from cyberveille.importing import Certfr, Draft, ImportReport, import_records
from cyberveille.model import Term, Vocabularies, Vocabulary

MARKUP = st.lists(
    st.sampled_from(
        ["<span>", "</span>", "<b>", "</b>", "<", ">", "\\<", "\\", "`", "``", "[", "](", ")", "](#a)",
         "!", "*", "**", "_", "#", "## ", "\n", "\n\n", "    ", "-   ", "1. ", "> ", "|", "^", "=", "---",
         "&amp;", "&lt;", "&#60;", "<table>", "</table>", "<td>", "<tr>", "<ul>", "<li>", "</ul>", "<h2>",
         "<pre>", "</pre>", "<script>", "<a href='javascript:x'>", "</a>", "<img src=x>", "<!--", "-->",
         "<![CDATA[", "<?", "mot", "http://example.org", "<http://example.org>", "<p>", "</p>", "```", "~~~",
         ":   ", "\ue000", "\x00", "\u00a0", "é"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
"""Texts made of the pieces of HTML and Markdown that upset a converter."""

RISKS = Vocabulary(
    "risques",
    (
        Term(
            id="execution-code-distance",
            label="Exécution de code arbitraire à distance",
            spellings=("Exécution de code à distance",),
        ),
        Term(id="elevation-privileges", label="Élévation de privilèges"),
        Term(id="deni-service", label="Déni de service"),
    ),
)

CERTFR = Certfr(Vocabularies(risques=RISKS))


def system(description: str, name: str = "N/A", vendor: str = "N/A") -> dict[str, Any]:
    return {"description": description, "product": {"name": name, "vendor": {"name": vendor}}}


def revision(day: str, text: str = "Version initiale") -> dict[str, Any]:
    return {"revision_date": f"{day}T00:00:00.000000", "description": text}


def record(reference: str = "CERTFR-2023-AVI-0042", **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A small record; keyword arguments replace its fields."""
    return {
        "reference": reference,
        "title": "Vulnérabilité dans Exemple Serveur",
        "summary": "Une vulnérabilité a été découverte dans Exemple Serveur.\n",
        "content": "## Solution\n\nAppliquer le correctif.\n",
        "affected_systems": [system("Exemple Serveur antérieur à 4.10", "Exemple Serveur", "Exemple")],
        "affected_systems_content": None,
        "cves": [{"name": "CVE-2023-12345", "url": "https://example.org/cve"}],
        "risks": [{"description": "Déni de service"}],
        "vendor_advisories": [
            {
                "title": "Bulletin de sécurité Exemple du 22 novembre 2023",
                "url": "https://example.org/avis/1",
                "published_at": None,
            }
        ],
        "links": [],
        "revisions": [revision("2023-11-22")],
    } | changes


def draft(reference: str = "CERTFR-2023-AVI-0042", **changes: Any) -> Draft:  # noqa: ANN401
    """The draft of a record so changed."""
    data = json.dumps(record(reference, **changes)).encode()
    return CERTFR.convert(CERTFR.decode(data), CERTFR.origin(data))


def body(**changes: Any) -> str:  # noqa: ANN401
    return draft(**changes).body


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in records)


def imported(
    files: Sequence[Path], *roots: Path, progress: Callable[[int], None] | None = None
) -> ImportReport:
    """Import files into the first root of a portal that has these."""
    return import_records(CERTFR, files, roots[0], Register(roots, "CV"), progress)


def run(folder: Path, *records: object, into: str = "portail", beside: Sequence[str] = ()) -> ImportReport:
    """Import records, given as JSON lines, into a folder of `folder`; the portal has other roots `beside`."""
    file = folder / "avis.jsonl"
    file.write_bytes(lines(*records))
    (folder / into).mkdir(exist_ok=True)
    return imported([file], folder / into, *(folder / name for name in beside))


def files(root: Path) -> dict[str, bytes]:
    """The bytes of every file under `root`, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
