"""The configuration of Decap: the repository, and a collection for each sort of text of each root."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct

from cyberveille.editing.choices import Lists
from cyberveille.editing.form.fields import Field, fields_in_order
from cyberveille.locale import french
from cyberveille.model import Kind, Root, Tlp
from cyberveille.model.form import Forge, Form
from cyberveille.reading.described import SOURCES, Described
from cyberveille.reading.places import PAGES_FOLDER

LOCAL_API = "http://localhost:8081/api/v1"
"""Where `decap-server` answers by default."""
_APIS = {Forge.GITHUB: "api/v3", Forge.GITLAB: "api/v4", Forge.GITEA: "api/v1"}
_LOGINS = {Forge.GITLAB: "oauth/authorize", Forge.GITEA: "login/oauth/authorize"}
YEAR, NUMBER = "annee", "numero"
"""Of an identifier: fields of the form alone, which no header has."""
_NUMBER = "[0-9]{4}"
_COMMITS = {
    "create": "Ajoute {{slug}}",
    "update": "Modifie {{slug}}",
    "delete": "Supprime {{slug}}",
    "uploadMedia": "Ajoute le fichier {{path}}",
    "deleteMedia": "Supprime le fichier {{path}}",
}


class Place(Struct, frozen=True):
    """A root of sources, the lists of its notices, the year of new ones, the next number of each kind.

    `folder` is its path in the repository, `.` for the repository itself.
    """

    root: Root
    folder: str
    lists: Lists
    year: str
    next_number: Callable[[Kind], str]


def decap_configuration(form: Form, places: Iterable[Place], portal: str) -> dict[str, Any]:
    """What `config.yml` says; `portal` is the address that previews and links lead to."""
    collections = [item for place in places for item in _collections(place)]
    return {
        "backend": _backend(form),
        "publish_mode": "editorial_workflow" if form.forge.reviews else "simple",
        "locale": "fr",
        "site_url": portal,
        "display_url": portal,
        "show_preview_links": False,
        "media_folder": PAGES_FOLDER,
        "public_folder": "",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": collections,
    }


def _backend(form: Form) -> dict[str, Any]:
    if form.forge is Forge.LOCAL:
        local = {"name": "proxy", "proxy_url": form.host or LOCAL_API, "branch": form.branch}
        return local | {"commit_messages": _COMMITS}
    told: dict[str, Any] = {"name": form.forge.value, "repo": form.repository, "branch": form.branch}
    if form.host is not None:
        told["api_root"] = f"{form.host.rstrip('/')}/{_APIS[form.forge]}"
    if form.forge is Forge.GITHUB:
        return told | {"base_url": (form.login or "").rstrip("/"), "commit_messages": _COMMITS}
    told |= {"auth_type": "pkce", "app_id": form.application, "auth_endpoint": _LOGINS[form.forge]}
    if form.host is not None:
        told["base_url"] = form.host.rstrip("/")
    return told | {"commit_messages": _COMMITS}


def _collections(place: Place) -> Iterator[dict[str, Any]]:
    for described in SOURCES:
        if described.header:
            yield _collection(described, place)


def _collection(described: Described, place: Place) -> dict[str, Any]:
    root, kind = place.root.path, described.kind
    folder = PurePosixPath(place.folder) / (kind.folder if kind else PAGES_FOLDER)
    label = kind.words.plural.capitalize() if kind else "Pages"
    told = {
        "name": collection_name(described, root),
        "label": label if root == "." else f"{label} ({root})",
        "label_singular": kind.label.capitalize() if kind else "Page",
        "folder": folder.as_posix(),
        "extension": "md",
        "format": f"header-{described.name}",
        "create": True,
        # What was published stays: a notice is withdrawn, a page is redirected.
        "delete": False,
    }
    if kind is None:
        text = _text("")
        fields = [*fields_in_order(described.record, place.lists), text]
        return told | {"identifier_field": "title", "slug": "{{slug}}", "fields": fields}
    sections = kind.facts.sections or kind.facts.drafted
    fields = fields_in_order(described.record, place.lists, frozenset({"id"}))
    fields = [
        _year(place),
        _number(place.next_number(kind)),
        *(_begun(_within(field, place.root)) for field in fields),
    ]
    told |= {
        "identifier_field": "title",
        "summary": "{{id}} · {{title}}",
        "slug": _identifier(kind, place),
        "sortable_fields": ["id", "title"],
        "fields": [*fields, _text("\n".join(f"## {title}\n\n\n" for title in sections))],
    }
    if any(field["name"] == "attachments" for field in fields):
        told |= {"media_folder": f"/{folder.as_posix()}/{_identifier(kind, place)}", "public_folder": ""}
    return told | ({"path": f"{{{{{YEAR}}}}}/{{{{slug}}}}"} if kind.by_year else {})


def _identifier(kind: Kind, place: Place) -> str:
    """As Decap puts it together: what it takes from a field, it writes in small letters."""
    return f"{place.lists.prefix}-{{{{{YEAR}}}}}-{kind.code}-{{{{{NUMBER}}}}}"


def collection_name(described: Described, root: str) -> str:
    return described.name if root == "." else f"{described.name}-{root.replace('/', '-')}"


def _within(field: Field, root: Root) -> Field:
    """A marking that the folder takes."""
    if field["name"] != "tlp":
        return field
    taken = {tlp.value for tlp in Tlp if tlp.may_enter_git and tlp.within(root.tlp_max)}
    return field | {"options": [option for option in field["options"] if option["value"] in taken]}


def _begun(field: Field) -> Field:
    """A history begins with its first version."""
    return field | {"default": [{"change": "Version initiale"}]} if field["name"] == "revisions" else field


def _year(place: Place) -> Field:
    return {"name": YEAR, "label": "Année", "widget": "hidden", "default": place.year}


def _number(number: str) -> Field:
    """The last four digits of the identifier."""
    told = (
        f"Quatre chiffres : {number} était libre quand ce formulaire a été préparé ; `check` voit un doublon."
    )
    pattern = [f"^{_NUMBER}$", "quatre chiffres"]
    return {
        "name": NUMBER,
        "label": "Numéro",
        "hint": french(told),
        "widget": "string",
        "default": number,
        "pattern": pattern,
    }


def _text(begun: str) -> Field:
    return {
        "name": "body",
        "label": "Texte",
        "hint": french("Du Markdown ; les titres commencent par « ## »."),
        "widget": "markdown",
        "modes": ["raw"],
        "default": begun,
        "required": False,
    }
