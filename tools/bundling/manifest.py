"""The pinned inputs of a bundle, as manifest.toml declares them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@dataclass(frozen=True)
class Source:
    """A part that is built from Debian's source package; ``patches`` is the archive with Debian's own changes, of which those
    whose names match a pattern in ``take`` are applied."""

    name: str
    package: str
    version: str
    file: str
    sha256: str
    licence: str
    licence_files: tuple[str, ...]
    patch_level: str = ""
    patches: str = ""
    patches_sha256: str = ""
    take: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """Binary packages of one release of Debian whose files are taken over as they are."""

    name: str
    release: str
    version: str
    architecture: str
    file: str
    sha256: str
    licence: str = ""


@dataclass(frozen=True)
class Within:
    """Something that a wheel carries in itself, under a licence of its own; ``text`` is where in the bundle its text is."""

    wheel: str
    name: str
    licence: str
    text: str
    version: str = ""
    only: str = ""


@dataclass(frozen=True)
class Target:
    """What every system that is served has: the highest versions of symbols that a file may need, and the Python built."""

    glibc: str
    glibcxx: str
    cxxabi: str
    python: str


@dataclass(frozen=True)
class Manifest:
    target: Target
    sources: tuple[Source, ...]
    packages: tuple[Package, ...]
    within: tuple[Within, ...]
    windows_python: dict[str, str]
    windows_test_python: dict[str, str]

    def source(self, name: str) -> Source:
        return next(source for source in self.sources if source.name == name)

    def group(self, architecture: str, *names: str) -> list[Package]:
        """The packages for a processor, all of them or those named."""
        return [p for p in self.packages if p.architecture == architecture and (not names or p.name in names)]


@cache
def manifest() -> Manifest:
    """Read manifest.toml; raises TypeError where an entry has a key that is not known."""
    data = tomllib.loads((HERE / "manifest.toml").read_text("utf-8"))
    return Manifest(
        target=Target(**data["target"]),
        sources=tuple(_source(entry) for entry in data["source"]),
        packages=tuple(Package(**entry) for entry in data.get("package", ())),
        within=tuple(Within(**entry) for entry in data["within"]),
        windows_python=data["windows-python"],
        windows_test_python=data["windows-test-python"],
    )


def _source(entry: dict[str, Any]) -> Source:
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    return Source(**{**entry, **lists})
