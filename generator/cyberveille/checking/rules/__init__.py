"""One module a family of rules; importing this package registers them all."""

from cyberveille.checking.rules import (
    attached,
    body,
    catalogue,
    controlled_lists,
    dates,
    disclosure,
    documents,
    erasure,
    experience,
    identity,
    indicators,
    leftover,
    links,
    meaning,
    moments,
    pdf,
    permanence,
    printed,
    references,
    required,
    scheme,
    signs,
    vocabulary,
    vulnerabilities,
)

FAMILIES = {
    module.__name__.rpartition(".")[2]: title
    for module, title in (
        (identity, "Identifiant, fichier et dossier"),
        (required, "Ce que toute notice doit dire"),
        (disclosure, "Marquage TLP"),
        (signs, "Signes qui passent pour d’autres"),
        (dates, "Dates"),
        (erasure, "Notices effacées"),
        (vocabulary, "Listes contrôlées"),
        (vulnerabilities, "Vulnérabilités"),
        (indicators, "Indicateurs de compromission"),
        (experience, "Retours d’expérience et actions"),
        (references, "Sources citées"),
        (body, "Texte"),
        (printed, "Signes imprimés tels quels"),
        (documents, "Fichiers joints"),
        (attached, "Ce que les fichiers joints contiennent"),
        (leftover, "Textes à compléter"),
        (meaning, "Ce qui est dit deux fois"),
        (catalogue, "Identifiants et adresses, d’une notice à l’autre"),
        (links, "Liens d’une page à l’autre"),
        (moments, "Dates, d’une notice à l’autre"),
        (permanence, "Ce qui a été publié"),
        (controlled_lists, "Les listes contrôlées elles-mêmes"),
        (pdf, "Fichiers PDF"),
        (scheme, "Déclaration d’incident"),
    )
}
"""The families and their titles, in the order in which `cyberveille rules` lists them."""
