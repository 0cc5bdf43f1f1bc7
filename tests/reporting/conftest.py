"""The lists that come with the program, and its scheme with the sheets that the table of incidents names."""

import pytest

from cyberveille.model import Vocabularies
from cyberveille.reading import supplied_vocabularies
from cyberveille.reporting import Scheme
from tests.reporting.scenarios import scheme_of_sheets


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return scheme_of_sheets()


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    return supplied_vocabularies()
