"""Where in a portal's folder what is read stands, by the names that editors know."""

from collections.abc import Mapping

from msgspec import Struct

from cyberveille.model.exploitation import Catalogue, Evidence, Likelihood

CONFIGURATION_FILE = "site_config.yml"
EARLIER_FOLDER = "revisions"
PAGES_FOLDER = "content/pages"
VOCABULARIES_FOLDER = "content/vocabulaires"
DIRECTORY_FILE = "content/annuaire.yml"
SCHEME_FOLDER = "content/signalement"
OBSERVATORY_FOLDER = "content/observatoire"
NATIONAL_FILE = f"{OBSERVATORY_FOLDER}/chiffres-nationaux.yml"
EXPLOITATION_FOLDER = "content/exploitation"
EXPLOITATION_FILES: Mapping[str, tuple[str, type[Struct]]] = {
    "catalogues": ("catalogues", Catalogue),
    "evidence": ("exploitees", Evidence),
    "likelihoods": ("probabilites", Likelihood),
}
"""By field of `Exploitation`: the file's name, and what each of its entries is."""
REGISTRY_FOLDER = "content/produits"
REGISTRY_ENDING = ".yml"
SETS_FILE = f"{OBSERVATORY_FOLDER}/jeux.yml"


def shown_path(root: str, path: str) -> str:
    """A source's path as findings name it: relative to the folder of the configuration."""
    return path if root == "." else f"{root.rstrip('/')}/{path}"


def is_registry_file(name: str) -> bool:
    """Whether a file of the folder, by its name, holds a vendor; drafts of editors are passed over."""
    legible = name == name.encode(errors="replace").decode()
    return name.endswith(REGISTRY_ENDING) and not name.startswith(".") and legible
