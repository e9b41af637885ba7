"""How long work tells how far it has come, and is told to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], bool]
"""Told (done, all); returns False to stop. The same again, or (0, 0) from the first, only asks whether to go on."""
