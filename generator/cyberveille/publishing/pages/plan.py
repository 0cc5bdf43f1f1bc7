"""The plan of the portal: every page a visitor may want, by family."""

from cyberveille.model import Kind
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.pages import circle
from cyberveille.publishing.pages.lists import HEADINGS

Entry = tuple[str, str, str]
"""(label, address relative to the portal's root, description)"""


def plan_of(edition: Edition) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    watch: list[Entry] = [
        ("Accueil", "", "Alertes en cours, derniers bulletins, accès rapides."),
        (HEADINGS[Kind.ALERT], "alertes/", "Ce qui demande d’agir sans attendre."),
        (
            HEADINGS[Kind.BULLETIN],
            "bulletins/",
            "Vulnérabilités des technologies de santé et standard.",
        ),
    ]
    years = sorted({item.year for item in edition.bulletins}, reverse=True)
    watch += [(f"Bulletins de {year}", f"bulletins/annee/{year}/", "") for year in years]
    if edition.configuration.search:
        watch.append(("Recherche", "recherche/", "Dans les notices et les documents."))
    used = {item.theme for item in edition.documents}
    library: list[Entry] = [("Bibliothèque", "documents/", "Fiches réflexes, guides, procédures et modèles.")]
    library += [
        (theme.label, f"documents/theme/{theme.id}/", theme.description or "")
        for theme in edition.vocabularies.themes.terms
        if theme.id in used
    ]
    if not edition.observatory.empty:
        watch.append(("Observatoire", "observatoire/", "Chiffres des incidents déclarés."))
        watch += [
            (f"Incidents de {table.year}", f"observatoire/{table.year}/", "")
            for table in edition.observatory.tables
        ]
    shared = circle.places(edition)
    pages: list[Entry] = [(page.title, page.address, page.description) for page in edition.pages]
    pages.append(("Édition", "edition/", "Date, version et contenu de l’édition en ligne."))
    return (
        ("Veille", tuple(watch)),
        ("Agir", tuple(library)),
        *((("Entre correspondants", shared),) if shared else ()),
        ("Le portail", tuple(pages)),
    )
