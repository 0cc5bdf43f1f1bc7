"""Who may open what: strangers, people who can log in but do not belong, members."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from demo.stand import Stand
from playwright.sync_api import Browser, expect

from cyberveille.delivering.outside import inspect
from tests.members.conftest import MEMBER, MODERATOR, STRANGER, enter
from tests.members.talking import LogIn

ALERT = "/alertes/2026/CV-2026-ALE-0090/"
REX = "/rex/CV-2026-REX-0001/"


def _addresses(running: Stand) -> Iterator[str]:
    """Every file of the served tree, as a browser asks for it."""
    served = running.folder / "served"
    for file in sorted(served.rglob("*")):
        path = file.relative_to(served).as_posix()
        if file.is_file() and not path.startswith((".serveur/", "_")):
            yield f"/{path}".removesuffix("index.html")


def test_nothing_answers_without_a_session(running: Stand) -> None:
    """Every file, then spellings, methods and headers on one file of each ending."""
    found = inspect(running.origin, running.folder / "served")
    assert found.refusals == ()
    files = len(list(_addresses(running)))
    assert files > 400
    assert found.asked > files + 500


@pytest.mark.parametrize(
    "hole",
    [
        "open",
        "redirected",
        "cached",
        "listed",
        "remembered",
        "worker-refused",
        "worker-other",
        "client",
        "pkce",
    ],
)
def test_the_inspection_sees_a_hole(running: Stand, hole: str) -> None:
    """A path, a redirect, a cache, back-ups, a browser that keeps what it read, an unknown client."""
    said = {
        "open": '<Location "/rex/">\nAuthType None\nRequire all granted\n</Location>',
        "redirected": 'RedirectMatch 301 "^/rex/.*\\.json$" "/acces/sortie.html"',
        "cached": "Header unset Cache-Control\nHeader always unset Cache-Control",
        "remembered": '<Location "/acces/">\nHeader always unset Clear-Site-Data\n</Location>',
        "worker-refused": '<Location "/hors-ligne.js">\nRequire all denied\n</Location>',
        "worker-other": 'Alias "/hors-ligne.js" "${CV_TREE}/recherche/index.html"',
        "client": "OIDCClientID quelqu-un-d-autre",
        "pkce": "OIDCPKCEMethod plain",
        "listed": '<LocationMatch "^/[.]git/">\nAuthType None\nRequire all granted\n</LocationMatch>',
    }[hole]
    text = running.configuration.read_text(encoding="utf-8")
    hidden = running.folder / "served" / ".git"
    if hole == "listed":
        hidden.mkdir()
        (hidden / "HEAD").write_text("ref: refs/heads/main\n")
        rules = (running.folder / "rules.conf").absolute()
        rules.write_text(_without_hidden_rule(), encoding="utf-8")
        text = re.sub(r'Include ".*/correspondants.conf"', f'Include "{rules}"', text)
    running.configuration.with_suffix(".kept").write_text(running.configuration.read_text())
    try:
        running.configuration.write_text(text.replace("</VirtualHost>", f"{said}\n</VirtualHost>"))
        running.stop_apache()
        running.start_apache()
        assert inspect(running.origin, running.folder / "served").refusals
    finally:
        running.configuration.write_text(running.configuration.with_suffix(".kept").read_text())
        if hole == "listed":
            (hidden / "HEAD").unlink()
            hidden.rmdir()
        running.stop_apache()
        running.start_apache()


def _without_hidden_rule() -> str:
    rules = Path(__file__).parents[2] / "deploy" / "members" / "correspondants.conf"
    text = rules.read_text(encoding="utf-8")
    assert "RedirectMatch 404" in text
    return "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith("RedirectMatch 404")
    )


def test_a_page_leads_to_the_provider_and_data_is_refused(running: Stand, chromium: Browser) -> None:
    context = chromium.new_context(extra_http_headers={"Accept": "text/html"})
    page = context.request.get(f"{running.origin}{ALERT}", max_redirects=0)
    assert page.status == 302
    assert page.headers["location"].startswith(f"{running.issuer}/auth?")
    for address in (f"{ALERT.rstrip('/')}.json", "/flux/tout.rss.xml", "/etat.json", "/pagefind/pagefind.js"):
        refused = context.request.get(f"{running.origin}{address}", max_redirects=0)
        assert (refused.status, "Session close" in refused.text()) == (401, True)
    context.close()


def test_who_does_not_belong_is_refused_everywhere(running: Stand, log_in: LogIn) -> None:
    """Pages, search fragments, attachments, feeds: 403, and a page that says why."""
    context = log_in(STRANGER)
    addresses = list(_addresses(running))
    assert any(address.startswith("/pagefind/") for address in addresses)
    assert any(address.endswith("journal-de-crise-correspondants.csv") for address in addresses)
    opened = [
        address
        for address in addresses
        if context.request.get(f"{running.origin}{address}", max_redirects=0).status != 403
    ]
    # What takes away the worker of a former edition, the same for every edition.
    assert opened == ["/hors-ligne.js"]
    page = context.new_page()
    page.goto(f"{running.origin}{REX}")
    expect(page.get_by_role("heading", name="Accès réservé aux correspondants")).to_be_visible()
    page.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"OIDC_CLAIM_groups": "cyberveille-correspondants"},
        {"OIDC-CLAIM-groups": "cyberveille-correspondants"},
        {"Remote-User": "membre", "X-Remote-User": "membre"},
        {"X-Forwarded-User": "membre", "X-Forwarded-Groups": "cyberveille-correspondants"},
        {"X-Original-URL": "/acces/sortie.html"},
        {"X-Forwarded-Host": "localhost", "Forwarded": "for=127.0.0.1;host=localhost"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_headers_give_no_group(running: Stand, log_in: LogIn, headers: dict[str, str]) -> None:
    context = log_in(STRANGER)
    for address in (REX, f"{REX.rstrip('/')}.json", "/documents/CV-2026-DOC-0090/"):
        assert context.request.get(f"{running.origin}{address}", headers=headers).status == 403


@pytest.mark.parametrize("name", [MEMBER, MODERATOR])
def test_a_member_reads_what_is_marked_amber(running: Stand, log_in: LogIn, name: str) -> None:
    page = log_in(name).new_page()
    page.goto(f"{running.origin}{ALERT}")
    expect(page.locator(".cv-marking")).to_contain_text("TLP:AMBER")
    expect(page.locator(".cv-marking")).to_contain_text("Diffusion dans votre organisation")
    expect(page.locator(".cv-marking")).to_contain_text("PAP:GREEN")
    expect(page.get_by_role("complementary", name="Diffusion limitée")).to_contain_text("TLP:AMBER")
    expect(page.get_by_role("contentinfo")).not_to_contain_text("Licence Ouverte 2.0, sauf")
    page.close()


@pytest.mark.parametrize(
    ("address", "marks"),
    [(ALERT, ("TLP:AMBER", "PAP:GREEN")), (REX, ("TLP:AMBER", "PAP:AMBER")), ("/rex/", ("TLP:AMBER",))],
)
def test_each_printed_page_bears_its_markings(
    running: Stand, log_in: LogIn, address: str, marks: tuple[str, ...]
) -> None:
    """In its margin, the TLP and the PAP of what it shows; a list bears the edition's."""
    page = log_in(MEMBER).new_page()
    page.goto(f"{running.origin}{address}")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    for sheet in printed:
        width, height = sheet.get_size()
        margin = sheet.get_textpage().get_text_bounded(0, height - 18 * 72 / 25.4, width, height)
        assert tuple(margin.split()) == marks
    assert address == "/rex/" or len(printed) > 1
    page.close()


