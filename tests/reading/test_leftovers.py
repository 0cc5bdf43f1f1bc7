"""What tools leave in a text is found at its line: marks of conflict, spoilt codings, places to fill in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.reading.samples import NOTICE, read

from cyberveille.model import Finding, Vocabularies
from cyberveille.reading import Remnant, read_configuration, read_declarations, read_vocabularies

START = ["<<<<<<< HEAD", "<<<<<<< .mine", "<<<<<<<", "<<<<<<< Conflict 1 of 2", "<<<<<<<< HEAD"]
END = [">>>>>>> astreinte/dicom", ">>>>>>> .r42", ">>>>>>>", ">>>>>>> 81fd217 (Corrige)", ">>>>>>>> x"]
PLACES = {
    "the header": ("severity: elevee", "{}"),
    "a list": ("1. Mettre à jour.", "1. Un.\n{}\n3. Trois."),
    "a paragraph": ("Un défaut dans une passerelle.", "Avant.\n{}\nAprès."),
    "code": ("1. Mettre à jour.", "```\n{}\n```"),
    "a quotation": ("1. Mettre à jour.", "> Avant\n\n{}\n"),
}


def _marks(text: str) -> list[Finding]:
    return [item for item in read(text).findings if item.rule == "conflict-mark"]


@given(
    start=st.sampled_from(START),
    end=st.sampled_from(END),
    base=st.sampled_from(["", "||||||| base\nsous 30 jours\n"]),
    place=st.sampled_from(sorted(PLACES)),
    kept=st.sampled_from(["all", "start", "end", "no start", "no end"]),
    indent=st.sampled_from(["", "  ", "\t"]),
)
@examples(200)
def test_any_mark_of_a_conflict_refuses_the_edition(
    start: str, end: str, base: str, place: str, kept: str, indent: str
) -> None:
    """In header, lists, paragraphs and code; whole, with the common ancestor, or half cleaned."""
    ours, theirs = (
        ("severity: elevee", "severity: critique") if place == "the header" else ("2. Un.", "2. Deux.")
    )
    conflict = f"{start}\n{ours}\n{base}=======\n{theirs}\n{end}"
    lines = conflict.split("\n")
    if kept == "start":
        lines = [start, ours]
    elif kept == "end":
        lines = [ours, end]
    elif kept == "no start":
        lines = lines[1:]
    elif kept == "no end":
        lines = lines[:-1]
    old, new = PLACES[place]
    text = NOTICE.replace(
        old, new.format("\n".join(indent + line if line[0] in "<>=|" else line for line in lines))
    )
    found = _marks(text)
    expected = [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()[:7] in {"<<<<<<<", ">>>>>>>", "=======", "|||||||"}
    ]
    assert [item.line for item in found] == expected
    assert all(item.refuses for item in found)
    assert {item.rule for item in read(text).findings} <= {"conflict-mark", "duplicate-key"}


def test_a_lone_middle_mark_is_a_warning() -> None:
    """Seven « = » may underline a heading; nothing else of a conflict is there."""
    [finding] = _marks(NOTICE.replace("1. Mettre à jour.", "1. Un.\n\n=======\n\n1. Deux."))
    assert not finding.refuses


@pytest.mark.parametrize(
    "text",
    [
        "Titre\n==========",
        "a <<<<<<< b",
        "| a |\n|---|\n| <<<<<<< |",
        ">>>>>>>>>>>>>>>>>>>>>>>>> x",
        "```\n====\n```",
    ],
)
def test_what_resembles_a_mark_passes(text: str) -> None:
    """Longer underlines, marks within a line, deep quotations."""
    assert _marks(NOTICE.replace("1. Mettre à jour.", f"1. Mettre à jour.\n\n{text}")) == []


def test_lists_and_the_configuration_are_looked_at_too(tmp_path: Path) -> None:
    """Any file of the portal: the mark is named, not what YAML makes of it."""
    found = read_configuration(
        "site_config.yml", b"<<<<<<< HEAD\nportal: {}\n=======\nportal: {}\n>>>>>>> x\n"
    )
    assert [item.line for item in found.findings if item.rule == "conflict-mark"] == [1, 3, 5]
    folder = tmp_path / "content/vocabulaires"
    folder.mkdir(parents=True)
    (folder / "themes.yml").write_text("- {id: a\u200b, label: A}\n", encoding="utf-8")
    _, faults = read_vocabularies(tmp_path)
    assert [(item.rule, item.column) for item in faults] == [("control-character", 9)]


def test_what_people_declare_is_not_held_to_it() -> None:
    """A declaration is somebody else's text: it is taken as it comes."""
    read_ = read_declarations("x.json", '[{"note": "a\u200b ======= TODO"}]'.encode(), Vocabularies())
    assert not [item for item in read_.findings if item.rule in {"control-character", "conflict-mark"}]


