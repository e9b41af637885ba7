"""The folder of this program in the user's own data: journals of unsaved work, locks of read-only places."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from models.storage.errors import unwritable

VARIABLE = "GKBG_DATA_DIR"
"""Environment variable that names another folder."""


def data_folder() -> Path:
    """The folder, which may not exist yet."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("gongkai-annual-report", appauthor=False)


def made(folder: Path) -> Path:
    """``folder``, made where it is missing, for this user alone; raises UnwritableError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    return folder


def key_of(path: Path) -> str:
    """A short name for the file at ``path``, the same whichever way the path is written."""
    import hashlib

    return hashlib.sha256(os.path.normcase(os.path.realpath(path)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def journals() -> Path:
    """The folder of the journals of sessions, living and crashed."""
    return data_folder() / "journal"


def aside_of(folder: Path) -> Path:
    """Where journals of this folder lie that are not wanted any more."""
    return folder.with_name("set-aside")


def put_aside(file: Path) -> None:
    """Move a journal that nobody writes any more; the time of its file tells from now on since when it lies there."""
    with contextlib.suppress(OSError):  # where even this cannot be done it stays, and is offered again
        os.utime(file)
        file.replace(made(aside_of(file.parent)) / file.name)
