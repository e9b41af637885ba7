"""The proof of the bundles (./test bundle): made from this commit, tried in systems that have nothing else.

What this machine cannot do is skipped with its reason. Pictures of what was seen lie in out/bundle/proof.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle import roots
from tests.bundle.display import Display, display
from tests.bundle.roots import System
from tools.bundling import cache, needs

ROOT = Path(__file__).parents[2]
OUT = ROOT / "out/bundle"
PICTURES = OUT / "proof"
PROGRAMS = {
    "Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox", "scrot": "scrot", "xprop": "x11-utils", "debootstrap": "debootstrap",
    "desktop-file-validate": "desktop-file-utils", "update-mime-database": "shared-mime-info", "objdump": "binutils",
}  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def _programs() -> None:
    needs.provide(PROGRAMS, {})


def _made(*arguments: str) -> list[Path]:
    """What tools/bundle makes; given by $GKBG_BUNDLES, it is taken as it lies in out/bundle."""
    pattern = {
        "linux": "*linux-x86_64.tar.xz *_amd64.deb",
        "windows": "*windows-x86_64*.zip *-setup.exe",
        "arm64": "*linux-aarch64.tar.xz",
    }
    if not os.environ.get("GKBG_BUNDLES"):
        done = subprocess.run([ROOT / "tools/bundle", *arguments], capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr[-3000:]
    found = [path for some in pattern[arguments[0]].split() for path in sorted(OUT.glob(some))]
    assert found
    return found


@pytest.fixture(scope="session")
def linux() -> dict[str, Path]:
    """The .tar.xz and the .deb by their suffixes."""
    return {path.suffix: path for path in _made("linux")}


@pytest.fixture(scope="session")
def windows() -> dict[str, Path]:
    """The .zip and the setup by their suffixes."""
    return {path.suffix: path for path in _made("windows")}


@pytest.fixture(scope="session")
def arm64() -> Path:
    return _made("arm64")[0]


@pytest.fixture(scope="session")
def screen() -> Iterator[Display]:
    if not shutil.which("Xvfb"):
        pytest.skip("no Xvfb here: no window can be shown")
    with display() as shown:
        yield shown


def system(wanted: System) -> Path:
    """The bare system, or a skip with the reason why it cannot be made here."""
    if reason := roots.why_not():
        pytest.skip(reason)
    try:
        return roots.base(wanted)
    except cache.BundleError as error:
        pytest.skip(f"the system {wanted.name} cannot be made here: {error}")


def said(text: str) -> None:
    """Print a figure that was measured, past pytest's capture."""
    sys.__stdout__ and print(f"\n    {text}", file=sys.__stdout__, flush=True)
