"""What is said of a file whose name is not that of its notice."""

import pytest
from tests.reading.samples import NOTICE, bulletin, read

from cyberveille.checking import Context, Policy, check_subject
from cyberveille.model import Tlp, Vocabularies


def _message(name: str) -> str:
    subject = bulletin(read(NOTICE, f"bulletins/2026/{name}"))
    found = check_subject(subject, Context(Policy("CV", Tlp.CLEAR, Vocabularies())))
    [message] = [item.remark.message for item in found if item.rule == "id-file-name"]
    return message.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("CV\u20112026\u2011BUL\u20110001.md", "trait d’union insécable (U+2011), au rang 3"),
        ("CV-2026-BUL-0001\u00a0.md", "espace insécable (U+00A0), au rang 17"),
        ("CV-2026-BUL-0001\u200b.md", "espace sans chasse (U+200B), au rang 17"),
    ],
)
def test_two_names_that_look_the_same_are_told_apart_by_their_sign(name: str, told: str) -> None:
    """Who reads the same name twice cannot tell what is to be changed."""
    assert told in _message(name)


def test_a_name_of_ordinary_signs_is_shown_and_no_more() -> None:
    assert _message("Bulletin été.md").endswith("diffèrent.")
