"""One window a report: opening one that is open already brings its window to the front.

The window of a report answers at a local socket (on Windows a named pipe) whose name follows from the report's place; whoever
opens that report rings there first. Another user's windows are never reached. Qt's own local sockets would do it too, but the
library they are in needs Kerberos, which small systems lack.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.storage import StorageError
from models.storage.folder import data_folder, key_of, made
from ui.session import Session
from ui.start.identity import ID

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

PATIENCE = 3.0
"""Seconds for an answer: a window that hangs must not keep the report from being opened."""

LONGEST = 100
"""Characters of the path of a socket, which systems limit to 108 bytes."""

TOKEN = "XDG_ACTIVATION_TOKEN"
"""What a Wayland desktop gives to whom the user just started, and wants to see of whom comes to the front."""

RING, STOP, HERE = "ring", "stop", "here"

_standing: dict[str, Doorbell] = {}
"""Who answers in this process: the answer needs no socket."""


def ring(path: Path) -> bool:
    """Ask the window that has this report to come to the front; False where none answers."""
    address = _address(path)
    if here := _standing.get(address):
        here.rang.emit("")
        return True
    return _said(address, RING, os.environ.get(TOKEN, ""))


def _said(address: str, *words: str) -> bool:
    """Whether somebody answers at this address."""
    from multiprocessing.connection import Client

    if not address or (os.name != "nt" and not os.path.exists(address)):  # noqa: PTH110  # a name that no file can have is none
        return False
    with contextlib.suppress(OSError, EOFError), Client(address) as line:
        line.send_bytes("\n".join(words).encode())
        return line.poll(PATIENCE) and line.recv_bytes(100) == HERE.encode()
    return False


def hang(window: QWidget, session: Session) -> Doorbell:
    """Let a window answer for the report that it has open and may write, whichever that is at the time."""
    bell = Doorbell(window)

    def look() -> None:
        bell.stand_for(None if session.read_only else session.path)

    later = QTimer(bell)  # what is opened is known to be read-only a moment after its path is known
    later.setSingleShot(True)
    later.timeout.connect(look)
    session.status_changed.connect(later.start)
    bell.rang.connect(lambda token: _to_the_front(window, token))
    window.installEventFilter(bell)
    later.start()
    return bell


def _to_the_front(window: QWidget, token: str) -> None:
    if token:
        os.environ[TOKEN] = token  # Qt hands it to the desktop
    window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()


class Doorbell(QObject):
    """Answers for the report of one window. ``rang`` carries the token of the desktop, or nothing."""

    rang = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._address = ""
        self._thread: threading.Thread | None = None

    def stand_for(self, path: Path | None) -> None:
        """Answer from now on for this report, which the caller has locked, or for none."""
        address = _address(path) if path is not None else ""
        if address == self._address:
            return
        self.close()
        self._address = address
        if address:
            _standing[address] = self
            self._thread = threading.Thread(target=self._listen, args=(address,), daemon=True)
            self._thread.start()

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """A window that was closed is not brought back."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(window, event)

    def close(self) -> None:
        """Answer no more."""
        _standing.pop(self._address, None)
        if self._thread is not None and _said(self._address, STOP):
            self._thread.join()
        self._address, self._thread = "", None

    def _listen(self, address: str) -> None:
        from multiprocessing.connection import Listener

        with contextlib.suppress(OSError):
            if os.name != "nt":
                Path(address).unlink(
                    missing_ok=True
                )  # left by a program that was killed: the lock tells that none lives
            with Listener(address) as listener:
                while self._answered(listener.accept()):
                    pass

    def _answered(self, line: Connection) -> bool:
        """Answer one who rings; False for who says that it is enough."""
        with contextlib.suppress(OSError, EOFError, UnicodeDecodeError), line:
            word, _, token = line.recv_bytes(10_000).decode().partition("\n")
            line.send_bytes(HERE.encode())
            if word == RING:
                self.rang.emit(token)
            return word != STOP
        return True


def _address(path: Path) -> str:
    """Where the window of a report answers; empty where there is no place for it."""
    name = f"{ID}-{key_of(path)}"
    if os.name == "nt":
        return rf"\\.\pipe\{name}-{os.environ.get('USERNAME', '')}"
    with contextlib.suppress(StorageError):
        address = str(made(data_folder() / "bells") / key_of(path))
        return address if len(os.fsencode(address)) <= LONGEST else ""
    return ""
