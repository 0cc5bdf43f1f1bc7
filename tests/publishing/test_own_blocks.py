"""Blocks and files of an organisation, in the pages of its portal."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.looks.test_picture import image
from tests.portal import SITES, Portal, bulletin, without_index
from tests.reading.test_own_files import woff2

from cyberveille.looks.promised import BLOCKS
from cyberveille.model.identity import Looks, OwnFile
from cyberveille.publishing.build import build
from cyberveille.publishing.frame import FrameError

PACKAGE = Path(__file__).parents[2] / "generator/cyberveille"
TEMPLATES = {
    "frame.html": """{% block head %}
<script type="module" src="{{ asset('carte.js') }}"></script>
{% endblock %}
{% block banner %}<p class="ght">GHT <b>{{ publisher.name }}</b></p>{% endblock %}
{% block footer_legal %}
{{ super() }}<p>Et nos <a href="{{ path('a-propos/') }}">conventions</a>.</p>
{% endblock %}
""",
    "home.html": "{% block guides %}<p>Nos guides sont ailleurs.</p>{% endblock %}\n",
    "notice.html": """{% block top %}
<p>{{ notice.kind }} {{ notice.id }} du {{ notice.published }}</p>
{% endblock %}
""",
    "page.html": "{% block bottom %}<p>Fin de {{ page.title }}</p>{% endblock %}\n",
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("blocs") / "portail")
    for name, text in TEMPLATES.items():
        portal.write(f"templates/{name}", text)
    portal.write("static/carte.js", "document.title;\n")
    portal.write("static/theme.css", ".ght { background: url(sceau.png) }\n")
    (portal.folder / "static" / "sceau.png").write_bytes(image((8, 8)))
    (portal.folder / "texte.woff2").write_bytes(woff2())
    fonts = '[{file: texte.woff2, weight: "100 900"}, {file: texte.woff2, use: titles}]'
    portal.write("site_config.yml", portal.read("site_config.yml") + f"identity:\n  fonts: {fonts}\n")
    portal.build()
    return portal


def test_blocks_stand_where_they_are_promised(portal: Portal) -> None:
    """In place of what stands there otherwise, or around it."""
    home, notice = portal.page(""), portal.page("bulletins/2026/CV-2026-BUL-0001")
    assert "GHT <b>Équipe d’essai</b>" in home
    assert "Publié par Équipe d’essai." in home
    assert '<a href="/a-propos/">conventions</a>' in notice
    assert "Nos guides sont ailleurs." in home
    assert 'id="guides"' not in home
    assert "<p>bulletin CV-2026-BUL-0001 du " in notice
    assert "<p>document CV-2026-DOC-0001 du " in portal.page("documents/CV-2026-DOC-0001")
    assert "<p>Fin de À propos</p>" in portal.page("a-propos")


def test_files_are_served_under_their_digest(portal: Portal) -> None:
    """Beside the portal's own, whatever their names; sheets find what they name."""
    found = re.search(r'src="(/assets/static/carte\.[0-9a-f]{8}\.js)"', portal.page(""))
    assert found
    assert (portal.output / found[1].lstrip("/")).read_text(encoding="utf-8") == "document.title;\n"
    [sheet] = (portal.output / "assets").glob("cv.*.css")
    style = sheet.read_text(encoding="utf-8")
    for pattern in (
        r'\.ght \{ background: url\("(static/sceau\.[0-9a-f]{8}\.png)"\)',
        r'url\("(police0\.\w+\.woff2)"\)',
    ):
        named = re.search(pattern, style)
        assert named
        assert (portal.output / "assets" / named[1]).is_file()
    assert "font-weight: 100 900;" in style
    assert '--cv-titles-family: "cv-titles", var(--cv-text-family);' in style


def test_a_changed_block_renders_again_what_bears_it(portal: Portal) -> None:
    portal.edit("templates/page.html", "Fin de", "Voilà pour")
    assert "a-propos/index.html" in portal.build().written
    assert portal.build().written == ()


def test_a_withheld_title_in_a_block_refuses_the_edition(portal: Portal) -> None:
    """Whatever an organisation writes around pages is read by the guard too."""
    title = "Compromission silencieuse du serveur de dictée"
    portal.write("bulletins/2026/CV-2026-BUL-0007.md", bulletin(7, title=title, extra="draft: true\n"))
    for template in ("frame.html", "home.html"):
        before = portal.read(f"templates/{template}")
        portal.write(f"templates/{template}", before.replace("<p", f"<p>{title}</p><p", 1))
        assert portal.build().leaks
        portal.write(f"templates/{template}", before)
    (portal.folder / "bulletins/2026/CV-2026-BUL-0007.md").unlink()


def test_a_block_that_fails_leaves_the_last_edition(portal: Portal) -> None:
    """What depends on one notice alone is met while pages are made: nothing of them is put in place."""
    portal.build()
    before = portal.files()
    edition, catalogue = portal.made()
    broken = OwnFile("notice.html", b"{% block top %}{{ notice.title.absent.encore }}{% endblock %}")
    odd = replace(edition, looks=Looks(templates=(broken,)))
    with without_index(), pytest.raises(FrameError, match=r"templates/notice\.html.*top"):
        build(odd, catalogue, portal.workspace)
    assert portal.files() == before


def test_every_promised_block_is_in_a_template() -> None:
    """And no template has one that is not promised."""
    told = "".join(file.read_text(encoding="utf-8") for file in (PACKAGE / "templates").rglob("*.html"))
    called = set(re.findall(r'own\("([a-z.]+)", "([a-z_]+)"', told))
    assert called == {(template, name) for template, blocks in BLOCKS.items() for name in blocks}
