"""What notices write in ways of their own is read as what most of them write."""

from collections.abc import Iterator

import pytest

from cyberveille.concerned import Answer, Line, Matcher, Told, compiled
from cyberveille.concerned.clauses import clauses_of
from cyberveille.concerned.wording import range_told
from cyberveille.model import Product
from cyberveille.registry import Registry

_CERT_FR = ("CERTFR-2020-AVI-001",)
_MEANS = {
    # what the text leaves its reader to complete
    "Exemplia 10 (10.0.0 - 5)": "de 10.0.0 à 10.0.5",
    "Exemplia 5.01 Service Pack 2, 3 et 4": "5.01 Service Pack 2 ; 5.01 Service Pack 3 ; 5.01 Service Pack 4",
    "Exemplia 6.0 avec ou sans Service Pack 1": "6.0 ; 6.0 Service Pack 1",
    "Exemplia 4.0 avec ou sans Service Pack": "4.0.x",
    "Exemplia JRE 8u191": "1.8.0_191",
    # what stands beside the versions
    "Exemplia version 22.0 (Cisco recommande de migrer en version 23)": "22.0",
    "Exemplia version 5.6 (Red Hat Linux 7.1)": "5.6",
    "Exemplia versions 9.3.3 et antérieures, pour toutes les plateformes": "jusqu’à 9.3.3",
    "Exemplia versions 3.0.3 et antérieures (CVE-2011-0448 uniquement)": "jusqu’à 3.0.3",
    "Exemplia 5.0.2 et antérieures. Les plates-formes Solaris et Linux sont concernées": "jusqu’à 5.0.2",
    "Exemplia versions 4.2.3 et 5.3.1 s'exécutant sur les routeurs Quantia": "4.2.3 ; 5.3.1",
    "Exemplia versions antérieures à la version 2.1.6 du 20 juin 2006": "antérieures à 2.1.6",
    "Exemplia 6.0.2.14 (6.0.2 pack 14) et antérieures": "jusqu’à 6.0.2.14",
    "Exemplia sur les téléphones sans-fil 8821 versions antérieures à 11.0.6": "antérieures à 11.0.6",
    "Exemplia versions 11.0 antérieures au Build 69.12/69.123": "11.0.x antérieures à 11.0 Build 69.12",
    "Logiciels avec Exemplia versions antérieures à 6,0,79,0": "antérieures à 6.0.79.0",
    "Exemplia versions 8,9,10,11": "8 ; 9 ; 10 ; 11",
    "Exemplia for Workstations 5.x": "5.x",
    # branches
    "Exemplia versions antérieures à 5.0.2 (pour la branche 5.0)": "antérieures à 5.0.2",
    "Exemplia version 1.0.1_02 et versions antérieures de la série 1.0.1": "1.0.1.x jusqu’à 1.0.1_02",
    "Exemplia versions 5.0, 5.1 et 5.2 antérieures à 5.2.7": (
        "5.0.x antérieures à 5.2.7 ; 5.1.x antérieures à 5.2.7 ; antérieures à 5.2.7"
    ),
    "Exemplia versions 5.0.12, 6.0.1 et antérieures": "antérieures à 5.0.12, 6.0.1",
    "toutes les versions d'Exemplia (4.x et 5.x)": "4.x ; 5.x",
    "Exemplia version 16.11 (inclus 16.0 - 16.10)": "de 16.0 à 16.11",
    "Exemplia OS versions 15.1 antérieures à 15.1F5-S8, 15.1R7": "15.1.x antérieures à 15.1F5-S8, 15.1R7",
    "Exemplia OS versions 15.1X49 versions 15.1X49-D100 et supérieures mais antérieures à 15.1X49-D121": (
        "15.1X49.x à partir de 15.1X49-D100, antérieures à 15.1X49-D121"
    ),
    # slips
    "Exemplia versions 7.4.x anttérieures à 7.4.2": "antérieures à 7.4.2",
    "Exemplia versions 11.2.0.4 et12.1.0.2": "11.2.0.4 ; 12.1.0.2",
    "Exemplia version 18.3 et toutes versions antérieures": "jusqu’à 18.3",
}


@pytest.mark.parametrize(("text", "told"), _MEANS.items())
def test_a_text_means_what_its_reader_understands(text: str, told: str) -> None:
    """Each way of saying it; none is left to a person."""
    (clause,) = clauses_of(text, apart=False)
    assert not clause.condition
    assert range_told(clause.pieces) == told


