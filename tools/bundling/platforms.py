"""The systems that a bundle can be made for."""

from __future__ import annotations

from dataclasses import dataclass

from tools.bundling.compiler import AARCH64, X86_64, Machine
from tools.bundling.manifest import manifest


@dataclass(frozen=True)
class Platform:
    """A system and processor: what its wheels are called, and what the markers of the lock are read for."""

    name: str
    machine: Machine
    windows: bool = False
    window: bool = True
    """Whether the window can be shown there; where not, the bundle holds the commands only."""

    @property
    def wheel_tags(self) -> list[str]:
        """pip's names of the platform, the newest first; no wheel may ask for a newer glibc than the target has."""
        if self.windows:
            return ["win_amd64"]
        newest, name = int(manifest().target.glibc.split(".")[1]), self.machine.name
        return [
            *(f"manylinux_2_{minor}_{name}" for minor in range(newest, 4, -1)),
            f"manylinux2014_{name}",
            f"manylinux2010_{name}",
        ]

    @property
    def markers(self) -> dict[str, str]:
        """The environment that a marker of the lock is read in: the target's, never that of the machine that builds."""
        python = manifest().target.python
        return {
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "python_version": python,
            "python_full_version": f"{python}.0",
            "os_name": "nt" if self.windows else "posix",
            "sys_platform": "win32" if self.windows else "linux",
            "platform_system": "Windows" if self.windows else "Linux",
            "platform_machine": "AMD64" if self.windows else self.machine.name,
        }


LINUX = Platform("linux-x86_64", X86_64)
LINUX_ARM = Platform("linux-aarch64", AARCH64, window=False)
WINDOWS = Platform("windows-x86_64", X86_64, windows=True)
