"""Bare systems in folders, in which a bundle is tried: made once by debootstrap, used through an overlay that is thrown away."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.bundling import cache, debian

HERE = Path(__file__).parent
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class System:
    """A release of Debian with packages; ``foreign`` packages are those of i386."""

    name: str
    release: str
    packages: tuple[str, ...]
    foreign: tuple[str, ...] = ()


# fmt: off
DEPENDS = (
    "libgl1", "libegl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libx11-6", "libx11-xcb1",
    "libxcb-glx0", "libxcb-shm0", "libxcb-randr0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-render0", "libxcb-xinerama0",
)
# fmt: on
BARE = System(
    "bare", "bullseye", (*DEPENDS, "fonts-wqy-zenhei", "shared-mime-info", "desktop-file-utils", "libglib2.0-bin")
)
"""The oldest release that can be had, with what the .deb depends on and nothing else: no Python, no git, no X libraries beyond."""

WINE = System(
    "wine",
    "trixie",
    ("wine", "wine64", "xvfb", "xauth", "xdotool", "openbox", "fonts-noto-cjk"),
    ("wine32:i386",),
)


@dataclass(frozen=True)
class Root:
    """A system that can be changed at will: ``folder`` is its root, ``changed`` what was written since it was laid out."""

    folder: Path
    changed: Path

    def run(
        self,
        *command: str | Path,
        env: Mapping[str, str] | None = None,
        network: bool = False,
        user: str = "",
        timeout: float = 300,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in it, with this environment and no other; without a network unless asked for."""
        return subprocess.run(
            self.command(*command, env=env, network=network, user=user),
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", timeout=timeout, check=False,
        )  # fmt: skip

    def start(
        self, *command: str | Path, env: Mapping[str, str] | None = None, user: str = ""
    ) -> subprocess.Popen[bytes]:
        """Begin a command in it that goes on, with the network: a window needs the socket of the X server."""
        with (self.folder / "tmp/started.log").open("ab") as log:
            line = self.command(*command, env=env, network=True, user=user)
            return subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)

    def command(self, *command: str | Path, env: Mapping[str, str] | None, network: bool, user: str) -> list[str]:
        settings = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root", **(env or {})}
        inner = ["chroot", *([f"--userspec={user}"] if user else []), str(self.folder), "env", "-i"]
        inner += [f"{name}={value}" for name, value in settings.items()]
        return [*([] if network else ["unshare", "-n"]), *inner, *map(str, command)]

    def written(self) -> list[str]:
        """The files that are there now and were not, or not so, when it was laid out; removed ones too."""
        return sorted(str(path.relative_to(self.changed)) for path in self.changed.rglob("*") if not path.is_dir())


def base(system: System) -> Path:
    """The system as debootstrap makes it, with its packages; in the cache. Raises BundleError."""

    def make(into: Path) -> None:
        place = into / "root"
        cache.run(
            ["debootstrap", "--variant=minbase", system.release, place, debian.mirror()],
            what=f"debootstrap {system.release}",
        )
        for path in (Path("/etc/resolv.conf"), Path("/etc/hosts"), *Path("/etc/apt/apt.conf.d").glob("99*")):
            shutil.copyfile(path, place / path.relative_to("/"))
        quiet = {"DEBIAN_FRONTEND": "noninteractive", "PATH": PATH, "LC_ALL": "C.UTF-8"}
        install: list[str | Path] = ["chroot", place, "apt-get", "-qq", "-y", "--no-install-recommends", "install"]
        with _mounted(place):
            cache.run([*install, *system.packages], env=quiet, what=f"the packages of {system.name}")
            if system.foreign:
                cache.run(["chroot", place, "dpkg", "--add-architecture", "i386"], env=quiet)
                cache.run(["chroot", place, "apt-get", "-qq", "update"], env=quiet)
                cache.run([*install, *system.foreign], env=quiet, what=f"the packages of {system.name}")
        cache.run(["chroot", place, "apt-get", "clean"], env=quiet)

    return cache.built(f"root-{system.name}", cache.key(repr(system)), make) / "root"


@contextlib.contextmanager
def laid_out(system: System, work: Path, base_of: Path | None = None) -> Iterator[Root]:
    """The system, to be changed at will; ``work`` holds the changes, which outlive nothing."""
    lower = base_of or base(system)
    changed, inner, root = work / "changed", work / "inner", work / "root"
    for folder in (changed, inner, root):
        folder.mkdir(parents=True)
    options = f"lowerdir={lower},upperdir={changed},workdir={inner}"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, root], check=True)
    try:
        with _mounted(root):
            yield Root(root, changed)
    finally:
        subprocess.run(["umount", "-l", root], check=False)


@contextlib.contextmanager
def _mounted(place: Path) -> Iterator[None]:
    """With /proc, the devices, and the place where X servers answer."""
    sockets = Path("/tmp/.X11-unix")
    sockets.mkdir(mode=0o1777, exist_ok=True)
    (place / "tmp/.X11-unix").mkdir(exist_ok=True)
    mounts = [
        (["-t", "proc", "proc"], place / "proc"),
        (["--bind", "/dev"], place / "dev"),
        (["--bind", str(sockets)], place / "tmp/.X11-unix"),
    ]
    done: list[Path] = []
    try:
        for options, target in mounts:
            subprocess.run(["mount", *options, target], check=True)
            done.append(target)
        yield
    finally:
        for target in reversed(done):
            subprocess.run(["umount", "-l", target], check=False)


def why_not() -> str:
    """Why no such system can be made here; empty where one can."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root may make a bare system (chroot, mount)"
    for program in ("debootstrap", "unshare", "mount", "chroot"):
        if not shutil.which(program):
            return f"{program} is not installed"
    return ""
