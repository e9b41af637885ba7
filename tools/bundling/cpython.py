"""CPython for old systems, built from source with the libraries it needs linked in."""

from __future__ import annotations

import fnmatch
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.bundling import cache, debian
from tools.bundling.compiler import X86_64, Machine, environment
from tools.bundling.manifest import HERE, Source, manifest

LIBRARIES = ("zlib", "libffi", "bzip2", "xz", "sqlite")
LICENCES = "licences"


def python(machine: Machine, tools: Path) -> Path:
    """A folder with ``python/`` (bin, lib) for the machine and ``licences/`` of its parts, built or as built before. The tools
    folder holds the compiler."""
    libraries = [_library(name, machine, tools) for name in LIBRARIES]
    native = None if machine is X86_64 else python(X86_64, tools) / "python/bin/python3.13"

    def make(into: Path) -> None:
        with cache.working("build") as work:
            deps, installed = work / "deps", work / "installed"
            for library in libraries:
                shutil.copytree(library, deps, dirs_exist_ok=True)
            shutil.copytree(deps / LICENCES, into / LICENCES)
            _follow("python", machine, tools, work, DEPS=deps, DESTINATION=installed, BUILD_PYTHON=native or "")
            _licences("python", work, into)
            (installed / "opt/gkbg/python").rename(into / "python")
            _forget(into / "python", (str(work), str(cache.folder())))

    return cache.built(f"cpython-{machine.name}", _key("python", machine, tools, *map(str, libraries)), make)


def _library(name: str, machine: Machine, tools: Path) -> Path:
    """A folder with ``lib/``, ``include/`` and ``licences/`` of a library that is linked in."""

    def make(into: Path) -> None:
        with cache.working("build") as work:
            _follow(name, machine, tools, work, DEPS=into)
            _licences(name, work, into)

    return cache.built(f"{name}-{machine.name}", _key(name, machine, tools), make)


def _key(name: str, machine: Machine, tools: Path, *more: str) -> str:
    """All that a part is made from."""
    recipe = (HERE / "recipes" / f"{name}.sh").read_text(encoding="utf-8")
    return cache.key(machine.name, recipe, repr(manifest().source(name)), manifest().target.glibc, tools.name, *more)


def _follow(name: str, machine: Machine, tools: Path, work: Path, **variables: Path | str) -> None:
    """Unpack a source below the folder for the work, apply Debian's patches, and follow its recipe."""
    source = manifest().source(name)
    files = debian.sources([source])
    place = work / name
    _unpack(files[source.file], place)
    for patch in _patches(source, files, work):
        cache.run(["patch", "-p1", "-s", "-N", "-i", patch], cwd=place, what=f"{name}: {patch.name}")
    env = environment(machine, tools, work) | {key: str(value) for key, value in variables.items()}
    recipe = HERE / "recipes" / f"{name}.sh"
    cache.run(["bash", "-eu", recipe], cwd=place, env=env, what=f"the recipe of {name}")


def _licences(name: str, work: Path, into: Path) -> None:
    (into / LICENCES).mkdir(exist_ok=True)
    for licence in manifest().source(name).licence_files:
        shutil.copyfile(work / name / licence, into / LICENCES / f"{name}-{Path(licence).name}")


def _unpack(archive: Path, place: Path) -> None:
    place.mkdir()
    cache.run(["tar", "xf", archive, "-C", place, "--strip-components=1", "--no-same-owner"])


def _patches(source: Source, files: dict[str, Path], work: Path) -> Iterator[Path]:
    """Debian's patches that the manifest takes, in Debian's order."""
    if not source.patches:
        return
    place = work / f"{source.name}-debian"
    _unpack(files[source.patches], place)
    for line in (place / "patches/series").read_text(encoding="utf-8").splitlines():
        if any(fnmatch.fnmatch(line.strip(), pattern) for pattern in source.take):
            yield place / "patches" / line.strip()


def _forget(python: Path, places: tuple[str, ...]) -> None:
    """Take this machine's folders out of the texts that remember how Python was built."""
    for path in sorted(python.rglob("*")):
        if path.suffix in (".py", ".json", ".pc", ".txt", "") and path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if b"\0" not in data[:1000] and any(place.encode() in data for place in places):
                for place in places:
                    data = data.replace(place.encode(), b"/build")
                path.write_bytes(data)
