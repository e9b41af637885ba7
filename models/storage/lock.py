"""The lock against a second writer of the same report.

The operating system holds it and lets go of it when the process ends, however it ends: a lock never outlives its owner. The
lock file lies beside the report, so that people who share a folder see each other; where that folder takes no file it lies
in the user's own data folder and still keeps out a second window. Its text tells who holds it since when.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
import weakref
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from models.storage.atomic import own_name
from models.storage.errors import LockedError, unwritable
from models.storage.folder import data_folder, key_of, made
from models.storage.interruption import uninterrupted

if TYPE_CHECKING:
    from filelock import BaseFileLock


def take_file(file: Path) -> BaseFileLock | None:
    """Lock this very file, made where it is missing; None where another process holds it. Raises OSError."""
    from filelock import FileLock, Timeout

    lock = FileLock(file, timeout=0, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    except NotImplementedError:
        raise OSError(errno.ENOSYS, "no file locks") from None
    return lock


def let_go(lock: BaseFileLock) -> None:
    """Unlock and remove the lock file."""
    if os.name != "nt":  # while still holding it, so that nobody else can have taken this very file
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink()
    with contextlib.suppress(OSError):
        lock.release()


class Lock:
    """Held while the report at ``path`` is open for writing, until it is released, this object is gone or the program ends,
    by Ctrl-C too; also a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._let_go: weakref.finalize[[BaseFileLock], Lock] | None = None

    @property
    def held(self) -> bool:
        return self._let_go is not None and self._let_go.alive

    def acquire(self) -> None:
        """Take the lock at once; raises LockedError, which names the holder where that is known, and UnwritableError where
        the folder does not exist. Without effect when already held."""
        if self.held:
            return
        real = Path(os.path.realpath(self.path))
        if not real.parent.is_dir():
            raise unwritable(self.path, FileNotFoundError())
        beside = real.with_name(f".{own_name(real.name)}.lock")
        try:
            self._take(beside)
        except OSError:
            # read-only, or a file system without locks
            own = made(data_folder() / "locks") / f"{key_of(real)}.lock"
            try:
                self._take(own)
            except OSError as error:
                raise unwritable(own, error) from None

    def release(self) -> None:
        """Let go; without effect when not held."""
        if self._let_go is not None:
            with uninterrupted():
                self._let_go()

    def __enter__(self) -> Lock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _take(self, file: Path) -> None:
        with uninterrupted():
            lock = take_file(file)
            if lock is None:
                raise LockedError(
                    f"“{self.path.name}”正{_holder(file)}打开编辑；请等那边关闭后再试，或以只读方式打开。"
                )
            self._let_go = weakref.finalize(self, let_go, lock)
            with contextlib.suppress(OSError), file.open("r+b") as text:
                text.seek(1)  # the first byte is what the system locks; on Windows nobody else could read it
                text.truncate()
                text.write(_who().encode("utf-8", "replace"))


def _who() -> str:
    import getpass
    import socket  # platform.node() may ask Windows for minutes

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return f"{user}\n{socket.gethostname()}\n{time.strftime('%Y-%m-%d %H:%M')}\n"


def _holder(file: Path) -> str:
    try:
        with file.open("rb") as text:
            text.seek(1)
            user, computer, since = text.read(1000).decode("utf-8", "replace").splitlines()[:3]
    except (OSError, ValueError):
        return "由另一个窗口或另一个人"
    who = f"“{user}”" if user else "另一个人"
    return f"由{who}（电脑 {computer}）自 {since} 起" if computer else f"由{who}自 {since} 起"
