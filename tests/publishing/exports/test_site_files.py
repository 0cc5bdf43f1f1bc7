"""robots.txt, security.txt, the edition's state, redirects and headers."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cyberveille import __version__
from cyberveille.model import AlertStatus, Body, Page, SourceLocation, Tlp, Withdrawal
from cyberveille.model.configuration import SecurityContact
from cyberveille.publishing import exports
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.headers import SPECIALS
from cyberveille.publishing.exports.redirects import Redirect, redirects
from cyberveille.publishing.exports.security_txt import expires
from cyberveille.publishing.policy import content_security_policy

Make = Callable[..., Any]
LOOKUP = "/cve/:id /recherche/?cve=:id 302\n"


def _files(edition: Edition) -> dict[str, str]:
    return {output.path: output.render().decode() for output in exports.outputs(edition)}


def test_the_files_of_a_site(edition_of: Make, bulletin: Make) -> None:
    """Their paths are what hosts and crawlers look for."""
    files = _files(edition_of(bulletin(redirect_from=("/ancien/",))))
    assert set(files) == {
        "schemas/notice-1.json",
        "schemas/declaration-1.json",
        "schemas/donnees-1.json",
        "donnees/openapi.json",
        "donnees/concerne/index.json",
        "donnees/concerne/2026.json",
        "abonnements/choix.json",
        "flux/flux.opml",
        "sitemap.xml",
        "robots.txt",
        ".well-known/security.txt",
        "etat.json",
        "edition.json",
        "_redirects",
        "_headers",
        ".serveur/nginx.conf",
        ".serveur/apache.conf",
    }


def test_crawlers_are_welcome_to_the_public_edition_alone(edition_of: Make) -> None:
    """The sitemap is named; an edition for members is closed to them."""
    assert _files(edition_of())["robots.txt"] == (
        "User-agent: *\nAllow: /\n\nSitemap: https://portail.example.org/sitemap.xml\n"
    )
    assert "Disallow: /\n" in _files(edition_of(tlp_max=Tlp.AMBER))["robots.txt"]


def test_security_txt(edition_of: Make) -> None:
    """Required fields of RFC 9116, and the policy when there is one."""
    security = SecurityContact(
        contact="mailto:securite@example.org",
        policy="https://portail.example.org/securite/",
    )
    assert _files(edition_of(security=security))[".well-known/security.txt"] == (
        "Contact: mailto:securite@example.org\n"
        "Expires: 2027-05-01T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        "Canonical: https://portail.example.org/.well-known/security.txt\n"
        "Policy: https://portail.example.org/securite/\n"
    )
    assert "Policy" not in _files(edition_of())[".well-known/security.txt"]


@pytest.mark.parametrize(
    ("clock", "months", "expected"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), 6, "2027-05-01T00:00:00Z"),
        (datetime(2026, 11, 30, 22, tzinfo=UTC), 6, "2027-05-01T00:00:00Z"),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), 6, "2027-06-01T00:00:00Z"),
        (datetime(2026, 12, 5, tzinfo=UTC), 12, "2027-12-01T00:00:00Z"),
        (datetime(2026, 1, 5, tzinfo=UTC), 11, "2026-12-01T00:00:00Z"),
        (datetime(2026, 1, 5, tzinfo=UTC), 12, "2027-01-01T00:00:00Z"),
    ],
)
def test_security_txt_expires_on_the_first_of_a_month(clock: datetime, months: int, expected: str) -> None:
    """It moves with the month in Paris, not with the edition."""
    assert expires(clock, months) == expected


def test_state_holds_active_alerts_alone(edition_of: Make, alert: Make, bulletin: Make) -> None:
    """Neither the closed nor the withdrawn; addresses under the portal's path."""
    moment = alert().published
    edition = edition_of(
        alert(3),
        alert(2, status=AlertStatus.CLOSED, closed=moment),
        alert(1, withdrawn=Withdrawal(date=moment, reason="Doublon.")),
        bulletin(),
        url="https://portail.example.org/veille/",
    )
    assert json.loads(_files(edition)["etat.json"]) == {
        "edition": {"date": "2026-11-24T09:00:00+01:00", "commit": "a" * 40},
        "alertes": [
            {
                "id": "CV-2026-ALE-0003",
                "titre": "Exécution de code dans la passerelle X",
                "adresse": "/veille/alertes/2026/CV-2026-ALE-0003/",
                "gravite": "critique",
                "depuis": "2026-11-23T09:30:00+01:00",
                "mesure": "Mettre à jour.",
                "echeance": str(date(2026, 11, 30)),
                "echeance_exposes": str(date(2026, 11, 25)),
            }
        ],
    }


