"""The rules as a manual."""

import pytest

from cyberveille.checking import all_rules
from cyberveille.checking.rendering import manual
from cyberveille.reading import Fault

READERS = {fault.value: fault.documentation for fault in Fault}


def test_every_rule_is_listed_with_its_examples() -> None:
    """Those of the reader first, without example."""
    listed = manual.render(all_rules(), READERS)
    assert listed.startswith("Forme du fichier et de l’en-tête\n─")
    blocks = listed.split("\n\n")
    for item in all_rules():
        block = next(part for part in blocks if part.split("\n")[0].split(" ")[0] == item.id)
        assert f"Mauvais\u00a0: {item.bad}" in block
        assert f"Bon\u00a0: {item.good}" in block
    assert all(f"{name}\n" in listed for name in READERS)


def test_one_rule_is_explained_in_full() -> None:
    """With what the list leaves out."""
    assert manual.render(all_rules(), READERS, "link-open-to-reader").splitlines() == [
        "link-open-to-reader",
        "    Une notice ne doit pas citer une notice que ses propres lecteurs ne peuvent pas ouvrir.",
        (
            "    L’autre notice est plus fermée, reste un brouillon ou est encore sous embargo\u00a0: dans "
            "l’édition publique le lien serait mort, et trahirait son existence."
        ),
        "    Mauvais\u00a0: une page publique qui cite une notice TLP:AMBER",
        "    Bon\u00a0: une page publique qui ne cite que des notices TLP:CLEAR",
    ]


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_a_demand_of_the_reader_is_explained_too(fault: Fault) -> None:
    """Under its own identifier."""
    assert manual.render(all_rules(), READERS, fault.value).startswith(f"{fault.value}\n    ")
