"""Three organisations that publish the same notices, each with a look of its own."""

from pathlib import Path
from typing import NamedTuple

from tests.portal import SITES, Portal


class Identity(NamedTuple):
    """`options` are lines of the configuration; `files` what stands beside it, by path."""

    name: str
    portal: str
    tagline: str
    options: str
    files: dict[str, str]


_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox='
IDENTITIES = (
    Identity(
        "ght",
        "GHT des Trois Vallées",
        "La veille de sécurité de nos onze établissements",
        """identity:
  logo: identite/logo.svg
  colours:
    light: {primary: "#123a7a", accent: "#1a4fa3", call: "#ffffff"}
""",
        {
            "identite/logo.svg": f"""{_SVG}"0 0 40 40">
<path fill="#fff" d="M2 34 14 12l7 12 5-8 12 18z"/><circle cx="30" cy="9" r="5" fill="#8fc1ff"/></svg>
""",
        },
    ),
    Identity(
        "region",
        "Cyber Santé Sud",
        "Le centre de ressources régional",
        """identity:
  logo: identite/marque.svg
  wordmark: true
  colours:
    light: {primary: "#6b1d3d", accent: "#96274f", call: "#ffd1a6"}
""",
        {
            "identite/marque.svg": f"""{_SVG}"0 0 232 40">
<path fill="#ffd1a6" d="M20 3a17 17 0 1 0 0 34V26a6 6 0 1 1 0-12z"/>
<text x="46" y="28" font-family="DejaVu Sans, Arial, sans-serif" font-weight="700" font-size="20" fill="#fff"
>Cyber Santé Sud</text></svg>
""",
            "templates/frame.html": """{% block banner %}
<p class="region">Un incident&nbsp;? La cellule régionale répond jour et nuit&nbsp;:
<a href="{{ path('signaler/') }}">comment nous joindre</a>.</p>
{% endblock %}
""",
            "static/region.css": """.region {
  max-width: var(--cv-wide);
  padding: 0.5rem 1rem;
  margin: 0 auto;
  border-bottom: 0.0625rem solid var(--cv-rule);
}
""",
        },
    ),
    Identity(
        "ministere",
        "Veille Santé Luxembourg",
        "Alertes et bulletins pour les hôpitaux du pays",
        """identity:
  logo: identite/logo.svg
  colours:
    light: {primary: "#26303a", accent: "#0d6b3f", call: "#9be3b4"}
    dark: {accent: "#8fdcae"}
country: lu
""",
        {
            "identite/logo.svg": f"""{_SVG}"0 0 32 32">
<style>.a{{fill:#9be3b4}}.b{{fill:#fff}}</style>
<rect class="a" x="2" y="2" width="12" height="28" rx="2"/>
<rect class="b" x="18" y="2" width="12" height="12" rx="2"/>
<rect class="b" x="18" y="18" width="12" height="12" rx="2"/></svg>
""",
            "templates/home.html": """{% block top %}
<p>Publié avec les hôpitaux du pays&nbsp;; les textes restent ceux de leurs auteurs.</p>
{% endblock %}
""",
        },
    ),
)


def portal_of(identity: Identity, folder: Path) -> Portal:
    """The smallest portal, built as the organisation publishes it."""
    portal = Portal.copy(SITES / "minimal", folder)
    for path, text in identity.files.items():
        portal.write(path, text)
    told = portal.read("site_config.yml")
    told = told.replace("name: Portail d’essai", f"name: {identity.portal}", 1)
    told = told.replace("tagline: Un portail pour les essais", f"tagline: {identity.tagline}", 1)
    portal.write("site_config.yml", told + identity.options)
    portal.write(
        "content/pages/signaler.md",
        "---\ntitle: Signaler un incident\ndescription: Que faire.\n---\n## Que faire\n\nAppelez.\n",
    )
    portal.build()
    portal.close()
    return portal
