"""Identifiers and addresses are each used once (an address, once given, is never given again)."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import timedelta
from urllib.parse import unquote

from cyberveille.checking.former_addresses import is_former
from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.nearest import did_you_mean, nearest
from cyberveille.checking.place import SourcePath
from cyberveille.checking.public_names import not_public
from cyberveille.checking.rule import Remark, rule
from cyberveille.locale import datetime_fr
from cyberveille.map import DIRECTORY, is_own, is_reserved, written_at
from cyberveille.model import Gravity, Kind
from cyberveille.reading import shown_path

Located = Iterator[tuple[SourcePath, Remark]]


@rule()
def id_unique(index: Index) -> Located:
    """Deux notices ne doivent pas porter le même identifiant.

    Mauvais : deux fichiers avec `id: CV-2026-BUL-0042`
    Bon : `id: CV-2026-BUL-0042` et `id: CV-2026-BUL-0043`
    """
    if len(index.by_id) == sum(1 for entry in index.entries if entry.id):
        return
    for entry in index.entries:
        first = index.by_id.get(entry.id)
        if first is not None and first is not entry:
            yield (
                entry.place,
                Remark(
                    f"L’identifiant {entry.id} est déjà celui de {shown_path(first.root, first.path)}.",
                    ("id",),
                    hint="Donnez à celle qui n’est pas publiée un numéro libre : cyberveille renumber."
                    if entry.is_named or not first.is_named
                    else "Ce fichier est sans doute une copie : comparez-les, et gardez un seul des deux.",
                ),
            )


@rule(gravity=Gravity.WARNING, near=True)
def notice_copied(index: Index) -> Located:
    """Une notice ne devrait pas être la copie d’une autre, sous un autre identifiant.

    Une copie oubliée se publie deux fois, avec deux adresses et deux entrées dans les flux. Une alerte peut
    redire un bulletin.

    Mauvais : `CV-2026-BUL-0043`, au texte et aux faits de `CV-2026-BUL-0042`
    Bon : un seul des deux fichiers
    """
    first: dict[tuple[Kind | None, bytes], CatalogueEntry] = {}
    for entry in index.entries:
        known = first.setdefault((entry.kind, entry.text), entry) if entry.text else entry
        if known is not entry and known.id != entry.id:
            yield (
                entry.place,
                Remark(
                    f"La notice dit mot pour mot ce que dit {known.id} "
                    f"({shown_path(known.root, known.path)}).",
                    ("id",),
                    hint="Si c’est une copie de départ, changez-la avant de publier ; sinon, gardez un seul "
                    "fichier.",
                ),
            )


@rule()
def alias_unique(index: Index) -> Located:
    """Un alias ne doit désigner qu’une notice, et n’être l’identifiant d’aucune autre.

    Mauvais : `aliases: [CERTFR-2023-AVI-0971]` dans deux notices
    Bon : `aliases: [CERTFR-2023-AVI-0971]` dans une seule
    """
    owners: dict[str, CatalogueEntry] = dict(index.by_id)
    for entry in index.entries:
        for position, alias in enumerate(entry.aliases):
            owner = owners.setdefault(alias, entry)
            if owner is not entry:
                yield (
                    entry.place,
                    Remark(
                        f"L’alias {alias} désigne déjà {owner.id or shown_path(owner.root, owner.path)}.",
                        ("aliases", position),
                        hint="S’il s’agit de la même notice, gardez un seul fichier.",
                    ),
                )


@rule()
def redirect_form(index: Index) -> Located:
    """Une ancienne adresse doit partir de la racine du portail et finir par « / » ou « .html ».

    Mauvais : `redirect_from: [CV-2026-BUL-0040]`
    Bon : `redirect_from: [/bulletins/2026/CV-2026-BUL-0040/]`
    """
    for entry in index.entries:
        for position, former in enumerate(entry.redirect_from):
            if not is_former(former):
                yield (
                    entry.place,
                    Remark(
                        f"« {former} » n’est pas une adresse du portail.",
                        ("redirect_from", position),
                        hint="Écrivez par exemple /bulletins/2026/CV-2026-BUL-0040/.",
                    ),
                )


@rule()
def redirect_free(index: Index) -> Located:
    """Une ancienne adresse ne doit mener qu’à un endroit, et n’être celle d’aucune page actuelle.

    Mauvais : `redirect_from: [/alertes/]`
    Bon : `redirect_from: [/alertes-2025/]`
    """
    wanted = {_written_at(former) for entry in index.entries for former in entry.redirect_from}
    if not wanted:
        return
    touched, below = wanted | _folders_of(wanted), tuple(f"{file}/" for file in wanted)

    def concerns(file: str) -> bool:
        """Whether a former address may meet this file: most of an archive is never met."""
        return file in touched or file.startswith(below)

    current = {
        file: shown_path(entry.root, entry.path)
        for entry in index.entries
        for file in _files_of(entry)
        if concerns(file)
    }
    generated = set(filter(concerns, map(_written_at, index.generated)))
    folders = _folders_of(current.keys() | generated)
    claimed: dict[str, tuple[str, str]] = {}
    for entry in index.entries:
        for position, former in enumerate(entry.redirect_from):
            file = _written_at(former)
            own = shown_path(entry.root, entry.path)
            hint = "Retirez-la : une adresse ne mène qu’à un endroit."
            around = _folders_of({file})
            if file in current:
                owner = f"celle de {current[file]}"
                hint = (
                    "Un numéro retiré ne sert plus : donnez à cette notice-là un numéro libre (cyberveille "
                    "renumber). Si c’est cette ligne qui est fausse, retirez-la."
                )
            elif file in folders or file in generated or is_own(former):
                owner = "celle d’une page ou d’un fichier que le portail produit"
            elif around & (current.keys() | generated | claimed.keys()):
                owner = "sous celle d’un fichier"
            elif (first := claimed.setdefault(file, (own, former))) != (own, former):
                owner = f"reprise par {first[0]}" if first[0] != own else f"celle de {first[1]}"
            else:
                continue
            yield (
                entry.place,
                Remark(
                    f"L’adresse {former} est déjà {owner}.",
                    ("redirect_from", position),
                    hint=hint,
                ),
            )


def _written_at(address: str) -> str:
    """The file that answers at an address as editors write it."""
    return written_at(unquote(address).lstrip("/"))


def _folders_of(files: AbstractSet[str]) -> set[str]:
    """Every folder in which a file lies, at any depth."""
    folders: set[str] = set()
    level = {file.rpartition("/")[0] for file in files}
    while level := level - folders - {""}:
        folders |= level
        level = {folder.rpartition("/")[0] for folder in level}
    return folders


def _files_of(entry: CatalogueEntry) -> Iterator[str]:
    if entry.address:
        yield _written_at(entry.address)
        yield from (f"{entry.address}{name}" for name in entry.attachments)


@rule()
def page_address_free(index: Index) -> Located:
    """Une page ne doit pas prendre l’adresse d’une rubrique ou d’une autre page.

    Mauvais : `content/pages/bulletins.md`
    Bon : `content/pages/nos-bulletins.md`
    """
    owners: dict[str, CatalogueEntry] = {}
    for entry in index.entries:
        if entry.kind is not None:
            continue
        owner = owners.setdefault(entry.address, entry)
        if is_reserved(entry.address):
            fault = "le portail y publie déjà une rubrique"
        elif owner is not entry:
            fault = f"elle est déjà celle de {shown_path(owner.root, owner.path)}"
        else:
            continue
        yield (
            entry.place,
            Remark(
                f"La page ne peut pas avoir l’adresse /{entry.address} : {fault}.",
                hint="Renommez le fichier.",
            ),
        )


@rule()
def related_known(index: Index) -> Located:
    """Un identifiant sous `related` doit être celui d’une autre notice.

    Mauvais : `related: [CV-2026-DOC-9999]`
    Bon : `related: [CV-2026-DOC-0002]`
    """
    for entry in index.entries:
        for position, related in enumerate(entry.related):
            if related == entry.id:
                message, hint = "Le document se cite lui-même.", "Retirez son identifiant."
            elif related not in index.by_id:
                message = f"Aucune notice ne porte l’identifiant « {related} »."
                hint = did_you_mean(related, index.meant_id(related)) or "Corrigez-le."
            else:
                continue
            yield entry.place, Remark(message, ("related", position), hint=hint)


@rule()
def declassified_known(index: Index) -> Located:
    """Ce que `declassifies` nomme doit exister : une notice, une page (`/cercle/`) ou `/annuaire/`.

    Sans le dossier privé que tout le monde n’a pas, rien n’est vérifié.

    Mauvais : `declassifies: [CV-2026-BUL-9999]`
    Bon : `declassifies: [CV-2026-BUL-0090]`
    """
    if index.partial:
        return
    declared = [
        (entry.place, entry.name, entry.declassifies) for entry in index.entries if entry.declassifies
    ]
    declared.append((SourcePath(".", index.configuration_path), "", index.configuration.declassifies))
    names = {entry.name for entry in index.entries}
    names |= {f"/{DIRECTORY.address}"} if index.directory is not None else set()
    for place, own, written in declared:
        for position, name in enumerate(written):
            if name == own:
                message, hint = "Le texte se déclare lui-même.", "Nommez le contenu restreint qu’il reprend."
            elif name not in names:
                message = f"Rien ne porte le nom « {name} » : ni notice, ni page, ni annuaire."
                meant = index.meant_id(name) or nearest(name, sorted(names))
                hint = did_you_mean(name, meant) or "Corrigez-le, ou retirez-le."
            else:
                continue
            yield place, Remark(message, ("declassifies", position), hint=hint)


@rule()
def featured_known(index: Index) -> Located:
    """Un document mis en avant dans `site_config.yml` doit exister et être public.

    Mauvais : `featured: [CV-2026-DOC-9999]`
    Bon : `featured: [CV-2026-DOC-0001]`
    """
    put_forward = [("featured", index.configuration.featured), ("kit", index.configuration.kit)]
    for key, position, featured in (
        (key, position, name) for key, names in put_forward for position, name in enumerate(names)
    ):
        remark = not_public(index, featured, (key, position), "il ne peut pas être mis en avant")
        if remark is not None:
            yield SourcePath(".", index.configuration_path), remark


SOON = timedelta(hours=1)
FAR = timedelta(days=366)


@rule()
def not_ahead_of_time(index: Index) -> Located:
    """Une notice publiée ne doit pas porter de révision, de clôture ou de retrait à venir.

    Le texte serait public dès maintenant, sous une date qui n’est pas arrivée. Une heure d’écart entre deux
    horloges est admise. D’une notice sous embargo, ce qui refuserait l’édition à son heure est dit d’avance :
    c’est alors un avertissement.

    Mauvais : une révision datée de demain dans une notice déjà publiée
    Bon : une révision datée de maintenant
    """
    if index.clock is None:
        return
    for entry in index.entries:
        if entry.draft or entry.published is None:
            continue
        latest = max(filter(None, (entry.last_date, entry.closed)), default=None)
        if latest is None or latest <= max(index.clock, entry.published) + SOON:
            continue
        key = "closed" if latest == entry.closed else "revisions"
        if entry.published <= index.clock:
            message = f"La notice est publiée, mais porte une date à venir : le {latest:%d/%m/%Y}."
            hint = "Corrigez la date, ou attendez ce jour pour enregistrer le changement."
            yield entry.place, Remark(message, (key,), hint=hint)
        else:
            message = (
                f"Quand cette notice paraîtra, le {datetime_fr(entry.published)}, elle portera une date à "
                f"venir, le {datetime_fr(latest)} : de l’une à l’autre, toute l’édition sera refusée."
            )
            hint = "Mettez la première révision à l’heure de « published », et les suivantes après."
            yield entry.place, Remark(message, (key,), hint=hint, gravity=Gravity.WARNING)


@rule(gravity=Gravity.WARNING, near=True)
def embargo_near(index: Index) -> Located:
    """Un embargo ne devrait pas durer plus d’un an.

    Mauvais : `published: 2062-11-23T09:30:00+01:00`
    Bon : `published: 2026-11-23T09:30:00+01:00`
    """
    if index.clock is None:
        return
    for entry in index.entries:
        if not entry.draft and entry.published is not None and entry.published - index.clock > FAR:
            yield (
                entry.place,
                Remark(
                    f"La notice ne paraîtra que le {datetime_fr(entry.published)}, dans plus d’un an.",
                    ("published",),
                    hint="Vérifiez l’année.",
                ),
            )
