"""The demonstration's own scheme and lists."""

import pytest

from cyberveille.model import Vocabularies
from cyberveille.reading import read_scheme, read_vocabularies
from cyberveille.reporting import Scheme
from tests.reporting.scenarios import ROOT


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    read, findings = read_scheme(ROOT)
    assert findings == ()
    return read


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    read, findings = read_vocabularies(ROOT)
    assert findings == ()
    return read
