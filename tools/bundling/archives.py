"""Archives with nothing in them that differs from one run to the next: sorted names, one time, no owner."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

from tools.bundling import cache

BLOCK = "24MiB"
"""What xz compresses at a time; it fixes the result, whatever the number of processors."""


def settle(folder: Path, moment: int) -> None:
    """Give all below a folder plain modes and one time."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    folder.chmod(0o755)
    os.utime(folder, (moment, moment))


def tar_xz(folder: Path, target: Path, moment: int) -> None:
    """A tar of a folder, with its name as the top folder, that every system of the last ten years unpacks."""
    plain = target.with_suffix("")
    order = ["--sort=name", f"--mtime=@{moment}", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
    cache.run(["tar", *order, "-cf", plain, "-C", folder.parent, folder.name])
    cache.run(["xz", "-6", "-T2", f"--block-size={BLOCK}", "-f", plain])


def deb(folder: Path, target: Path, moment: int) -> None:
    """A Debian package of a folder that holds DEBIAN/control and the files."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    cache.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=2", "--build", folder, target], env=env)


def zip_folder(folder: Path, target: Path, moment: int) -> None:
    """A zip of a folder, with its name as the top folder; names carry the UTF-8 flag, so that Windows shows Chinese ones rightly."""
    stamp = time.gmtime(moment)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent).as_posix()
            if path.is_dir():
                continue
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 0
            archive.writestr(entry, path.read_bytes())


def unpack(archive: Path, into: Path) -> None:
    """Lay out what an archive of one of these kinds holds."""
    into.mkdir(parents=True, exist_ok=True)
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(into)
    elif archive.suffix == ".deb":
        cache.run(["dpkg-deb", "-R", archive, into])
    else:
        cache.run(["tar", "xf", archive, "-C", into])
