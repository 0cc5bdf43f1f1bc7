"""Where the reader gathers what it finds in one file: all of it, not only the first."""

from collections.abc import Sequence

from msgspec import Struct, field

from cyberveille.locale import french
from cyberveille.model import Finding, Gravity
from cyberveille.reading.faults import Fault


class Report(Struct):
    """The findings of one file; `path` is what they name."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    unusual: bool = False
    """Whether the file holds any sign that could pass for another, or not be seen: most do not."""

    def add(
        self,
        fault: Fault,
        line: int,
        message: str,
        hint: str = "",
        gravity: Gravity = Gravity.ERROR,
        *,
        column: int = 0,
    ) -> None:
        message, hint = french(_legible(message)), french(_legible(hint))
        self.findings.append(Finding(self.path, line, fault.value, message, hint, gravity, column))

    @property
    def refused(self) -> bool:
        return any(finding.refuses for finding in self.findings)

    def sorted(self) -> Sequence[Finding]:
        return sorted(self.findings)


def _legible(text: str) -> str:
    """With a question mark for each byte of a name that is not UTF-8."""
    return text if text.isascii() else text.encode(errors="replace").decode()
