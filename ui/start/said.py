"""Says a sentence to a person who sees no console: in a window that needs no Qt, and on standard error."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

from ui.start.identity import NAME

DIALOGUES = {
    "zenity": ["--error", "--no-markup", "--title", NAME, "--text"],
    "kdialog": ["--title", NAME, "--error"],
}
"""What desktops have for showing a sentence from outside a program."""

SHOWN = 6
"""Seconds after which a dialogue that still runs is taken to be shown, however it ends."""


def say(sentence: str) -> None:
    """Show the sentence and wait until it was read; where there is no way to show it, standard error has it at least."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(sentence, file=sys.stderr, flush=True)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(
            None, sentence, NAME, 0x10 | 0x10000
        )  # an error sign; in front of other windows
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        _on_linux(sentence)


def _on_linux(sentence: str) -> None:
    for program, arguments in DIALOGUES.items():
        if shutil.which(program) and _ran([program, *arguments, sentence]):
            return
    from ui.start.x11 import show

    with contextlib.suppress(Exception):  # standard error has it; there is nothing left to try
        show(NAME, sentence)


def _ran(command: list[str]) -> bool:
    """Whether a dialogue showed the sentence: it ended well, or it was open for some time."""
    import time

    began = time.monotonic()
    with contextlib.suppress(OSError):
        done = subprocess.run(command, check=False, stderr=subprocess.DEVNULL, env=_of_the_system())
        return done.returncode == 0 or time.monotonic() - began > SHOWN
    return False


def _of_the_system() -> dict[str, str]:
    """The environment for a program of the system: nothing of this one's libraries."""
    return {key: value for key, value in os.environ.items() if key not in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH")}
