"""Who the program is for the desktop: one identity for its windows, its shortcut, its entry in the menu."""

from __future__ import annotations

import contextlib
import sys
from typing import Any

NAME = "政府信息公开工作年度报告"
ID = "gongkai-annual-report"
"""The name of the .desktop file, the AppUserModelID of Windows, and the name by which the setup sees it running."""

_held: list[Any] = []


def introduce() -> None:
    """Tell Windows who this is, before the first window; elsewhere Qt does it with the name of the .desktop file."""
    if sys.platform != "win32":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(ID)
    with contextlib.suppress(OSError, AttributeError):
        _held.append(
            ctypes.windll.kernel32.CreateMutexW(None, False, f"Local\\{ID}")
        )  # the setup does not replace what runs
