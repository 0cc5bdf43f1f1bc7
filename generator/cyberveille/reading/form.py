"""What must hold of the form in which notices are written, as `site_config.yml` declares it."""

from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.model import Configuration
from cyberveille.model.form import Forge, Form
from cyberveille.reading.audiences import Demand, host_of

_REPOSITORY = expression(r"[\w.-]+(/[\w.-]+)+")
_URL_HINT = "Écrivez une adresse complète, par exemple https://redaction.example.org/."
_NEEDS = {
    Forge.GITHUB: ("login",),
    Forge.GITLAB: ("application",),
    Forge.GITEA: ("application", "host"),
    Forge.LOCAL: (),
}
"""The keys without which nobody could log in."""
_MEANT = {
    "login": "l’adresse du service qui échange le code de connexion",
    "application": "l’identifiant de l’application déclarée dans la forge",
    "host": "l’adresse de la forge",
}


def form_demands(configuration: Configuration) -> Iterator[Demand]:
    form = configuration.form
    if form is None:
        return
    for key in ("url", "host", "login"):
        address = getattr(form, key)
        local = form.forge is Forge.LOCAL and str(address).startswith("http://")
        if address is not None and (not host_of(address) or not (local or address.startswith("https://"))):
            yield ("form", key), f"« {address} » n’est pas une adresse https.", _URL_HINT
    yield from _apart(configuration, form)
    if not _REPOSITORY.fullmatch(form.repository) and form.forge is not Forge.LOCAL:
        message = f"« {form.repository} » ne nomme pas un dépôt."
        yield ("form", "repository"), message, "Écrivez son propriétaire, puis son nom : cellule/portail."
    for key in _NEEDS[form.forge]:
        if getattr(form, key) is None:
            message = f"La clé « {key} » manque : sans elle, personne ne se connecte à {form.forge.value}."
            yield ("form",), message, f"Ajoutez « {key}: … » : {_MEANT[key]}."


def _apart(configuration: Configuration, form: Form) -> Iterator[Demand]:
    """The form is behind a login of its own: what it leaves in a browser is for no edition to read."""
    for audience in configuration.audiences:
        address = audience.url or configuration.portal.url
        if form.forge is not Forge.LOCAL and host_of(form.url) == host_of(address):
            message = f"Le formulaire a le même nom d’hôte que l’édition « {audience.name} »."
            hint = "Donnez-lui un nom d’hôte à part, derrière sa propre connexion."
            yield ("form", "url"), message, hint
