"""CVE, CWE and CVSS as their owners write them."""

import re
from collections.abc import Iterator

from cyberveille.checking import cwe
from cyberveille.checking.cvss_band import rate
from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.expressions import expression
from cyberveille.model import Bulletin, Gravity, Notice, Page
from cyberveille.reading import Remnant, notice_of

# CVE record format 5: four digits or more, up to nineteen.
_CVE = expression(r"CVE-(?:1999|2\d{3})-\d{4,19}", re.ASCII)
_SHORTEST = 4
_CWE = expression(r"CWE-[1-9]\d{0,4}", re.ASCII)


@rule(Bulletin)
def cve_form(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Un identifiant CVE doit s’écrire « CVE-année-numéro », quatre chiffres au moins.

    Mauvais : `cve: cve-2026-123`
    Bon : `cve: CVE-2026-12345`
    """
    for position, vulnerability in enumerate(notice.vulnerabilities):
        if not _CVE.fullmatch(vulnerability.cve):
            meant = re.sub(r"[\s_–—-]+", "-", vulnerability.cve.strip().upper())
            yield Remark(
                f"« {vulnerability.cve} » n’est pas un identifiant CVE.",
                ("vulnerabilities", position, "cve"),
                hint=f"Écrivez « {meant} »."
                if _CVE.fullmatch(meant)
                else "Écrivez par exemple « CVE-2026-12345 ».",
            )


@rule(Bulletin)
def cve_unique(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une vulnérabilité ne doit figurer qu’une fois.

    Mauvais : deux entrées de `vulnerabilities` pour CVE-2026-12345
    Bon : une seule entrée pour CVE-2026-12345
    """
    if len(notice.vulnerabilities) < 2:  # noqa: PLR2004 - one cannot repeat
        return
    seen: set[str] = set()
    for position, vulnerability in enumerate(notice.vulnerabilities):
        if vulnerability.cve in seen:
            yield Remark(
                f"{vulnerability.cve} figure deux fois.",
                ("vulnerabilities", position, "cve"),
                hint="Gardez une seule entrée, avec tous ses détails.",
            )
        seen.add(vulnerability.cve)


@rule(Bulletin)
def cwe_form(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une faiblesse doit s’écrire « CWE-numéro ».

    Mauvais : `cwe: 787`
    Bon : `cwe: CWE-787`
    """
    for position, vulnerability in enumerate(notice.vulnerabilities):
        if vulnerability.cwe is not None and not _CWE.fullmatch(vulnerability.cwe):
            number = re.search(r"[1-9]\d*", vulnerability.cwe)
            yield Remark(
                f"« {vulnerability.cwe} » n’est pas un identifiant CWE.",
                ("vulnerabilities", position, "cwe"),
                hint=f"Écrivez « CWE-{number.group() if number else '787'} ».",
            )


@rule(Bulletin)
def cve_possible(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Un identifiant CVE doit pouvoir exister : ni d’une année à venir, ni d’un numéro que personne ne donne.

    L’année n’est pas postérieure à la dernière révision ; un numéro de plus de quatre chiffres ne commence
    pas par zéro. Dans une notice importée, c’est un avertissement : sa source l’écrit ainsi.

    Mauvais : `cve: CVE-2062-12345`
    Bon : `cve: CVE-2026-12345`
    """
    gravity = Gravity.WARNING if notice.aliases else None
    safe = str(notice.published.year)
    for position, vulnerability in enumerate(notice.vulnerabilities):
        cve = vulnerability.cve
        # Nearly all of them: told at once.
        if (cve[4:8] <= safe and cve[9:10] != "0") or not _CVE.fullmatch(cve):
            continue
        _, year, number = cve.split("-")
        if int(year) > notice.updated.year:
            fault = f"est de {year}, année à venir"
        elif number == "0000" or (len(number) > _SHORTEST and number.startswith("0")):
            fault = f"a un numéro que personne ne donne, {number}"
        else:
            continue
        at = ("vulnerabilities", position, "cve")
        yield Remark(
            f"{cve} {fault}.", at, hint="Recopiez l’identifiant de l’avis d’origine.", gravity=gravity
        )


@rule(Notice, Page, gravity=Gravity.WARNING)
def identifier_readable(subject: Subject, context: Context) -> Iterator[Remark]:
    """Dans les textes aussi, un identifiant CVE ou CWE devrait s’écrire comme on le cherche, et pouvoir être.

    Mauvais : `CVE-2O26-12345`, `CVE 2026 12345`, `CWE-99999`
    Bon : `CVE-2026-12345`, `CWE-787`
    """
    notice = notice_of(subject)
    for left in context.left:
        if left.what is not Remnant.IDENTIFIER:
            continue
        if left.words.startswith("CWE"):
            if cwe.may_be_given(int(left.words.removeprefix("CWE-"))) and left.words[4] != "0":
                continue
            fault = f"« {left.words} » n’est pas dans la liste CWE {cwe.VERSION}"
        elif not _CVE.fullmatch(left.words):
            fault = f"« {left.words} » ne se lit pas comme un identifiant CVE, « CVE-2026-12345 »"
        elif notice is None or int(left.words[4:8]) <= notice.updated.year:
            continue
        else:
            fault = f"« {left.words} » est d’une année à venir"
        yield Remark(
            f"{fault}.",
            line=left.line,
            column=left.column,
            hint="Recopiez l’identifiant de l’avis d’origine.",
        )


@rule(Bulletin)
def cwe_known(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une faiblesse doit être de la liste CWE, et non l’une de ses vues.

    Un numéro à peine plus grand que le dernier de la liste livrée avec le programme est un avertissement :
    une liste plus récente peut l’avoir donné.

    Mauvais : `cwe: CWE-9999`
    Bon : `cwe: CWE-787`
    """
    for position, vulnerability in enumerate(notice.vulnerabilities):
        if vulnerability.cwe is None or not _CWE.fullmatch(vulnerability.cwe):
            continue
        number = int(vulnerability.cwe.removeprefix("CWE-"))
        at = ("vulnerabilities", position, "cwe")
        if not cwe.is_given(number):
            yield Remark(
                f"{vulnerability.cwe} n’est pas dans la liste CWE {cwe.VERSION}, qui va jusqu’à {cwe.LAST}.",
                at,
                hint="Vérifiez le numéro dans l’avis d’origine.",
                gravity=Gravity.WARNING if cwe.may_be_given(number) else None,
            )
        elif cwe.is_view(number):
            yield Remark(
                f"{vulnerability.cwe} est une liste de faiblesses (une vue), non une faiblesse.",
                at,
                hint="Donnez la faiblesse elle-même, par exemple CWE-787.",
                gravity=Gravity.WARNING,
            )


@rule(Bulletin)
def cvss_valid(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Un vecteur CVSS doit être complet et valide (versions 2.0, 3.0, 3.1 et 4.0).

    Mauvais : `cvss: "9.8"`
    Bon : `cvss: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"`
    """
    for position, vulnerability in enumerate(notice.vulnerabilities):
        if vulnerability.cvss is not None and rate(vulnerability.cvss) is None:
            yield Remark(
                f"« {vulnerability.cvss} » n’est pas un vecteur CVSS valide.",
                ("vulnerabilities", position, "cvss"),
                hint="Recopiez le vecteur entier, avec son début « CVSS:3.1/ » ou « CVSS:4.0/ » ; "
                "le score en est calculé.",
            )


@rule(Bulletin, gravity=Gravity.WARNING)
def severity_matches_cvss(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """La gravité devrait être celle du plus haut score CVSS ; l’équipe peut en juger autrement.

    Mauvais : `severity: faible` pour un score de 9,8
    Bon : `severity: critique` pour un score de 9,8
    """
    if notice.severity is None:
        return
    ratings = [
        rating
        for vulnerability in notice.vulnerabilities
        if vulnerability.cvss is not None and (rating := rate(vulnerability.cvss))
    ]
    if not ratings:
        return
    highest = max(ratings, key=lambda rating: rating.score)
    if notice.severity not in highest.severities:
        score = f"{highest.score:.1f}".replace(".", ",")
        yield Remark(
            f"La gravité « {notice.severity.label} » s’écarte du plus haut score CVSS, {score} : "
            f"« {highest.severities[0].label} ».",
            ("severity",),
            hint="Gardez-la si elle est voulue ; le résumé peut dire pourquoi.",
        )
