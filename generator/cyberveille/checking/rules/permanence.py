"""What was published stays true to its readers: addresses, identifiers, dates, texts."""

from collections.abc import Iterator

from cyberveille.checking.published import Change, Published
from cyberveille.checking.rule import Remark, rule
from cyberveille.locale import datetime_fr
from cyberveille.model import Gravity

_SHOWN = 3
_INDEX = "index.html"
_REVISION = "{date: …, change: …}"
_PRESSING = frozenset({"severity", "action", "vulnerabilities", "indicators"})
_KEYS = {"body": "le texte", "files": "un fichier joint", "sections": "le texte"}


def _told(address: str) -> str:
    return f"/{address.removesuffix(_INDEX)}"


def _but(change: Change) -> str:
    """How an operator lets it pass."""
    return (
        f"Si l’exploitant l’admet : « --allow-removal {change.name} » ; donné à « cyberveille build », la "
        "page « Cette édition » le dira."
    )


@rule(Change)
def published_stays(change: Change) -> Iterator[Remark]:
    """Ce qui a été publié ne doit pas disparaître : notice, page, fichier joint ou ancienne adresse.

    Des lecteurs, des flux et d’autres notices y mènent. Une notice se retire (`withdrawn`), une adresse se
    redirige (`redirect_from`), un texte qui n’aurait pas dû paraître s’efface (`erase: true`).

    Mauvais : un bulletin publié dont le fichier est supprimé
    Bon : le même, avec `withdrawn: {date: 2026-11-24T10:00:00+01:00, reason: L’éditeur a retiré son avis}`
    """
    then = change.then
    if then is None or not change.lost:
        return
    if then.address in change.lost:
        message = f"{then.titled} a été publiée, et n’est plus dans l’édition « {change.audience} »"
        others = len(change.lost) - 1
        told = _told(then.address) + (f" et {others} autre{'s' if others > 1 else ''}" if others else "")
        yield Remark(
            f"{message}{f' : {change.why}' if change.why else ''}. Adresse perdue : {told}.",
            hint=f"{_restore(then)} {_but(change)}",
        )
        return
    if past := [address for address in change.lost if address in then.past]:
        yield Remark(
            f"Un texte antérieur a été publié, et ne répond plus : {', '.join(map(_told, past[:_SHOWN]))}.",
            ("revisions",),
            hint=f"Remettez son fichier sous « revisions/ ». {_but(change)}",
        )
    for address in (address for address in change.lost if address not in then.past):
        joined = address in then.files
        what = f"Le fichier {_told(address)}" if joined else f"L’ancienne adresse {_told(address)}"
        yield Remark(
            f"{what} {'a été publié' if joined else 'menait ici'}, et ne répond plus.",
            ("attachments",) if joined else ("redirect_from",),
            hint=(
                "Remettez-le, sous ce nom ; une nouvelle version garde le nom de l’ancienne. "
                if joined
                else "Remettez-la sous « redirect_from ». "
            )
            + _but(change),
        )


def _restore(then: Published) -> str:
    if not then.notice:
        return f"Rétablissez-la, ou écrivez « redirect_from: [{then.name}] » dans la page qui la remplace."
    return (
        "Rétablissez-la ; pour l’ôter, ajoutez « withdrawn: {date: …, reason: …} », avec « erase: true » si "
        f"rien n’en doit rester ; renommée, « redirect_from: [{_told(then.address)}] » dans la nouvelle."
    )


@rule(Change)
def identifier_given_once(change: Change) -> Iterator[Remark]:
    """Un identifiant publié ne doit jamais désigner une autre notice.

    Mauvais : `CV-2026-BUL-0042` publié, puis donné à un autre avis
    Bon : un autre avis sous le premier numéro libre
    """
    if change.another:
        yield Remark(
            f"{change.name} a été publié pour une autre notice : date, titre et historique diffèrent.",
            ("id",),
            hint="Rétablissez la notice d’origine, et donnez à celle-ci le numéro que « cyberveille new » "
            f"propose. {_but(change)}",
        )


@rule(Change)
def published_date_kept(change: Change) -> Iterator[Remark]:
    """La date `published` d’une notice parue ne doit pas changer.

    Mauvais : `published` avancé d’un jour pour remonter dans les listes
    Bon : `published` tel qu’il a paru, et une révision
    """
    then, now = change.then, change.now
    if then and now and not change.another and then.published and now.published != then.published:
        yield Remark(
            f"« published » était le {datetime_fr(then.published)}, et devient le "
            f"{datetime_fr(now.published) if now.published else '?'}.",
            ("published",),
            hint="Rétablissez la date parue ; une révision dit ce qui change et fait remonter la notice. "
            + _but(change),
        )


@rule(Change)
def updated_goes_forward(change: Change) -> Iterator[Remark]:
    """La date de mise à jour d’une notice parue ne doit pas reculer.

    Les lecteurs de flux ne suivent que ce qui avance.

    Mauvais : une dernière révision, parue, dont la date est ramenée de deux jours
    Bon : une révision de plus, datée d’aujourd’hui
    """
    then, now = change.then, change.now
    if then and now and not change.another and then.updated and now.updated and now.updated < then.updated:
        yield Remark(
            f"La dernière mise à jour était du {datetime_fr(then.updated)}, et recule au "
            f"{datetime_fr(now.updated)}.",
            ("revisions",),
            hint="Rétablissez la révision (ou le retrait) qui portait cette date, ou ajoutez-en une "
            f"d’aujourd’hui. {_but(change)}",
        )


