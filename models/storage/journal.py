"""The journal of unsaved edits, from which a crashed session is recovered.

One file a session in the user's data folder, append-only. Each line is a record: CRC-32 in hex, a space, JSON. The first
holds the report that the session began with and where it is saved; each further one an edit. A record is on the disk
when ``append`` returns, so a kill or a power cut at any moment loses at most the edit in progress. A record that is not
whole is passed over, since each edit states values as they are afterwards. The owner holds a lock on the file, so that a
session which is still alive is never offered for recovery.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from models.report import PREVIOUS, Edit, EditError, Report
from models.storage.atomic import write_whole
from models.storage.errors import StorageError, unwritable
from models.storage.file import Stamp, load
from models.storage.folder import data_folder, key_of, made
from models.storage.lock import let_go, take_file
from models.values import Value

if TYPE_CHECKING:
    from filelock import BaseFileLock

_SUFFIX = ".journal"


class Journal:
    """The journal of one session: ``open`` it with the report as it begins, ``append`` each edit, ``saved`` after each
    saving, ``clear`` when the session ends in good order."""

    def __init__(self, file: Path, lock: BaseFileLock) -> None:
        self.file = file
        self._lock: BaseFileLock | None = lock
        self._stream: IO[bytes] | None = None
        self._end = 0

    @classmethod
    def open(
        cls, path: Path | None, base: Report, *, stamp: Stamp | None = None, folder: Path | None = None
    ) -> Journal:
        """A new journal for the report at ``path`` (None: not saved yet), which is now ``base``.

        ``stamp`` is the file's when ``base`` was loaded or saved. Journals that crashed sessions left are not touched.
        Raises UnwritableError.
        """
        place = made(folder or _folder())
        file = place / f"{os.urandom(8).hex()}{_SUFFIX}"
        try:
            lock = take_file(file.with_name(f"{file.name}.lock"))
        except OSError as error:
            raise unwritable(file, error) from None
        if lock is None:
            raise unwritable(file, OSError(errno.EEXIST, "the journal is in use"))
        journal = cls(file, lock)
        try:
            journal._begin(path, base, stamp)
        except BaseException:
            journal.close()
            raise
        return journal

    def append(self, edit: Edit, name: str, *, sync: bool = True) -> None:
        """Record an edit (also an undo or a redo, as the edit that it makes) under its name; raises UnwritableError.

        With ``sync`` false the record survives the end of this process but not yet a power cut; call ``sync`` later.
        """
        if self._stream is None:
            raise unwritable(self.file, OSError())
        record = _record({"at": time.time(), "name": name, "edit": {id: _plain(value) for id, value in edit.items()}})
        try:
            if self._stream.write(record) != len(record):
                raise OSError(errno.ENOSPC, "written in part")
            if sync:
                os.fsync(self._stream.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):  # a torn record must not swallow the next one
                self._stream.truncate(self._end)
                self._stream.seek(self._end)
            raise unwritable(self.file, error) from None
        self._end += len(record)

    def sync(self) -> None:
        """Bring what was appended with ``sync=False`` to the disk; may be called from another thread."""
        if self._stream is not None:
            with contextlib.suppress(OSError, ValueError):
                os.fsync(self._stream.fileno())

    def saved(self, path: Path, report: Report, stamp: Stamp) -> None:
        """Begin anew from ``report``, which is now safe in the file at ``path``; raises UnwritableError."""
        self._begin(path, report, stamp)

    def clear(self) -> None:
        """Remove the journal: nothing is left to recover."""
        self.close()
        with contextlib.suppress(OSError):
            self.file.unlink(missing_ok=True)

    def _begin(self, path: Path | None, base: Report, stamp: Stamp | None) -> None:
        head = _record(
            {
                "at": time.time(),
                "path": str(path.absolute()) if path else None,
                "digest": stamp.digest if stamp else None,
                "base": {id: _plain(value) for id, value in base.values.items()},
            }
        )
        if self._stream is not None:  # Windows replaces no open file
            self._stream.close()
            self._stream = None
        try:
            write_whole(self.file, head)
        finally:  # where that failed, the journal goes on from its earlier beginning
            try:
                self._stream = self.file.open("r+b", buffering=0)
                self._end = self._stream.seek(0, os.SEEK_END)
            except OSError as error:
                raise unwritable(self.file, error) from None

    def close(self) -> None:
        """Let go of the journal and leave it for the next start to recover."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None
        if self._lock is not None:
            let_go(self._lock)
            self._lock = None


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a crashed session left.

    ``path``: where its report is saved, None where it never was. ``time``: of the last edit, seconds since 1970.
    ``report``: as it was then; ``base``: as last saved or begun. ``edits``: names of the unsaved edits, in order.
    ``changed_since``: whether the file is another by now. ``damaged``: whether a record could not be read.
    """

    file: Path
    path: Path | None
    time: float
    report: Report
    base: Report
    edits: tuple[str, ...]
    changed_since: bool
    damaged: bool

    def discard(self) -> None:
        """Remove the journal, once its report was restored and saved, or is not wanted."""
        self.file.unlink(missing_ok=True)


def recover(path: Path | None = None, *, folder: Path | None = None) -> list[Recovered]:
    """What crashed sessions left unsaved, the latest first; with ``path`` only what belongs to that file.

    Journals of living sessions are passed over; those without an unsaved edit are removed. Never raises: what cannot be
    read is left where it is.
    """
    found: list[Recovered] = []
    for file in sorted((folder or _folder()).glob(f"*{_SUFFIX}")):
        try:
            lock = take_file(file.with_name(f"{file.name}.lock"))
        except OSError:
            continue
        if lock is None:
            continue
        try:
            item = _recovered(file)
            if item is not None and not item.damaged and _is_safe(item):
                file.unlink(missing_ok=True)
            elif item is not None and (path is None or (item.path and key_of(item.path) == key_of(path))):
                found.append(item)
        except OSError:
            continue
        finally:
            let_go(lock)
    return sorted(found, key=lambda item: item.time, reverse=True)


def _is_safe(item: Recovered) -> bool:
    """Whether nothing is lost without the journal: no edit is open, or the file already holds them."""
    if alike(item.report, item.base):
        return True
    if item.path is None:
        return False
    try:
        return alike(load(item.path), item.report)
    except StorageError:
        return False


def alike(one: Report, other: Report) -> bool:
    """Whether both say the same of this year: last year's report comes in without anybody's doing."""
    return _own(one) == _own(other)


def _own(report: Report) -> dict[str, Value]:
    return {id: value for id, value in report.values.items() if not id.startswith(f"{PREVIOUS}.")}


def _folder() -> Path:
    return data_folder() / "journal"


def _recovered(file: Path) -> Recovered | None:
    path: Path | None = None
    digest: str | None = None
    base: Report | None = None
    report, at, names, damaged = Report(), file.stat().st_mtime, [], False
    for record in _records(file.read_bytes()):
        try:
            if record is None:
                damaged = True
            elif "base" in record:
                base = report = Report().apply(_edit(record["base"]))
                path = Path(record["path"]) if record["path"] else None
                digest = record["digest"]
                at = record["at"]
            else:
                report = report.apply(_edit(record["edit"]))
                at = record["at"]
                names.append(str(record["name"]))
        except (EditError, KeyError, TypeError, ArithmeticError):
            damaged = True
    if base is None and not names:
        return None
    return Recovered(file, path, at, report, base or Report(), tuple(names), _changed(path, digest), damaged)


def _changed(path: Path | None, digest: str | None) -> bool:
    if path is None or digest is None:
        return False
    import hashlib

    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() != digest
    except OSError:
        return True


def _records(data: bytes) -> Iterator[dict[str, Any] | None]:
    """Each record; None for one that is damaged. A last one that was never finished is the edit in progress: not told."""
    *lines, _unfinished = data.split(b"\n")
    for line in lines:
        crc, _, body = line.partition(b" ")
        record = None
        if crc == b"%08x" % zlib.crc32(body):
            try:
                record = json.loads(body)
            except ValueError:
                pass
        yield record if isinstance(record, dict) else None


def _record(content: dict[str, Any]) -> bytes:
    body = json.dumps(content, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _plain(value: Value) -> Any:
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _edit(content: dict[str, Any]) -> dict[str, Value]:
    return {id: Decimal(value["decimal"]) if isinstance(value, dict) else value for id, value in content.items()}
