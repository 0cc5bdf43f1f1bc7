"""Correspondents talk: the real Apache, the test provider, Isso and Chromium, together."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from demo.stand import Stand
from playwright.sync_api import Route, expect

from cyberveille.cli import main
from tests.members.conftest import MEMBER, MODERATOR
from tests.members.talking import MODERATION, REX, TALK, LogIn, ask, open_thread, post, thread
from tests.portal import SITES, Portal

pytestmark = pytest.mark.usefixtures("quiet")
BULLETIN = "/bulletins/2026/CV-2026-BUL-0090/"


def test_a_member_writes_under_every_kind_of_page(running: Stand, log_in: LogIn) -> None:
    """Notices, documents, feedback and actions; lists and other pages have no discussion."""
    context = log_in(MEMBER)
    for page in (
        "/alertes/2026/CV-2026-ALE-0090/",
        BULLETIN,
        "/documents/CV-2026-DOC-0001/",
        REX,
        "/actions/CV-2026-ACT-0001/",
    ):
        opened = open_thread(context, running, page)
        opened.get_by_label("Votre message").fill(f"Bonjour sous {page}")
        opened.get_by_role("button", name="Publier").click()
        message = opened.locator(".cv-message").first
        expect(message).to_contain_text(f"Bonjour sous {page}")
        expect(message).to_be_focused()
        expect(opened.get_by_role("status").filter(has_text="Message publié.")).to_be_visible()
        opened.close()
    assert context.request.get(f"{running.origin}{TALK}?page=/bulletins/").status == 404


def test_the_name_is_that_of_the_session_whatever_the_page_sends(running: Stand, log_in: LogIn) -> None:
    """The request is changed on its way out of the browser, as a member with a debugger would."""
    page = open_thread(log_in(MEMBER), running)

    def disguised(route: Route) -> None:
        sent = json.loads(route.request.post_data or "{}")
        sent |= {"author": "Alix Démonstration", "email": "alix@example.org", "website": "https://a.example"}
        route.continue_(post_data=json.dumps(sent))

    page.route(f"**{TALK}messages?*", disguised)
    page.get_by_label("Votre message").fill("Qui suis-je ?")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".cv-message__head strong")).to_have_text(MEMBER)
    expect(page.locator("[data-signature] strong")).to_have_text(MEMBER)
    page.close()


def test_people_answer_one_another(running: Stand, log_in: LogIn) -> None:
    """An answer to an answer stands on the same level; each sees what the other wrote."""
    post(log_in(MEMBER), running, "Une question")
    page = open_thread(log_in(MODERATOR), running)
    page.get_by_role("button", name="Répondre").click()
    field = page.get_by_label("Votre réponse à Camille Démonstration")
    expect(field).to_be_focused()
    field.fill("Une réponse")
    page.locator(".cv-message__answer").get_by_role("button", name="Publier").click()
    expect(page.locator(".cv-message .cv-message")).to_contain_text("Une réponse")
    page.close()
    again = open_thread(log_in(MEMBER), running)
    again.locator(".cv-message .cv-message").get_by_role("button", name="Répondre").click()
    again.get_by_label("Votre réponse à Alix Démonstration").fill("Merci")
    again.locator(".cv-message__answer").get_by_role("button", name="Publier").click()
    expect(again.locator(".cv-message .cv-message")).to_have_count(2)
    expect(again.get_by_text("3 messages.")).to_be_visible()
    again.close()


def test_one_mends_and_takes_back_ones_own_message(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    post(context, running, "Une *faute*")
    page = open_thread(context, running)
    page.get_by_role("button", name="Modifier").click()
    field = page.get_by_label("Votre message, modifié")
    expect(field).to_have_value("Une *faute*")
    field.fill("Sans faute")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".cv-message")).to_contain_text("Sans faute")
    expect(page.locator(".cv-message__head")).to_contain_text("modifié le")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Supprimer").click()
    expect(page.get_by_text("Personne n’a encore écrit ici.")).to_be_visible()
    page.close()


def test_a_moderator_moderates_and_a_member_does_not(running: Stand, log_in: LogIn) -> None:
    """The server opens the paths of moderation group by group; the page only shows what it will allow."""
    member, moderator = log_in(MEMBER), log_in(MODERATOR)
    post(member, running, "À retirer")
    [message] = thread(member, running)
    for method, path in (
        ("DELETE", f"{MODERATION}messages/{message['id']}"),
        ("POST", f"{MODERATION}messages/{message['id']}/accord"),
        ("GET", f"{MODERATION}attente"),
    ):
        assert ask(member, running, method, path).status == 403
    assert ask(moderator, running, "DELETE", f"{TALK}messages/{message['id']}").status == 404
    page = open_thread(moderator, running)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("status").filter(has_text="Message retiré.")).to_be_visible()
    assert thread(member, running) == []
    page.close()


def test_atom_and_the_last_messages_are_for_members(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    post(context, running, "Sous le retour d’expérience")
    post(context, running, "Sous le bulletin", page=BULLETIN)
    page = open_thread(context, running)
    address = page.get_by_role("link", name="Suivre ce fil (Atom)").get_attribute("href")
    feed = context.request.get(f"{running.origin}{address}")
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert "Sous le retour d’expérience" in feed.text()
    page.goto(f"{running.origin}/echanges/")
    titles = page.locator("[data-latest] h3")
    expect(titles).to_have_count(2)
    expect(titles.first).to_contain_text("CV-2026-BUL-0090")
    expect(page.locator("[data-latest] .cv-tlp").last).to_have_text("TLP:AMBER")
    titles.last.get_by_role("link").click()
    expect(page.locator(".cv-message--pointed")).to_contain_text("Sous le retour d’expérience")
    page.close()


def test_the_logs_hold_no_content(running: Stand, log_in: LogIn) -> None:
    """Who did what and when; neither the words, nor the page under which they were said."""
    post(log_in(MEMBER), running, "Un mot très privé")
    [message] = thread(log_in(MEMBER), running)
    ask(log_in(MEMBER), running, "PUT", f"{TALK}messages/{message['id']}", {"text": "Un autre mot privé"})
    lines = [line for line in running.access_log.splitlines() if "/echanges/" in line]
    assert any(re.fullmatch(r"\S+ membre POST /echanges/membre/messages 201 \d+", line) for line in lines)
    logs = [running.folder / name for name in ("acces.log", "exchanges.log", "error.log")]
    for file in logs:
        text = file.read_text(encoding="utf-8", errors="replace")
        assert "privé" not in text
        assert "Camille" not in text


def test_a_discussion_becomes_a_feedback(running: Stand, log_in: LogIn, tmp_path: Path) -> None:
    """Exported without names, drafted, sorted, checked and built: the whole way, by the commands."""
    member, moderator = log_in(MEMBER), log_in(MODERATOR)
    post(member, running, "Nous avons vécu la même panne. **Ce qui a aidé** : une liste d’appel imprimée.")
    first = thread(member, running)[0]["id"]
    post(moderator, running, "Chez nous, le numéro de nuit du prestataire ne répondait pas.", parent=first)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, list(map(str, arguments)), catch_exceptions=False)

    given = ("--database", running.database, "--settings", running.rules, "--tree", running.served)
    exported = run("exchanges", "export", *given, "--notes", REX)
    assert exported.exit_code == 0, exported.stderr
    for name in (MEMBER, MODERATOR):
        assert name not in exported.stdout
    (tmp_path / "notes.md").write_text(exported.stdout, encoding="utf-8")
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.add_members()
    portal.edit("site_config.yml", "navigation:", "sources: [{path: ., tlp_max: AMBER}]\nnavigation:")
    origin = "- {id: rancongiciel, label: Rançongiciel, nature: malveillante}\n"
    portal.write("content/vocabulaires/origines.yml", origin)
    place = ("--root", portal.folder)
    wish = ("--title", "Panne racontée entre correspondants", "--structure", "laboratoire")
    notes_file = ("--notes", tmp_path / "notes.md")
    drafted = run("new", "rex", *place, *wish, "--origin", "rancongiciel", *notes_file)
    assert drafted.exit_code == 0, drafted.stderr
    file = Path(drafted.stdout.strip())
    assert run("check", *place, file).exit_code == 0
    text = file.read_text(encoding="utf-8")
    notes = text.partition("## Notes à ranger")[2]
    aid, lack = (line for line in notes.splitlines() if line.startswith(("Nous avons", "Chez nous")))
    text = text.partition("\n## Notes à ranger")[0].replace("draft: true\n", "")
    told = {
        "## Ce qui s’est passé\n\nÀ compléter.": "## Ce qui s’est passé\n\nUne panne un week-end.",
        "## Ce qui a aidé\n\nÀ compléter.": f"## Ce qui a aidé\n\n{aid}",
        "## Ce qui a manqué\n\nÀ compléter.": f"## Ce qui a manqué\n\n{lack}",
        "## Enseignements\n\nÀ compléter.": "## Enseignements\n\nImprimer la liste d’appel.",
        'summary: "À compléter"': "summary: Une panne, deux structures.",
        '"À compléter"': '"Ce qui s’est vu"',
    }
    for before, after in told.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")
    checked = run("check", *place, file)
    assert checked.exit_code == 0, checked.stdout + checked.stderr
    edition = ("--audience", "members", "--no-search", "--jobs", "1", "--now", "2030-01-01T00:00:00Z")
    built = run("build", *place, *edition)
    assert built.exit_code == 0, built.stderr
    assert "Nous avons vécu la même panne" in next(
        page.read_text(encoding="utf-8")
        for page in (portal.folder / "site-members" / "rex").rglob("index.html")
        if file.stem in page.parts
    )
