"""An inventory is read as people have it, and what is none is said."""

import json

import pytest

from cyberveille.concerned import UnreadableInventory, read_inventory

ROWS = "Éditeur;Produit;Version\nFortinet;FortiOS;7.2.3\n;moniteur mx800;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_in_the_encodings_of_office_programs(encoding: str) -> None:
    """The header tells the columns, whatever wrote the bytes."""
    inventory = read_inventory(ROWS.encode(encoding))
    assert [(line.vendor, line.product, line.version) for line in inventory.lines] == [
        ("Fortinet", "FortiOS", "7.2.3"),
        (None, "moniteur mx800", None),
    ]
    assert inventory.columns == {"vendor": "Éditeur", "product": "Produit", "version": "Version"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_quotes_hold_separators_and_line_ends(separator: str) -> None:
    """RFC 4180: a quoted cell may hold what separates, and its own line ends."""
    text = separator.join(["Publisher", "Name", "Version"]) + "\r\n"
    text += separator.join([f'"Becton{separator} Dickinson"', '"Alaris\nGH"', "2.3.6"]) + "\r\n"
    (line,) = read_inventory(text.encode()).lines
    assert line.vendor == f"Becton{separator} Dickinson"
    assert line.product == "Alaris\nGH"


def test_a_machine_and_what_runs_on_it_are_one_line() -> None:
    """GLPI exports a computer with its system: both are looked for."""
    text = (
        '"Nom";"Fabricant";"Modèle";"Système d\'exploitation - Nom";"Système d\'exploitation - Version"\n'
        '"PC-12";"Dell";"OptiPlex 7090";"Windows 10 Pro";"22H2"\n'
    )
    (line,) = read_inventory(text.encode()).lines
    assert line.product == "OptiPlex 7090"
    assert "Windows 10 Pro 22H2" in line.text


def test_bills_of_materials_are_read() -> None:
    """CycloneDX with its nested components, and SPDX with its suppliers."""
    nested = {"name": "libpng", "version": "1.2.49"}
    cyclonedx = {
        "bomFormat": "CycloneDX",
        "components": [
            {"name": "dcmtk", "version": "3.6.6", "supplier": {"name": "OFFIS"}, "components": [nested]}
        ],
    }
    spdx = {
        "spdxVersion": "SPDX-2.3",
        "packages": [{"name": "openssl", "versionInfo": "1.0.1s", "supplier": "Organization: OpenSSL"}],
    }
    first = read_inventory(json.dumps(cyclonedx).encode()).lines
    assert [(line.vendor, line.product, line.version) for line in first] == [
        ("OFFIS", "dcmtk", "3.6.6"),
        (None, "libpng", "1.2.49"),
    ]
    (line,) = read_inventory(json.dumps(spdx).encode()).lines
    assert (line.vendor, line.product, line.version) == ("OpenSSL", "openssl", "1.0.1s")


@pytest.mark.parametrize(
    "above", ["sep=;\n", "Inventaire du centre hospitalier;;\n;;\n", "Parc informatique\n\n"]
)
def test_what_stands_above_a_header_is_no_data(above: str) -> None:
    """A title, merged cells or a spreadsheet's own line: the first line of data is 1."""
    inventory = read_inventory((above + ROWS).encode())
    assert [(line.number, line.product) for line in inventory.lines] == [
        (1, "FortiOS"),
        (2, "moniteur mx800"),
    ]


def test_a_device_is_told_by_its_model_too() -> None:
    """A biomedical department says « Désignation » of what it is, and « Type » of what it is called."""
    text = "Code;Désignation;Marque;Type;Version logiciel\nB1;Moniteur multiparamétrique;Philips;MX800;N.01\n"
    (line,) = read_inventory(text.encode("cp1252")).lines
    assert (line.vendor, line.version) == ("Philips", "N.01")
    assert "MX800" in line.text


@pytest.mark.parametrize(
    "header",
    ["DisplayName,DisplayVersion,Publisher", "software_name,software_version,software_publisher"],
)
def test_words_of_a_header_may_be_written_together(header: str) -> None:
    """As scripts and management tools export columns."""
    (line,) = read_inventory(f"{header}\nFortiClient,7.0.1,Fortinet\n".encode()).lines
    assert (line.vendor, line.product, line.version) == ("Fortinet", "FortiClient", "7.0.1")


def test_what_a_bill_is_of_is_a_line_of_its_own() -> None:
    """The device whose components are listed is what the hospital has; it comes last: numbers stay."""
    device = {"name": "Moniteur MX800", "version": "N.01", "supplier": {"name": "Philips"}}
    bill = {"bomFormat": "CycloneDX", "metadata": {"component": device}, "components": [{"name": "zlib"}]}
    lines = read_inventory(json.dumps(bill).encode()).lines
    assert [(line.number, line.product) for line in lines] == [(1, "zlib"), (2, "Moniteur MX800")]


def test_objects_deep_within_are_lines() -> None:
    """What agents of GLPI send holds « softwares » in « content »; what only has a name is none."""
    software = [{"name": "FortiClient", "publisher": "Fortinet", "version": "7.0.1"}]
    message = {"action": "inventory", "content": {"softwares": software, "bios": {"name": "B"}}}
    (line,) = read_inventory(json.dumps(message).encode()).lines
    assert (line.vendor, line.product, line.version) == ("Fortinet", "FortiClient", "7.0.1")


def test_objects_may_stand_one_a_line() -> None:
    """As collectors write them; a line cut short is said."""
    data = b'{"name": "FortiOS", "version": "7.2.3"}\n{"name": "FortiWeb", "version": "7.0"}\n'
    assert [line.product for line in read_inventory(data).lines] == ["FortiOS", "FortiWeb"]
    with pytest.raises(UnreadableInventory, match="sans doute coupé"):
        read_inventory(data[:-5])


def test_objects_within_an_object_are_lines() -> None:
    """What a tool's own interface answers holds its list under a name."""
    text = json.dumps({"total": 1, "data": [{"manufacturer": "Fortinet", "name": "FortiOS"}]})
    (line,) = read_inventory(text.encode()).lines
    assert (line.vendor, line.product) == ("Fortinet", "FortiOS")


def test_free_lines_are_lines() -> None:
    """Without a header nor columns, each line is one; empty ones do not count."""
    lines = read_inventory(b"fortios 7.2.3\n\nserveur Windows 2016, salle 2\n").lines
    assert [(line.number, line.text) for line in lines] == [
        (1, "fortios 7.2.3"),
        (2, "serveur Windows 2016, salle 2"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"\x1f\x8b\x08",
        b"\xd0\xcf\x11\xe0",
        b"abc" * 200 + b"\x00" + b"abc" * 200,
        b'{"bomFormat": "CycloneDX", "components": [',
        b'{"a": 1}',
        b"",
        (";".join(["Produit"] + [f"c{n}" for n in range(400)]) + "\n").encode() * 2,
        b"Produit;Version\n",
        b"Logiciel\n",
        ROWS.encode("utf-32"),
        bytes(range(1, 27)) * 40,
        b'<?xml version="1.0"?><bom><components/></bom>',
        b"<!DOCTYPE html><table></table>",
        b"ID;PGLPI\nC;Y1;X1",
        b"{\\rtf1 FortiOS 7.2.3}",
        b"SPDXVersion: SPDX-2.3\nPackageName: openssl\n",
    ],
)
def test_what_is_no_inventory_is_said(data: bytes) -> None:
    """In one French sentence, and nothing is guessed."""
    with pytest.raises(UnreadableInventory, match=r"^[A-ZÀ-Ý].*\.$"):
        read_inventory(data)
