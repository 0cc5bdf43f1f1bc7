"""What the interests of `site_config.yml` refer to."""

from collections.abc import Iterator

from cyberveille.checking.index import Index
from cyberveille.checking.nearest import did_you_mean, nearest_term
from cyberveille.checking.rule import Remark, SourcePath, rule
from cyberveille.model import Vocabulary

_LISTS = ("technologies", "structures")


@rule()
def interest_term_known(index: Index) -> Iterator[tuple[SourcePath, Remark]]:
    """Un intérêt composé dans `site_config.yml` doit citer des termes des listes contrôlées.

    Un terme que nulle liste ne porte ne retiendrait aucune notice, et personne ne le verrait.

    Mauvais : `technologies: [imageries]`
    Bon : `technologies: [imagerie]`
    """
    place = SourcePath(".", index.configuration_path)
    for position, asked in enumerate(index.configuration.feeds.interests):
        for key in _LISTS:
            vocabulary: Vocabulary = getattr(index.vocabularies, key)
            for rank, term in enumerate(getattr(asked, key)):
                if vocabulary.get(term) is None:
                    yield (
                        place,
                        Remark(
                            f"« {term} » n’est pas dans la liste « {vocabulary.name} ».",
                            ("feeds", "interests", position, key, rank),
                            hint=did_you_mean(term, nearest_term(term, vocabulary))
                            or f"Voyez {vocabulary.name}.yml.",
                        ),
                    )
