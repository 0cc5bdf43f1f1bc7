"""Advisories in the formats of machines (CSAF, CVE) as drafts to write from."""

from cyberveille.importing.advisories.desk import Desk, draft_of
from cyberveille.importing.advisories.facts import Facts
from cyberveille.importing.advisories.proposals import Known, Names, NoNames
from cyberveille.importing.advisories.registered import Registered
from cyberveille.importing.advisories.sources import Csaf, Cve

__all__ = ["Csaf", "Cve", "Desk", "Facts", "Known", "Names", "NoNames", "Registered", "draft_of"]
