"""Places on the disk that tests need and that not every machine has."""

from __future__ import annotations

import getpass  # noqa: F401
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock  # noqa: F401  # and the other now, for nobody may be unable to read where Python is installed
import pytest

NOBODY = 65534


@contextmanager
def read_only_folder() -> Iterator[Path]:
    """A folder that takes no file, also where the tests run as root, with a folder ``own`` in it that does."""
    if os.name == "nt":
        pytest.skip("Windows takes files into folders that are marked as read-only")
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


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file grows beyond so many bytes, that to which the tests report neither: writing fails in the middle, by the system."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
