"""`cyberveille products` as an editor runs it."""

from click.testing import CliRunner, Result
from tests.portal import Portal, bulletin

from cyberveille.cli import main

NOTICE = """products:
  - {vendor: "Zorglub & Fils", product: 'Pompe "P" : 3'}
  - {vendor: Exemple Imaging, product: Visionneuse Alpha Pro}
"""


def _run(portal: Portal, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(portal.folder)], catch_exceptions=False)


def test_entries_can_be_pasted_as_they_are(portal: Portal) -> None:
    """Names out of the registry, then their files: once they are there, nothing is left to say."""
    for number in (10, 11):
        text = bulletin(number, extra=NOTICE).replace("-05T10:00", f"-05T{number}:00")
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)
    told = _run(portal, "products").stdout
    assert "Éditeurs hors du registre" in told
    assert "      2  Zorglub & Fils" in told
    assert "Exemple Imaging · Visionneuse Alpha Pro" in told
    assert "Visionneuse Alpha · Visionneuse Alpha Pro" in told
    checked = _run(portal, "check").stdout
    assert checked.count("registre des produits") == 4
    assert "vouliez-vous dire" in checked.lower()
    for part in _run(portal, "products", "--entries").stdout.split("\n# ")[1:]:
        path, _, entry = part.partition("\n")
        portal.write(f"{path}x", entry)
        own = portal.folder / path
        if own.exists():
            entry = own.read_text("utf-8").split("sources:")[0] + entry.split("products:\n")[1]
        portal.write(path, entry)
        (portal.folder / f"{path}x").unlink()
    assert "registre" not in _run(portal, "check").stdout
    assert "est dans le registre" in _run(portal, "products").stdout


def test_a_list_is_cut_and_says_so(portal: Portal) -> None:
    """The rarest names are left out; the entries alone are whole."""
    lines = "".join(f"  - {{vendor: Maison {name * 3}, product: P}}\n" for name in "ABCDE")
    portal.write("bulletins/2026/CV-2026-BUL-0010.md", bulletin(10, extra=f"products:\n{lines}"))
    told = _run(portal, "products", "--most", "2").stdout
    assert "et 3 autres" in told
    assert "# content/produits/maison-aaa.yml" in told
    assert "maison-ccc.yml" not in told
    assert "maison-eee.yml" in _run(portal, "products", "--entries").stdout
