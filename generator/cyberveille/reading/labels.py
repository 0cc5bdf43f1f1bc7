"""What texts of the interface there are, which a portal may say otherwise."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from cyberveille.looks.wording import plain, texts_in
from cyberveille.map import FAMILIES, PLACES
from cyberveille.model import Configuration, Kind
from cyberveille.reading.audiences import Demand


@cache
def interface_texts() -> Mapping[str, str]:
    """Each text as the program writes it, by what it is compared by."""
    found = [
        text for template in _templates(files("cyberveille") / "templates") for text in texts_in(template)
    ]
    found += [text for place in PLACES for text in (place.title, place.description, place.way)]
    for kind in Kind:
        nouns = (kind.words.singular, kind.words.plural)
        found += [*nouns, *map(str.capitalize, nouns), kind.facts.title, kind.facts.menu, kind.facts.latest]
    for family in FAMILIES:
        found += [family.title, family.purpose, family.suits, family.discovered]
    return {plain(text): " ".join(text.split()) for text in found if text}


def unknown_labels(configuration: Configuration) -> Iterator[Demand]:
    """Labels of texts that no page has, perhaps since a new version: no more than warnings."""
    known = interface_texts()
    for position, label in enumerate(configuration.labels):
        if plain(label.text) not in known:
            near = get_close_matches(plain(label.text), known, 1)
            hint = "Copiez le texte entier, du début à la fin, tel que la page le montre."
            if near:
                hint = f"Vouliez-vous dire « {known[near[0]]} » ?"
            message = f"Aucune page n’a le texte « {label.text} » : il n’est remplacé nulle part."
            yield ("labels", position, "text"), message, hint


def _templates(folder: Traversable) -> list[str]:
    inside = sorted(folder.iterdir(), key=lambda item: item.name)
    told = [item.read_text(encoding="utf-8") for item in inside if item.name.endswith(".html")]
    return told + [text for item in inside if item.is_dir() for text in _templates(item)]
