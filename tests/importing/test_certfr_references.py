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
    """Hyphens and case do not make another document; the order of the words does."""
    made = draft(
        vendor_advisories=[_link("Bulletin de sécurité Exemple (EX-01-020)", None)],
        links=[_link("Bulletin de Sécurité Exemple EX 01 020 :", "https://example.org/ex")],
    )
    assert "Autres sources" not in made.body
    turned = draft(
        vendor_advisories=[_link("Passage de la version 1 à la version 2", None)],
        links=[_link("Passage de la version 2 à la version 1", "https://example.org/ex")],
    )
    assert "- Passage de la version 1 à la version 2" in turned.body


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


def test_a_day_is_added_unless_the_title_tells_that_day() -> None:
    """A year in a title is not its date: most of those were lost."""
    url = "https://example.org/{}"
    cited = _cited(
        vendor_advisories=[
            _link("Bulletin EX-2023-07", url.format(1), "2023-07-11"),
            _link("Bulletin Exemple du 11 juillet 2023", url.format(2), "2023-07-11"),
            _link("Bulletin Exemple du 01 août 2023", url.format(3), "2023-08-01"),
            _link("Bulletin Exemple 2023-07-11", url.format(4), "2023-07-11"),
            _link("Bulletin Exemple du 11 juillet 2023", url.format(5), "2023-07-12"),
        ]
    )
    assert [title for title, _ in cited] == [
        "Bulletin EX-2023-07 (11 juillet 2023)",
        "Bulletin Exemple du 11 juillet 2023",
        "Bulletin Exemple du 01 août 2023",
        "Bulletin Exemple 2023-07-11",
        "Bulletin Exemple du 11 juillet 2023 (12 juillet 2023)",
    ]


def test_two_addresses_in_one_field_are_two_references() -> None:
    """Whatever stands between them; an address within another stays there."""
    within = "https://example.org/?id=https://example.org/2"
    cited = _cited(
        vendor_advisories=[],
        links=[
            _link("Deux", "https://example.org/a https://example.org/b"),
            _link("Trois", "https://example.org/c; https://example.org/d,\nhttps://example.org/e"),
            _link("Un", within),
        ],
    )
    assert [url.rpartition("/")[2] for _, url in cited] == ["a", "b", "c", "d", "e", "2"]
    assert cited[0][0] == cited[1][0] == "Deux"


def test_words_between_two_addresses_are_no_part_of_them() -> None:
    """« et », a bar, a line."""
    for between in (" et ", " ; ", "|", "\n", " ou "):
        link = _link("Deux", f"https://example.org/1{between}https://example.org/2")
        assert [url for _, url in _cited(vendor_advisories=[link])] == [
            "https://example.org/1",
            "https://example.org/2",
        ]


def test_a_day_is_kept_whatever_its_form_and_told_once() -> None:
    """In figures as in French; one that no publisher could mean is none; accents do not make another."""
    for day, title, told in (
        ("02/02/2026", "Bulletin", "Bulletin (2 février 2026)"),
        ("2026/02/02", "Bulletin", "Bulletin (2 février 2026)"),
        ("0001-01-01", "Bulletin", "Bulletin"),
        ("2026-02-02", "Bulletin du 2 fevrier 2026", "Bulletin du 2 fevrier 2026"),
    ):
        assert _cited(vendor_advisories=[_link(title, "https://example.org/a", day)])[0][0] == told
