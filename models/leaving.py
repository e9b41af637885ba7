"""What is put away before the program ends, in whichever way it does.

A verb ends by ``os._exit``, which runs none of Python's own hooks: without this the text of a report would stay in the
temporary folder, and processes at work would outlive the program.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

_acts: list[Callable[[], object]] = []


def when_leaving(act: Callable[[], object]) -> None:
    """Have ``act`` done once before the program ends; what is asked for last is done first."""
    _acts.append(act)


def leave() -> None:
    """Do all that waits for the end. One that fails keeps no other from being done."""
    while _acts:
        with contextlib.suppress(Exception):
            _acts.pop()()
