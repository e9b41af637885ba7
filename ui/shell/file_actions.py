"""What can be done with files: new, open, from last year's, save, save as; asks once before unsaved work would go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from models.report import Report
from models.storage import SUFFIX
from ui.session import Session
from ui.session.keeper import Keeper
from ui.shell.doorbell import ring
from ui.shell.typing import take_what_is_typed
from ui.toolkit import settings as kept
from ui.toolkit.actions import action
from ui.toolkit.theme import icon

if TYPE_CHECKING:
    from ui.importing.flow import Import

OWN = f"年度报告 (*{SUFFIX})"


def suggested_name(report: Report) -> str:
    """A file name for a report: its unit and year."""
    parts = [report.unit or "单位", f"{report.year}年" if report.year else "", "政府信息公开工作年度报告"]
    return "".join(character for character in "".join(parts) if character not in '\\/:*?"<>|\n') + SUFFIX


class FileActions(QObject):
    """The actions of the menu 文件 and the page 开始."""

    def __init__(self, session: Session, keeper: Keeper, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self.session, self.keeper, self.settings, self.window_ = session, keeper, settings, window
        standard = QKeySequence.StandardKey
        self.new = action(self, "新建报告(&N)", self.begin_new, standard.New, tip="从空白的表开始填写。")
        self.open = action(self, "打开报告(&O)…", self.ask_open, standard.Open, tip="打开保存过的报告。")
        self.from_last = action(
            self,
            "从上年报告开始(&Y)…",
            self.ask_last_year,
            tip="读入上年的报告：结转数、单位信息和文字底稿带入本年。",
        )
        self.compare = action(
            self, "与上年报告比对(&L)…", self.ask_compare, tip="读入上年的报告，只用来比对，不改动本年内容。"
        )
        self.save = action(self, "保存(&S)", self.save_now, standard.Save, tip="保存报告。")
        self.save_as = action(self, "另存为(&A)…", self.ask_save_as, "Ctrl+Shift+S", tip="以另一个名称保存。")
        keeper.wants_path.connect(self.ask_save_as)
        self.refresh_icons()

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the scheme now in use."""
        icons = {self.new: "new", self.open: "open", self.from_last: "last_year", self.save: "save"}
        for made, name in icons.items():
            made.setIcon(icon(name))

    def save_now(self) -> bool:
        """Save, with what is being typed; False where it is not saved."""
        take_what_is_typed()
        return self.keeper.save()

    def may_leave(self) -> bool:
        """Whether the present report may go: saved, or the person was asked and agreed."""
        self.session.settle.emit()
        take_what_is_typed()
        if not self.session.modified or self.session.opened_read_only:
            return True
        if self.keeper.saves_by_itself and self.keeper.save():
            return True
        box = QMessageBox(self.window_)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("还没有保存")
        box.setText("这份报告有没有保存的修改。")
        box.setInformativeText("要保存吗？不保存的修改三十天内可用“文件 → 找回…”取回。")
        save = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("返回继续填写", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.exec()
        if box.clickedButton() is save:
            return self.keeper.save()
        return box.clickedButton() is drop

    def begin_new(self) -> None:
        if self.may_leave():
            self.keeper.begin(Report())
            self.session.go_to("unit")

    def ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window_, "打开报告", self._folder(), f"{OWN};;所有文件 (*)")
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a report, after the present one was seen to; one that another window has comes to the front there."""
        if path != self.session.path and ring(path):
            return
        if self.may_leave() and self.keeper.open(path):
            self._remember_folder(path)
            self.session.go_to("unit")

    def ask_last_year(self) -> None:
        if name := self._ask_for_last_year():
            self.begin_from(Path(name))

    def _ask_for_last_year(self) -> str:
        from ui.importing.flow import FILTER  # what can be imported can be last year's

        return QFileDialog.getOpenFileName(self.window_, "选择上年的报告", self._folder(), FILTER)[0]

    def begin_from(self, path: Path) -> Import | None:
        """Begin this year's report from last year's in a file of any kind; what is carried over is shown first, and the
        present report goes only when that is agreed to."""
        from ui.importing.flow import start_from_last_year  # readers and dialogues: the start waits for none of them

        if not self.may_leave():
            return None
        self._remember_folder(path)
        running = start_from_last_year(self.session, path, self.window_, begin=lambda: self.keeper.begin(Report()))
        running.over.connect(lambda applied: self.session.go_to("unit") if applied else None)
        return running

    def ask_compare(self) -> None:
        if name := self._ask_for_last_year():
            self.compare_with(Path(name))

    def compare_with(self, path: Path) -> None:
        """Compare with last year's report, without taking anything over."""
        from ui.importing.flow import compare_with_last_year

        self._remember_folder(path)
        compare_with_last_year(self.session, path, self.window_)

    def ask_save_as(self) -> None:
        take_what_is_typed()
        start = self.session.path or Path(self._folder()) / suggested_name(self.session.report)
        name, _ = QFileDialog.getSaveFileName(self.window_, "保存报告", str(start), OWN)
        if name:
            path = Path(name)
            path = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
            if self.keeper.save_as(path):
                self._remember_folder(path)

    def _folder(self) -> str:
        return kept.FOLDER.of(self.settings) or str(Path.home())

    def _remember_folder(self, path: Path) -> None:
        kept.FOLDER.put(self.settings, str(path.parent))
