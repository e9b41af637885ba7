"""The folder that outlives a run: inputs by digest, and what was built from them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path


class BundleError(Exception):
    """A foreseen failure; the message says what is missing and what to do."""


def folder() -> Path:
    """Where it is: $GKBG_BUNDLE_CACHE, else in the user's cache."""
    named = os.environ.get("GKBG_BUNDLE_CACHE")
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    path = Path(named) if named else base / "gongkai-annual-report-bundle"
    path.mkdir(parents=True, exist_ok=True)
    return path


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def key(*parts: str | Path) -> str:
    """One short name for all that a thing is made from: texts, and the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        total.update(b"\0")
    return total.hexdigest()[:16]


def built(name: str, of: str, make: Callable[[Path], None]) -> Path:
    """The folder of a thing that was made before from the same, or is made now. ``make`` gets an empty folder; one that was
    not finished is never taken for a finished one."""
    path = folder() / f"{name}-{of}"
    if not path.exists():
        with working(name) as draft:
            began = time.monotonic()
            say(f"{name} …")
            make(draft)
            draft.rename(path)
            say(f"{name}: {time.monotonic() - began:.0f} s")
    return path


@contextlib.contextmanager
def working(name: str) -> Iterator[Path]:
    """An empty folder for the work, gone afterwards."""
    draft = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=folder()))
    draft.chmod(0o755)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None, *, what: str = ""
) -> str:
    """Run a command and give its output; raises BundleError with the last lines where it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=None if env is None else dict(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise BundleError(f"{what or Path(str(command[0])).name} failed ({done.returncode}):\n{tail}")
    return done.stdout
