"""zig as a C compiler that links against the glibc of old systems, whatever this machine has."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tools.bundling import cache
from tools.bundling.manifest import manifest

TOOLS = {"cc": "cc", "cxx": "c++", "ar": "ar", "ranlib": "ranlib"}


@dataclass(frozen=True)
class Machine:
    """A processor with Linux, as the several tools call it."""

    name: str
    debian: str

    @property
    def triple(self) -> str:
        return f"{self.name}-linux-gnu"


X86_64 = Machine("x86_64", "amd64")
AARCH64 = Machine("aarch64", "arm64")
MACHINES = {machine.name: machine for machine in (X86_64, AARCH64)}


def zig(tools: Path) -> Path:
    """The compiler in the tool's own environment."""
    return next(tools.glob("lib/python*/site-packages/ziglang/zig"))


def environment(machine: Machine, tools: Path, work: Path) -> dict[str, str]:
    """The environment in which a recipe runs: compilers for the target, no path of this machine in what they write, a fixed time."""
    wrappers = work / "zig"
    wrappers.mkdir()
    for name, verb in TOOLS.items():
        target = f" -target {machine.triple}.{manifest().target.glibc}" if verb in ("cc", "c++") else ""
        wrapper = wrappers / name
        wrapper.write_text(f'#!/bin/sh\nexec "{zig(tools)}" {verb}{target} "$@"\n', encoding="utf-8")
        wrapper.chmod(0o755)
    here = cache.folder()
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "CC": str(wrappers / "cc"),
        "CXX": str(wrappers / "cxx"),
        "AR": str(wrappers / "ar"),
        "RANLIB": str(wrappers / "ranlib"),
        "CFLAGS": f"-O2 -fPIC -g0 -ffile-prefix-map={work}=/build",
        "HOST": machine.triple,
        "BUILD": X86_64.triple,
        "SOURCE_DATE_EPOCH": "1735689600",
        "ZIG_GLOBAL_CACHE_DIR": str(here / "zig-cache"),
        "ZIG_LOCAL_CACHE_DIR": str(work / "zig-local"),
    }
