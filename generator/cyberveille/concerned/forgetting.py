"""What was remembered of the words of notices, let go by a process that goes on to something else."""

import sys
from functools import _lru_cache_wrapper


def forget() -> None:
    """Every answer that the modules of this room remember."""
    for name, module in tuple(sys.modules.items()):
        if name.startswith(f"{__package__}."):
            for value in vars(module).values():
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