WORDS = [
    "sécurité",
    "hôpital",
    "œuvre",
    "l’éditeur",
    "« à jour »",
    "« »",
    "façade",
    "ÉTÉ",
    "20 € – 30 €",
    "Noël",
]


@given(word=st.sampled_from(WORDS), coding=st.sampled_from(["cp1252", "latin-1", "mac_roman", "twice"]))
@examples(60)
def test_text_read_in_another_coding_is_found(word: str, coding: str) -> None:
    """Whatever the coding in which it was wrongly read, and at its line."""
    if coding == "twice":
        spoilt = word.encode().decode("latin-1").encode().decode("latin-1")
    else:
        spoilt = word.encode().decode(coding, "replace")
    for old in ("Passerelle DICOM", "Mettre à jour"):
        text = NOTICE.replace(old, f"{old} {spoilt}", 1)
        found = [item for item in read(text).findings if item.rule in {"spoilt-text", "control-character"}]
        assert found
        assert found[0].refuses
        assert found[0].line == text[: text.index(spoilt)].count("\n") + 1
        assert found[0].column


def test_the_word_meant_is_proposed() -> None:
    """What was written can most often be told from what is read."""
    [finding] = read(NOTICE.replace("Mettre à jour", "Mettre Ã\u00a0 jour la sÃ©curitÃ©")).findings
    assert finding.rule == "spoilt-text"
    [finding] = read(NOTICE.replace("Mettre à jour", "La sÃ©curitÃ©")).findings
    assert "sécurité" in finding.hint


def test_a_sign_that_was_lost_is_an_error_but_for_a_source_that_lost_it() -> None:
    """In a notice that comes from elsewhere it is a warning: one record holds up no edition."""
    text = NOTICE.replace("Mettre à jour", "Mettre \ufffd jour")
    [finding] = read(text).findings
    assert (finding.rule, finding.refuses, finding.line) == ("spoilt-text", True, 24)
    assert "U+FFFD" in finding.message
    [finding] = read(text.replace("references:", "aliases: [CERTFR-2026-AVI-0001]\nreferences:")).findings
    assert not finding.refuses


@pytest.mark.parametrize(
    "text", ["ÂGE, SÃO PAULO, Ångström, Œuvre, «CAFÉ», Ñandú", "├── dossier", "x = C3 = A9", "√2"]
)
def test_letters_with_accents_pass(text: str) -> None:
    """Names in other languages, trees and roots are no spoilt text."""
    assert read(NOTICE.replace("Mettre à jour", text)).findings == ()


FILLS = {
    Remnant.TEMPLATE: ["{{ titre }}", "{{page.title}}", "{% if x %}", "<%= y %>", "[[NOM_DU_PRODUIT]]"],
    Remnant.VARIABLE: ["${x}", "%{nom}", "__NOM__", "${ var.nom }"],
    Remnant.TO_FILL: [
        "[à compléter]", "[À COMPLÉTER]", "[A completer]", "(à compléter)", "<à préciser>", "À COMPLETER",
        "{à définir}",
        "[insérer le nom]", "[à préciser par l’éditeur]", "[votre adresse]", "[XXX]",
    ],
    Remnant.NOTE: ["TODO", "FIXME", "XXX", "TBD", "TODO : vérifier"],
    Remnant.FILLING: ["Lorem ipsum dolor sit amet", "lorem  ipsum"],
    Remnant.DEMONSTRATION: ["contact@cyberveille.example.org", "(entité fictive)", "moi@hopital.example.org"],
}  # fmt: skip


