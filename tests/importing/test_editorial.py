"""What an editor wrote in an imported notice outlives a second import, whichever key it is."""

from pathlib import Path

import pytest
from msgspec import Struct
from tests.editorial import editorial_keys
from tests.importing.records import draft, record, run

from cyberveille.model import Alert, Bulletin, Origin, fields_of, group_of
from cyberveille.reading import read_source
from cyberveille.reading.keys import Key, keys_of

ALERT = ("CERTFR-2023-ALE-0042", "alerts/2023/CV-2023-ALE-0042.md")
BULLETIN = ("CERTFR-2023-AVI-0042", "bulletins/2023/CV-2023-BUL-0042.md")
CASES = [
    pytest.param(*where, key, id=f"{struct.__name__}-{key.name}")
    for struct, where in ((Bulletin, BULLETIN), (Alert, ALERT))
    for key, field in zip(keys_of(struct), fields_of(struct), strict=True)
    if field.holds.origin is Origin.EDITOR
]
FACTS = [
    pytest.param(name, field.name, id=f"{name}.{field.name}")
    for name in ("products", "vulnerabilities")
    for group in [group_of(next(key.type for key in keys_of(Bulletin) if key.name == name))]
    if group is not None
    for field in fields_of(group)
    if field.holds.origin is Origin.EDITOR
]


def _example(key: Key) -> str:
    """A value as the reference of the format shows it, or words; of a group, all but what would erase."""
    if group := group_of(key.type):
        told = (item for item in keys_of(group) if item.type is not bool)
        inner = "{" + ", ".join(f"{item.name}: {_example(item)}" for item in told) + "}"
        return f"[{inner}]" if "tuple" in str(key.type) else inner
    return key.example or "Des mots"


def _with(text: str, line: str) -> str:
    """The notice with a line of the header in the place of the one for the same key."""
    key = line.partition(":")[0].strip("\"'")
    head, body = text.split("\n---\n", 1)
    kept = [row for row in head.splitlines() if not row.startswith(f"{key}:")]
    return "\n".join([kept[0], line, *kept[1:]]) + f"\n---\n{body}"


def _struct(path: str, text: str) -> Struct:
    read = read_source(path, text.encode())
    assert read.subject is not None, read.findings
    return read.subject


@pytest.mark.parametrize(("reference", "path", "key"), CASES)
def test_a_second_import_keeps_each_key_of_an_editor(
    reference: str, path: str, key: Key, tmp_path: Path
) -> None:
    """As it was written, while the source's own keys follow the source."""
    run(tmp_path, record(reference))
    file = tmp_path / "portail" / path
    line = f"{key.name}: {_example(key)}"
    file.write_text(_with(file.read_text(encoding="utf-8"), line), encoding="utf-8")
    wanted = getattr(_struct(path, file.read_text(encoding="utf-8")), key.name)
    run(tmp_path, record(reference, title="Titre corrigé"))
    after = file.read_text(encoding="utf-8")
    assert f"\n{line}\n" in after
    assert 'title: "Titre corrigé"' in after
    assert getattr(_struct(path, after), key.name) == wanted


@pytest.mark.parametrize(("name", "key"), FACTS)
def test_a_second_import_keeps_what_an_editor_added_to_a_fact(name: str, key: str, tmp_path: Path) -> None:
    """To a product or a vulnerability that the source still names."""
    reference, path = BULLETIN
    run(tmp_path, record(reference))
    file = tmp_path / "portail" / path
    group = group_of(next(item.type for item in keys_of(Bulletin) if item.name == name))
    assert group is not None
    added = next(item for item in keys_of(group) if item.name == key)
    text = file.read_text(encoding="utf-8")
    head, _, rest = text.partition(f"\n{name}:\n  - {{")
    file.write_text(f"{head}\n{name}:\n  - {{{key}: {_example(added)}, {rest}", encoding="utf-8")
    wanted = getattr(_struct(path, file.read_text(encoding="utf-8")), name)
    assert getattr(wanted[0], key)
    run(tmp_path, record(reference, title="Titre corrigé"))
    assert getattr(_struct(path, file.read_text(encoding="utf-8")), name) == wanted


@pytest.mark.parametrize("line", ['"severity": elevee', "'severity': elevee", "severity : elevee"])
def test_a_key_is_kept_however_it_is_written(line: str, tmp_path: Path) -> None:
    """Quoted, or with a space before the colon: YAML reads the same key."""
    reference, path = BULLETIN
    run(tmp_path, record(reference))
    file = tmp_path / "portail" / path
    file.write_text(_with(file.read_text(encoding="utf-8"), line), encoding="utf-8")
    run(tmp_path, record(reference, title="Titre corrigé"))
    assert f"\n{line}\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("value", [" [laboratoire, eps]", "\n  - laboratoire\n  - eps"])
def test_a_former_key_is_kept_under_its_present_name(value: str, tmp_path: Path) -> None:
    """A second import writes no name that editors are asked to change."""
    reference, path = BULLETIN
    run(tmp_path, record(reference))
    file = tmp_path / "portail" / path
    for key in ("audiences", '"audiences"', "audiences "):
        file.write_text(_with(file.read_text(encoding="utf-8"), f"{key}:{value}"), encoding="utf-8")
        run(tmp_path, record(reference, title=f"Titre corrigé de {len(key)} lettres"))
        after = file.read_text(encoding="utf-8")
        assert f"\nstructures:{value}\n" in after
        assert "audiences" not in after
        file.write_text(after.replace(f"structures:{value}\n", ""), encoding="utf-8")


def test_a_key_under_both_names_keeps_both(tmp_path: Path) -> None:
    """An editor has to say which one is meant: an import decides nothing."""
    reference, path = BULLETIN
    run(tmp_path, record(reference))
    file = tmp_path / "portail" / path
    for line in ("structures: [eps]", "audiences: [laboratoire]"):
        file.write_text(_with(file.read_text(encoding="utf-8"), line), encoding="utf-8")
    run(tmp_path, record(reference, title="Titre corrigé"))
    after = file.read_text(encoding="utf-8")
    assert "\nstructures: [eps]\n" in after
    assert "\naudiences: [laboratoire]\n" in after


def test_what_a_source_does_not_give_is_the_editor_s() -> None:
    """And of what it gives, an editor has the last word on who may read it, when, and an alert's end."""
    made = draft("CERTFR-2023-ALE-0042")
    given, keys = set(made.header("CV-2023-ALE-0042")), {field.name for field in fields_of(Alert)}
    assert keys - given <= editorial_keys([Alert])
    assert given & editorial_keys([Alert]) == {"tlp", "published", "status", "closed"}
