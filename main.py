"""Entry: without a verb the desktop application, with one the same work without a window (``./run --help``)."""

from __future__ import annotations

import contextlib
import gc
import os
import sys


def has_display() -> bool:
    """Whether a window can be opened here."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: list[str]) -> int:
    from ui import verbs

    files = verbs.files_to_open(arguments)
    if files is None:
        gc.set_threshold(100_000)  # a verb is over before much garbage could gather
        return verbs.run(arguments)
    if not has_display():
        return verbs.run(["sample"])
    from ui.opening import open_window

    return open_window([sys.argv[0], *files])


def end(code: int) -> None:
    """End a verb at once: all is written and put away, and taking hundreds of modules apart would only take time."""
    from models.leaving import leave

    leave()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    exit_code = main(sys.argv[1:])
    if "PySide6" not in sys.modules:
        end(exit_code)
    sys.exit(exit_code)
