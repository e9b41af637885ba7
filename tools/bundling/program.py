"""The program as it is committed, and the byte code of all of a bundle."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from tools.bundling import cache
from tools.bundling.cache import BundleError
from tools.bundling.manifest import ROOT

LEFT_OUT = (
    "tests",
    "tools",
    "run",
    "test",
    "run.cmd",
    "test.cmd",
    "pyproject.toml",
    "requirements*.lock",
    "ARCHITECTURE.md",
    ".*",
)
"""What of the checkout a person who only uses the program does not need. All else goes along, whatever it is called."""


@dataclass(frozen=True)
class Program:
    """The committed state: where it was laid out, its version, its commit, and the time of that in seconds since 1970."""

    folder: Path
    version: str
    commit: str
    time: int


def program(into: Path) -> Program:
    """Lay out the program of HEAD in a new folder. Raises BundleError outside a checkout."""
    try:
        commit, time = cache.run(["git", "log", "-1", "--format=%H %ct"], cwd=ROOT).split()
    except (BundleError, FileNotFoundError) as error:
        raise BundleError(f"a bundle is made from a checkout of git: {error}") from None
    if cache.run(["git", "status", "--porcelain", "--untracked-files=no"], cwd=ROOT).strip():
        cache.say("There are changes that are not committed; they do not go into the bundle.")
    into.mkdir()
    archive = into.with_suffix(".tar")
    left_out = [f":(exclude,top,glob){pattern}" for pattern in LEFT_OUT]
    cache.run(
        ["git", "-c", "core.autocrlf=false", "archive", "-o", archive, "HEAD", "--", ":(top)", *left_out], cwd=ROOT
    )
    cache.run(["tar", "xf", archive, "-C", into])
    archive.unlink()
    version = re.search(r'^VERSION = "([0-9.]+)"$', (into / "models/version.py").read_text("utf-8"), re.MULTILINE)
    if version is None:
        raise BundleError("models/version.py names no VERSION")
    return Program(into, version[1], commit, int(time))


def byte_code(python: Path, bundle: Path, folders: list[Path]) -> None:
    """Compile what is below the folders, with an interpreter of the same version, so that nothing is compiled where the bundle
    lies (it may be read-only). Digests instead of times stand in the files, and no path."""
    flags = ["-I", "-m", "compileall", "-q", "-j1", "--invalidation-mode", "unchecked-hash", "-s"]
    cache.run(
        [python, *flags, bundle, *folders], env={**os.environ, "PYTHONHASHSEED": "0"}, what="compiling the byte code"
    )
