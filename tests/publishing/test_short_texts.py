"""Every passage of a text is found, with all those whose it is, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.publishing.guard import Claim, Guard
from cyberveille.publishing.pieces import passages
from cyberveille.publishing.short_texts import ShortTexts
from cyberveille.publishing.words import text_words

_TEXT = st.lists(st.sampled_from("abc"), max_size=14).map(lambda words: text_words(" ".join(words)))


@given(st.lists(_TEXT, max_size=5, unique=True), _TEXT)
@examples(150)
def test_passages_are_those_of_the_texts(texts: list[bytes], words: bytes) -> None:
    """Whatever they share: few words make texts that begin, end and overlap alike."""
    sought = ShortTexts({text: (rank,) for rank, text in enumerate(texts)})
    whose = {
        run: [rank for rank, text in enumerate(texts) if run in set(passages(text))]
        for text in (*texts, words)
        for run in passages(text)
    }
    assert {run: list(sought.owners(run)) for run in whose} == whose
    assert {run: run in sought for run in whose} == {run: bool(ranks) for run, ranks in whose.items()}


@given(st.lists(_TEXT, min_size=1, max_size=4, unique=True), _TEXT, _TEXT)
@examples(100)
def test_the_guard_finds_each_passage_of_a_file(texts: list[bytes], before: bytes, after: bytes) -> None:
    """Wherever it stands, and whatever stands around it."""
    guard = Guard({}, {text: (Claim(str(rank)),) for rank, text in enumerate(filter(None, texts))}, {})
    data = b" ".join(part.strip() for part in (before, texts[0], after))
    every = {run for text in texts for run in passages(text)}
    expected = {run.decode().strip() for run in passages(text_words(data.decode())) if run in every}
    assert {leak.what for leak in guard.leaks("x.txt", data)} == expected
