"""How long each step of a command took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct, field


class Stopwatch(Struct):
    """Seconds spent in each step; read by people only, no byte depends on it."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
