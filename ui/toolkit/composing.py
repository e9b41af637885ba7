"""What an input method is composing, taken for typed before anything else happens.

Qt and the input methods drop an unfinished composition when the focus goes: what a person sees standing in the text would be
gone. Each editor tells its ``Composition`` the events of its input method; while something is being composed, a click anywhere
ends it first, and ``finish_composition`` does so before a report is saved, left, or shown at another place.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class Composition(QObject):
    """What is being composed in ``editor``. ``finish``: how the editor ends it when the person goes elsewhere, in place of
    ``commit``; ``receiver``: the widget to which its input method speaks, where that is another."""

    def __init__(
        self, editor: QWidget, finish: Callable[[], object] | None = None, receiver: Callable[[], QWidget] | None = None
    ) -> None:
        super().__init__(editor)
        self.editor = editor
        self.text = ""
        self._finish = finish or self.commit
        self._receiver = receiver or (lambda: editor)

    def follow(self, event: QInputMethodEvent) -> None:
        """The editor has taken in this event of its input method."""
        before, self.text = self.text, event.preeditString()
        application = QCoreApplication.instance()
        if application is not None and bool(before) != bool(self.text):
            # only meanwhile: every event of the application passes a filter
            (application.installEventFilter if self.text else application.removeEventFilter)(self)
            _forget(self)
            if self.text:
                _under_way.append(self)

    def finish(self) -> None:
        """The person goes elsewhere: end the composition as the editor wants it."""
        if self.text:
            self._finish()

    def commit(self, *, has_focus: bool = True) -> None:
        """Take what is being composed for typed: by the input method, and what that leaves by ourselves."""
        if has_focus:
            QGuiApplication.inputMethod().commit()
        if self.text:
            event = QInputMethodEvent()
            event.setCommitString(self.text)
            QCoreApplication.sendEvent(self._receiver() if has_focus else self.editor, event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress or (
            event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _TABS
        ):
            self.finish()
        return False


_under_way: list[Composition] = []
"""At most one: an input method speaks to the widget with the focus."""


def _forget(composition: Composition) -> None:
    if composition in _under_way:
        _under_way.remove(composition)


def finish_composition() -> None:
    """End what is being composed anywhere, before something else is done with what was typed."""
    if _under_way:
        _under_way[0].finish()


class ComposingLine(QLineEdit):
    """A line whose unfinished composition is kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composition = Composition(self)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.composition.follow(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composition.commit(has_focus=False)
        super().focusOutEvent(event)
