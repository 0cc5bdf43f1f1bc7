"""What asks a process to end is answered after a step that should not be cut in two."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_ASKING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)
)


@contextmanager
def unbroken() -> Iterator[None]:
    """Keep Ctrl+C, `systemctl stop` and a closed terminal waiting until the step is over; not SIGKILL.

    Only the main thread may say how signals are answered: elsewhere nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    former = {number: signal.signal(number, lambda number, _: asked.append(number)) for number in _ASKING}
    try:
        yield
    finally:
        for number, handler in former.items():
            # None: a handler that no Python code set, which cannot be put back.
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in asked:
            signal.raise_signal(number)
