"""What a window opens beside itself: the manual, the clerk's notes. Each is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.session import Session

if TYPE_CHECKING:
    from ui.shell.help_window import HelpWindow
    from ui.shell.memo_list import MemoList


class Beside:
    """``page_id`` is the page in front of ``window``, of which the manual is to speak."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.session = session
        self.page_id = ""
        self.help: HelpWindow | None = None
        self._window = window

    def open_help(self) -> None:
        """Show the manual at the chapter of the page in front."""
        from ui.shell.help_window import HelpWindow
        from ui.shell.manual import chapter_of

        if self.help is None:
            self.help = HelpWindow()
        section = self.session.form.section_of(self.page_id)
        self.help.open_at(chapter_of(self.page_id, table=section is not None and section.table is not None))

    def write_memo(self) -> None:
        """Write a note on the cell or text with the cursor."""
        from ui.shell.memo_list import ask_memo

        ask_memo(self.session, self.session.patience.cursor, self._window)

    def list_memos(self) -> MemoList:
        """Show all notes."""
        from ui.shell.memo_list import MemoList

        shown = MemoList(self.session, self._window)
        shown.show()
        return shown

    def close(self) -> None:
        """Put away what is not the window's own."""
        if self.help is not None:
            self.help.close()
