"""How many findings there are, and the French sentence that says it."""

from collections.abc import Iterable
from typing import NamedTuple

from cyberveille.locale import counted
from cyberveille.model import Finding, Gravity


class Count(NamedTuple):
    errors: int
    warnings: int
    files: int

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Count":
        """The count of errors, of warnings, and of the files they stand in."""
        listed = tuple(findings)
        errors = sum(1 for finding in listed if finding.refuses)
        return cls(errors, len(listed) - errors, len({finding.path for finding in listed}))

    def sentence(self) -> str:
        """« 3 erreurs, 1 avertissement dans 2 fichiers »."""
        parts = [
            counted(number, gravity.label)
            for number, gravity in (
                (self.errors, Gravity.ERROR),
                (self.warnings, Gravity.WARNING),
            )
            if number
        ]
        return f"{', '.join(parts)} dans {counted(self.files, 'fichier')}"