def test_edition_json_says_which_edition_this_is(
    edition_of: Make, alert: Make, bulletin: Make, document: Make
) -> None:
    """Program, moment, commit, audience and counts."""
    edition = edition_of(bulletin(), alert(), alert(4, status=AlertStatus.CLOSED), document())
    assert json.loads(_files(edition)["edition.json"]) == {
        "generator": {"name": "cyberveille", "version": __version__},
        "date": "2026-11-24T09:00:00+01:00",
        "commit": "a" * 40,
        "audience": "public",
        "tlp_max": "CLEAR",
        "restricted": False,
        "url": "https://portail.example.org/",
        "counts": {"bulletins": 1, "alerts": 2, "active_alerts": 1, "documents": 1},
    }


def test_redirects_of_notices_and_pages(edition_of: Make, bulletin: Make) -> None:
    """Sorted by old address; the first of two claims wins, and a loop is left out."""
    page = Page(
        title="Contact",
        description="Contact",
        redirect_from=("/contact/",),
        body=Body(),
        source=SourceLocation(".", "content/pages/signaler.md", ""),
    )
    edition = edition_of(
        bulletin(1, redirect_from=("/b/", "/deux/")),
        bulletin(2, redirect_from=("/deux/", "/bulletins/2026/CV-2026-BUL-0002/")),
        pages=(page,),
    )
    one = "bulletins/2026/CV-2026-BUL-0001/"
    title = bulletin().title
    assert redirects(edition) == (
        Redirect("b/", one, title),
        Redirect("contact/", "signaler/", "Contact"),
        Redirect("deux/", one, title),
    )
    assert _files(edition)["_redirects"] == (
        f"/b/ /{one} 301\n/contact/ /signaler/ 301\n/deux/ /{one} 301\n{LOOKUP}"
    )


@pytest.mark.parametrize(
    "old", ["/", "/../x/", "/a/%2e%2e/%2e%2e/x/", "/a%0Areturn/", "/a\n/", "/a%00/", "/a%5C../"]
)
def test_an_unsound_old_address_is_left_out(edition_of: Make, bulletin: Make, old: str) -> None:
    """Neither above the site nor across a line of configuration, however it is written."""
    assert redirects(edition_of(bulletin(redirect_from=(old,)))) == ()


def test_an_old_address_may_be_percent_encoded(edition_of: Make, bulletin: Make) -> None:
    """Servers match it decoded, static hosts encoded."""
    files = _files(edition_of(bulletin(redirect_from=("/%C3%A9t%C3%A9/",))))
    assert 'location = "/été/"' in files[".serveur/nginx.conf"]
    assert files["_redirects"].startswith("/%C3%A9t%C3%A9/ ")


def test_no_redirect_no_file(edition_of: Make, bulletin: Make) -> None:
    """A portal where nothing moved, and without a search to send identifiers to, has no `_redirects`."""
    assert "_redirects" not in _files(edition_of(bulletin()).without_search())
    assert _files(edition_of(bulletin()))["_redirects"] == LOOKUP


