"""How an address written by an editor is judged."""

import pytest

from cyberveille.checking.web_address import WebAddress, judge


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