@rule(Change)
def history_kept(change: Change) -> Iterator[Remark]:
    """Une révision parue doit rester dans l’historique.

    Mauvais : la version initiale retirée de `revisions`
    Bon : la liste parue, et une révision de plus
    """
    then, now = change.then, change.now
    if then is None or now is None or change.another or change.withdrawing:
        return
    kept = {item.date for item in now.revisions}
    for item in then.revisions:
        if item.date not in kept:
            yield Remark(
                f"La révision du {datetime_fr(item.date)} (« {item.change} ») n’est plus dans l’historique.",
                ("revisions",),
                hint=f"Remettez-la, et ajoutez la vôtre à la suite. {_but(change)}",
            )


@rule(Change)
def change_told(change: Change) -> Iterator[Remark]:
    """Un texte ou des faits parus ne doivent pas changer sans une révision qui le dise.

    Une faute corrigée, sans rien de nouveau, porte `minor: true` : l’historique la montre, les flux n’en
    bougent pas.

    Mauvais : une version corrigée dans `products`, sans révision
    Bon : la même, et `- {date: 2026-11-24T08:00:00+01:00, change: Version corrigée précisée}`
    """
    then, now = change.then, change.now
    if then is None or now is None or change.another or change.withdrawing or change.added:
        return
    unknown = then.source is None and not then.erased
    if unknown or (then.erased and now.erased):
        return
    changed = [] if then.source and then.source == now.source else _changed(then, now)
    changed += ["files"] if _altered(then, now) else []
    if changed:
        what = ", ".join(_KEYS.get(key, f"« {key} »") for key in dict.fromkeys(changed))
        yield Remark(
            f"{then.titled} a changé depuis qu’elle est parue ({what}), sans révision qui le dise.",
            (changed[0],) if changed[0] not in _KEYS else (),
            hint=f"Ajoutez à « revisions » : {_REVISION}, datée de maintenant ; pour une simple faute, avec "
            f"« minor: true ». {_but(change)}",
        )


@rule(Change, gravity=Gravity.WARNING)
def minor_without_news(change: Change) -> Iterator[Remark]:
    """Une révision mineure ne devrait rien changer à ce qui presse : les flux n’en bougent pas.

    Ce qui presse : la gravité, l’échéance, les vulnérabilités, les indicateurs.

    Mauvais : `severity: critique` au lieu de `moyenne`, et une révision `minor: true`
    Bon : la même révision, sans `minor`
    """
    then, now = change.then, change.now
    if then is None or now is None or change.withdrawing or change.another or not change.added:
        return
    if all(revision.minor for revision in change.added):
        keys = [key for key in _changed(then, now) if key in _PRESSING]
        if keys:
            told = ", ".join(f"« {key} »" for key in keys)
            yield Remark(
                f"{now.titled} a changé ({told}) sous une révision mineure : les abonnés n’en sauront rien.",
                ("revisions",),
                hint="Retirez « minor: true », et dites ce qui change.",
            )


def _changed(then: Published, now: Published) -> list[str]:
    keys = dict.fromkeys((*then.says, *now.says))
    found = [key for key in keys if then.says.get(key) != now.says.get(key)]
    later = {item.date: item for item in now.revisions}
    altered = [item for item in then.revisions if later.get(item.date, item) != item]
    return [*found, *(["revisions"] if altered else [])]


def _altered(then: Published, now: Published) -> bool:
    """Whether a file that readers may have taken has other bytes."""
    ours = {address.rpartition("/")[2]: digest for address, digest in now.files.items()}
    theirs = {address.rpartition("/")[2]: digest for address, digest in then.files.items()}
    return any(ours.get(name, digest) != digest for name, digest in theirs.items())


@rule(Change)
def closing_told(change: Change) -> Iterator[Remark]:
    """Une alerte en cours ne doit pas être close sans une révision qui dise pourquoi.

    C’est elle que voient les abonnés : sans elle, ou avec `minor: true`, les flux n’en disent rien.

    Mauvais : `status: closed` ajouté à une alerte parue
    Bon : le même, et une révision datée de la clôture
    """
    then, now = change.then, change.now
    if then is None or now is None or change.another or change.withdrawing:
        return
    told = any(not item.minor for item in change.added)
    if then.in_force != now.in_force and not told:
        state = "n’est plus en cours" if then.in_force else "est de nouveau en cours"
        yield Remark(
            f"L’alerte {now.name} {state}, sans révision qui le dise : les abonnés n’en sauront rien.",
            ("status",),
            hint=f"Ajoutez à « revisions » : {_REVISION}, datée de la clôture, sans « minor ». "
            f"{_but(change)}",
        )


@rule(Change)
def in_time_for_feeds(change: Change) -> Iterator[Remark]:
    """Une notice qui paraît ne doit pas être datée d’avant ce que les flux contiennent.

    Elle n’entrerait dans aucun flux : aucun abonné n’en saurait rien. Une notice importée (qui a des
    `aliases`) fait exception.

    Mauvais : une notice datée de juin, ajoutée en novembre
    Bon : la même, avec `published` au jour où elle paraît
    """
    now = change.now
    if change.then is None and now and now.notice and now.updated and not now.imported and not change.fed:
        yield Remark(
            f"La notice {now.name} paraît maintenant, mais datée du {datetime_fr(now.updated)} : aucun flux "
            "ne remonte si loin.",
            ("published",),
            hint="Datez « published » du jour où elle paraît (le texte peut dire la date des faits), ou "
            f"ajoutez une révision d’aujourd’hui. {_but(change)}",
        )
