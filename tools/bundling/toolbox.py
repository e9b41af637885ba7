"""The tool's own environment: the pinned compiler, the pinned pip that installs the wheels, and what reads the lock's markers."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.bundling import cache
from tools.bundling.cache import BundleError
from tools.bundling.manifest import HERE

LOCK = HERE / "requirements.lock"


def toolbox() -> Path:
    """A virtual environment with what tools/bundling/requirements.lock pins, made where it is missing."""

    def make(into: Path) -> None:
        try:
            cache.run([sys.executable, "-m", "venv", into])
        except BundleError as error:
            raise BundleError(f"{error}\nPython's venv is missing: apt-get install python3-venv") from None
        quiet = ["--disable-pip-version-check", "-q", "--no-compile"]
        hashed = ["--require-hashes", "--no-deps", "--only-binary=:all:"]
        cache.run(
            [into / "bin/python", "-m", "pip", "install", *quiet, *hashed, "-r", LOCK], what="installing the tools"
        )

    return cache.built("toolbox", cache.key(LOCK, sys.version), make)


def pip(box: Path, *arguments: str | Path) -> None:
    """The pinned pip; it prepares files for other systems than this one."""
    cache.run([box / "bin/python", "-m", "pip", "--disable-pip-version-check", *arguments], what="pip")
