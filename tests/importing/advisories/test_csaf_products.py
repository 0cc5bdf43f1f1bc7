"""What the product tree of CSAF documents and the status of its products say."""

from tests.importing.advisories.made import doubts, facts, lines, with_products

RANGE, VERSION = "product_version_range", "product_version"


def test_a_status_is_of_one_version_or_of_all_since() -> None:
    """The first affected and the last affected make a range; without a last, the fixed one ends it."""
    leaves = [("A", VERSION, "2.0"), ("B", VERSION, "3.0"), ("C", VERSION, "3.1"), ("D", VERSION, "4.0")]

    def said(**status: list[str]) -> list[tuple[str | None, str | None]]:
        return lines(with_products(*leaves, **status))

    assert said(first_affected=["A"], last_affected=["B"], fixed=["C"]) == [(">= 2.0, <= 3.0", "3.1")]
    assert said(first_affected=["A"], first_fixed=["C"]) == [(">= 2.0, < 3.1", "3.1")]
    assert said(last_affected=["B"], fixed=["C"]) == [("<= 3.0", "3.1")]
    assert said(first_affected=["A"]) == [(">= 2.0", None)]
    both = said(first_affected=["A", "C"], last_affected=["B", "D"])
    assert both == [(">= 2.0, <= 3.0", None), (">= 3.1, <= 4.0", None)]


def test_firsts_and_lasts_that_nothing_puts_together_are_told() -> None:
    """Two firsts with one last."""
    made = with_products(
        ("A", VERSION, "2.0"), ("B", VERSION, "2.5"), ("C", VERSION, "3.0"),
        first_affected=["A", "B"], last_affected=["C"],
    )  # fmt: skip
    assert "que rien ne met ensemble" in doubts(made)
    assert ("<= 3.0", None) in lines(made)


def test_a_range_that_is_corrected_is_no_version() -> None:
    """« fixed » holds versions: what is corrected up to one, or between two, is told."""
    made = with_products(("A", RANGE, "<2.0"), ("B", RANGE, ">=2.1"), known_affected=["A"], fixed=["A"])
    assert lines(made) == [("< 2.0", None)]
    assert "sans qu’une version le soit seule : P « <2.0 »" in doubts(made)


def test_what_a_source_recommends_is_told() -> None:
    """SUSE says so, and nothing else, of the packages that correct."""
    made = with_products(("A", VERSION, "2.0"), recommended=["A"])
    assert "versions que la source recommande : P 2.0." in doubts(made)


def test_branches_below_one_another_all_name_the_product() -> None:
    """A patch is one of its version; a name lies in another where the full name says so; nothing is lost."""
    made = with_products(known_affected=["A", "B", "C", "D"])

    def branch(category: str, name: str, *inner: dict[str, object], **more: object) -> dict[str, object]:
        return {"category": category, "name": name, "branches": [*inner]} | more

    def leaf(category: str, name: str, identifier: str, full: str) -> dict[str, object]:
        return {"category": category, "name": name, "product": {"name": full, "product_id": identifier}}

    of_monitor = branch("product_name", "MX700", leaf(VERSION, "N.01", "A", "Alpha MX700 N.01"))
    tree = branch(
        "vendor",
        "V",
        branch("product_name", "Alpha", of_monitor),
        branch("product_name", "P", branch(VERSION, "6.0", leaf("patch_level", "TC4", "B", "P 6.0 TC4"))),
        branch("product_name", "P", branch(RANGE, "<6.1", leaf("specification", "HART", "C", "P HART"))),
        branch("product_name", "P", branch("platform", "Linux", leaf(VERSION, "7.0", "D", "P 7.0"))),
    )
    made["product_tree"] = {"branches": [tree]}
    assert [(item.product, item.affected) for item in facts(made).products] == [
        ("Alpha MX700", "N.01"),
        ("P", "6.0 TC4"),
        ("P HART", "< 6.1"),
        ("P Linux", "7.0"),
    ]


def test_the_paths_of_version_2_1_are_its_relationships() -> None:
    """A product on another, on a third."""
    made = with_products(
        ("A", RANGE, "<4"), ("B", VERSION, "9.1"), ("C", VERSION, "1.0"), known_affected=["X"]
    )
    steps = [
        {"category": "installed_on", "next_product_reference": "B"},
        {"category": "installed_with", "next_product_reference": "C"},
    ]
    full = {"name": "P <4 on P 9.1", "product_id": "X"}
    path = {"beginning_product_reference": "A", "full_product_name": full, "subpaths": steps}
    made["product_tree"]["product_paths"] = [path]
    [item] = facts(made).products
    assert (item.product, item.affected) == ("P (installé sur P 9.1) (installé avec P 1.0)", "< 4")


def test_a_correction_goes_with_its_branch() -> None:
    """Of several fixed versions, the nearest after the end of a range."""
    made = with_products(
        ("A", RANGE, ">=7.2|<7.2.7"), ("B", RANGE, ">=7.4|<7.4.2"),
        ("C", VERSION, "7.4.2"), ("D", VERSION, "7.2.7"),
        known_affected=["A", "B"], fixed=["C", "D"],
    )  # fmt: skip
    assert lines(made) == [(">= 7.2, < 7.2.7", "7.2.7"), (">= 7.4, < 7.4.2", "7.4.2")]


def test_combined_products_name_both() -> None:
    """In whatever order relationships refer to one another."""
    made = with_products(("A", VERSION, "4.0"), ("B", VERSION, "9"), known_affected=["AB"])
    made["product_tree"]["relationships"] = [
        {
            "category": "installed_on",
            "full_product_name": {"name": "P 4.0 on P 9", "product_id": "AB"},
            "product_reference": "A",
            "relates_to_product_reference": "B",
        }
    ]
    [item] = facts(made).products
    assert (item.vendor, item.product, item.affected) == ("V", "P (installé sur P 9)", "4.0")


def test_a_product_without_a_branch_of_its_own_is_called_by_its_full_name() -> None:
    """An architecture is no name, and a version may be part of it."""
    leaves = [
        {"category": "product_version", "name": "kernel", "product": {"name": "kernel", "product_id": "A"}},
        {"category": "product_version", "name": "1.2", "product": {"name": "Pump 1.2", "product_id": "B"}},
        {"category": "product_version_range", "name": "<3", "product": {"name": "Tool", "product_id": "C"}},
    ]
    made = with_products(known_affected=["A", "B", "C"])
    inner = {"category": "architecture", "name": "x86_64", "branches": leaves}
    made["product_tree"] = {"branches": [{"category": "vendor", "name": "V", "branches": [inner]}]}
    found = [(item.vendor, item.product, item.affected) for item in facts(made).products]
    assert found == [("V", "kernel", None), ("V", "Pump", "1.2"), ("V", "Tool", "< 3")]


def test_a_version_that_is_not_said_is_none() -> None:
    """A dash is no version to compare with."""
    made = with_products(("A", VERSION, "-"), ("B", RANGE, "n/a"), known_affected=["A", "B"])
    assert lines(made) == [(None, None)]
    assert "versions touchées : P." in doubts(made)
