"""Places on the disk that tests need and that not every machine has."""

from __future__ import annotations

import getpass  # noqa: F401
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock  # noqa: F401  # and the other now, for nobody may be unable to read where Python is installed

NOBODY = 65534


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that takes no file, also where the tests run as root, with a folder ``own`` in it that does."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        (folder / "own").mkdir()
        (folder / "own").chmod(0o777)
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