@given(what=st.sampled_from(sorted(FILLS, key=str)), data=st.data(), header=st.booleans())
@examples(120)
def test_what_was_left_to_fill_is_found_at_its_place(
    what: Remnant, data: st.DataObject, header: bool
) -> None:
    """In a value of the header and in the text; code may show it."""
    words = data.draw(st.sampled_from(FILLS[what]))
    old, new = (
        ("Version initiale", f'"Version {words}"') if header else ("Mettre à jour.", f"Voir {words} ici.")
    )
    text = NOTICE.replace(old, new)
    found = [left for left in read(text).left if left.what is what]
    assert found
    line = text[: text.index(words)].count("\n") + 1
    assert (found[0].line, text.split("\n")[line - 1][found[0].column - 1 :].startswith(found[0].words)) == (
        line,
        True,
    )
    for shown in (f"`{words}`", f"x\n\n```\n{words}\n```"):
        assert read(NOTICE.replace("Mettre à jour.", shown)).left == ()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (Remnant.TEMPLATE, "{# note #}"),
        (Remnant.TEMPLATE, "Erreur ! Source du renvoi introuvable."),
        (Remnant.TEMPLATE, "Error! Bookmark not defined."),
        (Remnant.TEMPLATE, "#REF!"),
        (Remnant.TEMPLATE, "#NOM?"),
        (Remnant.TEMPLATE, "#N/A"),
        (Remnant.TEMPLATE, "[object Object]"),
        (Remnant.TEMPLATE, "{ MERGEFIELD Nom }"),
        (Remnant.TEMPLATE, ":contentReference[oaicite:0]{index=0}"),
        (Remnant.TEMPLATE, "【4†source】"),
        (Remnant.TEMPLATE, "citeturn0search1"),
        (Remnant.TEMPLATE, "Cliquez ou appuyez ici pour entrer du texte."),
        (Remnant.VARIABLE, "{version}"),
        (Remnant.VARIABLE, "%(version)s"),
        (Remnant.VARIABLE, "@VERSION@"),
        (Remnant.VARIABLE, "##VERSION##"),
        (Remnant.VARIABLE, "$VERSION$"),
        (Remnant.TO_FILL, "[à faire]"),
        (Remnant.TO_FILL, "[à relire par Marie]"),
        (Remnant.NOTE, "WIP"),
        (Remnant.NOTE, "TBC"),
        (Remnant.NOTE, "???"),
        (Remnant.NOTE, "@todo"),
        (Remnant.NOTE, "À CONFIRMER"),
        (Remnant.BLANK, "xx/xx/2026"),
        (Remnant.BLANK, "JJ/MM/AAAA"),
        (Remnant.BLANK, "X.Y.Z"),
        (Remnant.BLANK, "[NOM DU RESPONSABLE]"),
        (Remnant.BLANK, "[nom de l’éditeur]"),
    ],
)
def test_what_other_programs_leave_is_found(what: Remnant, words: str) -> None:
    """Word, a spreadsheet, a script, an assistant, a form: in a text, and not in code."""
    text = NOTICE.replace("Mettre à jour.", f"Installer la {words} dès ce soir.")
    assert [(left.what, left.words) for left in read(text).left] == [(what, words)]
    assert read(NOTICE.replace("Mettre à jour.", f"Installer `{words}`.")).left == ()


