"""The table of incidents, as answers and what must follow."""

import re
import shutil
from pathlib import Path
from typing import Any

import msgspec

from cyberveille.reading import read_scheme, supplied_scheme
from cyberveille.reporting import Answers, Scheme

_FIRST = "CV-2026-DOC-0001"
SHEETS = Path(__file__).parent / "sheets"


class Scenario(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    answers: dict[str, Any]
    declare: bool
    tell: tuple[str, ...]
    told_not: tuple[str, ...] = msgspec.field(name="not")
    sheets: tuple[str, ...]

    @property
    def known(self) -> Answers:
        unknown = self.answers.get("unknown", ())
        care = {} if "care_level" in unknown else {"care_level": "aucun"}
        return msgspec.convert({**care, **self.answers}, Answers)

    def agrees(self, *, declare: bool, told: set[str], sheets: set[str]) -> bool:
        """Whether what was decided is what the table says."""
        return (
            declare is self.declare
            and set(self.tell) <= told
            and not told & set(self.told_not)
            and {f"CV-2026-DOC-{number}" for number in self.sheets} <= sheets
        )


SCENARIOS = msgspec.yaml.decode(
    (Path(__file__).parent / "scenarios.yml").read_bytes(), type=tuple[Scenario, ...]
)


def scheme_of_sheets() -> Scheme:
    """The program's scheme, with the documents of a library as a portal adds them."""
    own, findings = read_scheme(SHEETS, over=True)
    assert findings == ()
    return supplied_scheme().completed_by(own)


def write_sheets(folder: Path) -> None:
    """Give a portal those documents, each a copy of its first one, and the guidance that names them."""
    shutil.copytree(SHEETS / "content/signalement", folder / "content/signalement")
    documents = folder / "content/documents"
    text = (documents / f"{_FIRST}.md").read_text(encoding="utf-8")
    shown = re.sub(r"attachments:\n.*\n", "", text)
    for name in {*scheme_of_sheets().documents} - {_FIRST}:
        (documents / f"{name}.md").write_text(shown.replace(_FIRST, name), encoding="utf-8")
