"""What ``./test`` samples, ``./test long`` runs in full: kills, ladders of length, hostile files, clusters."""

import os
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("GKBG_LONG") == "1"


def sample(short: T, full: T) -> T:
    """*short* in ``./test``, *full* in ``./test long``."""
    return full if LONG else short
