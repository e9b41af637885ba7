"""What stands beside the one report: checking those of others, and the blank workbook that collects numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from models.findings import Severity
from models.storage import StorageError
from models.storage.atomic import write_whole
from ui.session import Session
from ui.toolkit import settings as kept
from ui.toolkit.actions import action

if TYPE_CHECKING:
    from models.report import Report
    from ui.office.batch_window import BatchWindow
    from ui.office.office_window import OfficeWindow


class OfficeActions(QObject):
    """The actions of the menu 工具."""

    def __init__(self, session: Session, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self.session, self.settings, self._window = session, settings, window
        self.batch_window: BatchWindow | None = None
        self.office_window: OfficeWindow | None = None
        self._opened: list[QWidget] = []
        self.office = action(
            self,
            "主管单位(&O)…",
            self.open_office,
            tip="主管单位用：名册、收报告、看谁没报、检查、退回、汇总、追溯，都在一本汇总册里。",
        )
        self.batch = action(
            self, "检查多份报告(&M)…", self.open_batch, tip="主管单位用：一次检查各单位报来的年度报告，结果可以退回。"
        )
        self.blank = action(
            self, "空白采集表(&B)…", self.ask_blank, tip="写一个 Excel 表，发给各科室填数，收回后可以导入。"
        )

    def open_batch(self) -> BatchWindow:
        """Show the window over many reports; there is one."""
        from ui.office.batch_window import BatchWindow  # only when asked for: the start waits for nothing of it

        if self.batch_window is None:
            self.batch_window = BatchWindow(self._window)
        self.batch_window.show()
        self.batch_window.raise_()
        self.batch_window.activateWindow()
        return self.batch_window

    def open_office(self) -> OfficeWindow:
        """Show the window on a ledger; there is one."""
        from ui.office.office_window import OfficeWindow

        if self.office_window is None:
            self.office_window = OfficeWindow(self.open_report, self.open_batch, self._window)
        self.office_window.show()
        self.office_window.raise_()
        self.office_window.activateWindow()
        return self.office_window

    def open_report(self, report: Report, previous: Report | None, words: str) -> QWidget:
        """Show a unit's report in a window of its own, read-only, at its first finding."""
        from ui.shell.window import ReportWizard  # it holds these actions

        session = Session(report)
        session.read_only = True
        if previous is not None:
            session.set_previous(previous)
        window = ReportWizard(session, self.settings)
        window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        window.setWindowTitle(f"{words}（只读）")
        self._opened = [each for each in self._opened if each.isVisible()]
        self._opened.append(window)
        window.show()
        session.check_texts()
        first = next((finding for finding in session.shown if finding.cells), None)
        if first is not None:
            session.goto.emit(first.cells[0], first.spans[0] if first.spans else None)
        return window

    def ask_blank(self) -> None:
        year = self.session.report.year
        folder = kept.EXPORT_FOLDER.of(self.settings)
        usual = str(Path(folder) / f"{year or ''}年度报告数据采集表.xlsx")
        name, _ = QFileDialog.getSaveFileName(self._window, "空白采集表", usual, "Excel 工作簿 (*.xlsx)")
        if name:
            self.write_blank(Path(name))

    def write_blank(self, path: Path) -> None:
        """Write the collection workbook of the report's year and unit."""
        from exporters.workbook.blank import blank_workbook  # openpyxl takes long to import

        path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        report = self.session.report
        try:
            write_whole(path, blank_workbook(year=report.year, unit=report.unit))
        except StorageError as error:
            self.session.say(str(error), Severity.ERROR)
        else:
            self.session.say(f"空白采集表已存为“{path}”。填好收回后，用“导入”读进来。")
