"""What an editor or an advisory writes of versions, read into ranges."""

import pytest
from tests.versions.notation import written

from cyberveille.versions import Stated, Where, read, where


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("< 4.2.1", "< 4.2.1"),
        ("<4.2.1", "< 4.2.1"),
        ("≤ 4.2.1", "<= 4.2.1"),
        (">= 7.2.0, < 7.2.7", ">= 7.2.0, < 7.2.7"),
        ("< 7.2.7, >= 7.2.0", ">= 7.2.0, < 7.2.7"),
        (">= 1.3.4 | < 1.5.3", ">= 1.3.4, < 1.5.3"),
        (">= 7.2.0, < 7.2.7, >= 7.4.0, < 7.4.2", ">= 7.2.0, < 7.2.7 ; >= 7.4.0, < 7.4.2"),
        ("= 3.1", "= 3.1"),
        ("> 2.0", "> 2.0"),
        (">= 2.0 to 2.4", ">= 2.0, <= 2.4"),
        ("versions 17.3 depuis 17.3R3-S9 antérieures à 17.3R3-S12", ">= 17.3R3-S9, < 17.3R3-S12 dans 17.3"),
        ("versions 5.7 et supérieures, antérieures à 6.5", ">= 5.7, < 6.5"),
        ("versions antérieures à BIND 9 version 9.8.5-P2", "< 9.8.5-P2"),
        ("versions 4.5(2) à 5.5(4)", ">= 4.5(2), <= 5.5(4)"),
        ("*", "*"),
        ("vers:all/*", "*"),
        ("Toutes versions", "*"),
        ("all versions", "*"),
        ("7.2.x, 7.4.x", "7.2.x ; 7.4.x"),
        ("4.2.1", "= 4.2.1"),
        ("4.2.1 et antérieures", "<= 4.2.1"),
        ("versions antérieures à 4.2.1", "< 4.2.1"),
        ("version antérieure à la version 4.2.1", "< 4.2.1"),
        ("version strictement inférieure à 4.2.1", "< 4.2.1"),
        ("antérieures ou égales à 4.2.1", "<= 4.2.1"),
        ("supérieures ou égales à 4.2.1", ">= 4.2.1"),
        ("versions postérieures à 4.2.1", "> 4.2.1"),
        ("à partir de la version 4.2.1", ">= 4.2.1"),
        ("4.2.1 et ultérieures", ">= 4.2.1"),
        ("jusqu’à la version 4.2.1", "<? 4.2.1"),
        ("jusqu’à la version 4.2.1 incluse", "<= 4.2.1"),
        ("jusqu'à la version 4.2.1 (exclue)", "< 4.2.1"),
        ("entre 4.0 et 4.2.1", ">? 4.0, <? 4.2.1"),
        ("de 4.0 à 4.2.1", ">= 4.0, <= 4.2.1"),
        ("4.0 à 4.2.1", ">= 4.0, <= 4.2.1"),
        ("4.0 - 4.2.1", ">= 4.0, <= 4.2.1"),
        ("4.0 à 5.x", ">= 4.0, <= 5.x"),
        ("9.7 antérieures à 9.7 FP11", "< 9.7 FP11 nommé 9.7"),
        ("versions 9.7 antérieures à 9.7 FP11 sans le dernier correctif", "<? 9.7 FP11 dans 9.7"),
        ("Version 11.2 and prior", "<= 11.2"),
        ("2.3.6 and  below", "<= 2.3.6"),
        ("<= 3.0 D15", "<= 3.0 D15"),
        ("versions prior to 11.2", "< 11.2"),
        ("earlier than 11.2", "< 11.2"),
        ("11.x and earlier", "<= 11.x"),
        ("versions antérieures à 1.2.50, 1.4.12 et 1.5.12", "< 1.2.50 / < 1.4.12 / < 1.5.12"),
        ("5.5.53 et antérieures, 5.6.34 et antérieures", "<= 5.5.53 / <= 5.6.34"),
        ("versions 7.1 et 7.2 antérieures à 7.1.4 et 7.2.3", "< 7.1.4 dans 7.1 ; < 7.2.3 dans 7.2"),
        ("VERSIONS ANTÉRIEURES À V2.1", "< V2.1"),
        ("versions\u00a0antérieures\u00a0à\u00a02.1", "< 2.1"),
    ],
)
def test_ways_of_writing_a_range(text: str, means: str) -> None:
    """Comparators, lists, French and English phrases."""
    assert written(read(text)) == means