def _answer(title: str, products: list[Product], line: str, aliases: tuple[str, ...]) -> Answer:
    matcher = Matcher(compiled([(0, Told(title, tuple(products), aliases))], Registry([])))
    found = list(matcher.answers(Line(1, line)))
    return found[0].answer if found else Answer.NOT


def _line(text: str, vendor: str | None = None) -> Product:
    return Product(product=text, vendor=vendor)


def _apart(product: str, affected: str) -> Product:
    return Product(product=product, vendor="Quantia", affected=affected)


_ADVISORIES = [
    # models where others have versions
    (_apart("Prisme Pump", "Model number ZXQ425 (10-Pack) | ZXR425"), "Quantia ZXQ425", Answer.CONCERNED),
    (_apart("Prisme PET/CT Family", "882470 Prisme TF 16 w/ Z Performance"), "Quantia Prisme TF 16", "c"),
    (_apart("8870 Prisme Therapy Card", "vers:all/*"), "Quantia 8870", Answer.CONCERNED),
    (_apart("Outils Prisme/Carte Dynamo/Vivalto Live", "1.0"), "Quantia Vivalto Live 1.0", "c"),
    (_apart("Prisme EC 40 Hub", "<= C.00.04"), "Quantia EC40 C.00.03", Answer.TO_CHECK),
    # letters
    (_apart("Prisme", "<= K"), "Quantia Prisme rev L", Answer.NOT),
    (_apart("Prisme", "Rev B-M"), "Quantia Prisme rev H", Answer.CONCERNED),
    (_apart("Prisme", "Rev B-M"), "Quantia Prisme rev N", Answer.NOT),
]


@pytest.mark.parametrize(("product", "line", "answer"), _ADVISORIES)
def test_what_an_advisory_says_in_place_of_versions(product: Product, line: str, answer: str) -> None:
    """Models, numbers of parts, revisions by a letter."""
    wanted = Answer.CONCERNED if answer == "c" else answer
    assert _answer("Quantia Prisme", [product], line, ()) is wanted


_TABLE = """
| Exempla Millennium versions antérieures à 4.2
  Exempla Millennium 4.1 : concerned
| Microsoft Windows Millenium Edition
  Windows Me : to_check
| Alto (anciennement Vif Or) versions antérieures à 7.1
  Vif Or 6.7 : concerned
| noyau Linux Ubuntu
  Ubuntu 14.04 : to_check
| Les noyaux Linux versions 2.6.13 à 2.6.17
  linux kernel 2.6.15 : concerned
| Exempla-Nova Prismalto Entreprise R6.2
  Prismalto Entreprise R6.2 : concerned
Cisco | Cisco SIP sur les téléphones IP 7800 versions antérieures à 14.1
  Cisco IP Phone 7841 14.0 : concerned
| Prisme 10.3 et Dynamo 2.0.1
  Dynamo 2.0.1 : concerned
| Vulnérabilité CVE CAN-2004-0629 : Prisme versions antérieures à 6.0.2
  Prisme 6.0.1 : concerned
| Prisme OS15.1X49 versions antérieures à 15.1X49-D40
  Prisme OS 15.1X49-D30 : concerned
| Prisme P3, versions antérieures à 30.205, se référer à l'éditeur pour appliquer les mesures
  Prisme P3 30.204 : concerned
| Prisme versions antérieures à 5.0.2 (pour la branche 5.0)
  Prisme 4.9.1 : not_concerned
| Prisme versions 15.1X49-D10 à 15.1X49-D12
  Prisme 17.3R1 : not_concerned
| Prisme versions antérieures à 5.5.44
  prisme 5.5.44-1ubuntu0.1 : not_concerned
| Prisme versions antérieures à 4.9.7
  Prisme 4.9.7-fr : not_concerned
Sun | Sun Java JRE 1.6.x (6.x)
  Sun JRE 6 update 1 : concerned
Cisco | Cisco IOS 12.x
  Cisco IOS 12.4(15)T7 : concerned
| Prisme versions antérieures à 5.5.40 / Prisme versions antérieures à 5.5.38
  Prisme 5.5.39 : concerned
| Prisme toutes versions sans le correctif xsa176.patch
  Prisme 4.4 avec xsa176.patch : not_concerned
| Tout système fournissant un service à l'aide de Prisme versions antérieures à 8.3
  Prisme 8.2 : concerned
| Navigateurs Web avec Prisme versions antérieures à la version 6,0,47,0
  Prisme 6.0.40.0 : concerned
| Brillestor Prismalto Backup v9.01
  Brillestor Prismalto 9.01 : concerned
IBM | IBM XIV Storage System versions antérieures à 11.1.1
  IBM XIV 10.2.4 : to_check
IBM | IBM WebSphere MQ 7.0.x
  IBM MQ 7.0.1 : concerned
| Prisme versions 8.0 pour GNU/Linux
  Prisme 8.0 (Windows XP) : not_concerned
Adobe | Adobe Acrobat DC versions antérieures à 2017.011.30144
  Acrobat 2017 17.011.30142 : to_check
Microsoft | Microsoft Office Publisher 2007
  MS Publisher 2007 : concerned
Microsoft | Faille de Microsoft Office Visio 2003 dans la suite Microsoft Office 2003
  MS Visio 2003 : concerned
Microsoft | Microsoft Word 97
  Word 97 : concerned
Microsoft | Microsoft Windows Vista et Windows Server 2008
  Windows Vista Business : concerned
Microsoft | Microsoft Windows XP
  Windows XP Pro SP1 : concerned
Microsoft | Windows XP / Windows XP Service Pack 1
  Windows XP SP2 : to_check
Microsoft | Microsoft Windows NT 4.0
  Windows NT4 Server : concerned
Microsoft | Microsoft Windows 2000
  W2K Pro : concerned
Apple | Apple OS X Mountain Lion versions 10.8.5 et antérieures
  Mac OS X 10.8.4 : concerned
"""
"""The vendor and the lines of a notice; then a line of an inventory, and what is answered."""


