"""Ctrl-C that waits for the end of a step which must not stay half-done."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Put off a Ctrl-C that comes within the block to its end, where it raises KeyboardInterrupt as ever.

    For short steps only: meanwhile nobody can stop them. Without effect where Ctrl-C does not raise KeyboardInterrupt here: in
    another thread than the main one, under a handler of someone else, within another such block.
    """
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if not ours:
        yield
        return
    came: list[int] = []
    try:
        signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if came:
            raise KeyboardInterrupt
