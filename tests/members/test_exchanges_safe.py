"""What people type runs nowhere, and what they read is accessible."""

import json
from collections.abc import Iterator

import pytest
from demo.stand import Stand
from playwright.sync_api import Route, expect

from tests.accessible import LOOKS, violations
from tests.members.conftest import MEMBER, MODERATOR
from tests.members.talking import REX, TALK, LogIn, ask, clear, open_thread, post, thread

pytestmark = pytest.mark.usefixtures("quiet")

ATTACKS = (
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    "<svg onload=window.broken=1>",
    "<svg><script>window.broken=1</script></svg>",
    "<iframe src=javascript:parent.broken=1></iframe>",
    "<iframe srcdoc='<script>parent.broken=1</script>'></iframe>",
    "<body onload=window.broken=1>",
    "<details open ontoggle=window.broken=1>x</details>",
    "<video><source onerror=window.broken=1></video>",
    "<audio src=x onerror=window.broken=1>",
    "<input autofocus onfocus=window.broken=1>",
    "<form action=https://evil.example/><button>Publier</button></form>",
    "<button formaction=javascript:window.broken=1>x</button>",
    "<object data=javascript:window.broken=1></object>",
    "<embed src=javascript:window.broken=1>",
    "<math><mi xlink:href=javascript:window.broken=1>x</mi></math>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{background:url(https://evil.example/x)}</style>",
    "<p style='background:url(https://evil.example/y)'>x</p>",
    "<a href=javascript:window.broken=1>x</a>",
    "[x](javascript:window.broken=1)",
    "[x](JaVaScRiPt:window.broken=1)",
    "[x](java\tscript:window.broken=1)",
    "[x](&#106;avascript:window.broken=1)",
    "[x](data:text/html,<script>window.broken=1</script>)",
    "[x](vbscript:window.broken=1)",
    "![x](https://evil.example/pixel.png)",
    '![x](x"onerror="window.broken=1)',
    '[x](https://example.org/"onmouseover="window.broken=1)',
    '<https://example.org/"onclick="window.broken=1>',
    "[x]: javascript:window.broken=1\n\n[x]",
    "`<img src=x onerror=window.broken=1>`",
    "```html\n<script>window.broken=1</script>\n```",
    "| <img src=x onerror=window.broken=1> |\n|---|\n| <script>window.broken=1</script> |",
    "</p></div></section><h1>Alerte</h1>",
    "<p id=discussion>x</p><a name=body>x</a>",
    "<img name=getElementById><form id=forms></form>",
    "<template><img src=x onerror=window.broken=1></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.broken=1>'></noscript>",
    '<a href="x" target=_blank onclick=window.broken=1>x</a>',
    "\x3cimg src=x onerror=window.broken=1//",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7}",
)  # fmt: skip
_LOOK = """() => [...document.querySelectorAll("[data-thread] *")].flatMap((element) => [
  ...[...element.attributes].filter(({ name, value }) => /^on|^style$|^srcdoc$/.test(name) ||
    (/^(href|src|action|formaction|xlink:href|data)$/.test(name) && !/^(https?:|mailto:|[/#])/.test(value)))
    .map(({ name, value }) => `${name}=${value}`),
  ...(/^(script|iframe|object|embed|base|meta|link|style|img|svg|math|video|audio|input)$/i.test(element.tagName)
    ? [element.tagName] : []),
])"""


def test_no_attack_runs_loads_or_takes_over(running: Stand, log_in: LogIn) -> None:
    """In the thread, the preview and the last messages, each is text or harmless markup."""
    context = log_in(MEMBER)
    assert len(ATTACKS) >= 30
    said = [post(context, running, attack).status for attack in ATTACKS]
    # Nothing would show of the few that are refused: pictures.
    assert set(said) <= {201, 422}
    assert said.count(201) >= 40
    page = log_in(MODERATOR).new_page()
    asked: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    for address in (REX, "/echanges/"):
        page.goto(f"{running.origin}{address}")
        expect(page.locator(".cv-message").first).to_be_visible()
        for link in page.locator(".cv-message__text a").all():
            link.hover()
        assert page.evaluate("window.broken") is None
    page.goto(f"{running.origin}{REX}")
    expect(page.locator(".cv-message")).to_have_count(said.count(201))
    assert page.evaluate(_LOOK) == []
    assert page.locator("h1").count() == 1
    for attack in ATTACKS:
        page.get_by_label("Votre message").fill(attack)
        page.get_by_role("button", name="Aperçu").click()
        shown = page.locator(".cv-discussion__preview > div, .cv-discussion__error:not(:empty)")
        expect(shown.first).to_be_visible()
        page.locator(".cv-discussion__preview").evaluate("node => node.replaceChildren()")
    assert page.evaluate("window.broken") is None
    assert page.evaluate(_LOOK) == []
    assert [url for url in asked if not url.startswith(f"{running.origin}/")] == []
    assert dialogs == []
    page.close()


