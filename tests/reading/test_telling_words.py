"""Words by which what is left in a text is looked for."""

from cyberveille.reading.remains import _LONG, _SORTS, _told_in


def test_every_word_that_tells_is_found_wherever_it_stands() -> None:
    """Whichever sign a word is looked for by, its sort is among those that a text may hold."""
    for place, sort in enumerate(_SORTS):
        for word in sort.telling:
            assert place in _told_in(f"Un texte : {word}, et sa suite.")


def test_a_text_without_any_is_told_to_hold_nothing() -> None:
    """No sort is looked for in words that tell of none."""
    assert _told_in("Une mise à jour corrige la vulnérabilité de la passerelle.") == set()


def test_a_long_text_is_looked_through_word_by_word() -> None:
    """One word may stand in it so often that all its places would take much memory."""
    assert _told_in("TODO " * (_LONG // 4)) == _told_in("TODO") != set()
