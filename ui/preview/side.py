"""The preview with its tools, at the right of the form where the window is wide, else in its place."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from exporters.files import file_stem
from exporters.profiles import DEFAULT, profiles
from models.findings import Severity
from ui.preview.pane import PreviewPane
from ui.preview.printing import ask_printer, print_pages
from ui.session import Session
from ui.toolkit import settings as kept
from ui.toolkit.actions import action, toggle
from ui.toolkit.sizes import WIDE


class PreviewSide(QWidget):
    """``toggle`` shows and hides it; ``form`` is what it stands beside or in front of."""

    def __init__(self, session: Session, settings: QSettings, form: QWidget) -> None:
        super().__init__()
        self.session = session
        self._settings = settings
        self._form = form
        self._wide: bool | None = None
        self.pane = PreviewPane(session)
        self.toggle = toggle(self, "打印预览", keys="F9", tip="边填边看印出来的样子（F9）")
        self.print = action(self, "打印…", self.print_report, QKeySequence.StandardKey.Print)
        self.profile = QComboBox()
        self.profile.setAccessibleName("版式")
        self.profile.setToolTip("各地的版式")
        for name, profile in profiles().items():
            self.profile.addItem(name, name)
            self.profile.setItemData(self.profile.count() - 1, profile.about, Qt.ItemDataRole.ToolTipRole)
        self.profile.setCurrentIndex(max(self.profile.findData(self.pane.profile or DEFAULT), 0))
        self.back = QPushButton("回到填写（F9）")
        self.back.clicked.connect(lambda: self.toggle.setChecked(False))
        self.count = QLabel()
        self.count.setObjectName("faint")
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.addWidget(self.back)
        bar.addWidget(self.count)
        bar.addStretch(1)
        bar.addWidget(self.profile)
        for words, name, act in (
            ("－", "缩小", lambda: self.pane.zoom(-1)),
            ("适合宽度", "适合宽度", lambda: self.pane.zoom(0)),
            ("＋", "放大", lambda: self.pane.zoom(1)),
            ("打印…", "打印", self.print.trigger),
        ):
            button = QToolButton()
            button.setText(words)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(act)
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.pane, 1)
        self.toggle.setChecked(kept.PREVIEW.of(settings))
        self.toggle.toggled.connect(self._toggled)
        self.profile.currentIndexChanged.connect(self._choose_profile)
        self.pane.in_sight.connect(self._count)
        session.goto.connect(self.show_form)
        self.hide()

    def _count(self, page: int, pages: int) -> None:
        self.count.setText(f"第 {page + 1} 页，共 {pages} 页")

    def adapt(self, width: int) -> None:
        """Follow the width of the window: beside the form where there is room, else only when called for."""
        wide = width >= WIDE
        if wide != self._wide:
            self._wide = wide
            if not wide:
                self.toggle.blockSignals(True)
                self.toggle.setChecked(False)  # a narrow window begins with the form
                self.toggle.blockSignals(False)
            else:
                self.toggle.setChecked(kept.PREVIEW.of(self._settings))
        self._show()

    def _toggled(self, shown: bool) -> None:
        if self._wide:
            kept.PREVIEW.put(self._settings, shown)
        self._show()

    def _show(self) -> None:
        shown = self.toggle.isChecked()
        self.setVisible(shown)
        self.back.setVisible(not self._wide)  # the form is not beside the pages, and a way back is to be seen
        self._form.setVisible(self._wide or not shown)

    def show_form(self) -> None:
        """A click on a page or a step leads to the form: bring it to the front."""
        if not self._wide and self.toggle.isChecked():
            self.toggle.setChecked(False)

    def _choose_profile(self) -> None:
        name = self.profile.currentData()
        kept.EXPORT_PROFILE.put(self._settings, name)
        self.pane.set_profile(name)

    def print_report(self) -> None:
        """Print what the preview shows, through the system's dialogue."""
        from exporters.pages.preview import Preview

        self.session.settle.emit()
        report, preview = self.session.report, Preview()  # its own pages: those on show change with every edit
        pages = preview.render(report, self.session.figures, profile_name=self.pane.profile)
        printer = ask_printer(file_stem(report), pages, self)
        if printer is None:
            preview.close()
            return
        done = print_pages(preview, pages, printer)
        preview.close()
        if done and printer.outputFileName():
            self.session.say(f"{done} 页已存为“{printer.outputFileName()}”。")
        elif done:
            self.session.say(f"已送出 {done} 页到打印机“{printer.printerName()}”。")
        else:
            self.session.say("没有打印：打印机没有响应。", Severity.WARNING, "请检查打印机，或先导出 PDF 再打印。")

    def stop(self) -> None:
        """End the work behind the pages; before the window goes."""
        self.pane.stop()
