"""A screen without a monitor, and what is seen on it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

DRAWN = 60
"""Colours that a window with text in it has at least: letters are smoothed."""


def colours(image: Image.Image) -> int:
    return len(image.getcolors(image.width * image.height) or ())


@dataclass(frozen=True)
class Display:
    """An X server of its own."""

    name: str

    def window(self, title: str, seconds: float = 60) -> str:
        """The number of the visible window whose title has these words, as soon as it is there; empty where none comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self._ask("xdotool", "search", "--onlyvisible", "--name", title).split()
            if found:
                return found[-1]
            time.sleep(0.2)
        return ""

    def title(self, window: str) -> str:
        return self._ask("xdotool", "getwindowname", window).strip()

    def classes(self, window: str) -> str:
        return self._ask("xprop", "-id", window, "WM_CLASS").strip()

    def key(self, *names: str) -> None:
        self._ask("xdotool", "key", "--delay", "120", *names)

    def type(self, text: str) -> None:
        self._ask("xdotool", "type", "--delay", "120", text)

    def picture(self, target: Path, seconds: float = 30) -> Image.Image:
        """What is on the screen, once something is drawn and it has come to rest; kept as a file for people to look at."""
        target.parent.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + seconds
        before = b""
        while True:
            time.sleep(1)
            target.unlink(missing_ok=True)
            self._ask("scrot", "-o", str(target))
            image = Image.open(target).convert("RGB")
            if (image.tobytes() == before and colours(image) > DRAWN) or time.monotonic() > until:
                return image
            before = image.tobytes()

    def _ask(self, *command: str) -> str:
        done = subprocess.run(
            command,
            env={**os.environ, "DISPLAY": self.name},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        return done.stdout


@contextlib.contextmanager
def display() -> Iterator[Display]:
    """An X server with a window manager, for as long as it is needed."""
    reading, writing = os.pipe()
    size = ["-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *size], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        name = f":{told.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": name}, stderr=subprocess.DEVNULL)
    try:
        yield Display(name)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()
