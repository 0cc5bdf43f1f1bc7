"""A first look at a sick portal: what is installed, what the machine allows, the last edition."""

from cyberveille.diagnosing.edition import look_at_edition
from cyberveille.diagnosing.installation import look_at_installation
from cyberveille.diagnosing.machine import look_at_machine
from cyberveille.diagnosing.online import look_at_certificate
from cyberveille.diagnosing.sign import Sign, State

__all__ = [
    "Sign",
    "State",
    "look_at_certificate",
    "look_at_edition",
    "look_at_installation",
    "look_at_machine",
]