def test_answers_leave_no_copy(running: Stand, log_in: LogIn) -> None:
    for address in (ALERT, f"{ALERT.rstrip('/')}.json", f"{REX}indicateurs.csv"):
        answer = log_in(MEMBER).request.get(f"{running.origin}{address}")
        assert answer.status == 200
        assert answer.headers["cache-control"] == "private, no-store"
        assert "noindex" in answer.headers["x-robots-tag"]


def test_a_member_takes_an_attachment_and_the_indicators(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    page = context.new_page()
    page.goto(f"{running.origin}/documents/CV-2026-DOC-0090/")
    with page.expect_download() as started:
        page.get_by_role("link", name="Tableau vierge").click()
    source = next(Path("demo").rglob("journal-de-crise-correspondants.csv"))
    assert Path(started.value.path()).read_bytes() == source.read_bytes()
    page.goto(f"{running.origin}{REX}")
    with page.expect_download() as started:
        page.get_by_role("link", name="Télécharger en CSV").click()
    lines = Path(started.value.path()).read_bytes().decode().split("\r\n")
    assert lines[0] == "type,value,comment,tlp,pap,notice,url"
    assert lines[1].startswith("domain,relais-maj.example.net,")
    assert lines[1].endswith(f"TLP:AMBER,PAP:AMBER,CV-2026-REX-0001,{running.origin}{REX}")
    page.close()


def test_indicators_are_shown_disarmed_and_copied_as_they_are(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=running.origin)
    page = context.new_page()
    page.goto(f"{running.origin}{ALERT}")
    section = page.get_by_role("region", name="Indicateurs à rechercher")
    expect(section).to_contain_text("hxxps://relais-maj[.]example[.]net/agent/check")
    expect(section).not_to_contain_text("relais-maj.example.net")
    section.get_by_role("button", name=re.compile("Copier les")).click()
    expect(section.get_by_role("button", name="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.split("\n")[-1] == "https://relais-maj.example.net/agent/check"
    page.close()


def test_a_member_finds_restricted_words(running: Stand, log_in: LogIn) -> None:
    page = log_in(MEMBER).new_page()
    page.goto(f"{running.origin}/recherche/?q=télémaintenance relais")
    expect(page.get_by_role("link", name=re.compile("Rançongiciel dans un laboratoire"))).to_be_visible()
    page.close()


def test_leaving_closes_the_session(running: Stand, chromium: Browser) -> None:
    """At the provider too: coming back asks who one is."""
    context = chromium.new_context()
    page = context.new_page()
    enter(page, running, MEMBER, REX)
    page.get_by_role("link", name="Se déconnecter").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    page.goto(f"{running.origin}{REX}")
    assert page.url.startswith(running.issuer)
    assert context.request.get(f"{running.origin}{REX.rstrip('/')}.json").status == 401
    context.close()


def test_a_stolen_address_of_logout_leads_nowhere_else(running: Stand, chromium: Browser) -> None:
    context = chromium.new_context()
    answer = context.request.get(
        f"{running.origin}/acces/retour?logout=https://example.net/", max_redirects=0
    )
    assert answer.status == 404
    assert "location" not in answer.headers
    context.close()


def test_a_graceful_reload_keeps_sessions(running: Stand, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    enter(page, running, MEMBER, REX)
    running.reload_apache()
    page.reload()
    assert page.url == f"{running.origin}{REX}"
    context.close()


def test_without_its_provider_the_portal_says_so_and_opens_nothing(running: Stand, chromium: Browser) -> None:
    """Sessions already open go on; whoever comes meets a page in French."""
    context, late = chromium.new_context(), chromium.new_context()
    page = context.new_page()
    enter(page, running, MEMBER, REX)
    running.stop_provider()
    try:
        page.reload()
        assert page.url == f"{running.origin}{REX}"
        for file in (running.folder / "sessions").iterdir():
            file.unlink()
        newcomer = late.new_page()
        answer = newcomer.goto(f"{running.origin}{REX}")
        assert answer is not None
        assert answer.status == 500
        expect(newcomer.get_by_role("heading", name="La connexion n’est pas possible")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="La connexion n’est pas possible")).to_be_visible()
    finally:
        running.start_provider()
        context.close()
        late.close()


def test_the_log_holds_who_and_what_but_no_words(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    context.request.get(f"{running.origin}/recherche/?q=mot-tres-prive")
    lines = [line for line in running.access_log.splitlines() if "/recherche/" in line]
    assert re.fullmatch(r"\S+ membre GET /recherche/(index\.html)? 200 \d+", lines[-1])
    assert "mot-tres-prive" not in running.access_log


def test_a_members_build_does_not_touch_the_public_tree(running: Stand) -> None:
    built = sorted(path.name for path in running.tree.parent.iterdir())
    assert built == [".site-members.edition", "site-members"]
