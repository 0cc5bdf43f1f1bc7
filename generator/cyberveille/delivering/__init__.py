"""Hands a finished edition to the host that serves it: rsync, rclone, or a Pages host's folder."""

from cyberveille.delivering.delivery import Delivered, DeliveryFailedError, deliver
from cyberveille.delivering.readiness import refusals
from cyberveille.delivering.target import BadTargetError, Target, TargetKind, parse_target
from cyberveille.publishing.identity import EditionIdentity, read_identity

__all__ = [
    "BadTargetError",
    "Delivered",
    "DeliveryFailedError",
    "EditionIdentity",
    "Target",
    "TargetKind",
    "deliver",
    "parse_target",
    "read_identity",
    "refusals",
]
