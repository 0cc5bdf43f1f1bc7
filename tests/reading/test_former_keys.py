"""A header key that has another name now is still read, and editors are told which name it has."""

from typing import get_args

import msgspec
import pytest
from tests.model.filled import filled
from tests.reading.samples import NOTICE, TITLE_LINE, found, only, read, with_title

from cyberveille.locale import french
from cyberveille.model import AnyNotice, Bulletin, Gravity, Kind, Notice
from cyberveille.reading import line_of, present_names, read_source
from cyberveille.reading.keys import keys_of
from cyberveille.writing import notice_text

KINDS = get_args(AnyNotice)
FORMER = [(kind, former, present) for kind in KINDS for former, present in present_names(kind).items()]
TITLE = "title: Passerelle DICOM exposée\n"


def _structures(text: str) -> tuple[str, ...]:
    subject = read(text).subject
    assert isinstance(subject, Notice)
    return subject.structures


def test_structures_were_audiences() -> None:
    """In every kind of notice: the word is that of editions now."""
    assert {(kind, former) for kind, former, present in FORMER if present == "structures"} == {
        (kind, "audiences") for kind in KINDS
    }


@pytest.mark.parametrize(("kind", "former", "present"), FORMER)
def test_a_former_key_is_no_key_of_today(kind: type[Notice], former: str, present: str) -> None:
    """Otherwise one of both could not be told."""
    names = {key.name for key in keys_of(kind)}
    assert former not in names
    assert present in names


@pytest.mark.parametrize(
    "line",
    [
        "audiences: [laboratoire, eps]",
        '"audiences": [laboratoire, eps]',
        "'audiences': ['laboratoire', \"eps\"]",
        "audiences : [laboratoire, eps]",
        "audiences:\n  - laboratoire\n  - eps",
        "audiences:\n- laboratoire\n- eps",
        "audiences: [laboratoire,\n  eps]",
    ],
)
def test_the_former_key_is_read_with_a_warning_at_its_line(line: str) -> None:
    """However YAML lets it be written: nothing is refused, and the message says the new name."""
    text = with_title(f"{TITLE}{line}")
    finding = only(read(text).findings)
    assert (finding.line, finding.rule, finding.gravity) == (TITLE_LINE + 1, "former-key", Gravity.WARNING)
    assert finding.message == french("La clé « audiences » s’appelle maintenant « structures ».")
    assert _structures(text) == ("laboratoire", "eps")


def test_the_present_key_has_no_warning() -> None:
    """It is read as it stands."""
    text = with_title(f"{TITLE}structures: [laboratoire]")
    assert read(text).findings == ()
    assert _structures(text) == ("laboratoire",)


def test_both_keys_at_once_are_an_error() -> None:
    """At the line of the former one, wherever it stands; it says where the other is."""
    for lines in (
        ["audiences: [eps]", "structures: [laboratoire]"],
        ["structures: [laboratoire]", "audiences: [eps]"],
        ["structures: [laboratoire]", "audiences: [laboratoire]"],
        ["structures: []", "audiences: [eps]"],
        ["structures: [eps]", "audiences:"],
    ):
        finding = only(read(with_title("\n".join([TITLE.strip(), *lines]))).findings)
        places = {line.partition(":")[0]: TITLE_LINE + 1 + place for place, line in enumerate(lines)}
        assert (finding.line, finding.rule) == (places["audiences"], "duplicate-key")
        assert finding.refuses
        assert f"ligne {places['structures']}" in finding.message


def test_a_value_that_does_not_fit_is_told_under_the_present_name() -> None:
    """At its line, besides the warning."""
    record = read(with_title(f"{TITLE}audiences: laboratoire"))
    assert found(record) == [(TITLE_LINE + 1, "former-key"), (TITLE_LINE + 1, "wrong-type")]
    assert french("« structures »") in record.findings[1].message


def test_an_empty_former_key_is_absent() -> None:
    """As content editors write a key that nobody filled."""
    text = with_title(f"{TITLE}audiences: []")
    assert found(read(text)) == [(TITLE_LINE + 1, "former-key")]
    assert _structures(text) == ()


def test_rules_point_to_the_line_of_the_former_key() -> None:
    """A pointer bears the present name, the file the former one."""
    text = with_title(f"{TITLE}audiences:\n  - eps\n  - labo")
    pointer = ("structures", 1)
    assert read(text).line_of(pointer) == TITLE_LINE + 3
    assert line_of(text.encode(), pointer) == TITLE_LINE + 3


def test_a_group_of_keys_does_not_have_it() -> None:
    """Nor has a page: there it is a key that nobody knows."""
    inside = NOTICE.replace("action: {deadline", "action: {audiences: [eps], deadline")
    assert [rule for _, rule in found(read(inside))] == ["unknown-key"]
    page = "---\ntitle: Contact\naudiences: [eps]\n---\n\nTexte.\n"
    assert "unknown-key" in [finding.rule for finding in read(page, "content/pages/contact.md").findings]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_kind_loses_what_its_former_key_holds(kind: type[Bulletin]) -> None:
    """A whole notice under its former names says the same as under the present ones."""
    record = filled(kind)
    header = {key.name: getattr(record, key.name) for key in keys_of(kind)}
    folder = kind.kind.folder if kind.kind not in {Kind.BULLETIN, Kind.ALERT} else f"{kind.kind.folder}/2026"
    path = f"{folder}/{record.id}.md"
    now = notice_text(header, "## Résumé\n\nUn texte.\n")
    before = now.replace("\nstructures:", "\naudiences:")
    assert before != now
    read_now, read_before = (read_source(path, text.encode()) for text in (now, before))
    assert read_now.subject is not None
    assert isinstance(read_before.subject, Notice)
    assert read_before.subject.structures == record.structures
    assert msgspec.structs.replace(read_before.subject, source=read_now.subject.source) == read_now.subject
    assert [finding.rule for finding in read_before.findings if finding not in read_now.findings] == [
        "former-key"
    ]