def _rows() -> Iterator[tuple[list[Product], str, str]]:
    lines = _TABLE.strip().splitlines()
    for notice, asked in zip(lines[::2], lines[1::2], strict=True):
        vendor, _, texts = notice.partition("| ")
        line, _, answer = asked.strip().rpartition(" : ")
        yield [_line(text, vendor.strip() or None) for text in texts.split(" / ")], line, answer


@pytest.mark.parametrize(("products", "line", "answer"), list(_rows()))
def test_what_a_line_of_a_notice_says_is_found_in_an_inventory(
    products: list[Product], line: str, answer: str
) -> None:
    """Names and versions, as people and tools write them."""
    assert str(_answer("Vulnérabilité dans Exempla Prismalto Entreprise", products, line, _CERT_FR)) == answer


def test_what_runs_a_product_is_no_product() -> None:
    """The list of platforms that follows that of versions."""
    systems = "Versions :\n\n- Prisme 6\n- Prisme 5.5\n\nsur les plateformes :\n\n- Dynamo 2000"
    matcher = Matcher(compiled([(0, Told("Vulnérabilité dans Prisme", (), _CERT_FR, systems))], Registry([])))
    assert not list(matcher.answers(Line(1, "Dynamo 2000")))
    assert [found.answer for found in matcher.answers(Line(1, "Prisme 5.5"))] == [Answer.CONCERNED]
    systems = "Prisme version 2.0 pour les systèmes d'exploitation suivants :\n\n- Dynamo 2000"
    matcher = Matcher(compiled([(0, Told("Vulnérabilité", (), _CERT_FR, systems))], Registry([])))
    assert not list(matcher.answers(Line(1, "Dynamo 2000")))
    assert [found.answer for found in matcher.answers(Line(1, "Prisme 2.0"))] == [Answer.CONCERNED]


def test_what_is_excepted_may_stand_in_the_column_of_versions() -> None:
    """« sauf le build 41.24 » says so of a version told in its own column."""
    products = (_line("Prisme versions antérieures à 12.9 sauf 12.4"),)
    matcher = Matcher(compiled([(0, Told("Vulnérabilité dans Prisme", products, _CERT_FR))], Registry([])))
    answers = [
        found.answer
        for version in ("12.3", "12.4")
        for found in matcher.answers(Line(1, "", None, "Prisme", version))
    ]
    assert answers == [Answer.CONCERNED, Answer.NOT]
