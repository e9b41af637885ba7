"""Undo and redo as actions: of the one history, named by the step, and dead where nothing can be changed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ui.session.session import Session


class HistoryAction(QAction):
    """Takes the last step back, or with ``back`` False does again what was taken back last."""

    def __init__(self, session: Session, parent: QObject, *, back: bool) -> None:
        super().__init__(parent)
        self._session = session
        self._word = "撤销" if back else "重做"
        stack = session.undo_stack
        self._can = stack.canUndo() if back else stack.canRedo()
        self.triggered.connect(session.undo if back else session.redo)
        (stack.undoTextChanged if back else stack.redoTextChanged).connect(self._name)
        (stack.canUndoChanged if back else stack.canRedoChanged).connect(self._allow)
        session.status_changed.connect(self._enable)
        self._name(stack.undoText() if back else stack.redoText())
        self._enable()

    def _name(self, step: str) -> None:
        self.setText(f"{self._word} {step}".strip())

    def _allow(self, can: bool) -> None:
        self._can = can
        self._enable()

    def _enable(self) -> None:
        self.setEnabled(self._can and not self._session.read_only)
