"""What would be found in a source if it said something else."""

from tests.portal import Portal, bulletin

from cyberveille.catalogue.foresight import findings_in

PACKAGED = """products:
  - vendor: Debian
    product: Debian
    affected: ">= 2.4.57-1, < 1:2.4.57-1"
"""


def test_a_text_is_judged_as_it_would_be_once_written(portal: Portal) -> None:
    """Versions are compared as the registry says: an epoch comes before numbers."""
    text = bulletin(9, extra=PACKAGED)
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", text)
    assert portal.catalogue().findings == ()
    assert findings_in(portal.project(), portal.folder / "bulletins/2026/CV-2026-BUL-0009.md", text) == ()
