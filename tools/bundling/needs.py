"""The programs that making a bundle needs on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tools.bundling import cache
from tools.bundling.cache import BundleError

PROGRAMS = {
    "git": "git", "make": "make", "autoreconf": "autoconf", "aclocal": "automake", "libtoolize": "libtool", "tclsh": "tclsh", "patch": "patch",
    "xz": "xz-utils", "objdump": "binutils", "dpkg-deb": "dpkg", "bash": "bash", "cc": "gcc",
}  # fmt: skip
FILES = {
    "/usr/share/aclocal/ltdl.m4": "libltdl-dev",
    "/usr/share/keyrings/debian-archive-keyring.gpg": "debian-archive-keyring",
}


def provide(programs: dict[str, str] | None = None, files: dict[str, str] | None = None) -> None:
    """Install what is missing when root; otherwise raise BundleError with the line to paste."""
    programs, files = PROGRAMS if programs is None else programs, FILES if files is None else files
    missing = sorted(_missing(programs, files))
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        cache.say(f"installing {' '.join(missing)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], env=quiet, check=False)
        cache.run(install, env=quiet)
    if still := sorted(_missing(programs, files)):
        raise BundleError(f"missing: {' '.join(still)}; sudo {' '.join(install)}")


def _missing(programs: dict[str, str], files: dict[str, str]) -> set[str]:
    return {package for program, package in programs.items() if not shutil.which(program)} | {
        package for path, package in files.items() if not Path(path).exists()
    }
