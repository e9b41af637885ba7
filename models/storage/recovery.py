"""What sessions that crashed left in their journals, and what a person did not want of it.

``recover`` lists what can be had back. What is not wanted lies aside for thirty days, and ``set_aside`` lists it.
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.report import PREVIOUS, EditError, Report
from models.storage.errors import StorageError
from models.storage.file import load
from models.storage.folder import aside_of, journals, key_of, put_aside
from models.storage.journal import SUFFIX
from models.storage.lock import let_go, take_file
from models.values import Value

KEPT_SECONDS = 30 * 24 * 3600
"""How long what is not wanted lies aside."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a crashed session left.

    ``path``: where its report is saved, None where it never was. ``time``: of the last edit, seconds since 1970.
    ``report``: as it was then; ``base``: as last saved or begun. ``edits``: names of the unsaved edits, in order.
    ``changed_since``: whether the file is another by now, or gone. ``damaged``: whether a record could not be read.
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
        """Put the journal aside, once its report was restored or is not wanted: it can be had back for thirty days."""
        put_aside(self.file)


def recover(path: Path | None = None, *, folder: Path | None = None) -> list[Recovered]:
    """What crashed sessions left unsaved, the latest first; with ``path`` only what belongs to that file.

    Journals of living sessions are passed over; those without an unsaved edit are removed. Never raises: what cannot be
    read is left where it is.
    """
    found: list[Recovered] = []
    for file in sorted((folder or journals()).glob(f"*{SUFFIX}")):
        try:
            lock = take_file(file.with_name(f"{file.name}.lock"))
        except OSError:
            continue
        if lock is None:
            continue
        try:
            item = of_journal(file)
            if item is not None and not item.damaged and _is_safe(item):
                file.unlink(missing_ok=True)
            elif item is not None and (path is None or (item.path and key_of(item.path) == key_of(path))):
                found.append(item)
        except OSError:
            continue
        finally:
            let_go(lock)
    return sorted(found, key=lambda item: item.time, reverse=True)


def set_aside(*, folder: Path | None = None) -> list[Recovered]:
    """What was not wanted in the last thirty days, the latest first; older is removed. Never raises."""
    found: list[Recovered] = []
    for file in sorted(aside_of(folder or journals()).glob(f"*{SUFFIX}")):
        try:
            if time.time() - file.stat().st_mtime > KEPT_SECONDS:
                file.unlink()
            elif (item := of_journal(file)) is not None:
                found.append(item)
        except OSError:
            continue
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


def of_journal(file: Path) -> Recovered | None:
    """What a journal holds, living or not; None where it holds nothing. Raises OSError."""
    path: Path | None = None
    digest: str | None = None
    base: Report | None = None
    names: list[str] = []
    report, at, damaged = Report(), file.stat().st_mtime, False
    for record in _records(file.read_bytes()):
        try:
            if record is None:
                damaged = True
            elif "base" in record:
                base = report = Report().apply(_edit(record["base"]))
                names, damaged = [], False
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


def _edit(content: dict[str, Any]) -> dict[str, Value]:
    return {id: Decimal(value["decimal"]) if isinstance(value, dict) else value for id, value in content.items()}
