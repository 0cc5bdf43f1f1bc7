"""The rules, by folders of good and bad notices.

`fixtures/<family>/<rule>/good…` is a small portal in which nothing is found. In `bad…`, the file
`expected` lists what is found, all of it: `path:line rule`, and `warning` when it is one.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberveille.checking import Rule, all_rules
from cyberveille.model import Finding

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(
    path
    for pattern in ("*/*/good*", "*/*/bad*", "whole/*")
    for path in FIXTURES.glob(pattern)
    if path.is_dir()
)


def _expected(case: Path) -> list[str]:
    file = case / "expected"
    return sorted(file.read_text(encoding="utf-8").splitlines()) if file.exists() else []


def _shown(finding: Finding) -> str:
    mark = "" if finding.refuses else " warning"
    return f"{finding.path}:{finding.line} {finding.rule}{mark}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(FIXTURES)))
def test_a_case_gives_the_findings_listed_beside_it(
    case: Path, check: Callable[[Path], tuple[Finding, ...]]
) -> None:
    """All of them, at their lines, and nothing else."""
    assert sorted(map(_shown, check(case))) == _expected(case)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_has_a_good_and_a_bad_case(rule: Rule) -> None:
    """The bad ones show what it refuses, the good ones that it lets the mended text pass."""
    folder = FIXTURES / rule.family / rule.id
    bad = list(folder.glob("bad*"))
    assert list(folder.glob("good*"))
    assert bad
    assert all(any(line.split()[1] == rule.id for line in _lines(case)) for case in bad), (
        "a bad case must expect its own rule"
    )


def _lines(case: Path) -> list[str]:
    """Expected lines whose path may hold spaces, reduced to two words."""
    return [" ".join(("path", line.removesuffix(" warning").rpartition(" ")[2])) for line in _expected(case)]


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_documents_itself(rule: Rule) -> None:
    """In French, with a demand in one sentence and an example of each kind."""
    assert rule.demand.endswith(".")
    assert "doi" in rule.demand or "devr" in rule.demand
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good


def test_good_cases_expect_nothing() -> None:
    """A list of findings beside a good case would contradict its name."""
    assert not [case for case in CASES if case.name.startswith("good") and _expected(case)]
