"""What stands in the corner of the menu bar, and in the title: whose report this is, and whether it is saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow

from ui.session import Session

UNIT_WIDTH = 240
"""Pixels that the name of the unit takes beside the menus, at most."""


class Status(QLabel):
    """Follows the session; ``window`` bears the title."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__()
        self.session, self._window = session, window
        self.setObjectName("faint")
        self.setContentsMargins(8, 0, 12, 0)
        self.setMinimumHeight(27)
        window.menuBar().setCornerWidget(self)
        session.status_changed.connect(self.refresh)
        session.replaced.connect(self.refresh)
        session.changed.connect(self._title_may_change)

    def refresh(self) -> None:
        """Say it anew."""
        session, window = self.session, self._window
        report, path = session.report, session.path
        # the longest names of units would push the menus off their bar
        unit = self.fontMetrics().elidedText(report.unit, Qt.TextElideMode.ElideMiddle, UNIT_WIDTH)
        subject = f"{unit}{f' {report.year}年' if report.year else ''}".strip()
        name = path.name if path else "未保存的报告"
        window.setWindowTitle(f"{name}[*] — 政府信息公开工作年度报告")
        window.setWindowModified(session.modified)
        saved = "有未保存的修改" if session.modified else "已保存" if path else ""
        fixed = "只读" if session.opened_read_only else "已锁定" if session.locked else ""
        state = fixed or saved
        self.setToolTip(report.unit if unit != report.unit else "")
        self.setText("　".join(part for part in (subject, state) if part))
        window.menuBar().setCornerWidget(self)  # the bar gives it room for its text only when it is set
        self.show()

    def _title_may_change(self, ids: frozenset[str]) -> None:
        if ids & {"unit", "year"}:
            self.refresh()
