"""What an edition published, from its files."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from cyberveille.publishing.permanence.from_files import Files, changed_files, leading
from cyberveille.publishing.permanence.from_json import of_json

URL = "https://essai.example.org/veille/"
NAME = "CV-2026-BUL-0042"
DATA = f"bulletins/2026/{NAME}.json"
PAGE = f"bulletins/2026/{NAME}/index.html"


def _section(html: str, text: str = "Un mot.") -> dict[str, Any]:
    return {"sections": [{"title": "Résumé", "html": html, "text": text}]}


def _json(**changes: Any) -> bytes:  # noqa: ANN401 - any JSON
    told = {
        "kind": "bulletin",
        "id": NAME,
        "url": f"{URL}bulletins/2026/{NAME}/",
        "title": "Un titre",
        "published": "2026-10-01T10:00:00+02:00",
        "updated": "2026-10-01T10:00:00+02:00",
        "source": "a1",
        "withdrawn": None,
        "aliases": [],
        "revisions": [{"date": "2026-10-01T10:00:00+02:00", "change": "Version initiale", "minor": False}],
        "severity": {"id": "elevee", "label": "élevée"},
        "sections": [{"title": "Résumé", "html": f'<p>Un <a href="{URL}x/">mot</a>.</p>', "text": "Un mot."}],
    }
    return json.dumps(told | changes).encode()


def _files(held: Mapping[str, bytes]) -> Files:
    def read(paths: Iterable[str]) -> Mapping[str, bytes]:
        return {path: held[path] for path in paths if path in held}

    return Files(URL, read)


@pytest.mark.parametrize(
    "changes",
    [
        {"severity": {"id": "elevee", "label": "Élevée !"}},
        {
            "sections": [
                {"title": "Résumé", "html": f'<div><a href="{URL}x/">Un mot.</a></div>', "text": "Un  mot."}
            ]
        },
        {"url": "https://ailleurs.example.org/"},
        {"publisher": {"name": "Une autre", "url": URL}},
    ],
)
def test_what_the_program_or_a_list_says_otherwise_is_no_change(changes: dict[str, Any]) -> None:
    """Labels, markup, the portal's own name: a notice says the same."""
    then, now = of_json(_json(), URL), of_json(_json(**changes), URL)
    assert then is not None
    assert now is not None
    assert then.says == now.says


def test_a_text_and_where_it_leads_are_what_it_says() -> None:
    """A link alone may change, and a portal may move with all its links."""
    then = of_json(_json(), URL)
    other = _json(**_section(f'<p>Un <a href="{URL}y/">mot</a>.</p>'))
    moved = _json(**_section('<p>Un <a href="https://b.org/x/">mot</a>.</p>'))
    assert then is not None
    changed, same = of_json(other, URL), of_json(moved, "https://b.org/")
    assert changed is not None
    assert same is not None
    assert changed.says != then.says
    assert same.says == then.says


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", _json(kind="autre"), _json(published="hier")])
def test_what_is_no_notice_is_passed_over(data: bytes) -> None:
    """Whatever stands there."""
    assert of_json(data, URL) is None


def test_a_notice_whose_data_cannot_be_read_is_still_missed() -> None:
    """Its address says its name."""
    past, now = changed_files(_files({}), _files({}), lost={PAGE, DATA}, changed=(), new=())
    assert [(item.name, item.address) for item in past] == [(NAME, PAGE)]
    assert now == {}


def test_pages_of_editors_and_former_addresses_are_missed_and_lists_are_not() -> None:
    """A list by technology comes and goes; its next pages too."""
    redirects = f"/veille/ancienne/ /veille/bulletins/2026/{NAME}/ 301\n".encode()
    lost = {
        "a-propos/index.html", "ancienne/index.html", "bulletins/technologie/dpi/index.html",
        "bulletins/page/2/index.html", "flux/composer.js", "_redirects",
    }  # fmt: skip
    past, _ = changed_files(_files({"_redirects": redirects}), _files({}), lost=lost, changed=(), new=())
    assert {item.name: item.former for item in past} == {"/a-propos/": (), NAME: ("ancienne/index.html",)}
    assert leading(redirects, URL) == {"ancienne/index.html": PAGE}
