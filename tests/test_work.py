"""How much work a change is, counted: texts rendered, files printed and written, bytes."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from cyberveille.markup import Rendered, render_body
from cyberveille.reading import default_pages
from tests.portal import Portal, bulletin

pytestmark = pytest.mark.slow

COUNT = 60


class Work(NamedTuple):
    texts: int
    rendered: int
    written: int
    octets: int


@pytest.fixture
def work(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Work]:
    """Builds the portal, and counts what that took."""
    for number in range(10, 10 + COUNT):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number))
    default_pages()  # What comes with the program is read once for all portals.
    texts = 0

    def counted(markdown: str, first_line: int = 1) -> Rendered:
        nonlocal texts
        texts += 1
        return render_body(markdown, first_line)

    monkeypatch.setattr("cyberveille.reading.source.render_body", counted)

    def build() -> Work:
        nonlocal texts
        texts = 0
        report = portal.build(search=True)
        octets = sum((portal.output / path).stat().st_size for path in report.written)
        return Work(texts, report.rendered, len(report.written), octets)

    return build


def test_the_first_build_does_everything_once(portal: Portal, work: Callable[[], Work]) -> None:
    """Each text is rendered once, each file printed once."""
    done = work()
    sources = [*portal.folder.glob("bulletins/*/*.md"), *portal.folder.glob("alerts/*/*.md")]
    sources += [*portal.folder.glob("content/documents/*.md"), *portal.folder.glob("content/pages/*.md")]
    sources += portal.folder.glob("revisions/*/*.md")
    assert done.texts == len(sources)
    assert done.rendered == done.written == len(portal.files())


def test_nothing_changed_is_no_work(work: Callable[[], Work]) -> None:
    """Not one text, not one file."""
    work()
    assert work() == Work(0, 0, 0, 0)


@pytest.mark.parametrize("kind", ["bulletin", "alert"])
def test_one_notice_is_its_own_work_in_any_archive(
    portal: Portal, work: Callable[[], Work], kind: str
) -> None:
    """One text; no page of another notice but its neighbour; the archive of lists stays as it is."""
    cold = work()
    text = bulletin(900).replace("2026-10-05T10:00", "2026-10-06T10:00")
    if kind == "alert":
        text = text.replace("BUL-0900", "ALE-0900").replace("tlp:", "status: active\ntlp:")
        portal.write("alerts/2026/CV-2026-ALE-0900.md", text)
    else:
        portal.write("bulletins/2026/CV-2026-BUL-0900.md", text)
    done = work()
    assert done.texts == 1
    assert done.rendered < COUNT
    assert done.written < COUNT
    assert done.octets < cold.octets / 2


def test_a_corrected_word_is_one_page(portal: Portal, work: Callable[[], Work]) -> None:
    """Its text, its page, its JSON; feeds and index where it stands."""
    work()
    portal.edit("bulletins/2026/CV-2026-BUL-0020.md", "sans gravité", "sans aucune gravité")
    done = work()
    assert done.texts == 1
    assert {path for path in _html(portal) if "sans aucune gravité" in portal.page(path)} == {
        "bulletins/2026/CV-2026-BUL-0020"
    }


def _html(portal: Portal) -> list[str]:
    return [file.removesuffix("/index.html") for file in portal.files() if file.endswith("/index.html")]
