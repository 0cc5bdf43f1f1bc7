"""How an address written by an editor is judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.checking.web_address import WebAddress, deceit, international, judge


@pytest.mark.parametrize(
    ("address", "worth"),
    [
        ("https://example.org/avis?a=b&c=%20#d", WebAddress.SECURE),
        ("HTTPS://EXAMPLE.ORG", WebAddress.SECURE),
        ("https://[2001:db8::1]:8443/", WebAddress.SECURE),
        ("https://santé.example/é", WebAddress.SECURE),
        ("http://example.org/", WebAddress.PLAIN),
        ("ftp://example.org/f", WebAddress.PLAIN),
        ("javascript:alert(1)", WebAddress.OTHER),
        ("mailto:a@example.org", WebAddress.OTHER),
        ("data:text/html,x", WebAddress.OTHER),
        ("www.example.org", WebAddress.INVALID),
        ("https://", WebAddress.INVALID),
        ("https:///chemin", WebAddress.INVALID),
        ("https://exemple org/", WebAddress.INVALID),
        ("https://example.org/a b", WebAddress.INVALID),
        ('https://example.org/"onclick="', WebAddress.INVALID),
        ("//example.org/", WebAddress.INVALID),
        ("", WebAddress.INVALID),
    ],
)
def test_an_address_is_judged_by_its_scheme_and_form(address: str, worth: WebAddress) -> None:
    """Only a complete web address is worth something to a reader."""
    assert judge(address) is worth


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.cisa.gov@evil.example/", "evil.example"),
        ("https://www.cisa.gov:443@evil.example/", "evil.example"),
        ("https://a%40b@evil.example", "evil.example"),
        ("https://www.c\u0456sa.gov/", "xn--csa-jhd"),
        ("https://xn--csa-jhd.gov/", "CYRILLIC"),
        ("https://\u0440\u0430\u0443\u0440\u0430l.example/", "LATIN"),
        ("https://xn--80ak6aa92e.com/", "imite"),
        ("https://\u03bf\u03c5\u03c4.example/", "imite"),
        ("https://g\u1d0fogle.example/\u200b", "invisible"),
        ("https://example.org/a\u202eb", "invisible"),
        ("https://\uff57ww.cisa.gov/", "imitent"),
        ("https://0x7f.1/", "IP"),
        ("https://2130706433/", "IP"),
        ("https://017700000001/", "IP"),
        ("https://192.168.1.300/", "IP"),
        ("https://1.2.3.04/", "IP"),
        ("https://127.0.0.1./", "IP"),
        ("https://example.org:0/", "port"),
        ("https://example.org:99999/", "port"),
        (f"https://{'a' * 64}.example/", "long"),
        ("https://xn--a.example/", "international"),
    ],
)
def test_an_address_that_deceives_is_told(address: str, words: str) -> None:
    """Credentials, letters that imitate, numbers in odd bases: the phrase names the fault."""
    assert words in (deceit(address) or "")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.cisa.gov/",
        "https://example.org/@user/avis@1",
        "https://example.org/?mail=a@b.example",
        "https://example.org./",
        "https://192.0.2.7:8443/",
        "https://[2001:db8::1]/",
        "https://sant\u00e9.example/\u00e9",
        "https://\u4f8b\u3048.jp/",
        "https://\u043f\u0440\u0438\u043c\u0435\u0440.example/",
    ],
)
def test_an_address_as_it_looks_is_honest(address: str) -> None:
    """Names of one alphabet, plain addresses of machines and signs after the name raise nothing."""
    assert deceit(address) is None


def test_a_name_that_cannot_be_told_by_sight_is_shown_both_ways() -> None:
    """Names of other alphabets, and encoded ones, are given with what they stand for."""
    assert international("https://\u010dert.example/") == ("\u010dert.example", "xn--ert-eqa.example")
    assert international("https://xn--ert-eqa.example/") == ("\u010dert.example", "xn--ert-eqa.example")
    assert international("https://sant\u00e9.example/") is None
    assert international("https://example.org/") is None


@examples(300)
@given(st.text("abc.:@/\\[]%-0x1\u0430\u00e9\uff41\u200b \t\n", max_size=30))
def test_what_stands_before_the_sign_never_passes_for_the_site(rest: str) -> None:
    """Whatever is written after the scheme, an address with a user's name is invalid or told."""
    address = f"https://www.cisa.gov@{rest}"
    assert judge(address) is WebAddress.INVALID or deceit(address)


@pytest.mark.parametrize("address", ["https://www.mıcrosoft.com/", "https://ſignal.example/"])
def test_a_letter_that_case_folding_takes_for_another_is_seen(address: str) -> None:
    """A dotless i and a long s are no letters of a French name."""
    assert international(address) is not None