@pytest.mark.parametrize(
    "text", ["à compléter", "- à rédiger.", "*à compléter*", "« à préciser »", "| à remplir |"]
)
def test_a_text_that_only_asks_to_be_written_is_found(text: str) -> None:
    """In whatever marks it stands."""
    assert {left.what for left in read(NOTICE.replace("1. Mettre à jour.", text)).left} == {Remnant.TO_FILL}


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< conflict 1 of 1\n%%%%%%% diff\n-a\n+b\n+++++++ side\nc\n>>>>>>> ends",
        "> <<<<<<< HEAD\n> un\n> =======\n> deux\n> >>>>>>> x",
        "<<<<<<<HEAD\nun\n=======\ndeux\n>>>>>>>x",
    ],
)
def test_marks_in_other_guises_refuse_the_edition(text: str) -> None:
    """Jujutsu’s own, quoted ones, and those whose space was taken."""
    found = _marks(NOTICE.replace("1. Mettre à jour.", text))
    assert (
        len(found)
        == sum(line.strip("> ")[:3] in {"<<<", "===", "%%%", "+++"} for line in text.split("\n")) + 1
    )
    assert all(item.refuses for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "La check-list, à compléter par chaque service, est jointe.",
        "Le tableau à remplir et la fiche à vérifier.",
        "[À compléter](/documents/CV-2026-DOC-0001/)",
        "CVE-2026-XXXX et KBXXXXXX, taille XXXL, ToDo.",
        "L’objet {a: 1}, x < y > z, 50 %{ }.",
        "Version N/A, C# 1, #1, {A}, {1,2}, [RFC], quoi ?, 10/10/2026, la section à relire ce soir.",
        "Écrire à securite@example.org.",
    ],
)
def test_what_is_said_of_filling_in_passes(text: str) -> None:
    """A form to fill in is a thing of its own, and so are identifiers that are not known."""
    assert read(NOTICE.replace("Mettre à jour.", text)).left == ()


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        *(
            ("utf-8", page)
            for page in ("cp1250", "cp1251", "cp1253", "cp437", "cp850", "koi8_r", "mac_roman")
        ),
        *(("cp1252", page) for page in ("cp437", "cp850", "cp1251", "koi8_r", "mac_roman")),
        ("cp850", "cp1252"),
    ],
)
def test_a_text_read_in_any_code_page_is_found(written: str, read_as: str) -> None:
    """Those of DOS, of other alphabets and of old Macs; most words are told as they were meant."""
    spoilt = "sécurité".encode(written).decode(read_as)
    finding = next(
        item
        for item in read(NOTICE.replace("Mettre à jour.", f"Mettre la {spoilt} à jour.")).findings
        if item.rule == "spoilt-text"
    )
    assert spoilt in finding.message
    assert "sécurité" in finding.hint


@pytest.mark.parametrize("times", [2, 3])
def test_a_text_read_wrongly_again_and_again_is_found(times: int) -> None:
    """Each program that handled it took one octet for one sign."""
    spoilt = "sécurité"
    for _ in range(times):
        spoilt = spoilt.encode().decode("cp1252", "replace")
    found = read(NOTICE.replace("Mettre à jour.", f"Mettre la {spoilt} à jour.")).findings
    assert {item.rule for item in found} == {"spoilt-text"}


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (Remnant.ENCODED, "=?utf-8?Q?s=C3=A9curit=C3=A9?="),
        (Remnant.ENCODED, "s%C3%A9curit%C3%A9"),
        (Remnant.ENCODED, r"s\u00e9curit\u00e9"),
        (Remnant.LOST, "s?curit?"),
        (Remnant.LOST, "d?h?pital"),
        (Remnant.LOST, "syst?mes"),
        (Remnant.LOST, "l?avis"),
        (Remnant.LOST, "lorsqu?il"),
        (Remnant.ENCODED, r"l\u2019avis"),
        (Remnant.ENCODED, "&amp;eacute;"),
        (Remnant.ENCODED, "[cid:image001.png@01DB5E1C]"),
        (Remnant.BLANK, "AAAA-MM-JJ"),
        (Remnant.BLANK, "00/00/2026"),
        (Remnant.BLANK, "CV-AAAA-BUL-NNNN"),
        (Remnant.TEMPLATE, "En tant que modèle de langage"),
    ],
)
def test_a_text_in_the_code_of_something_else_is_found(what: Remnant, words: str) -> None:
    """Of a mail, an address, a program; or whose accents are gone."""
    text = NOTICE.replace("Mettre à jour.", f"Mettre {words} à jour.")
    assert [(left.what, left.words) for left in read(text).left] == [(what, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Voir https://fr.example.net/wiki/H%C3%B4pital_(sant%C3%A9).",
        "kΩ, Δt, μs, β2, αβ, Москва, Škoda, iPhone, McAfee, DevSecOps, « L’École », ÉTÉ, Œuvre.",
        "https://a.example.net/s%C3%A9c?page?x=1, quoi ?, C:\\users, a=b, 50 %",
        "https://a.example.net/c?action=lire, R&amp;D, [image](/x/), en tant qu’incident, `l?avis`",
    ],
)
def test_words_of_other_tongues_and_units_are_not_spoilt(text: str) -> None:
    """Greek letters of units, words of another alphabet, capitals within a name."""
    record = read(NOTICE.replace("Mettre à jour.", text))
    assert [item for item in record.findings if item.rule == "spoilt-text"] == []
    assert record.left == ()
