"""The bundles for Linux: a tar that runs from any folder, and for systems with a window a .deb."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from tools.bundling import archives, cache, cpython, debian, parts, prune, wheels
from tools.bundling.manifest import HERE, manifest
from tools.bundling.platforms import LINUX, Platform
from tools.bundling.program import Program, byte_code, program
from tools.bundling.toolbox import toolbox

NAME = "gongkai-annual-report"
INSTALLED = f"opt/apps/{NAME}/files"
ICONS = {"apps": (NAME,), "mimetypes": ("application-x-gkbg", "application-x-gkhz")}
SIZES = (16, 24, 32, 48, 64, 128, 256)
DEPENDS = (
    "libc6 (>= 2.28), libstdc++6 (>= 8), zlib1g, libzstd1, libgl1, libegl1, libglib2.0-0 | libglib2.0-0t64, libfontconfig1, libdbus-1-3, libx11-6, libx11-xcb1, "
    "libxcb-glx0, libxcb-randr0, libxcb-render0, libxcb-shape0, libxcb-shm0, libxcb-sync1, libxcb-xfixes0, libxcb-xinerama0"
)
FONTS = "fonts-noto-cjk | fonts-wqy-zenhei | fonts-wqy-microhei | fonts-droid-fallback"


def build(platform: Platform, out: Path) -> list[Path]:
    """Make the artefacts for a Linux and give their paths."""
    with cache.working("bundle") as work:
        told = program(work / "app")
        top = work / f"{NAME}-{told.version}-{platform.name}"
        tree(platform, told, top)
        made = [out / f"{top.name}.tar.xz"]
        archives.settle(top, told.time)
        archives.tar_xz(top, made[0], told.time)
        cache.say(f"  {made[0].name}: {made[0].stat().st_size / 1e6:.1f} MB")
        if platform.window:
            made.append(out / f"{NAME}_{told.version}_{platform.machine.debian}.deb")
            _deb(top, made[1], told, work / "deb")
            cache.say(f"  {made[1].name}: {made[1].stat().st_size / 1e6:.1f} MB")
        return made


def tree(platform: Platform, told: Program, top: Path) -> None:
    """Lay out the bundle: run, python/, app/, licences/, the bill, the manifest, the digests."""
    box = toolbox()
    built = cpython.python(platform.machine, box)
    installed = wheels.installed(platform, box)
    top.mkdir()
    shutil.copytree(built / "python", top / "python", symlinks=True)
    prune.standard_library(top / "python")
    site = next(top.glob("python/lib/python3.*/site-packages"))
    shutil.copytree(installed / "site-packages", site, symlinks=True, dirs_exist_ok=True)
    if platform.window:
        _x_libraries(site / "PySide6/Qt/lib")
    prune.site_packages(site, prune.qt_modules(told.folder), platform)
    told.folder.rename(top / "app")
    told = Program(top / "app", told.version, told.commit, told.time)
    interpreter = parts.built(built / cpython.LICENCES, top)
    parts.write(top, site, installed / "wheels", platform, told, interpreter)
    launcher = (HERE / "files/linux/run").read_text("utf-8").replace("{MACHINE}", platform.machine.name)
    (top / "run").write_text(launcher, "utf-8")
    (top / "run").chmod(0o755)
    byte_code(builder(), top, [top / "app", site.parent])
    seal(top, told, platform)


def builder() -> Path:
    """The interpreter of the Linux bundle, which compiles and draws for all of them."""
    return cpython.python(LINUX.machine, toolbox()) / "python/bin/python3.13"


def seal(top: Path, told: Program, platform: Platform) -> None:
    """Write what tells of a finished bundle: what it is made from, and the digest of each file."""
    document = {
        "program": NAME,
        "version": told.version,
        "platform": platform.name,
        "commit": told.commit,
        "date": datetime.fromtimestamp(told.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "glibc": None if platform.windows else manifest().target.glibc,
        "sources": [
            {"name": s.name, "version": s.patch_level or s.version, "file": s.file, "sha256": s.sha256}
            for s in manifest().sources
        ],
    }
    (top / "MANIFEST.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sums = top / "SHA256SUMS"
    files = sorted(p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file() and p != sums)
    sums.write_text("".join(f"{cache.digest(top / name)}  {name}\n" for name in files), "utf-8")


def _x_libraries(lib: Path) -> None:
    """Lay the X libraries that small desktops lack beside those of Qt."""
    wanted = [p for p in manifest().group("amd64") if p.name.startswith(parts.X_LIBRARIES)]
    files = debian.packages(wanted)
    for package in wanted:
        with cache.working("deb") as draft:
            cache.run(["dpkg-deb", "-x", files[package.file], draft])
            for path in sorted((draft / "usr/lib/x86_64-linux-gnu").glob("*.so.*")):
                if path.is_symlink():
                    shutil.copyfile(path, lib / path.name)


def _deb(top: Path, target: Path, told: Program, root: Path) -> None:
    """Lay out the package in UOS's manner: all of the program in one folder under /opt/apps."""
    files = root / INSTALLED
    files.parent.mkdir(parents=True)
    shutil.copytree(top, files, symlinks=True)
    share = root / "usr/share"
    applications, mime = share / "applications", share / "mime/packages"
    for folder in (applications, mime, root / "usr/bin", root / "DEBIAN"):
        folder.mkdir(parents=True)
    entry = (HERE / f"files/linux/{NAME}.desktop").read_text("utf-8").replace("{RUN}", f"/{INSTALLED}/run")
    (applications / f"{NAME}.desktop").write_text(entry, "utf-8")
    shutil.copyfile(HERE / f"files/linux/{NAME}.xml", mime / f"{NAME}.xml")
    (root / "usr/bin" / NAME).symlink_to(f"/{INSTALLED}/run")
    for context, names in ICONS.items():
        for name in names:
            icons(top / "app/resources/icons/app" / f"{name}.svg", share / "icons/hicolor", context)
    documents = share / "doc" / NAME
    documents.mkdir(parents=True)
    shutil.copyfile(top / "app/LICENSE", documents / "copyright")
    size = sum(p.stat().st_size for p in root.rglob("*") if p.is_file() and not p.is_symlink()) // 1024
    (root / "DEBIAN/control").write_text(_control(told.version, size), "utf-8")
    for script in ("postinst", "postrm"):
        shutil.copyfile(HERE / "files/linux/postinst", root / "DEBIAN" / script)
        (root / "DEBIAN" / script).chmod(0o755)
    archives.settle(root, told.time)
    archives.deb(root, target, told.time)


