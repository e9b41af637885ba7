"""What ELF and PE files ask of the system: libraries, and versions of the C library's symbols."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bundling.cache import BundleError

MAGIC = {b"\x7fELF": "ELF", b"MZ": "PE"}
VERSION = re.compile(r"\b(GLIBC|GLIBCXX|CXXABI)_([0-9.]+)")
NEEDED = re.compile(r"^ +NEEDED +(\S+)$|^\s*DLL Name: (\S+)$", re.MULTILINE)
BATCH = 100
KINDS = ("GLIBC", "GLIBCXX", "CXXABI")


@dataclass(frozen=True)
class Binary:
    """One executable or library: the libraries it names, the symbol versions it needs as (kind, version), the processor."""

    path: Path
    kind: str
    format: str
    needed: tuple[str, ...]
    versions: frozenset[tuple[str, tuple[int, ...]]]


def number(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: 2.9 is before 2.28."""
    return tuple(map(int, version.split(".")))


def kind_of(path: Path) -> str:
    """ELF, PE or nothing."""
    with path.open("rb") as file:
        start = file.read(4)
    return next((kind for magic, kind in MAGIC.items() if start.startswith(magic)), "")


def binaries(paths: Iterable[Path]) -> list[Binary]:
    """Those of the files that are executables or libraries, read by objdump. Raises BundleError without it, or where it fails."""
    if not shutil.which("objdump"):
        raise BundleError("objdump is needed: apt-get install binutils")
    kinds = {path: kind for path in paths if not path.is_symlink() and path.is_file() and (kind := kind_of(path))}
    found: list[Binary] = []
    ordered = list(kinds)
    for start in range(0, len(ordered), BATCH):
        found += _read(ordered[start : start + BATCH], kinds)
    return found


def _read(paths: Sequence[Path], kinds: dict[Path, str]) -> list[Binary]:
    done = subprocess.run(["objdump", "-p", *paths], capture_output=True, encoding="utf-8", errors="replace")
    parts = re.split(r"^(.+): +file format (\S+)$", done.stdout, flags=re.MULTILINE)
    found = []
    for name, form, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        path = Path(name)
        needs = text.partition("Version References:")[2]
        found.append(
            Binary(
                path,
                kinds[path],
                form,
                tuple(elf or pe for elf, pe in NEEDED.findall(text)),
                frozenset((kind, number(version)) for kind, version in VERSION.findall(needs)),
            )
        )
    unread = set(paths) - {binary.path for binary in found}
    if unread:
        raise BundleError(f"objdump cannot read {', '.join(sorted(map(str, unread)))}: {done.stderr.strip()[:300]}")
    return found


def highest(found: Iterable[Binary]) -> dict[str, tuple[int, ...]]:
    """The highest version of each kind of symbol that any of them needs."""
    top: dict[str, tuple[int, ...]] = {}
    for binary in found:
        for kind, version in binary.versions:
            top[kind] = max(top.get(kind, (0,)), version)
    return top


def closure(roots: Iterable[Path], pool: Iterable[Path]) -> set[Path]:
    """Those of the libraries in the pool that the roots need, directly or through one another."""
    by_name = {path.name.lower(): path for path in pool}
    ask = list(roots)
    reached: set[Path] = set()
    while ask:
        names = {name.lower() for binary in binaries(ask) for name in binary.needed}
        ask = [by_name[name] for name in sorted(names) if name in by_name and by_name[name] not in reached]
        reached.update(ask)
    return reached
