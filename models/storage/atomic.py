"""Writing a file whole or not at all: into a new file beside it, flushed to the disk, then put in its place in one step."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from pathlib import Path

from models.storage.errors import unwritable

_STALE_SECONDS = 600


def write_whole(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write ``data`` as the file ``path``, which at every moment is the old one or the new one, each whole.

    A link is followed to its file; an existing file keeps its permissions. Without ``sync`` the file outlasts the end of
    this process but perhaps not a power cut. Raises UnwritableError, and then nothing changed.
    """
    try:
        target = Path(os.path.realpath(path))
        draft = target.with_name(f".{own_name(target.name)}.{os.urandom(4).hex()}.part")
        if target.is_dir():
            raise IsADirectoryError
        try:
            mode = _written(draft, data, target, sync)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    if mode is not None and not mode & stat.S_IWUSR:
        with contextlib.suppress(OSError):
            target.chmod(mode)
    if sync:
        sync_folder(target.parent)
    _sweep(target)


def _written(draft: Path, data: bytes, target: Path, sync: bool) -> int | None:
    """Write the draft, with the permissions of the file that it is to replace; gives these, None where there is no file yet.
    A draft stays writable: Windows neither renames nor removes a file that is marked as read-only."""
    mode = None
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(FileNotFoundError):
            mode = target.stat().st_mode & 0o777
            draft.chmod(mode | stat.S_IWUSR)
        if sync:
            os.fsync(file.fileno())
    return mode


_SHORT = 40
"""Characters of a name that leave room for more; of a longer one a hash of the whole stands beside them."""


def own_name(name: str) -> str:
    """A name for what belongs to the file of this name and to no other: itself, or where it is long its beginning and a hash."""
    import hashlib

    if len(name) <= _SHORT:
        return name
    return f"{name[:_SHORT]}.{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def sync_folder(folder: Path) -> None:
    """Make a renaming in ``folder`` outlast a power cut, where the system can (Windows does it by itself)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network file systems refuse it; the data itself is safe by then
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(target: Path) -> None:
    """Remove what an interrupted earlier writing of the same file has left behind."""
    with contextlib.suppress(OSError):
        prefix = f".{own_name(target.name)}."
        for entry in os.scandir(target.parent):
            if entry.name.startswith(prefix) and entry.name.endswith(".part") and len(entry.name) == len(prefix) + 13:
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _STALE_SECONDS:
                        Path(entry.path).unlink()