def test_a_name_from_the_provider_is_text(running: Stand, log_in: LogIn) -> None:
    """Wherever the page prints it: the head of a message, the signature, the label of an answer."""
    name = "<img src=x onerror=window.broken=1>"
    context = log_in(MODERATOR)
    post(log_in(MEMBER), running, "Bonjour")
    page = context.new_page()

    def renamed(route: Route) -> None:
        answer = route.fetch(max_retries=3)
        route.fulfill(response=answer, body=answer.text().replace(MEMBER, name).replace(MODERATOR, name))

    page.route(f"**{TALK}*", renamed)
    for address in (REX, "/echanges/"):
        page.goto(f"{running.origin}{address}")
        expect(page.locator(".cv-message__head strong")).to_have_text(name)
        if address == REX:
            page.get_by_role("button", name="Répondre").click()
            expect(page.get_by_label(f"Votre réponse à {name}")).to_be_visible()
            expect(page.locator("[data-signature] strong").first).to_have_text(name)
        assert page.evaluate("window.broken") is None
        assert page.locator("main img").count() == 0
    page.close()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_discussion_is_accessible(running: Stand, log_in: LogIn, scheme: str, width: int) -> None:
    """A thread with answers, an open form, a preview, an error, a service that is down: no violation."""
    context = log_in(MEMBER)
    post(context, running, "# Un titre\n\n- une liste\n\n> une citation\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    post(log_in(MODERATOR), running, "Une réponse", parent=thread(context, running)[0]["id"])
    page = open_thread(context, running)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(f"localStorage.setItem('theme', '{scheme}')")
    page.reload()
    expect(page.locator(".cv-message").first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Modifier").click()
    expect(page.get_by_label("Votre message, modifié")).to_be_visible()
    page.get_by_role("button", name="Répondre").first.click()
    page.get_by_label("Votre message", exact=True).fill("Un *aperçu*")
    page.locator(".cv-discussion__new").get_by_role("button", name="Aperçu").click()
    expect(page.locator(".cv-discussion__preview > div")).to_be_visible()
    page.locator(".cv-message__answer").get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Écrivez d’abord votre message.")).to_be_visible()
    assert violations(page) == []
    running.stop_exchanges()
    page.locator(".cv-discussion__new").get_by_role("button", name="Publier").click()
    expect(page.get_by_text("Votre message est gardé dans cette page.")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("sessionStorage.clear()")
    running.start_exchanges()
    page.goto(f"{running.origin}/echanges/")
    expect(page.locator(".cv-message").first).to_be_visible()
    assert violations(page) == []
    page.close()


@pytest.fixture
def reviewed(running: Stand) -> Iterator[None]:
    """A circle whose messages wait for a moderator."""
    edition = running.rules.read_text(encoding="utf-8")
    told = json.loads(edition)
    told["rules"]["moderate_first"] = True
    running.stop_exchanges()
    running.rules.write_text(json.dumps(told), encoding="utf-8")
    clear(running)
    yield
    running.stop_exchanges()
    running.rules.write_text(edition, encoding="utf-8")


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_a_moderator_agrees_from_the_list_of_what_waits(running: Stand, log_in: LogIn, scheme: str) -> None:
    """To the text that was read: one that its author has changed since is shown again first."""
    member, moderator = log_in(MEMBER), log_in(MODERATOR)
    assert post(member, running, "À relire").status == 202
    page = moderator.new_page()
    page.goto(f"{running.origin}/echanges/")
    page.evaluate(f"localStorage.setItem('theme', '{scheme}')")
    page.reload()
    waiting = page.locator("[data-pending] .cv-message")
    expect(waiting).to_contain_text("À relire")
    assert violations(page) == []
    assert ask(member, running, "PUT", f"{TALK}messages/1", {"text": "Tout autre chose"}).status == 200
    page.get_by_role("button", name="Publier le message de Camille").click()
    status = page.locator("[data-latest-status]")
    expect(status).to_contain_text("Ce message a changé depuis que vous l’avez lu")
    expect(status).to_be_focused()
    expect(waiting).to_contain_text("Tout autre chose")
    assert page.locator("[data-latest] .cv-message").count() == 0
    page.get_by_role("button", name="Publier le message de Camille").click()
    expect(page.locator("[data-latest] .cv-message")).to_contain_text("Tout autre chose")
    expect(status).to_contain_text("Message publié.")
    expect(page.locator("[data-pending]")).to_be_hidden()
    page.close()


def test_a_keyboard_is_enough(running: Stand, log_in: LogIn) -> None:
    """From the field to the message, then to its answer, without a pointer."""
    page = open_thread(log_in(MEMBER), running)
    page.get_by_label("Votre message").focus()
    page.keyboard.type("Au clavier")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Publier")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".cv-message")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Répondre")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_label("Votre réponse")).to_be_focused()
    page.keyboard.type("Et la réponse")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".cv-message .cv-message")).to_contain_text("Et la réponse")
    page.close()


def test_without_javascript_the_page_is_whole(running: Stand, log_in: LogIn) -> None:
    """And says what it lacks."""
    state = log_in(MEMBER).storage_state()
    browser = log_in(MEMBER).browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{running.origin}{REX}")
    assert "a besoin de JavaScript" in page.locator("[data-discussion] noscript").inner_html()
    expect(page.get_by_role("heading", name="Enseignements")).to_be_visible()
    context.close()
