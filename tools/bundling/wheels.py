"""The wheels of requirements.lock for a system, installed into a folder without running anything of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bundling import cache
from tools.bundling.manifest import ROOT, manifest
from tools.bundling.platforms import Platform
from tools.bundling.toolbox import pip

QT = ("pyside6-essentials", "shiboken6")
INSTALLERS_OWN = ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json")
"""Files of a dist-info folder that tell of the installation on this machine."""


@dataclass(frozen=True)
class Pin:
    """A line of the lock: what is asked for, the marker that says where, and the digests that are accepted."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def __str__(self) -> str:
        return " \\\n    ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{h}" for h in self.hashes)])


def pins(lock: str) -> Iterator[Pin]:
    """The lines of a lock with their digests."""
    for name, version, marker, rest in re.findall(
        r"^([A-Za-z0-9._-]+)==(\S+?)(?: *; *(.*?))? *\\?$((?:\n +--hash=.*)*)", lock, re.MULTILINE
    ):
        yield Pin(name, version, marker, tuple(re.findall(r"sha256:([0-9a-f]+)", rest)))


def wanted(lock: str, platform: Platform) -> list[Pin]:
    """The pins that the platform needs. pip reads markers for the machine it runs on, so they are read here."""
    from packaging.markers import Marker  # type: ignore[import-not-found,unused-ignore]

    return [
        pin
        for pin in pins(lock)
        if (platform.window or pin.name not in QT) and (not pin.marker or Marker(pin.marker).evaluate(platform.markers))
    ]


def installed(platform: Platform, box: Path) -> Path:
    """A folder with ``site-packages/`` and the wheels that went into it (``wheels/``)."""
    chosen = wanted((ROOT / "requirements.lock").read_text("utf-8"), platform)
    of = cache.key(box.name, platform.name, *map(str, chosen), " ".join(platform.wheel_tags), Path(__file__))
    return cache.built(f"wheels-{platform.name}", of, lambda into: _install(chosen, platform, box, into))


def _install(chosen: list[Pin], platform: Platform, box: Path, into: Path) -> None:
    lock, wheels, site = into / "lock.txt", into / "wheels", into / "site-packages"
    lock.write_text("\n".join(map(str, chosen)) + "\n", encoding="utf-8")
    short = manifest().target.python.replace(".", "")
    target = [part for tag in platform.wheel_tags for part in ("--platform", tag)]
    target += [
        "--python-version",
        manifest().target.python,
        "--implementation",
        "cp",
        "--abi",
        f"cp{short}",
        "--abi",
        "abi3",
        "--abi",
        "none",
    ]
    target += ["--only-binary=:all:", "--no-deps", "-q"]
    pip(box, "download", "--require-hashes", *target, "-r", lock, "-d", wheels)
    found = sorted(wheels.glob("*.whl"))
    if len(found) != len(chosen):
        raise cache.BundleError(f"{len(found)} wheels for {len(chosen)} lines of the lock")
    pip(box, "install", "--no-index", "--no-compile", *target, "--target", site, *found)
    for name in INSTALLERS_OWN:
        for path in site.glob(f"*.dist-info/{name}"):
            path.unlink()
    shutil.rmtree(site / "bin", ignore_errors=True)
