"""How far a long piece of work has come, on a terminal."""

from __future__ import annotations

import sys
import time

EVERY = 0.2
"""Seconds between two lines."""


class Counter:
    """Told (done, all), shows it in one line of stderr where that is a terminal; never stops the work."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + EVERY
        self._shown = False

    def __call__(self, done: int, total: int) -> bool:
        if sys.stderr.isatty() and (time.monotonic() >= self._next or (self._shown and done == total)):
            self._next = time.monotonic() + EVERY
            self._shown = True
            print(f"\r{self._what} {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        return True
