"""The files of deploy/members as they are shipped, put in place by the commands of their guide."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from cyberveille.delivering.outside import inspect
from cyberveille.delivering.provider import provider_refusals
from tests.members.conftest import MEMBER, STRANGER, build_members
from tests.members.installing import Installed, installed
from tests.needs import needs

REX = "/rex/CV-2026-REX-0001/"


@pytest.fixture(scope="module")
@needs("system")
def portal() -> Iterator[Installed]:
    with installed(build_members) as made:
        yield made


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(ignore_https_errors=True)
    yield made
    made.close()


def _enter(context: BrowserContext, portal: Installed, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{portal.origin}{REX}")
    assert page.url.startswith(portal.issuer)
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{portal.origin}/**")
    return page


def test_a_member_logs_in_and_out(portal: Installed, context: BrowserContext) -> None:
    """With the secret that was pasted, whatever its signs: the provider gives its token for no other."""
    page = _enter(context, portal, MEMBER)
    expect(page.get_by_role("heading", name="Enseignements")).to_be_visible()
    page.get_by_role("link", name="Se déconnecter").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    assert context.request.get(f"{portal.origin}/etat.json").status == 401


def test_who_does_not_belong_is_refused(portal: Installed, context: BrowserContext) -> None:
    page = _enter(context, portal, STRANGER)
    expect(page.get_by_role("heading", name="Accès réservé aux correspondants")).to_be_visible()


def test_nothing_answers_without_a_session(portal: Installed) -> None:
    """Debian's own pages, icons and status among them."""
    assert inspect(portal.origin, portal.tree).refusals == ()


def test_the_provider_knows_the_client(portal: Installed) -> None:
    """As the shipped files say it: it only misses the code that nobody gave."""
    assert list(provider_refusals(portal.settings / "fournisseur.conf", portal.origin)) == []


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        ('OIDCClientSecret "exec:/usr/bin/cat {folder}/secret"', "« exec: »"),
        ("OIDCClientSecret autre", "invalid_client"),
        ("# OIDCClientSecret", "OIDCClientSecret manque"),
        ('OIDCClientSecret ""', "OIDCClientSecret manque"),
    ],
)
def test_a_secret_that_is_not_the_client_s_is_told(portal: Installed, secret: str, why: str) -> None:
    """The literal that mod_auth_openidc 2.4.12 sends for « exec: » among them."""
    file = portal.settings / "secret-client.conf"
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(f"{secret.format(folder=portal.settings)}\n", encoding="utf-8")
        found = list(provider_refusals(portal.settings / "fournisseur.conf", portal.origin))
    finally:
        file.write_text(before, encoding="utf-8")
    assert any(why in item.why for item in found)


def test_a_secret_that_others_may_read_is_told(portal: Installed) -> None:
    file = portal.settings / "secret-client.conf"
    file.chmod(0o640)
    [found] = provider_refusals(portal.settings / "fournisseur.conf", portal.origin)
    file.chmod(0o600)
    assert "chmod 600" in found.why


def test_only_root_reads_the_secrets(portal: Installed) -> None:
    for name in ("fournisseur.conf", "secret-client.conf", "phrase"):
        assert (portal.settings / name).stat().st_mode & 0o777 == 0o600
