"""When the discussion breaks: the page stays, nothing typed is lost, nothing accepted is lost or doubled."""

import re

import pytest
from demo.stand import Stand
from playwright.sync_api import Page, Route, expect

from tests.members.conftest import MEMBER, MODERATOR
from tests.members.talking import REX, TALK, LogIn, ask, open_thread, post, thread

pytestmark = pytest.mark.usefixtures("quiet")


def test_the_page_stays_readable_and_says_that_the_discussion_is_down(running: Stand, log_in: LogIn) -> None:
    running.stop_exchanges()
    page = log_in(MEMBER).new_page()
    page.goto(f"{running.origin}{REX}")
    expect(page.get_by_role("heading", name="Enseignements")).to_be_visible()
    expect(page.get_by_text("La discussion ne répond pas pour l’instant.")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_be_editable()
    running.start_exchanges()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.get_by_text("La discussion ne répond pas")).to_have_count(0)
    expect(page.get_by_text("Personne n’a encore écrit ici.")).to_be_visible()
    page.close()


def test_what_was_typed_goes_out_when_the_service_is_back(running: Stand, log_in: LogIn) -> None:
    """By itself, once, without another click."""
    context = log_in(MEMBER)
    page = open_thread(context, running)
    running.kill_exchanges()
    page.get_by_label("Votre message").fill("Écrit pendant la panne")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre message est gardé dans cette page.")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_have_value("Écrit pendant la panne")
    running.start_exchanges()
    expect(page.locator(".cv-message")).to_contain_text("Écrit pendant la panne", timeout=30_000)
    expect(page.get_by_label("Votre message")).to_have_value("")
    assert len(thread(context, running)) == 1
    page.close()


def test_a_reload_keeps_what_was_typed(running: Stand, log_in: LogIn) -> None:
    """A new message, an answer and a change, each at its place; one that was asked for goes out then."""
    context = log_in(MEMBER)
    post(context, running, "Une question")
    page = open_thread(context, running)
    page.get_by_role("button", name="Modifier").click()
    page.get_by_label("Votre message, modifié").fill("Une question, mieux dite")
    page.get_by_label("Votre message", exact=True).fill("Un brouillon")
    page.get_by_role("button", name="Répondre").click()
    page.get_by_label("Votre réponse").fill("Une réponse en cours")
    page.reload()
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("Un brouillon")
    expect(page.get_by_label("Votre message, modifié")).to_have_value("Une question, mieux dite")
    expect(page.get_by_label("Votre réponse")).to_have_value("Une réponse en cours")
    running.kill_exchanges()
    page.locator(".cv-discussion__new").get_by_role("button", name="Publier").click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Votre message est gardé dans cette page.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Votre message", exact=True)).to_have_value("Un brouillon")
    running.start_exchanges()
    expect(page.locator(".cv-messages > .cv-message").nth(1)).to_contain_text("Un brouillon", timeout=30_000)
    first = page.locator(".cv-messages > .cv-message").first
    expect(first).to_contain_text("Une question, mieux dite", timeout=30_000)
    expect(first).to_contain_text("modifié le")
    expect(page.get_by_label("Votre réponse")).to_have_value("Une réponse en cours")
    page.close()


