"""``tools/bundle linux|windows|arm64|verify``: make the bundles that start without internet and without Python, and audit them."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.bundling import cache
from tools.bundling.cache import BundleError
from tools.bundling.manifest import ROOT


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="tools/bundle", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=ROOT / "out/bundle", help="where the artefacts go (default: out/bundle)"
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("linux", help="a .deb and a .tar.xz for Linux on x86-64")
    verbs.add_parser("arm64", help="a .tar.xz with the commands, without a window, for Linux on arm64")
    windows = verbs.add_parser("windows", help="a .zip and a setup for Windows on x86-64")
    windows.add_argument(
        "--windows-python",
        type=Path,
        metavar="ZIP",
        help="Python's own embeddable zip: without it the result is for tests only",
    )
    verify = verbs.add_parser("verify", help="say what is wrong with a bundle; exit code 1 if anything is")
    verify.add_argument("path", type=Path, metavar="ARTEFACT|FOLDER")
    said = parser.parse_args(arguments)
    os.umask(0o022)
    try:
        return {"linux": _linux, "arm64": _arm64, "windows": _windows, "verify": _verify}[said.verb](said)
    except BundleError as error:
        cache.say(f"tools/bundle: {error}")
        return 2


def _linux(said: argparse.Namespace) -> int:
    from tools.bundling import linux
    from tools.bundling.platforms import LINUX

    return _made(said.out, lambda out: linux.build(LINUX, out))


def _arm64(said: argparse.Namespace) -> int:
    from tools.bundling import linux
    from tools.bundling.platforms import LINUX_ARM

    return _made(said.out, lambda out: linux.build(LINUX_ARM, out))


def _windows(said: argparse.Namespace) -> int:
    from tools.bundling import windows

    return _made(said.out, lambda out: windows.build(said.windows_python, out))


def _verify(said: argparse.Namespace) -> int:
    from tools.bundling import verify

    return verify.main(said.path)


def _made(out: Path, make: Callable[[Path], list[Path]]) -> int:
    """Make artefacts, list their digests beside them, and say how long it took."""
    from tools.bundling.needs import provide
    from tools.bundling.toolbox import toolbox

    began = time.monotonic()
    provide()
    box = toolbox()
    if Path(sys.prefix) != box:  # what reads the lock is installed there
        os.execv(box / "bin/python", [str(box / "bin/python"), "-P", "-m", "tools.bundling", *sys.argv[1:]])
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    for path in make(out):
        print(path)
    listed = sorted(p for p in out.iterdir() if p.is_file() and p.name != "SHA256SUMS")
    (out / "SHA256SUMS").write_text("".join(f"{cache.digest(p)}  {p.name}\n" for p in listed), "utf-8")
    cache.say(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