def test_redirects_cannot_break_out_of_a_server_configuration(edition_of: Make, bulletin: Make) -> None:
    """Quotes, spaces, regular expressions and accents in an old address stay an address."""
    edition = edition_of(
        bulletin(redirect_from=('/é "x" (a|b).*/',)), url="https://portail.example.org/veille/"
    )
    files = _files(edition)
    target = "/veille/bulletins/2026/CV-2026-BUL-0042/"
    assert (
        f'location = "/veille/é \\"x\\" (a|b).*/" {{ return 301 "{target}"; }}'
        in files[".serveur/nginx.conf"]
    )
    assert (
        f'RedirectMatch 301 "^/veille/é\\\\ \\"x\\"\\\\ \\\\(a\\\\|b\\\\)\\\\.\\\\*/?$" "{target}"'
        in files[".serveur/apache.conf"]
    )
    assert files["_redirects"].startswith(f"/veille/%C3%A9%20%22x%22%20%28a%7Cb%29.%2A/ {target} 301\n")


def test_every_location_of_nginx_carries_every_header(edition_of: Make) -> None:
    """Nginx gives a location with a header of its own none of the server's."""
    text = _files(edition_of())[".serveur/nginx.conf"]
    policy = f'add_header Content-Security-Policy "{content_security_policy(header=True)}" always;'
    blocks = text.split("location ~ ")
    assert len(blocks) == 1 + len(SPECIALS)
    assert all(policy in block for block in blocks)


def test_headers_for_static_hosts(edition_of: Make) -> None:
    """One rule for all; feeds have their types, hashed files are kept for ever."""
    rules: dict[str, dict[str, str]] = {}
    for block in _files(edition_of())["_headers"].strip().split("\n\n"):
        path, *lines = block.splitlines()
        rules[path] = dict(line.strip().split(": ", 1) for line in lines)
    assert rules["/*"]["Content-Security-Policy"] == content_security_policy(header=True)
    assert rules["/*"]["X-Content-Type-Options"] == "nosniff"
    assert "Cache-Control" not in rules["/*"]
    assert rules["/assets/*"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    assert rules["/flux/tout.rss.xml"]["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert rules["/flux/tout.atom.xml"]["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert rules["/flux/tout.feed.json"]["Content-Type"] == "application/feed+json"


def test_an_edition_for_members_stays_with_members(edition_of: Make) -> None:
    """No shared cache, no search engine, no script of another origin."""
    for name in ("_headers", ".serveur/nginx.conf", ".serveur/apache.conf"):
        text = _files(edition_of(tlp_max=Tlp.AMBER))[name]
        assert "Access-Control-Allow-Origin" not in text
        assert "public" not in text
        assert "noindex" in text
        assert "cross-origin" not in text


def test_https_is_promised_only_where_it_is(edition_of: Make) -> None:
    """A portal tried over plain http does not lock its host into https."""
    assert "Strict-Transport-Security" in _files(edition_of())["_headers"]
    plain = _files(edition_of(url="http://localhost:8000/"))["_headers"]
    assert "Strict-Transport-Security" not in plain


def test_same_edition_same_files(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """Neither the order of notices nor a second run changes a byte or a key."""
    one, two = edition_of(bulletin(), alert()), edition_of(alert(), bulletin())
    assert _files(one) == _files(two)
    keys = [[(item.path, item.key) for item in exports.outputs(edition)] for edition in (one, two)]
    assert keys[0] == keys[1]


def test_only_what_tells_the_time_changes_with_the_clock(edition_of: Make, alert: Make) -> None:
    """A later edition of the same notices rewrites its two state files, no other."""
    later = datetime(2026, 11, 24, 9, tzinfo=UTC)
    before, after = (
        {item.path: item.key for item in exports.outputs(edition)}
        for edition in (edition_of(alert()), edition_of(alert(), now=later))
    )
    assert {path for path in before if before[path] != after[path]} == {"etat.json", "edition.json"}
