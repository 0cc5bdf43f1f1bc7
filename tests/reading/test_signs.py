"""Signs that are not seen or pass for others are named, with their code and their place, everywhere."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.reading.samples import NOTICE, read, with_line

from cyberveille import signs
from cyberveille.importing.plain_text import clean
from cyberveille.model import Bulletin, Finding

INVISIBLE = [
    "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u00ad", "\u2060", "\ufeff", "\u202a", "\u202e",
    "\u2066", "\u2069", "\ue000", "\uf0b7", "\ufffc", "\u180e", "\u061c", "\u034f", "\u2800", "\u3164",
    "\ufe0f",     "\U000e0041", "\U000f0001", "\x00", "\x1b", "\x7f",
]  # fmt: skip
WHERE = {
    "a title": ("Passerelle DICOM", "Passe{}relle DICOM"),
    "a key": ("severity:", "sever{}ity:"),
    "a term": ("[imagerie]", "[image{}rie]"),
    "an identifier": ("id: CV-2026", "id: CV-{}2026"),
    "an address": ("https://example.org/", "https://example{}.org/"),
    "a heading": ("## Mesures", "## Mes{}ures"),
    "a list": ("1. Mettre", "1{}. Mettre"),
    "code": ("Mettre à jour.", "Lancer `--{}force`."),
    "a block of code": ("1. Mettre à jour.", "```\nsudo x{}y\n```"),
    "a link": ("Mettre à jour.", "[Voir](https://example.org/{}avis)."),
    "a fence": ("\n---\n", "\n-{}--\n"),
    "a comment": ("severity:", "# note{}\nseverity:"),
}


def _found(text: str, rule: str) -> list[Finding]:
    return [item for item in read(text).findings if item.rule == rule]


def _place(text: str, sign: str) -> tuple[int, int]:
    before = text[: text.index(sign)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@given(sign=st.sampled_from(INVISIBLE), where=st.sampled_from(sorted(WHERE)))
@examples(200)
def test_an_invisible_sign_is_named_wherever_it_is(sign: str, where: str) -> None:
    """With its code, its line and its column; nothing else is said of the file."""
    old, new = WHERE[where]
    assert old in NOTICE
    text = NOTICE.replace(old, new.format(sign), 1)
    record = read(text)
    [finding] = record.findings
    assert finding.rule == "control-character"
    assert f"U+{ord(sign):04X}" in finding.message
    assert (finding.line, finding.column) == _place(text, sign)


@pytest.mark.parametrize("before", ["", "  ", "> "])
@pytest.mark.parametrize("sign", ["\uf0b7", "\uf0a7", "\uf0fc"])
def test_a_bullet_of_a_word_processor_is_said_to_be_one(sign: str, before: str) -> None:
    """To take it away would leave lines that are no list any more."""
    [finding] = read(NOTICE.replace("1. Mettre", f"{before}{sign} Mettre", 1)).findings
    assert finding.rule == "control-character"
    assert "«\u00a0-\u00a0»" in finding.hint


@given(sign=st.characters(categories=["Cc", "Cf", "Co"], exclude_characters="\t\n\r"))
@examples(200)
def test_any_sign_of_format_is_known(sign: str) -> None:
    """Whatever Unicode says is of format, command or private use; Arabic has some that are seen."""
    seen = unicodedata.category(sign) == "Cf" and unicodedata.name(sign, "").split()[0] in {
        "ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN",
    }  # fmt: skip
    assert seen or signs.UNSEEN.match(sign) or signs.named(sign).startswith("marque de direction")
    assert signs.named(sign).endswith(f"(U+{ord(sign):04X})")


def test_emoji_keep_the_signs_that_are_theirs() -> None:
    """A warning sign, a doctor and a digit in a box are drawn with signs that are invisible elsewhere."""
    text = NOTICE.replace("Mettre à jour.", "⚠️ Mettre à jour 👩‍⚕️ 1️⃣.")
    assert read(text).findings == ()


def test_many_signs_of_a_line_are_one_finding() -> None:
    """The first is placed, the others counted; lines beyond twenty are counted too."""
    text = NOTICE.replace("Mettre à jour.", "a\u200bb\u200bc\u200bd")
    [finding] = _found(text, "control-character")
    assert "3 fois" in finding.message
    text += "\nx\u200by" * 40
    assert len(_found(text, "control-character")) == 21


EXACT = {
    "an identifier of a vulnerability": ("CVE-2026-40001", "vulnerabilities:\n  - {{cve: {}}}\n"),
    "a version": ("4.2.1-rc2", 'products:\n  - {{product: X, affected: "< {}"}}\n'),
    "a host": ("update.example.org", "indicators:\n  - {{type: domain, value: {}}}\n"),
    "an identifier of ours": ("CV-2026-BUL-0001", "redirect_from: [/bulletins/2026/{}/]\n"),
    "an alias": ("CERTFR-2026-AVI-0001", "aliases: [{}]\n"),
}
DASHES = st.sampled_from("‐‑‒–—―−﹣－⁃")


@given(what=st.sampled_from(sorted(EXACT)), data=st.data())
@examples(150)
def test_a_sign_that_passes_for_another_is_named(what: str, data: st.DataObject) -> None:
    """A dash, a digit or a letter in what programs compare, in the header and in the text."""
    right, line = EXACT[what]
    wrongs = {
        "-": DASHES, "0": st.sampled_from("０٠𝟎"), "2": st.sampled_from("２۲𝟐"), "e": st.just("е"),
              "C": st.sampled_from("СＣ"), "E": st.sampled_from("ЕΕ"), "o": st.just("ο"),
        ".": st.just("․"),
    }  # fmt: skip
    place = data.draw(st.sampled_from([at for at in range(1, len(right) - 1) if right[at] in wrongs]))
    sign = data.draw(wrongs[right[place]])
    wrong = right[:place] + sign + right[place + 1 :]
    for text in (
        NOTICE.replace("references:", f"{line.format(wrong)}references:", 1),
        NOTICE.replace("Mettre à jour.", f"Voir {wrong}, puis mettre à jour."),
        NOTICE.replace("Mettre à jour.", f"Chercher `{wrong}`."),
    ):
        [finding] = _found(text, "look-alike-sign")
        assert f"U+{ord(sign):04X}" in finding.message
        assert (finding.line, finding.column) == _place(text, sign)
        assert right in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "De 2020–2023, les versions 4.2–4.5 – et elles seules – sont touchées.",
        "Un e‑mail de l’hôpital, à −5 °C, d’après β‑lactamase et 3 µg.",
        "Le groupe « Рассвет » signe en cyrillique.",
        "Éditeur : Müller & Søn, œuvre de Łukasz ; « ½ », « ² », « № 5 ».",
        "De CVE-2020-1000–CVE-2020-1005.",
        "Voir https://fr.wikipedia.org/wiki/Paris–Roubaix.",
    ],
)
def test_what_french_is_written_with_passes(text: str) -> None:
    """Ranges, dashes, names in other alphabets and letters with accents."""
    assert read(NOTICE.replace("1. Mettre à jour.", text)).findings == ()


def test_a_word_of_two_alphabets_is_found() -> None:
    """Search would never find it."""
    [finding] = _found(NOTICE.replace("Mettre à jour.", "Le fabricant Еxemple."), "look-alike-sign")
    assert "lettre cyrillique semblable à «\u00a0E\u00a0» (U+0415)" in finding.message


@given(text=st.text(alphabet=st.sampled_from([*INVISIBLE, *"Mot ‑СＣ2026.-"]), max_size=40))
@examples(200)
def test_what_an_importer_writes_holds_nothing_that_the_reader_refuses(text: str) -> None:
    """One table for both."""
    cleaned = clean(text)
    found = read(NOTICE.replace("Mettre à jour.", f"Mot {' '.join(cleaned.split())} mot.")).findings
    assert not [item for item in found if item.rule in {"control-character", "look-alike-sign"}]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u2003", "\u3000"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: elevee", "severity:{}elevee"),
        ("severity: elevee", "severity{}: elevee"),
        ("  - {", "{}{}- {"),
        ("  - {", "  -{}{"),
        ("{title: ", "{title:{}"),
        (", url: ", ",{}url: "),
        ("1. Mettre", "1.{}Mettre"),
        ("1. Mettre", "-{}Mettre"),
        ("## Mesures", "##{}Mesures"),
        ("1. Mettre", "{}{}- Mettre"),
        ("1. Mettre à jour.", "```\nsudo{}x\n```"),
        ("1. Mettre à jour.", "Lancer `sudo{}x`."),
        ("1. Mettre à jour.", "| a | b |\n|---|{}---|\n| c | d |"),
    ],
)
def test_an_odd_space_is_named_where_it_does_harm(space: str, old: str, new: str) -> None:
    """Where YAML parts its signs, where a mark of Markdown ends, and in code."""
    assert old in NOTICE
    text = NOTICE.replace(old, new.replace("{}", space), 1)
    [finding] = read(text).findings
    assert finding.rule == "odd-space"
    assert f"U+{ord(space):04X}" in finding.message
    assert (finding.line, finding.column) == _place(text, space)


def test_spaces_of_french_prose_pass() -> None:
    """Before double punctuation and within quotation marks, in the header and in the text."""
    text = NOTICE.replace("Passerelle DICOM", '"Passerelle\u00a0: « X »', 1).replace(
        "exposée\n", 'exposée"\n', 1
    )
    text = text.replace("Mettre à jour.", "Mettre à jour\u202f; voir «\u00a0X\u00a0».")
    assert [item for item in read(text).findings if item.rule == "odd-space"] == []


@pytest.mark.parametrize("value", ["ele\u00a0vee", "“elevee”", "elevee’", "elevee–"])
def test_a_choice_names_the_sign_and_not_two_equal_words(value: str) -> None:
    """A value that looks right is not said to be unknown without more."""
    found = read(NOTICE.replace("severity: elevee", f"severity: {value}")).findings
    assert any("U+" in item.message for item in found)


QUOTES = ["“{}”", "”{}”", "„{}“", "«{}»", "« {} »", "‘{}’", "’{}’", "‹{}›", "«\u00a0{}\u00a0»", "〝{}〞"]


@given(
    marks=st.sampled_from(QUOTES),
    line=st.sampled_from(
        [
            "title: {}",
            "title: {} ",
            "products: [{{product: {}}}]",
            "technologies: [{}]",
            "severity: {}",
            "products:\n  - {{product: X, fixed: {}}}",
            "technologies:\n  - {}",
            "tlp: {}",
        ]
    ),
    word=st.sampled_from(["imagerie", "4.10", "CLEAR", "moyenne", "Passerelle X"]),
)
@examples(150)
def test_quotation_marks_that_yaml_does_not_know_are_named(marks: str, line: str, word: str) -> None:
    """Around any value: straight ones are asked for, and the value is examined without them."""
    key = line.partition(":")[0]
    without = re.sub(rf"^{key}:.*\n(?: .*\n)*", "", NOTICE, flags=re.MULTILINE)
    text = without.replace("---\n", f"---\n{line.format(marks.format(word))}\n", 1)
    [finding] = _found(text, "odd-quotes")
    assert f"U+{ord(marks[0]):04X}" in finding.message
    assert "droits" in finding.message
    assert (finding.line, finding.column) == _place(text, marks[0])


def test_a_colon_within_odd_quotes_is_not_blamed() -> None:
    """YAML stumbles on the colon; the marks are why."""
    text = NOTICE.replace("title: Passerelle DICOM exposée", "title: “Passerelle : exposée”")
    [finding] = [item for item in read(text).findings if item.line == 3]
    assert finding.rule == "odd-quotes"


@pytest.mark.parametrize(
    "title", ["« Log4Shell » : les suites", '"« Ne pas éteindre »"', "L’avis “Zero Day” de X"]
)
def test_quotations_within_a_value_pass(title: str) -> None:
    """A title may quote, and be a quotation when it says so with straight marks."""
    text = NOTICE.replace("title: Passerelle DICOM exposée", f"title: {title}")
    assert _found(text, "odd-quotes") == []


@pytest.mark.parametrize("fence", ["—", "–––", "———", "---\u00a0", "--–", "−−−", "\u202f---"])
def test_a_line_that_looks_like_the_end_of_a_header_names_its_sign(fence: str) -> None:
    """Also when the text holds a rule that YAML would take for the end."""
    for rule in ("", "\n---\n\nSuite.\n"):
        text = NOTICE.replace("\n---\n", f"\n{fence}\n", 1) + rule
        [finding] = read(text).findings
        odd = next(sign for sign in fence if sign != "-")
        assert finding.rule == "header-fence"
        assert f"U+{ord(odd):04X}" in finding.message


def test_a_fence_that_is_too_long_is_counted() -> None:
    """Four dashes are not three."""
    [finding] = read(NOTICE.replace("\n---\n", "\n----\n", 1)).findings
    assert "4 tirets" in finding.message


def test_a_notice_is_a_notice() -> None:
    """The sample has nothing wrong, so that what is found comes from the signs."""
    record = read(NOTICE)
    assert record.findings == ()
    assert isinstance(record.subject, Bulletin)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Mettre à jour.", "Bloquer 192。168。0。1.", "look-alike-sign"),
        ("Mettre à jour.", "Bloquer 2001∶db8∶∶1.", "look-alike-sign"),
        ("Mettre à jour.", "Voir [l’avis](https://example.org/a‐b).", "look-alike-sign"),
        ("Mettre à jour.", "Le groupe СРА attaque.", "look-alike-sign"),
        ("Mettre à jour.", "Lancer `ls –la`.", "look-alike-sign"),
        ("1. Mettre à jour.", "```\nssh —v hôte\n```", "look-alike-sign"),
        ("1. Mettre à jour.", "```bash\necho “x”\n```", "look-alike-sign"),
        ("1. Mettre à jour.", "```powershell\nGet-Item ‘x’\n```", "look-alike-sign"),
        ("1. Mettre à jour.", "Aller sur mıcrosoft.com.", "look-alike-sign"),
        ("1. Mettre à jour.", "Lancer `curl https://www.cіsa.gov/kev`.", "look-alike-sign"),
        ("1. Mettre à jour.", "```sh\ncurl https://www.gіthub.com/x\n```", "look-alike-sign"),
        ("1. Mettre à jour.", "La version 1.2.З corrige.", "look-alike-sign"),
    ],
)
def test_a_sign_that_deceives_is_told_wherever_it_stands(old: str, new: str, rule: str) -> None:
    """Addresses of machines and of pages, acronyms, options and quotation marks of commands."""
    [finding] = read(NOTICE.replace(old, new)).findings
    assert finding.rule == rule
    line = read_line(NOTICE.replace(old, new), finding.line)
    assert not line[finding.column - 1].isascii()


def read_line(text: str, number: int) -> str:
    return text.split("\n")[number - 1]


@pytest.mark.parametrize(
    "text",
    [
        "Voir Москва, le groupe « Сандворм », Yıldız et 华为。",
        "Les versions `2.1–2.9` et l’option `-l`.",
        "```\n# l’éditeur dit “stop”\nls -la\n```",
        "```text\n“Vos fichiers sont chiffrés” — dit la note.\n```",
        "Le ratio 16∶9, à 10:30:20.",
    ],
)
def test_ordinary_signs_of_other_tongues_and_of_code_pass(text: str) -> None:
    """Words of another alphabet, ranges, comments, texts that are shown."""
    assert read(NOTICE.replace("1. Mettre à jour.", text)).findings == ()


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (r'"Faille dans C:\temp\notes"', "control-character"),
        (r'"Faille dans \\srv\temp"', "control-character"),
        (r'"Faille d\u0430ns X"', "look-alike-sign"),
        (r'"S\xc3\xa9curit\xc3\xa9 de X"', "spoilt-text"),
    ],
)
def test_what_backslashes_make_of_a_value_is_told(value: str, rule: str) -> None:
    """YAML reads codes between double quotes: a path loses its letters, a sign hides behind its number."""
    found = read(with_line("title:", f"title: {value}")).findings
    assert [item.rule for item in found] == [rule]


@pytest.mark.parametrize(
    "value", [r'"Faille dans C:\\temp"', r"'Faille dans C:\temp'", r'"S\xe9curit\xe9 \"X\""']
)
def test_backslashes_that_say_what_they_mean_pass(value: str) -> None:
    """Doubled, between apostrophes, or a letter’s own code."""
    assert read(with_line("title:", f"title: {value}")).findings == ()
