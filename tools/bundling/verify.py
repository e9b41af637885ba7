"""Audit a bundle: what it asks of the system, its digests, its licences, and what of the building machine was left in it."""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bundling import archives, cache
from tools.bundling.binaries import Binary, binaries, highest, number
from tools.bundling.cache import BundleError
from tools.bundling.manifest import ROOT, manifest
from tools.bundling.parts import BILL, TEXT

SYSTEM = re.compile(
    r"ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|z|zstd|stdc\+\+|gcc_s|GL|EGL|glib-2\.0|gobject-2\.0|gio-2\.0|gthread-2\.0|fontconfig|freetype|dbus-1|X11|X11-xcb|"
    r"xcb|xcb-(glx|randr|render|shape|shm|sync|xfixes|xinerama|xkb))\.so\.\d+"
)
"""Libraries that the .deb's Depends bring, and the base that every Linux with a desktop has."""

OPTIONAL = {"libqgtk3.so", "libcupsprintersupport.so", "libqxcb-egl-integration.so", "libqxcb-glx-integration.so"}
"""Plug-ins that Qt passes over where their libraries are missing, so these may be."""

WINDOWS = re.compile(
    r"(api-ms-win-|ext-ms-).*|(advapi32|authz|avrt|bcrypt|bcryptprimitives|cfgmgr32|combase|comctl32|comdlg32|crypt32|d2d1|d3d9|d3d11|d3d12|dbghelp|"
    r"dcomp|dnsapi|dwmapi|dwrite|dxgi|dxva2|gdi32|hid|imm32|iphlpapi|kernel32|mpr|msi|msimg32|msvcrt|ncrypt|netapi32|ntdll|ole32|oleacc|oleaut32|"
    r"opengl32|pdh|powrprof|propsys|psapi|rpcrt4|rstrtmgr|secur32|setupapi|shcore|shell32|shlwapi|synchronization|ucrtbase|uiautomationcore|"
    r"user32|userenv|usp10|uxtheme|version|wevtapi|winhttp|winmm|winspool|wintrust|ws2_32|wtsapi32|runtimeobject|cabinet|d3dcompiler_47)\.(dll|drv)"
)
"""Libraries of Windows 10 itself."""

FORMATS = {"linux-x86_64": "elf64-x86-64", "linux-aarch64": "elf64-littleaarch64", "windows-x86_64": "pei-x86-64"}
TOLD_OF_THE_BUILD = ("direct_url.json", "RECORD", "INSTALLER")


@dataclass
class Bundle:
    """A bundle laid out in a folder, with what it says of itself."""

    top: Path
    platform: str
    files: list[Path]

    def name(self, path: Path) -> str:
        return path.relative_to(self.top).as_posix()


def main(path: Path) -> int:
    """Say what is wrong with an artefact or a folder; 1 if anything is."""
    found = list(audit(path))
    for fault in found:
        print(fault)
    cache.say(f"{path.name}: {f'{len(found)} faults' if found else 'in order'}")
    return 1 if found else 0


def audit(path: Path) -> Iterator[str]:
    """What is wrong, a sentence each. Raises BundleError where the thing is no bundle or cannot be looked into."""
    if path.is_dir():
        yield from _folder(path)
        return
    if not path.is_file():
        raise BundleError(f"there is no {path}")
    yield from _artefact(path)
    with cache.working("verify") as draft:
        archives.unpack(path, draft / "content")
        yield from _folder(draft / "content")


def _artefact(path: Path) -> Iterator[str]:
    """What can be told of the file itself: its size, its digest in the list beside it, the names in a zip."""
    if path.stat().st_size > 110e6:
        yield f"{path.name}: {path.stat().st_size / 1e6:.0f} MB, more than 110"
    sums = path.with_name("SHA256SUMS")
    listed = dict(line.split("  ", 1)[::-1] for line in sums.read_text("utf-8").splitlines()) if sums.exists() else {}
    if path.name not in listed:
        yield f"{path.name} is not listed in a SHA256SUMS beside it"
    elif listed[path.name] != cache.digest(path):
        yield f"{path.name}: its digest is not the one in SHA256SUMS"
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as opened:
            for entry in opened.infolist():
                if not entry.filename.isascii() and not entry.flag_bits & 0x800:
                    yield f"{entry.filename!r} in the zip has no UTF-8 flag"


def _folder(folder: Path) -> Iterator[str]:
    tops = sorted(path.parent for path in folder.rglob("MANIFEST.json") if (path.parent / "app").is_dir())
    if not tops:
        raise BundleError(f"no bundle (a folder with MANIFEST.json and app/) in {folder}")
    top = tops[0]
    said = json.loads((top / "MANIFEST.json").read_text("utf-8"))
    bundle = Bundle(top, said["platform"], sorted(p for p in top.rglob("*") if p.is_file() and not p.is_symlink()))
    for check in CHECKS:
        yield from check(bundle)