def test_what_is_typed_while_a_message_goes_out_stays(running: Stand, log_in: LogIn) -> None:
    """The answer comes back late: it takes away neither the text nor the focus."""
    context = log_in(MEMBER)
    page = open_thread(context, running)
    late: list[Route] = []
    page.route(f"**{TALK}messages?*", lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks what it is given
    field = page.get_by_label("Votre message")
    field.fill("Le premier")
    with page.expect_request(f"**{TALK}messages?*"):
        page.get_by_role("button", name="Publier").click()
    field.fill("Le second, en cours")
    late[0].continue_()
    expect(page.locator(".cv-message")).to_contain_text("Le premier")
    expect(field).to_have_value("Le second, en cours")
    expect(field).to_be_focused()
    page.close()


def test_a_message_changed_during_a_break_waits_for_its_author(running: Stand, log_in: LogIn) -> None:
    """Half of a sentence never goes out by itself; the line no longer promises it."""
    context = log_in(MEMBER)
    page = open_thread(context, running)
    running.kill_exchanges()
    field = page.get_by_label("Votre message")
    field.fill("Une phrase")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Il partira dès qu’elle répondra.")).to_be_visible()
    field.press_sequentially(", et la moitié d’une")
    expect(page.get_by_text("Il partira dès qu’elle répondra.")).to_have_count(0)
    running.start_exchanges()
    page.get_by_role("button", name="Réessayer").click()
    expect(page.get_by_text("Personne n’a encore écrit ici.")).to_be_visible()
    expect(field).to_have_value("Une phrase, et la moitié d’une")
    assert thread(context, running) == []
    page.close()


def test_two_tabs_with_one_draft_are_two_messages(running: Stand, log_in: LogIn) -> None:
    """A browser that duplicates a tab copies what it keeps: the second text is not taken for the first."""
    context = log_in(MEMBER)
    first = open_thread(context, running)
    first.get_by_label("Votre message").fill("Un début")
    kept = first.evaluate("({...sessionStorage})")
    second = open_thread(context, running)
    second.evaluate("kept => Object.assign(sessionStorage, kept)", kept)
    second.reload()
    expect(second.get_by_label("Votre message")).to_have_value("Un début")
    for page, end in ((first, ", une fin"), (second, ", une autre fin")):
        page.get_by_label("Votre message").press_sequentially(end)
        page.get_by_role("button", name="Publier").click()
        expect(page.get_by_text("Message publié.")).to_be_visible()
        page.close()
    assert [item["html"] for item in thread(context, running)] == [
        "<p>Un début, une fin</p>",
        "<p>Un début, une autre fin</p>",
    ]


def test_an_answer_to_a_message_that_goes_stays_on_the_page(running: Stand, log_in: LogIn) -> None:
    """Printing the thread again takes no open form away, even where the browser keeps nothing."""
    author, context = log_in(MODERATOR), log_in(MEMBER)
    post(author, running, "Une question")
    post(context, running, "Le mien")
    page = context.new_page()
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page.goto(f"{running.origin}{REX}")
    page.get_by_role("button", name="Répondre à Alix").click()
    answer = page.get_by_label("Votre réponse à Alix")
    answer.fill("Une longue réponse")
    page.get_by_role("button", name="Modifier").click()
    page.get_by_label("Votre message, modifié").fill("Le mien, mieux dit")
    assert ask(author, running, "DELETE", f"{TALK}messages/1").status == 200
    page.get_by_role("button", name="Actualiser").click()
    expect(page.get_by_text("Le fil est à jour.")).to_be_visible()
    expect(page.get_by_role("button", name="Actualiser")).to_be_focused()
    expect(page.get_by_label("Votre message, modifié")).to_have_value("Le mien, mieux dit")
    expect(answer).to_have_value("Une longue réponse")
    page.locator(".cv-discussion__orphans").get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Le message auquel vous répondez n’est plus là")).to_be_visible()
    expect(answer).to_have_value("Une longue réponse")
    page.close()


def test_a_reader_who_no_longer_belongs_is_told_so(running: Stand, log_in: LogIn) -> None:
    """The server refuses with a page of its own: the text stays, and nothing says that it will go out."""
    page = open_thread(log_in(MEMBER), running)
    refusal = "<!doctype html><title>Refus</title>"
    page.route(
        f"**{TALK}messages?*", lambda route: route.fulfill(status=403, content_type="text/html", body=refusal)
    )
    page.get_by_label("Votre message").fill("Un message")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre compte n’ouvre plus la discussion.")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_have_value("Un message")
    page.close()


def test_a_writer_who_is_too_quick_waits_as_long_as_told(running: Stand, log_in: LogIn) -> None:
    """And then the message goes out by itself."""
    page = open_thread(log_in(MEMBER), running)
    refusals = [1]

    def slowed(route: Route) -> None:
        if not refusals:
            return route.continue_()
        refusals.pop()
        said = {"message": "Trop d’écritures en peu de temps."}
        return route.fulfill(status=429, headers={"Retry-After": "1"}, json=said)

    page.route(f"**{TALK}messages?*", slowed)
    page.get_by_label("Votre message").fill("Un message de plus")
    page.get_by_role("button", name="Publier").click()
    line = page.get_by_text("Trop d’écritures en peu de temps. Votre message est gardé dans cette page.")
    expect(line).to_be_visible()
    expect(page.locator(".cv-message")).to_contain_text("Un message de plus")
    expect(line).to_have_count(0)
    page.close()


def test_a_long_text_is_refused_whole(running: Stand, log_in: LogIn) -> None:
    """A field that cut it would lose its end without a word."""
    page = open_thread(log_in(MEMBER), running)
    for length in (20_001, 200_000):
        page.get_by_label("Votre message").fill("é" * length)
        page.get_by_role("button", name="Publier").click()
        expect(page.locator(".cv-discussion__error")).to_contain_text(re.compile("au plus|trop long"))
        assert len(page.get_by_label("Votre message").input_value()) == length
        page.get_by_label("Votre message").fill("")
    page.close()


def _write_without_session(page: Page, text: str) -> None:
    """The session has closed while the page stayed open."""
    page.context.clear_cookies()
    page.get_by_label("Votre message").fill(text)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre session est fermée. Votre message est gardé")).to_be_visible()


def test_a_closed_session_keeps_what_was_typed(running: Stand, log_in: LogIn) -> None:
    context = log_in(MEMBER)
    page = open_thread(context, running)
    cookies = context.cookies()
    _write_without_session(page, "Écrit après la fermeture")
    context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]
    page.get_by_role("link", name="Ouvrir une session").click()
    expect(page.locator(".cv-message")).to_contain_text("Écrit après la fermeture", timeout=30_000)
    assert len(thread(context, running)) == 1
    page.close()


def test_another_persons_session_does_not_publish_what_waited(running: Stand, log_in: LogIn) -> None:
    """A shared workstation: the session closes, a colleague opens another one in the same tab."""
    context = log_in(MEMBER)
    page = open_thread(context, running)
    cookies = context.cookies()
    _write_without_session(page, "De la première personne")
    context.add_cookies([{**cookie} for cookie in log_in(MODERATOR).cookies()])  # type: ignore[typeddict-item]
    page.get_by_role("link", name="Ouvrir une session").click()
    expect(page.get_by_text("dans la session d’une autre personne")).to_be_visible()
    expect(page.get_by_label("Votre message")).to_have_value("De la première personne")
    assert thread(log_in(MODERATOR), running) == []
    page.get_by_role("button", name="Publier").click()
    expect(page.locator(".cv-message__head strong")).to_have_text(MODERATOR)
    page.close()
    context.clear_cookies()
    context.add_cookies([{**cookie} for cookie in cookies])  # type: ignore[typeddict-item]


def test_a_refusal_is_said_and_the_text_stays(running: Stand, log_in: LogIn) -> None:
    page = open_thread(log_in(MEMBER), running)
    field = page.get_by_label("Votre message")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Écrivez d’abord votre message.")).to_be_visible()
    expect(field).to_be_focused()
    field.fill("ab")
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Un message a au moins 3 caractères.")).to_be_visible()
    expect(field).to_have_value("ab")
    expect(field).to_have_attribute("aria-invalid", "true")
    page.close()
