"""What of Python, Qt and the wheels the program does not use, taken away. What is kept of Qt follows from what the program imports."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from tools.bundling.binaries import closure
from tools.bundling.platforms import Platform

STANDARD_LIBRARY = (
    "config-3*", "idlelib", "tkinter", "turtledemo", "turtle.py", "ensurepip", "lib2to3", "pydoc_data", "test", "__phello__", "venv",
    "LICENSE.txt",
)  # fmt: skip
PLUGINS = {
    "linux": (
        "platforms/libqxcb*", "platforms/libqoffscreen*", "platforms/libqminimal.so", "platforminputcontexts/*compose*", "platforminputcontexts/*ibus*",
        "platformthemes/*", "imageformats/*", "iconengines/*", "printsupport/*", "xcbglintegrations/*",
    ),
    "windows": ("platforms/qwindows*", "platforms/qoffscreen*", "imageformats/*", "iconengines/*", "styles/*"),
}  # fmt: skip
NOT_PLUGINS = ("imageformats/*pdf*",)  # drags in all of QtPdf
TRANSLATIONS = ("*_zh_CN.qm", "*_en.qm")
WHEELS = (
    "PIL/_avif*",
    "pillow.libs/libavif*",
    "PIL/_imagingtk*",
    "pypdfium2_cli",
    "olefile/olefile2.py",
    "*/tests",
    "lxml/includes",
    "*/py.typed",
)
LIBRARY = re.compile(r"\.so(\.|$)|\.dll$|\.pyd$|\.exe$")


def qt_modules(program: Path) -> set[str]:
    """The modules of PySide6 that the program's own code imports."""
    found: set[str] = set()
    for path in program.rglob("*.py"):
        text = path.read_text("utf-8")
        found.update(re.findall(r"^\s*(?:from|import) PySide6\.(\w+)", text, re.MULTILINE))
        for names in re.findall(r"^\s*from PySide6 import (.+)$", text, re.MULTILINE):
            found.update(re.findall(r"Qt\w+", names))
    return found


def standard_library(python: Path) -> None:
    """Take from a built CPython what the program cannot use."""
    library = next(python.glob("lib/python3.*"))
    _remove(library, STANDARD_LIBRARY)
    for name in ("include", "share", "lib/pkgconfig"):
        shutil.rmtree(python / name, ignore_errors=True)
    _remove(python, ("lib/libpython3*.a",))
    kept = f"python{library.name.removeprefix('python')}"
    for path in (python / "bin").iterdir():
        if path.name != kept:
            path.unlink()
    without_byte_code(python)


def site_packages(site: Path, modules: set[str], platform: Platform) -> None:
    """Take from the installed wheels what the program does not use; ``modules`` are those of PySide6 that it imports."""
    _remove(site, WHEELS)
    for pattern in ("*.pyi", "*.c", "*.pxd", "*.pyx", "*.h"):
        for path in list(site.rglob(pattern)):
            path.unlink()
    if platform.window:
        _qt(site, modules, platform)
    without_byte_code(site)


def without_byte_code(folder: Path) -> None:
    for path in list(folder.rglob("__pycache__")):
        shutil.rmtree(path)


def _qt(site: Path, modules: set[str], platform: Platform) -> None:
    """Keep of PySide6 the modules asked for, the plug-ins named here, the libraries these need, and the Chinese texts."""
    pyside = site / "PySide6"
    inner = pyside if platform.windows else pyside / "Qt"
    plugins = {
        path
        for pattern in PLUGINS["windows" if platform.windows else "linux"]
        for path in (inner / "plugins").glob(pattern)
        if not any(path.match(f"plugins/{refused}") for refused in NOT_PLUGINS)
    }
    wrappers = {path for module in modules for path in pyside.glob(f"{module}.*") if LIBRARY.search(path.name)}
    runtime = set(pyside.glob("*vcruntime*.dll")) | set(pyside.glob("msvcp*.dll")) | set(pyside.glob("concrt*.dll"))
    pool = {path for path in (*pyside.glob("*"), *(inner / "lib").glob("*")) if LIBRARY.search(path.name)}
    kept = plugins | wrappers | runtime | closure(plugins | wrappers, pool)
    kept |= {path for pattern in TRANSLATIONS for path in (inner / "translations").glob(pattern)}
    kept |= set(pyside.glob("*.py")) | set((pyside / "support").glob("*.py"))
    for path in sorted(pyside.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in kept:
            path.unlink()


def _remove(folder: Path, patterns: Iterable[str]) -> None:
    for pattern in patterns:
        for path in list(folder.glob(pattern)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
