"""A portal's lists and scheme, laid over those that come with the program."""

from pathlib import Path

import msgspec
import pytest

from cyberveille.model import Term, Vocabularies
from cyberveille.reading import read_scheme, read_vocabularies, supplied_scheme, supplied_vocabularies
from cyberveille.reporting import Scheme

LIST = "content/vocabulaires/technologies.yml"


def _write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")


def _technologies(root: Path, text: str) -> tuple[Term, ...]:
    _write(root, LIST, text)
    own, findings = read_vocabularies(root, over=True)
    assert findings == ()
    return supplied_vocabularies().completed_by([own]).technologies.terms


def test_the_program_brings_every_list_but_the_vendors_which_its_registry_names() -> None:
    """Each list that a notice or a declaration needs has terms, and so has each part of the scheme."""
    supplied = supplied_vocabularies()
    empty = [name for name in Vocabularies.__struct_fields__ if not getattr(supplied, name).terms]
    assert empty == ["editeurs"]
    assert all(getattr(supplied_scheme(), name) for name in Scheme.files)


def test_the_supplied_guidance_names_no_document() -> None:
    """Documents are those of each portal's library."""
    assert supplied_scheme().documents == ()


def test_an_entry_says_only_what_differs(tmp_path: Path) -> None:
    """Its other keys are those of the program's entry, which keeps its place; other entries follow."""
    before = supplied_vocabularies().technologies
    changed = before.terms[1]
    text = f"- {{id: {changed.id}, label: Autrement}}\n- {{id: robots, label: Robots, scope: sante}}\n"
    after = _technologies(tmp_path, text)
    assert after[1] == msgspec.structs.replace(changed, label="Autrement")
    assert after[0] == before.terms[0]
    assert [term.id for term in after] == [*before.ids, "robots"]


def test_an_entry_of_the_program_is_taken_away(tmp_path: Path) -> None:
    """And leaves all others as they are."""
    before = supplied_vocabularies().technologies
    after = _technologies(tmp_path, f"- {{id: {before.ids[0]}, removed: true}}\n")
    assert after == before.terms[1:]


def test_what_is_wrong_with_an_entry_is_said_at_its_own_line(tmp_path: Path) -> None:
    """An entry that no supplied one completes must be whole."""
    _write(tmp_path, LIST, "- id: imagerie\n- id: robots\n  scope: sante\n")
    _, findings = read_vocabularies(tmp_path, over=True)
    assert [(item.path, item.line) for item in findings] == [(LIST, 2)]


def test_without_the_program_a_list_stands_alone(tmp_path: Path) -> None:
    """As in portals of version 0.1."""
    _write(tmp_path, LIST, "- {id: imagerie, label: Images, scope: sante}\n")
    own, findings = read_vocabularies(tmp_path)
    assert findings == ()
    assert Vocabularies().completed_by([own]) == own
    assert own.technologies.ids == ("imagerie",)


@pytest.mark.parametrize("name", Scheme.by_id)
def test_an_entry_of_the_scheme_is_taken_away(tmp_path: Path, name: str) -> None:
    """Of each list whose entries have identifiers of their own."""
    before = getattr(supplied_scheme(), name)
    first = before[0].id if isinstance(before[0].id, str) else before[0].id.value
    file = f"content/signalement/{Scheme.files[name]}.yml"
    _write(tmp_path, file, f"- {{id: {first}, removed: true}}\n")
    own, findings = read_scheme(tmp_path, over=True)
    assert findings == ()
    assert getattr(supplied_scheme().completed_by(own), name) == before[1:]


def test_documents_are_added_to_guidance(tmp_path: Path) -> None:
    """What a portal has to add, without copying what to do."""
    first = supplied_scheme().guidance[0]
    text = f"- {{id: {first.id}, documents: [CV-2026-DOC-0001]}}\n"
    _write(tmp_path, "content/signalement/conduites.yml", text)
    own, _ = read_scheme(tmp_path, over=True)
    [changed, *others] = supplied_scheme().completed_by(own).guidance
    assert changed == msgspec.structs.replace(first, documents=("CV-2026-DOC-0001",))
    assert tuple(others) == supplied_scheme().guidance[1:]


def test_a_rule_of_gravity_is_whole(tmp_path: Path) -> None:
    """Its lines are read in order, and may bear one name twice: one's own replace them all."""
    _write(tmp_path, "content/signalement/gravites.yml", "- {id: faible, reason: Toujours.}\n")
    own, findings = read_scheme(tmp_path, over=True)
    assert findings == ()
    assert supplied_scheme().completed_by(own).grades == own.grades
