"""The markings in the margin of each printed page (TLP 2.0: in its header or footer)."""

from collections.abc import Iterator

from cyberveille.model import Pap, Tlp

_MARGIN = 'font:bold 9pt monospace;content:"{}"'


def print_marks() -> str:
    """A named page for each pair of TLP and PAP (CSS Paged Media Level 3, section 8).

    Browsers do not put the text of an element in every margin (`string-set`); one without named pages still
    prints the labels under the title.
    """
    return "".join(_rules())


def _rules() -> Iterator[str]:
    for tlp in Tlp:
        for pap in (None, *Pap):
            name = f"tlp-{_lower(tlp)}" + (f"-pap-{_lower(pap)}" if pap else "")
            label = tlp.label + (f"  {pap.label}" if pap else "")
            bearer = f".cv-tlp-page--{_lower(tlp)}" + (f".cv-pap-page--{_lower(pap)}" if pap else "")
            yield f"@page {name}{{@top-right{{{_MARGIN.format(label)}}}}}\n"
            yield f"@media print{{body:has({bearer}){{page:{name}}}}}\n"


def _lower(mark: Tlp | Pap) -> str:
    return str(mark.value).lower().replace("+", "-")
