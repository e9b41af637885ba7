"""The journal of unsaved edits, from which a crashed session is recovered.

One file a session in the user's data folder, append-only. Each line is a record: CRC-32 in hex, a space, JSON. The first
holds the report that the session began with and where it is saved, as does one after each saving; each further one an edit. A
record is the system's when ``append`` returns, so the end of this process at any moment loses at most the edit in progress;
``sync`` brings all of them to the disk, against a power cut. A record that is not whole is passed over, since each edit states
values as they are afterwards. The owner holds a lock on the file, so that a session which is still alive is never offered for
recovery.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
import zlib
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from models.report import Edit, Report
from models.storage.atomic import sync_folder, write_whole
from models.storage.errors import unwritable
from models.storage.file import Stamp
from models.storage.folder import journals, made, put_aside
from models.storage.lock import let_go, take_file
from models.values import Value

if TYPE_CHECKING:
    from filelock import BaseFileLock

SUFFIX = ".journal"
_LARGE = 4_000_000
"""Bytes from which a journal begins anew with the next saving."""


class Journal:
    """The journal of one session: ``open`` it with the report as it begins, ``append`` each edit, ``sync`` when typing pauses,
    ``saved`` after each saving; at the end ``clear`` it, or ``set_aside`` what was not saved."""

    def __init__(self, file: Path, lock: BaseFileLock) -> None:
        self.file = file
        self._lock: BaseFileLock | None = lock
        self._stream: IO[bytes] | None = None
        self._end = 0
        self._has_name = False

    @classmethod
    def open(
        cls, path: Path | None, base: Report, *, stamp: Stamp | None = None, folder: Path | None = None
    ) -> Journal:
        """A new journal for the report at ``path`` (None: not saved yet), which is now ``base``.

        ``stamp`` is the file's when ``base`` was loaded or saved. Journals that crashed sessions left are not touched.
        Raises UnwritableError.
        """
        place = made(folder or journals())
        file = place / f"{os.urandom(8).hex()}{SUFFIX}"
        try:
            lock = take_file(file.with_name(f"{file.name}.lock"))
        except OSError as error:
            raise unwritable(file, error) from None
        if lock is None:
            raise unwritable(file, OSError(errno.EEXIST, "the journal is in use"))
        journal = cls(file, lock)
        try:
            journal._stream = file.open("xb", buffering=0)
            journal._write(_beginning(path, base, stamp))
        except OSError as error:
            journal.clear()
            raise unwritable(file, error) from None
        except BaseException:
            journal.clear()
            raise
        return journal

    def append(self, edit: Edit, name: str, *, sync: bool = True) -> None:
        """Record an edit (also an undo or a redo, as the edit that it makes) under its name; raises UnwritableError.

        With ``sync`` false the record survives the end of this process but not yet a power cut; call ``sync`` later.
        """
        self._write(
            _record({"at": time.time(), "name": name, "edit": {id: _plain(value) for id, value in edit.items()}})
        )
        if sync:
            self.sync()

    def saved(self, path: Path, report: Report, stamp: Stamp) -> None:
        """Begin anew from ``report``, which is now safe in the file at ``path``; raises UnwritableError."""
        beginning = _beginning(path, report, stamp)
        if self._end > _LARGE:
            self._shorten(beginning)
        else:
            self._write(beginning)

    def _shorten(self, beginning: bytes) -> None:
        """Put a journal that holds nothing but its beginning in place of this one."""
        if self._stream is not None:  # Windows replaces no open file
            self._stream.close()
            self._stream = None
        try:
            write_whole(self.file, beginning)
        finally:  # where that failed, the journal goes on as it is
            try:
                self._stream = self.file.open("r+b", buffering=0)
                self._end = self._stream.seek(0, os.SEEK_END)
            except OSError as error:
                raise unwritable(self.file, error) from None

    def sync(self) -> None:
        """Bring all records to the disk; may be called from another thread. Raises UnwritableError."""
        stream = self._stream
        if stream is None:
            return
        try:
            os.fsync(stream.fileno())
        except ValueError:
            return  # closed meanwhile: the session has ended
        except OSError as error:
            if stream.closed:
                return
            raise unwritable(self.file, error) from None
        if not self._has_name:
            sync_folder(self.file.parent)
            self._has_name = True

    def clear(self) -> None:
        """Remove the journal: nothing is left to recover."""
        self.close()
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """End with edits that were not saved, and keep them for thirty days."""
        self.close()
        put_aside(self.file)

    def close(self) -> None:
        """Let go of the journal and leave it for the next start to recover."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None
        if self._lock is not None:
            let_go(self._lock)
            self._lock = None

    def _write(self, record: bytes) -> None:
        if self._stream is None:
            raise unwritable(self.file, OSError())
        try:
            if self._stream.write(record) != len(record):
                raise OSError(errno.ENOSPC, "written in part")
        except OSError as error:
            with contextlib.suppress(OSError):  # a torn record must not swallow the next one
                self._stream.truncate(self._end)
                self._stream.seek(self._end)
            raise unwritable(self.file, error) from None
        self._end += len(record)


def _beginning(path: Path | None, base: Report, stamp: Stamp | None) -> bytes:
    return _record(
        {
            "at": time.time(),
            "path": str(path.absolute()) if path else None,
            "digest": stamp.digest if stamp else None,
            "base": {id: _plain(value) for id, value in base.values.items()},
        }
    )


def _record(content: dict[str, Any]) -> bytes:
    body = json.dumps(content, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _plain(value: Value) -> Any:
    return {"decimal": str(value)} if isinstance(value, Decimal) else value
