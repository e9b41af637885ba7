"""One window a report: opening one that is open already brings its window to the front.

The window of a report answers at a local socket whose name follows from the report's place; whoever opens that report rings
there first. Another user's windows are never reached.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from models.storage.folder import key_of
from ui.session import Session
from ui.start.identity import ID

PATIENCE = 300
"""Milliseconds for an answer: a window that hangs must not keep the report from being opened."""

TOKEN = "XDG_ACTIVATION_TOKEN"
"""What a Wayland desktop gives to whom the user just started, and wants to see of whom comes to the front."""


_standing: dict[str, Doorbell] = {}
"""Who answers in this process, where nobody could while this process waits for an answer."""


def ring(path: Path) -> bool:
    """Ask the window that has this report to come to the front; False where none answers."""
    if here := _standing.get(_name(path)):
        here.rang.emit("")
        return True
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(os.environ.get(TOKEN, "").encode() + b"\n")
    answered = socket.waitForBytesWritten(PATIENCE) and socket.waitForReadyRead(PATIENCE)
    socket.disconnectFromServer()
    return answered


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
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._name = ""

    def stand_for(self, path: Path | None) -> None:
        """Answer from now on for this report, which the caller has locked, or for none."""
        name = _name(path) if path is not None else ""
        if name == self._name:
            return
        self._server.close()
        _standing.pop(self._name, None)
        self._name = name
        if name:
            QLocalServer.removeServer(name)  # left by a program that was killed: the lock tells that none lives
            self._server.listen(name)
            _standing[name] = self

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(partial(self._hear, socket))
            socket.disconnected.connect(socket.deleteLater)
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            token = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
            socket.write(b"\n")
            socket.flush()
            self.rang.emit(token)


def _name(path: Path) -> str:
    user = str(os.getuid()) if hasattr(os, "getuid") else ""  # Windows keeps the users apart by itself
    return f"{ID}-{user}-{key_of(path)}"
