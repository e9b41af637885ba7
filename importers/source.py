"""A file to import, looked at only as far as is asked."""

from __future__ import annotations

import stat
import zipfile
from functools import cached_property
from pathlib import Path

import olefile

from importers.result import UnreadableError
from models.storage.errors import unreadable

HEAD = 8192
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_BYTES = 512 * 1024 * 1024


class Source:
    """A file to import: its name, its first bytes, all of them when asked for, and what a person has stated of it.

    ``count``: a register of applications is counted at once, and not first mapped or joined with others.
    """

    def __init__(self, path: Path, year: int | None = None, form: str | None = None, *, count: bool = True) -> None:
        self.path = path
        self.year = year
        self.form = form
        self.count = count

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first bytes. Raises UnreadableError where the file cannot be opened, or is none that ends."""
        self._must_end()
        try:
            with self.path.open("rb") as file:
                return file.read(HEAD)
        except (OSError, ValueError) as error:
            raise self.unopened(error) from None

    @cached_property
    def size(self) -> int:
        """Bytes. Raises UnreadableError where the file cannot be looked at."""
        try:
            return self.path.stat().st_size
        except (OSError, ValueError) as error:
            raise self.unopened(error) from None

    @cached_property
    def data(self) -> bytes:
        """All bytes. Raises UnreadableError where they cannot be read or are too many."""
        self._must_end()
        if self.size > MAX_BYTES:
            raise UnreadableError(f"“{self.name}”太大（超过512MB），不会是一份年度报告；请确认选对了文件。")
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise self.unopened(error) from None

    @cached_property
    def members(self) -> frozenset[str]:
        """The names inside a zip; empty for anything else and for a damaged one."""
        if not self.head.startswith(b"PK"):
            return frozenset()
        try:
            with zipfile.ZipFile(self.path) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            return frozenset()

    @cached_property
    def streams(self) -> frozenset[str]:
        """The names inside an OLE file (.xls, .doc, .wps, .et); empty for anything else and for a damaged one."""
        if not self.head.startswith(OLE):
            return frozenset()
        try:
            with olefile.OleFileIO(self.path) as ole:
                return frozenset("/".join(name) for name in ole.listdir())
        except Exception:  # whatever a damaged file makes it stumble over
            return frozenset()

    def _must_end(self) -> None:
        """Refuse a pipe, a device or a link to one: whoever opens it waits for ever. A folder is said to be one on opening."""
        try:
            mode = self.path.stat().st_mode
        except (OSError, ValueError):
            return  # opening it says why
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise UnreadableError(f"“{self.name}”不是文件（是设备或管道），不能导入；请选择报告的文件。")

    def unopened(self, error: OSError | ValueError) -> UnreadableError:
        return UnreadableError(str(unreadable(self.path, error)))
