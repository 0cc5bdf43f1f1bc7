"""Hands a finished edition to the host that serves it: in releases, or in place."""

from cyberveille.delivering.delivery import Delivered, deliver, rolled_back
from cyberveille.delivering.failures import DeliveryFailedError, TargetRefusedError
from cyberveille.delivering.readiness import refusals
from cyberveille.delivering.shipment import DeliveryChoices, Shipment, shipment
from cyberveille.delivering.target import BadTargetError, Target, TargetKind, parse_target
from cyberveille.publishing.edition_identity import EditionIdentity, read_identity

__all__ = [
    "BadTargetError",
    "Delivered",
    "DeliveryChoices",
    "DeliveryFailedError",
    "EditionIdentity",
    "Shipment",
    "Target",
    "TargetKind",
    "TargetRefusedError",
    "deliver",
    "parse_target",
    "read_identity",
    "refusals",
    "rolled_back",
    "shipment",
]
