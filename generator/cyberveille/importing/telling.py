"""What an import finds on its way, each as a finding."""

from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue.register import Bearer
from cyberveille.importing.draft import Draft
from cyberveille.importing.entries import RecordBytes
from cyberveille.importing.faults import ImportFault, RecordError, finding
from cyberveille.importing.merging import Conflict
from cyberveille.importing.source import Origin
from cyberveille.model import Finding, Tlp
from cyberveille.reading import line_of

_GO_ON = "Cet enregistrement n’est pas importé ; les autres le sont."


class Item(Struct, frozen=True):
    """A record on its way; a notice of the source's holds the address `credit`, where there is one."""

    entry: RecordBytes
    origin: Origin
    credit: str | None
    draft: Draft


def refused(entry: RecordBytes, error: RecordError, reference: str = "") -> Finding:
    told = f"{reference} : {error}" if reference else str(error)
    return finding(entry.path, entry.line, error.fault, told, _GO_ON)


def unreadable(file: Path) -> Finding:
    return finding(
        file.as_posix(),
        0,
        ImportFault.UNREADABLE,
        "La notice ne peut pas être lue : ses alias sont inconnus, rien n’est importé.",
        "Vérifier ses droits, puis relancer l’import.",
    )


def clash(found: Bearer, conflict: Conflict, written: str) -> Finding:
    return finding(
        found.file.as_posix(),
        line_of(written.encode(), (conflict.key,)) if conflict.key else 0,
        ImportFault.CONFLICT,
        f"{conflict.key or 'texte'} : {conflict.message}.",
        "Comparer avec la source, et reprendre à la main ce qui convient.",
    )


def illegible(item: Item, found: Bearer) -> Finding:
    return about(
        item,
        ImportFault.UNREADABLE,
        f"la notice {found.id} ne peut pas être lue : elle est laissée telle quelle.",
        f"Corriger {found.file.as_posix()}, puis relancer l’import.",
    )


def unremembered(item: Item, found: Bearer) -> Finding:
    return about(
        item,
        ImportFault.CONFLICT,
        f"la notice {found.id} diffère de la source, et rien ne garde ce que disait celle-ci à l’import : "
        "elle est laissée telle quelle. Ce que la source changera désormais lui sera apporté.",
        "Comparer une fois les deux, à la main.",
    )


def about(item: Item, fault: ImportFault, message: str, hint: str) -> Finding:
    return finding(item.entry.path, item.entry.line, fault, f"{item.origin.reference} : {message}", hint)


def occupied(item: Item, notice_id: str) -> Finding:
    return about(
        item,
        ImportFault.OCCUPIED,
        f"la notice {notice_id}, écrite ici, porte cet alias ; elle est laissée telle quelle.",
        "Retirer l’alias de cette notice pour importer aussi celle de la source.",
    )


def rejected(item: Item) -> list[Finding]:
    return [
        about(
            item,
            ImportFault.VULNERABILITY,
            f"« {name[:60]} » n’est pas un identifiant CVE.",
            "Il est gardé dans le texte de la notice.",
        )
        for name in item.draft.rejected_vulnerabilities
    ]


def unmarked(item: Item) -> Finding:
    label = item.draft.tlp.label
    return about(
        item,
        ImportFault.MARKING,
        f"la source est marquée {label} ; aucun dossier de « sources » n’admet ce marquage.",
        "Rien n’en est écrit. Un dossier à part, privé, le peut avec « tlp_max »."
        if item.draft.tlp.may_enter_git
        else f"Rien n’en est écrit : ce qui est {label} n’entre pas dans git.",
    )


def closed_in(item: Item, found: Bearer, tlp: Tlp) -> Finding:
    return about(
        item,
        ImportFault.MARKING,
        f"la source est marquée {item.draft.tlp.label}, {found.id} {tlp.label} : rien n’est repris.",
        "Voyez avec l’auteur de la source ; une notice plus réservée s’écrit dans un autre dossier.",
    )


def newer(item: Item, found: Bearer) -> Finding:
    return about(
        item,
        ImportFault.CHANGED,
        f"la source a changé depuis que {found.id} en fut tirée ; la notice est laissée telle quelle.",
        f"« cyberveille refresh {found.id} » montre les différences, clé par clé, et les y porte.",
    )


def discarded(item: Item) -> Finding:
    return about(
        item,
        ImportFault.DISCARDED,
        "le brouillon qui en fut tiré a été supprimé ici ; il n’est pas refait.",
        "« cyberveille new bulletin --from » le refait.",
    )
