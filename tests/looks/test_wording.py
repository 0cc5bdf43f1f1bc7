"""Texts of the interface in an organisation's own words."""

import pytest

from cyberveille.looks.wording import Wording, plain, texts_in
from cyberveille.model.configuration import Label

TEMPLATE = """<h2 id="derniers">Derniers&nbsp;bulletins</h2>
{% if few > 1 %} Aucun <b>bulletin</b>{% endif %}
<input placeholder="Rechercher" title="{{ word }}" name="Rechercher"><p>{{ word }}</p><p> 12 </p>
"""


def _wording(text: str, said: str) -> Wording:
    return Wording([Label(text=text, said=said)])


def test_texts_are_those_between_tags_and_in_what_is_said_aloud() -> None:
    """No expression, no name, no number."""
    assert [plain(text) for text in texts_in(TEMPLATE)] == [
        *("Derniers bulletins", "Aucun", "bulletin"),
        "Rechercher",
    ]


@pytest.mark.parametrize("typed", ["Derniers bulletins", "Derniers\u00a0bulletins", " Derniers  bulletins"])
def test_a_text_is_found_however_its_spaces_are_typed(typed: str) -> None:
    assert ">Avis</h2>" in _wording(typed, "Avis").template(TEMPLATE)


def test_only_the_whole_text_is_said_otherwise() -> None:
    """And nothing that is no text."""
    assert _wording("bulletins", "avis").template(TEMPLATE) == TEMPLATE
    said = _wording("Rechercher", "Chercher").template(TEMPLATE)
    assert said == TEMPLATE.replace('placeholder="Rechercher"', 'placeholder="Chercher"')


def test_what_is_said_is_text() -> None:
    """No tag of HTML, nothing that templates would take for theirs."""
    said = _wording("Aucun", '<b>"{{ 1 }}{% x %}').template(TEMPLATE)
    assert "&lt;b&gt;&#34;&#123;&#123; 1 &#125;&#125;&#123;% x %&#125; <b>" in said
