"""The ledger on disk: made, opened for reading or by one process for writing, changed in whole steps."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from models.storage.errors import LockedError, unreadable, unwritable
from models.storage.lock import Lock
from office import schema
from office.errors import DamagedLedgerError, OfficeError, ReadOnlyError, said

SUFFIX = ".gkhz"
_NETWORKS = ("nfs", "cifs", "smb", "sshfs", "9p", "davfs", "afs", "ncp")
"""File systems on which the shared memory of a WAL does not reach the other machine."""


class Ledger:
    """An open ledger. ``writable`` where this process alone may change it; every other one reads, and sees what is new.

    All failures are OfficeError; a failed ``transaction`` leaves the ledger as it was before it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: Lock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock

    @property
    def writable(self) -> bool:
        return self._lock is not None

    @property
    def year(self) -> int:
        return int(self.meta("year"))

    def meta(self, key: str) -> str:
        """A field of the ledger; "" where it has none."""
        row = self.one("SELECT value FROM meta WHERE key = ?", (key,))
        return str(row[0]) if row else ""

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise said(self.path, error) from None

    def one(self, sql: str, values: Sequence[object] = ()) -> tuple[Any, ...] | None:
        try:
            row = self._connection.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise said(self.path, error) from None
        return None if row is None else tuple(row)

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Change something within a ``transaction``; the id of a row that was inserted."""
        try:
            return int(self._connection.execute(sql, values).lastrowid or 0)
        except sqlite3.Error as error:
            raise said(self.path, error) from None

    def run_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        try:
            self._connection.executemany(sql, values)
        except sqlite3.Error as error:
            raise said(self.path, error) from None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """What is done inside is done whole or not at all. Raises ReadOnlyError where this process only reads."""
        if not self.writable:
            raise ReadOnlyError(f"“{self.path.name}”是以只读方式打开的，不能改动。")
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise said(self.path, error) from None
        try:
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._undo()
            raise said(self.path, error) from None
        except BaseException:
            self._undo()
            raise

    def _undo(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # a full disk has undone it already
            self._connection.execute("ROLLBACK")

    @property
    def version(self) -> int:
        """Changes when another process has changed the ledger."""
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def attach(self, other: Path) -> None:
        """Make another ledger's tables readable under the name ``lower``."""
        self.run("ATTACH DATABASE ? AS lower", (f"file:{_quoted(other)}?mode=ro",))

    def detach(self) -> None:
        self.run("DETACH DATABASE lower")

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def make(path: Path, year: int) -> Ledger:
    """A new, empty ledger, open for writing. Raises OfficeError where there is anything at ``path``: none is ever replaced."""
    if os.path.lexists(path):
        raise OfficeError(f"“{path.name}”已经存在，没有改动它；请在 -o 后写别的名称，或先移走原来的。")
    if not path.parent.is_dir():
        raise unwritable(path, FileNotFoundError())
    lock = _locked(path)
    draft = path.with_name(f".{path.name[:40]}.{uuid.uuid4().hex[:8]}.part")
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION}")
            connection.execute("BEGIN")
            schema.migrate(connection)
            fields = {"year": str(year), "identity": uuid.uuid4().hex}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", fields.items())
            connection.execute("COMMIT")
        finally:
            connection.close()
        _put_in_place(draft, path)
    except sqlite3.Error as error:
        lock.release()
        raise said(path, error) from None
    except OSError as error:
        lock.release()
        raise unwritable(path, error) from None
    finally:
        draft.unlink(missing_ok=True)
    return _open(path, lock)


def _put_in_place(draft: Path, path: Path) -> None:
    """Without replacing what someone else made there meanwhile, where the file system can tell."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links there
        draft.rename(path)


def read(path: Path) -> Ledger:
    """A ledger to look at, also while another process writes. Raises OfficeError."""
    return _open(path, None)


def write(path: Path) -> Ledger:
    """A ledger to change; raises ReadOnlyError, which says who has it, where another process does already."""
    _is_ledger(path)
    return _open(path, _locked(path))


def _locked(path: Path) -> Lock:
    lock = Lock(path)
    try:
        lock.acquire()
    except LockedError as error:
        who = str(error).partition("；")[0]
        raise ReadOnlyError(
            f"{who}，这里只能查看（status、sum、trace、compare 照常可用）；请等那边完成后再试。"
        ) from None
    return lock


def _is_ledger(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    ours = head.startswith(b"SQLite format 3\0") and int.from_bytes(head[68:72], "big") == schema.APPLICATION
    if not ours:
        raise DamagedLedgerError(
            f"“{path.name}”不是汇总册（.gkhz），或已损坏；没有改动它，请确认选对了文件，或使用备份。"
        )


def _open(path: Path, lock: Lock | None) -> Ledger:
    try:
        _is_ledger(path)
        connection = _connected(path, writable=lock is not None)
    except sqlite3.Error as error:
        if lock is not None:
            lock.release()
        raise said(path, error) from None
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    return Ledger(path, connection, lock)


def _connected(path: Path, *, writable: bool) -> sqlite3.Connection:
    real = Path(os.path.realpath(path))
    connection = _opened(real, "mode=rw" if writable else "mode=ro")
    try:
        if writable:
            wanted = "DELETE" if _is_remote(real) else "WAL"
            mode = str(connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0])
            # in a WAL a commit survives the end of the process without a flush each, elsewhere only with it
            connection.execute(f"PRAGMA synchronous = {'NORMAL' if mode == 'wal' else 'FULL'}")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
        elif not _can_look(connection) and not real.with_name(f"{real.name}-wal").exists():
            connection.close()  # its place takes no file beside it, and nobody is writing
            connection = _opened(real, "immutable=1")
        connection.execute("PRAGMA cache_size = -16000")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("number_in", 1, _number_in, deterministic=True)
        _prepare(path, connection, writable=writable)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(real: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{_quoted(real)}?{how}", uri=True, isolation_level=None, timeout=10, check_same_thread=False
    )


def _can_look(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return not any(word in str(error) for word in ("unable to open", "readonly"))
    return True


def _number_in(four: bytes | None) -> int | None:
    """The number in four bytes of ``origin.places``."""
    return int.from_bytes(four, "little") if four else None


def _prepare(path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
    version = schema.version_of(connection)
    if version > schema.VERSION:
        raise OfficeError(f"“{path.name}”是更新版本的程序建立的；请用新版本打开，这里没有改动它。")
    if schema.is_current(connection):
        return
    if not writable:
        raise OfficeError(f"“{path.name}”是旧版本建立的；请先用一次 take 或在窗口里打开，会自动升级。")
    connection.execute("BEGIN IMMEDIATE")
    try:
        schema.migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()).replace(os.sep, "/"), safe="/:")


def _is_remote(path: Path) -> bool:
    """Whether the file lies on another machine, where readers do not see the shared memory of a WAL."""
    if os.name == "nt":
        if sys.platform == "win32":
            import ctypes

            return str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4
        return False
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if len(fields) > 2 and len(fields[1]) >= len(best):
            folder = fields[1].replace("\\040", " ")
            if path.is_relative_to(folder):
                best, kind = fields[1], fields[2]
    return any(word in kind for word in _NETWORKS)
