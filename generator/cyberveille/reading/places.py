"""Where in a portal's folder what is read stands, by the names that editors know."""

CONFIGURATION_FILE = "site_config.yml"
EARLIER_FOLDER = "revisions"
PAGES_FOLDER = "content/pages"
VOCABULARIES_FOLDER = "content/vocabulaires"
DIRECTORY_FILE = "content/annuaire.yml"
SCHEME_FOLDER = "content/signalement"
OBSERVATORY_FOLDER = "content/observatoire"
NATIONAL_FILE = f"{OBSERVATORY_FOLDER}/chiffres-nationaux.yml"
EXPLOITATION_FOLDER = "content/exploitation"
REGISTRY_FOLDER = "content/produits"
SETS_FILE = f"{OBSERVATORY_FOLDER}/jeux.yml"


def shown_path(root: str, path: str) -> str:
    """A source's path as findings name it: relative to the folder of the configuration."""
    return path if root == "." else f"{root.rstrip('/')}/{path}"