def icons(svg: Path, hicolor: Path, context: str) -> None:
    """Lay an icon into the theme: as it is, and drawn in its sizes."""
    with cache.working("icons") as draft:
        site = wheels.installed(LINUX, toolbox()) / "site-packages"
        code = f"import sys; sys.path.insert(0, {str(site)!r}); sys.argv = sys.argv[1:]; exec(open(sys.argv[0]).read())"
        cache.run(
            [builder(), "-I", "-c", code, HERE / "icons.py", "png", svg, draft, *map(str, SIZES)],
            what="drawing the icons",
        )
        for size in SIZES:
            place = hicolor / f"{size}x{size}" / context
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(draft / f"{size}.png", place / f"{svg.stem}.png")
    scalable = hicolor / "scalable" / context
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(svg, scalable / svg.name)


def _control(version: str, size: int) -> str:
    return f"""Package: {NAME}
Version: {version}
Architecture: amd64
Maintainer: gongkai-annual-report
Installed-Size: {size}
Depends: {DEPENDS}
Recommends: {FONTS}
Section: editors
Priority: optional
Description: 政府信息公开工作年度报告：填写、检查、导出
 读入已有的文件，边填边核对勾稽关系，检查文字与表格、今年与上年是否一致，导出符合公文格式的文件。不联网也能用。
"""
