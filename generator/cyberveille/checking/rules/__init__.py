"""One module a family of rules; importing this package registers them all."""

from cyberveille.checking.rules import (
    body,
    catalogue,
    controlled_lists,
    dates,
    disclosure,
    documents,
    identity,
    leftover,
    links,
    references,
    required,
    vocabulary,
    vulnerabilities,
)

FAMILIES = tuple(
    module.__name__.rpartition(".")[2]
    for module in (
        identity,
        required,
        disclosure,
        dates,
        vocabulary,
        vulnerabilities,
        references,
        body,
        documents,
        leftover,
        catalogue,
        links,
        controlled_lists,
    )
)
"""The families' names, in the order in which `cyberveille rules` lists them."""
