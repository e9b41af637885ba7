"""The folder of this program in the user's own data: journals of unsaved work, locks of read-only places."""

from __future__ import annotations

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