def _digests(bundle: Bundle) -> Iterator[str]:
    """Each file has the digest that was written when the bundle was sealed."""
    sums = bundle.top / "SHA256SUMS"
    if not sums.exists():
        yield "SHA256SUMS is missing"
        return
    listed = dict(line.split("  ", 1)[::-1] for line in sums.read_text("utf-8").splitlines())
    present = {bundle.name(path): path for path in bundle.files if path != sums}
    for name in sorted(listed.keys() - present.keys()):
        yield f"{name} is missing"
    for name in sorted(present.keys() - listed.keys()):
        yield f"{name} is not in SHA256SUMS"
    for name in sorted(listed.keys() & present.keys()):
        if cache.digest(present[name]) != listed[name]:
            yield f"{name} is not what SHA256SUMS says"


def _asked(bundle: Bundle) -> Iterator[str]:
    """No file asks for a newer C library, for a library that is nowhere, or for another processor."""
    found = binaries(bundle.files)
    own = {path.name.lower() for path in bundle.files} | {
        p.name.lower() for p in bundle.top.rglob("*") if p.is_symlink()
    }
    known = WINDOWS if bundle.platform.startswith("windows") else SYSTEM
    target = manifest().target
    limits = {"GLIBC": number(target.glibc), "GLIBCXX": number(target.glibcxx), "CXXABI": number(target.cxxabi)}
    for binary in found:
        yield from _too_new(bundle, binary, limits)
        if binary.format != FORMATS.get(bundle.platform):
            yield f"{bundle.name(binary.path)} is {binary.format}"
        for name in binary.needed:
            plain = name.lower() if known is WINDOWS else name
            if name.lower() not in own and not known.fullmatch(plain) and binary.path.name not in OPTIONAL:
                yield f"{bundle.name(binary.path)} needs {name}, which is neither in the bundle nor the system's"
    top = " ".join(f"{kind}_{'.'.join(map(str, version))}" for kind, version in sorted(highest(found).items()))
    cache.say(f"{len(found)} executables and libraries; {top}")
    if not found:
        yield "there is no executable at all"


def _too_new(bundle: Bundle, binary: Binary, limits: dict[str, tuple[int, ...]]) -> Iterator[str]:
    for kind, version in sorted(binary.versions):
        if version > limits[kind]:
            yield f"{bundle.name(binary.path)} needs {kind}_{'.'.join(map(str, version))}"


def _licences(bundle: Bundle) -> Iterator[str]:
    """Each part in the bill has a licence and its text, and each installed wheel is in the bill."""
    if not (bundle.top / BILL).exists():
        yield f"{BILL} is missing"
        return
    document = json.loads((bundle.top / BILL).read_text("utf-8"))
    components = [document["metadata"]["component"], *document["components"]]
    for component in components:
        texts = [entry["value"] for entry in component.get("properties", ()) if entry["name"] == TEXT]
        if not texts or component["licenses"][0]["expression"] == "NOASSERTION":
            yield f"{component['name']}: its licence is not known"
        for text in texts:
            if not (bundle.top / text).is_file():
                yield f"{component['name']}: the licence text {text} is missing"
    listed = {_plain(component["name"]) for component in components}
    for info in sorted(bundle.top.rglob("*.dist-info")):
        if _plain(info.name.split("-")[0]) not in listed:
            yield f"{info.name.removesuffix('.dist-info')} is not in {BILL}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _left_over(bundle: Bundle) -> Iterator[str]:
    """Nothing tells where the bundle was made."""
    places = {str(place).encode() for place in (cache.folder(), cache.folder().resolve(), ROOT, ROOT.resolve())} - {
        b"/"
    }
    pattern = re.compile(b"|".join(re.escape(place) + rb"\b" for place in sorted(places)))
    for path in bundle.files:
        if path.parent.suffix == ".dist-info" and path.name in TOLD_OF_THE_BUILD:
            yield f"{bundle.name(path)} tells of the installation"
        if found := pattern.search(path.read_bytes()):
            yield f"{bundle.name(path)} holds the build path {found[0].decode()}"


def _usable(bundle: Bundle) -> Iterator[str]:
    """Anybody can read it, from a place that cannot be written: no mode keeps others out, no byte code is still to be made."""
    for path in sorted(bundle.top.rglob("*")) if os.name != "nt" and not bundle.platform.startswith("windows") else ():
        if path.is_symlink():
            if not path.resolve().is_relative_to(bundle.top.resolve()):
                yield f"{bundle.name(path)} points out of the bundle"
            continue
        mode = path.stat().st_mode
        if (
            not mode & stat.S_IROTH
            or (path.is_dir() and not mode & stat.S_IXOTH)
            or mode & (stat.S_ISUID | stat.S_ISGID | stat.S_IWOTH)
        ):
            yield f"{bundle.name(path)} has the mode {stat.filemode(mode)}"
    compiled = {path for path in bundle.files if path.suffix == ".pyc"}
    tag = f"cpython-{manifest().target.python.replace('.', '')}"
    for path in bundle.files:
        if path.suffix == ".py" and path.with_name("__pycache__") / f"{path.stem}.{tag}.pyc" not in compiled:
            yield f"{bundle.name(path)} has no byte code"


CHECKS: tuple[Callable[[Bundle], Iterator[str]], ...] = (_digests, _asked, _licences, _left_over, _usable)
