"""What `serve` rebuilds for: whatever changes what is shown, and nothing that a build writes."""

from tests.portal import Portal
from watchfiles import Change

from cyberveille.cli.serve import _Sources


def test_all_that_changes_the_look_is_watched(portal: Portal) -> None:
    """Blocks, files of the organisation, and those that the configuration names, once it does."""
    root = portal.folder.resolve()
    sources = _Sources((root,))

    def seen(path: str) -> bool:
        return sources(Change.modified, str(root / path))

    assert seen("templates/home.html")
    assert seen("static/theme.css")
    assert seen("site_config.yml")
    assert not seen("site/index.html")
    assert not seen("identite/logo.svg")
    named = "identity:\n  logo: identite/logo.svg\n  fonts: [{file: texte.woff2}]\ncountry: mc.yml\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + named)
    sources.follow(root)
    assert all(map(seen, ("identite/logo.svg", "texte.woff2", "mc.yml")))