@pytest.mark.parametrize(
    "text",
    [
        "versions antérieures au 12 mars 2022",
        "versions antérieures à la maintenance d'avril 2023",
        "OpenJDK 6 pour Ubuntu 12.04 LTS",
        "Outlook Express 6 Windows XP SP2",
        "Windows Server 2022, 23H2 Edition",
        "Windows 2000 Service Pack 2 à 4",
        "versions 12.0.0-12.1.2",
        "versions 4.6.x antérieures à 4.6.",
        "versions antérieures à 2.6 CP1045",
        "versions 10.x antérieures à 2.3, 10.5",
        "10.4.2 et versions 10.4.x antérieures",
        "versions 5.1 à 4.2",
        "serveur 3000 et 5",
        "Xcode 8 pour OS X El Capitan v10.11.5 et ultérieures",
        "Xerox WorkCentre Pro 2xx series antérieures à la version *.60.22.007",
        "Windows Server 2008 pour architecture x64 et Windows Server 2008 SP2 pour architecture x64",
        "ColdFusion 10 version 5 et antérieures",
        "Kaspersky Total Security versions antérieures à 2020 patch E",
        "RealPlayer 10 (10.0.0.305 -311)",
        "6.x (Wireless Battery Modules (16 | 17 | >= 20D29 | <= v20D32)",
    ],
)
def test_what_is_not_understood_in_full_stays_text(text: str) -> None:
    """Nothing is guessed: an unknown word about versions, a date, two readings, a bound cut off."""
    reading = read(text)
    assert (reading.stated, reading.pieces, reading.text) == (Stated.UNREAD, (), text)
    assert reading.to_be_checked
    assert where("1.0", reading) is Where.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "!= 3",
        "!=3",
        "≠ 3",
        "=\u0338 3",
        "/= 3",
        "=! 3",
        "!> 3",
        "! < 3",
        "≮ 3",
        "<> 3",
        "~> 3.2",
        "~= 2.2",
        "~1.2.3",
        "^1.2.3",
        "Django >= 3, < 4, != 3.5",
        "!= 3.2.*",
        "3.2 exclue",
        "versions 3.2 et 3.3 exclues",
        "versions 3 non incluse",
        "3.2 corrigée",
        "corrigé en 3.2",
        "fixed 3.2",
        "3.2 patched",
        "3.2 unaffected",
        "pas 3.2",
        "vor 3.2",
        "Versionen vor 3.2",
        "bis einschließlich Version 3.2",
        "älter als 3.2",
        "ab 3.2",
        "ab Version 3.2",
        "versiones anteriores a la 3.2",
        "hasta 3.2",
        "fino alla 3.2",
        "tot 3.2",
        "3.2*",
        "R12 - R15",
        "R12-R15",
        "3.2..3.4",
    ],
)
def test_what_leaves_versions_out_is_never_read_as_its_contrary(text: str) -> None:
    """An operator or a word that is not read tells no version that is concerned, nor one that is not."""
    reading = read(text)
    assert reading.to_be_checked
    assert not reading.pieces
    assert where("3.2", reading) is where("1.0", reading) is Where.UNKNOWN


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Yahoo! 3.2", "= 3.2"),
        ("Yahoo! Messenger < 3.2", "< 3.2"),
        ("MySQL AB 3.2", "= 3.2"),
        ("Produit 3.2 * ", "= 3.2"),
        ("Attention ! versions antérieures à 3.2 !", "< 3.2"),
        ("< 1:2.4~rc1-1+deb11u1", "< 1:2.4~rc1-1+deb11u1"),
        ("=> 3.2", ">= 3.2"),
        ("== 3.2", "= 3.2"),
    ],
)
def test_signs_that_leave_nothing_out_change_nothing(text: str, means: str) -> None:
    """An exclamation mark of a name or of a sentence, a tilde inside a version."""
    assert written(read(text)) == means


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Solaris 10 sans le correctif 137017-02 (SPARC)", "sans le correctif 137017-02 (SPARC)"),
        ("versions 8.1 et antérieures sans le dernier correctif", "sans le dernier correctif"),
        ("versions 3.1 si l'authentification est désactivée", "si l'authentification est désactivée"),
        ("versions 0.7.5 à 1.4.2 (sauf 1.1.4)", "sauf 1.1.4)"),
        ("Windows Server 2012 R2 versions antérieures à KB3100465", "KB3100465"),
    ],
)
def test_what_else_decides_is_kept_as_a_condition(text: str, condition: str) -> None:
    """A version inside is then to be checked, never inside."""
    reading = read(text)
    assert reading.condition == condition
    assert all(
        where(version, reading) is not Where.INSIDE for version in ("3.1", "8.1", "10", "1.0", "2012 R2")
    )


def test_a_text_too_long_is_not_read() -> None:
    """What is longer than any line of the archive stays text."""
    assert read("versions antérieures à 1.0" + " " * 2000).stated is Stated.UNREAD


@pytest.mark.parametrize("text", ["FortiSwitch", "", "   ", "SIMATIC S7-1500 CPU", "Moxa V2201 Series"])
def test_a_bare_name_states_nothing(text: str) -> None:
    """A model's number is no version."""
    assert read(text).stated is Stated.NOTHING
