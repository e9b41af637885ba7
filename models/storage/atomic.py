"""Writing a file whole or not at all: into a new file beside it, flushed to the disk, then put in its place in one step."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from models.storage.errors import unwritable

_STALE_SECONDS = 600
_PREFIX = 40  # characters of a name that leave room for more


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` as the file ``path``, which at every moment is the old one or the new one, each whole.

    A link is followed to its file; an existing file keeps its permissions. Raises UnwritableError, and then nothing changed.
    """
    try:
        target = Path(os.path.realpath(path))
        draft = target.with_name(f".{target.name[:_PREFIX]}.{os.urandom(4).hex()}.part")
        if target.is_dir():
            raise IsADirectoryError
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                with contextlib.suppress(FileNotFoundError):
                    draft.chmod(target.stat().st_mode & 0o777)
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    sync_folder(target.parent)
    _sweep(target)


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
        prefix = f".{target.name[:_PREFIX]}."
        for entry in os.scandir(target.parent):
            if entry.name.startswith(prefix) and entry.name.endswith(".part") and len(entry.name) == len(prefix) + 13:
                with contextlib.suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _STALE_SECONDS:
                        Path(entry.path).unlink()
