"""Whatever stands in an advisory gives a draft that can be read, or a finding."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.importing.advisories.made import SAMPLES, drafted

from cyberveille.importing import RecordError
from cyberveille.reading import read_source
from cyberveille.writing import notice_text

PLACE = "bulletins/2026/CV-2026-BUL-0001.md"
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 0, -1, 3.5, True, [], {}, ["x"], "\x00\u202e<script>", "CVE-2026-1", "CVE-٢٠٢٦-1234",
     "vers:all/*", "> 1|<2|!=3", "= = =", "<= 1, >= , 2", "*" * 300, "javascript:x", "https://[::1", "\ufffd",
     "攻击", "a" * 5000, "1234567890" * 6, "² ³", "{{ x }}", "```", "---\n", "\n\n# x", ": a # b", "'\"",
     "Ã©"]
)  # fmt: skip
SAMPLE = st.sampled_from(sorted(SAMPLES.glob("*.json"), key=lambda file: file.name))


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*at, key)
        yield from _places(inner, (*at, key))


@given(sample=SAMPLE, changes=st.lists(st.tuples(st.integers(0, 10_000), JUNK), min_size=1, max_size=4))
@examples(60)
def test_a_record_that_is_not_as_it_should_be(sample: Any, changes: list[tuple[int, Any]]) -> None:  # noqa: ANN401
    """Nothing else is raised, and nothing is wrong with the form of the draft."""
    record = json.loads(sample.read_bytes())
    for number, junk in changes:
        places = list(_places(record))
        *way, last = places[number % len(places)]
        inner = record
        for step in way:
            inner = inner[step]
        inner[last] = junk
    try:
        draft = drafted(record)
    except RecordError:
        return
    text = notice_text(draft.header("CV-2026-BUL-0001"), draft.body)
    assert not [item for item in read_source(PLACE, text.encode()).findings if item.refuses]


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.json")), ids=lambda file: file.name)
def test_null_is_what_is_not_there(file: Path) -> None:
    """Some programs write it for an empty list: the draft is that of the same source without the key."""
    without = json.loads(file.read_bytes())
    nulls = json.loads(file.read_bytes())
    spared = {
        "references",
        "notes",
        "acknowledgments",
        "relationships",
        "descriptions",
        "credits",
        "problemTypes",
    }
    found = [place for place in _places(without) if place[-1] in spared]
    assert found
    for *way, last in reversed(found):
        for record in (without, nulls):
            inner = record
            for step in way:
                inner = inner[step]
            if record is nulls:
                inner[last] = None
            else:
                del inner[last]
    nulls.setdefault("vulnerabilities", [{}])[0]["remediations"] = None
    without.setdefault("vulnerabilities", [{}])[0].pop("remediations", None)
    assert drafted(nulls) == drafted(without)
