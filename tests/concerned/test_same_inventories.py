"""The page reads an inventory as the program does: files as people have them, and what is none."""

import base64
import json
from pathlib import Path
from typing import Any

from cyberveille.concerned import UnreadableInventory, read_inventory
from cyberveille.concerned.inventory import COLUMN_LIMIT, LINE_LIMIT
from cyberveille.concerned.vocabulary import COLUMNS
from tests.scripts import Evaluate, evaluate

__all__ = ["evaluate"]

_TABLE = "Éditeur;Produit;Version (installée)\nFortinet;FortiOS;7.2.3\n;moniteur mx800;\n\n;;\nPhilips;\n"
_GLPI_COMPUTERS = (
    '"Nom";"Statut";"Fabricant";"Modèle";"Système d\'exploitation - Nom";'
    '"Système d\'exploitation - Version"\n'
    '"PC-12";"En production";"Dell";"OptiPlex 7090";"Windows 10 Pro";"22H2"\n'
    '"SRV-1";"";"";"";"Debian GNU/Linux";"12"\n'
)
_GLPI_SOFTWARE = (
    '"Nom";"Éditeur";"Versions - Nom";"Nombre d\'installations"\n'
    '"FortiClient";"Fortinet";"7.0.1\n7.2.4";"12"\n"VLC ""media"" player";"VideoLAN";"3.0.6<br>3.0.18";"3"\n'
)
_OCS = (
    "Machine,OS,Version OS,Publisher,Name,Version\n"
    "PC-1,Windows 10,22H2,Mozilla,Firefox ESR,115.10.0\nPC-2,Windows 11,,,7-Zip,18.01\n"
)
_POWERSHELL = (
    "#TYPE Selected.System.Management.Automation.PSCustomObject\r\n"
    '"DisplayName","DisplayVersion","Publisher"\r\n"FortiClient VPN","7.0.1.0083","Fortinet Inc"\r\n'
)
_BIOMEDICAL = (
    "Code équipement;Désignation;Marque;Type;N° de série;Version logiciel\n"
    "B12;Moniteur multiparamétrique;Philips;IntelliVue MX800;DE1;N.01\n"
)
_AGENT = {
    "action": "inventory",
    "content": {
        "softwares": [{"name": "FortiClient", "publisher": "Fortinet", "version": "7.0.1"}, {"name": "KB1"}],
        "operatingsystem": {"name": "Windows", "version": "21H2"},
    },
}
_CYCLONEDX = {
    "bomFormat": "CycloneDX",
    "metadata": {"component": {"name": "Moniteur MX800", "version": "N.01", "supplier": {"name": "Philips"}}},
    "components": [
        {"name": "dcmtk", "version": "3.6.6", "supplier": {"name": "OFFIS"}},
        {
            "group": "org.apache.logging.log4j",
            "name": "log4j-core",
            "version": "2.14.1",
            "components": [{"name": "a"}],
        },
        {"name": "pilote", "version": 3, "publisher": "Éditeur"},
        None,
    ],
}
_SPDX = {
    "spdxVersion": "SPDX-2.3",
    "packages": [
        {
            "name": "openssl",
            "versionInfo": "1.0.1s",
            "supplier": "Organization: OpenSSL (a@example.org)",
        },
        {
            "name": "zlib",
            "versionInfo": "1.2.11",
            "supplier": "NOASSERTION",
            "originator": "Person: J. (j@a.fr)",
        },
        {"name": "curl", "supplier": "NOASSERTION", "originator": "Organization: curl"},
    ],
}
_SPDX_GRAPH = {
    "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
    "@graph": [
        {"type": "Organization", "spdxId": "urn:o", "name": "Zlib"},
        {"type": "software_Package", "name": "zlib", "software_packageVersion": "1.2", "suppliedBy": "urn:o"},
    ],
}  # fmt: skip
_READABLE = {
    **{f"table in {name}": _TABLE.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252")},
    "table in utf-16-be": _TABLE.encode("utf-16-be"),
    "table in old Macintosh lines": _TABLE.replace("\n", "\r").encode(),
    **{
        f"table parted by {sign}": _TABLE.replace(";", sign).replace("\n", "\r\n").encode()
        for sign in (",", "\t", "|")
    },
    "computers of GLPI": _GLPI_COMPUTERS.encode("utf-8-sig"),
    "software of GLPI": _GLPI_SOFTWARE.encode(),
    "software of OCS": _OCS.encode(),
    "CycloneDX": json.dumps(_CYCLONEDX).encode(),
    "SPDX 2.3": json.dumps(_SPDX).encode(),
    "SPDX 3.0": json.dumps(_SPDX_GRAPH).encode(),
    "SPDX 2.3 of a forge": json.dumps({"sbom": _SPDX}).encode(),
    "software of a Windows computer": _POWERSHELL.encode("utf-8-sig"),
    "software by a management tool": b"AssetName,softwareName,softwareVersion\nPC1,FortiClient,7.0.1\n",
    "devices": _BIOMEDICAL.encode("cp1252"),
    "an agent's own message": json.dumps(_AGENT).encode(),
    "an object a line": b'{"name": "FortiOS", "version": "7.2.3"}\r\n\r\n{"name": "FortiWeb"}\r\n',
    "objects": b'[{"Editeur": "Fortinet", "Logiciel": "FortiOS", "Version": 7.2}, {"x": 1}]',
    "free lines": b"fortios 7.2.3\n\nserveur Windows 2016, salle 2\r\nmoniteur philips mx800",
    "one column under a header": b"Produit\nFortiOS 7.2.3\nFortiOS 7.2.4\n",
    "columns without a header": b"Fortinet;FortiOS;7.2.3\nPhilips;MX800;B.02\n",
    "merged cells": b"Produit;Version\nFortiOS;7.2.3\n;7.2.4\n;\nFortiWeb;\n",
    "a quote that is not closed": b'Produit;Version\n"FortiOS;7.2.3\nFortiWeb;7.0\n',
    "as many columns as may be": (
        ";".join(["Produit"] + ["c"] * (COLUMN_LIMIT - 1)) + "\nFortiOS\n"
    ).encode(),
    "a very long line": b"FortiOS " + b"x" * 100_000,
    "a title above the header": b"Parc 2026;;\n;;\nFabricant;Produit;Version\nFortinet;FortiOS;7.2.3\n",
    "a spreadsheet's own line": b"sep=;\r\nProduit;Version\r\nFortiOS;7.2.3\r\n",
    "objects within an object": b'{"total": 1, "data": [{"manufacturer": "Fortinet", "name": "FortiOS"}]}',
}
_UNREADABLE = {
    "a workbook": b"PK\x03\x04\x14\x00xl/workbook.xml",
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1",
    "a compressed file": b"\x1f\x8b\x08\x00",
    "a PDF": b"%PDF-1.7\n",
    "a binary file": bytes(range(256)) * 40,
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(400),
    "JSON cut short": b'{"bomFormat": "CycloneDX", "components": [{"name": "a"',
    "JSON of something else": b'{"a": 1}',
    "an empty list": b"[]",
    "nothing": b"",
    "blanks": b" \n\t\n",
    "a header alone": b"Produit;Version\n",
    "a name of a column alone": b"Logiciel\n",
    "UTF-32": _TABLE.encode("utf-32"),
    "signs that no text has": bytes(range(1, 27)) * 40,
    "XML": b'<?xml version="1.0"?>\n<bom/>',
    "a page": b"\n<!DOCTYPE html><table></table>",
    "SYLK": b"ID;PGLPI\nC;Y1;X1",
    "a document": b"{\\rtf1 FortiOS 7.2.3}",
    "SPDX by tags": b"SPDXVersion: SPDX-2.3\nPackageName: openssl\n",
    "too many columns": b"Produit" + b";c" * COLUMN_LIMIT + b"\nFortiOS\n",
    "too many lines": b"FortiOS 7.2.3\n" * (LINE_LIMIT + 1),
    "too many rows": b"Produit;Version\n" + b"FortiOS;7\n" * (LINE_LIMIT + 1),
}
_ASKED = """await (async () => {
  const { readFileSync } = await import("node:fs");
  const names = %s;
  return JSON.parse(readFileSync(%s)).map((data) => {
    try {
      const { lines } = m.inventoryOf(m.decoded(new Uint8Array(Buffer.from(data, "base64"))), names);
      return lines.map(({ number, text, vendor, product, version }) =>
        [number, text, vendor ?? null, product ?? null, version ?? null]);
    } catch (error) {
      return error instanceof m.Unreadable ? error.message : String(error);
    }
  });
})()"""


def _here(data: bytes) -> Any:  # noqa: ANN401 - lines as values of JSON, or why there are none
    try:
        lines = read_inventory(data).lines
    except UnreadableInventory as refusal:
        return str(refusal)
    return [[line.number, line.text, line.vendor, line.product, line.version] for line in lines]


def test_files_are_read_alike_and_refused_alike(evaluate: Evaluate, tmp_path: Path) -> None:
    """The same lines with the same cells, or the same French sentence; no inventory is taken for another."""
    files = {**_READABLE, **_UNREADABLE}
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps([base64.b64encode(data).decode() for data in files.values()]))
    there = evaluate("inventory.js", _ASKED % (json.dumps(COLUMNS), json.dumps(str(asked))))
    for name, found in zip(files, there, strict=True):
        here = _here(files[name])
        assert isinstance(here, str) is (name in _UNREADABLE), name
        told = found.replace("\u00a0", " ") if isinstance(found, str) else found
        assert told == here, name


def test_a_file_too_big_is_not_even_read(evaluate: Evaluate) -> None:
    """Its size is enough: not one byte of it is asked for."""
    told = evaluate(
        "inventory.js",
        "await m.bytesOf({ size: 50 * 1024 * 1024 + 1, arrayBuffer: () => { throw new Error('read'); } })"
        ".catch((error) => error.message)",
    )
    assert told.startswith("Le fichier pèse plus de 50")


def test_several_versions_in_a_cell_are_all_looked_at() -> None:
    """As GLPI exports software: a line for each product, its versions in one cell."""
    lines = read_inventory(_GLPI_SOFTWARE.encode()).lines
    assert [line.version for line in lines] == ["7.0.1\n7.2.4", "3.0.6<br>3.0.18"]
