"""One index made by Pagefind's service, from beginning to end."""

from pathlib import Path

from cyberveille.publishing.search.pagefind import Pagefind


def test_an_index_that_is_over_may_be_asked_again(tmp_path: Path) -> None:
    """Those under way are all asked at each step, also the one that ended before another."""
    index = Pagefind([("/a/", "<html lang=fr><body><p>passerelle</p></body></html>")], tmp_path)
    index.wait()
    assert [index.running, index.running] == [False, False]
    assert any(path.endswith(".pf_index") for path in index.take_files())
    assert index.take_files() == {}
