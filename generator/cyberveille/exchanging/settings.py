"""What the edition tells the service."""

from pathlib import Path

import msgspec

from cyberveille.model import ExchangeSettings


def read_settings(file: Path) -> ExchangeSettings:
    """`.serveur/echanges.json` of an edition; raises OSError, or msgspec.MsgspecError for another file."""
    return msgspec.json.decode(file.read_bytes(), type=ExchangeSettings)
