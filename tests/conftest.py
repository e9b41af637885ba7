"""What holds for every test: nothing is logged at WARNING or above unless the test asked for it, and nothing is timed."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from typing import Literal

import pytest
from hypothesis import settings

from tests.long import LONG

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # with no display, the first window would end the tests

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # tests that press Ctrl-C say what it does in a program that a person started, and not under nohup or in a job of a shell
    signal.signal(signal.SIGINT, signal.default_int_handler)

# a busy machine is no fault of the code; speeds are measured in tests/bench. The sample of ./test is the same each time, so that
# what passed once passes again; ./test long draws anew
settings.register_profile("untimed", deadline=None, derandomize=not LONG)
settings.load_profile("untimed")

PHASES: tuple[Literal["setup", "call"], ...] = ("setup", "call")


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test; one that expects it looks at ``caplog`` and then clears it."""
    yield
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for when in PHASES
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    if unexpected:
        pytest.fail("logged unexpectedly:\n" + "\n".join(unexpected))
