"""What a window opens beside itself: the manual, the clerk's notes. Each is loaded when it is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.importing.imports import Imports
from ui.session import Session
from ui.shell.file_actions import FileActions

if TYPE_CHECKING:
    from ui.importing.flow import Import
    from ui.shell.guided_start import GuidedStart
    from ui.shell.help_window import HelpWindow
    from ui.shell.memo_list import MemoList


class Beside:
    """``page_id`` is the page in front of ``window``, of which the manual is to speak."""

    def __init__(self, session: Session, window: QWidget, files: FileActions, imports: Imports) -> None:
        self.session = session
        self._files, self._imports = files, imports
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

    def renew_texts(self) -> None:
        """Put this year's figures into all texts, after a look at each change."""
        from ui.texts.renewal_dialog import renew

        renew(self.session, self._window)

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

    def open_guide(self) -> GuidedStart:
        """Lead through the imports, one question after the other."""
        from ui.shell.guided_start import GuidedStart, questions

        def data(path: Path) -> Import | None:
            return self._imports.import_paths([path])

        shown = GuidedStart(self.session, questions(self._files.begin_from, data), self._window)
        shown.show()
        return shown

    def close(self) -> None:
        """Put away what is not the window's own."""
        if self.help is not None:
            self.help.close()
