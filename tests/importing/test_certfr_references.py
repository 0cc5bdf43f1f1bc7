"""References of a CERT-FR record."""

from tests.importing.records import draft


def _cited(**changes: object) -> list[tuple[str, str]]:
    return [(item.title, item.url) for item in draft(**changes).references[:-1]]  # type: ignore[arg-type]


def _link(title: str, url: str | None, day: str | None = None) -> dict[str, str | None]:
    return {"title": title, "url": url, "published_at": day}


def test_one_address_is_one_reference() -> None:
    """The advisory and the link to the same page are one; other words for it are kept."""
    cited = _cited(
        vendor_advisories=[_link("Bulletin A du 1 mai 2023", "https://example.org/a")],
        links=[
            _link("Bulletin  A du    1 mai 2023 :", "https://example.org/a"),
            _link("Bulletin B", "https://example.org/a"),
        ],
    )
    assert cited == [("Bulletin A du 1 mai 2023 ; Bulletin B", "https://example.org/a")]


def test_addresses_are_mended_without_a_guess() -> None:
    """Illegal characters are percent-encoded; a scheme written twice or in capitals is one."""
    cited = _cited(
        vendor_advisories=[
            _link("Espace", "http://example.org/p?id=A B "),
            _link("Accolades", "https://example.org/x?id={53A6}"),
            _link("Majuscules", "HTTP://www.Example.org/Avis.ASP"),
            _link("Double", "http://http://example.org/liste"),
            _link("Échappement", "https://example.org/a\\_b.pdf"),
            _link("Accent", "https://example.org/é"),
        ]
    )
    assert [url for _, url in cited] == [
        "http://example.org/p?id=A%20B",
        "https://example.org/x?id=%7B53A6%7D",
        "http://www.example.org/Avis.ASP",
        "http://example.org/liste",
        "https://example.org/a_b.pdf",
        "https://example.org/%C3%A9",
    ]


def test_what_has_no_web_address_stays_in_the_text() -> None:
    """A title alone and an FTP address are lines of the body."""
    made = draft(
        vendor_advisories=[
            _link("Liste de diffusion Exemple", None),
            _link("Forum", "None", "2000-08-01"),
            _link("Correctif", "ftp://ftp.example.org/pub"),
            _link("Piège", "javascript:alert(1)"),
        ]
    )
    assert len(made.references) == 1
    assert made.body.endswith(
        "## Autres sources\n\n- Liste de diffusion Exemple\n- Forum (1er août 2000)\n"
        "- Correctif : `ftp://ftp.example.org/pub`\n- Piège : `javascript:alert(1)`"
    )


def test_an_advisory_without_address_that_a_link_names_is_not_said_twice() -> None:
    """Word order and hyphens do not make another document."""
    made = draft(
        vendor_advisories=[_link("Bulletin de sécurité Exemple (EX-01-020)", None)],
        links=[_link("Bulletin de sécurité EX 01 020 d'Exemple :", "https://example.org/ex")],
    )
    assert "Autres sources" not in made.body


def test_titles_lose_their_markup_and_keep_their_date() -> None:
    """Titles are one line of text; an advisory's date is added when its title has none."""
    cited = _cited(
        vendor_advisories=[
            _link("- <P>Avis   <TT>sendmail</TT>\n.</P>", "https://example.org/1", "2001-03-09"),
            _link("", "https://example.org/2"),
        ]
    )
    assert cited == [
        ("Avis sendmail (9 mars 2001)", "https://example.org/1"),
        ("https://example.org/2", "https://example.org/2"),
    ]
