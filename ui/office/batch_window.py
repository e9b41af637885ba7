"""检查多份报告: what the superior office does with the reports that units hand in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSettings, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desk.batch import Batch, read_batch
from desk.progress import Progress
from exporters.findings import MAKERS, findings_file
from exporters.findings.rows import counted, rows_of
from exporters.options import ExportError
from models.inspection import Inspected
from models.storage import StorageError
from models.storage.atomic import write_whole
from ui.office.batch_model import SORTED, ReportsModel
from ui.office.renamed import RenamedUnits
from ui.toolkit import settings as kept
from ui.toolkit.background import Work
from ui.toolkit.sizes import KeptSizes, fitted

SIZE = QSize(1180, 720)
NARROW = 100
"""Pixels of columns that stay as they are on a small screen; the wider ones give way."""
_WIDTHS = (240, 56, 56, 56, 56, 96, 180, 320)


class BatchWindow(QWidget):
    """Choose reports (and last year's), check them, look at the findings of each unit, write them to send back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("central")
        self.setWindowTitle("检查多份报告")
        self.setAcceptDrops(True)
        self._settings = QSettings()
        self._work: Work | None = None
        self.batch: Batch | None = None
        self.paths: list[Path] = []
        self.model = ReportsModel(self)
        self._build()
        KeptSizes(self, "batch", SIZE, {"reports": self.reports.horizontalHeader()})

    def _build(self) -> None:
        self.chosen = QLineEdit(placeholderText="选择文件或文件夹，也可以拖到这里")
        self.chosen.setAccessibleName("要检查的报告")
        self.last_year = QLineEdit(placeholderText="可不选；按单位名称对应")
        self.last_year.setAccessibleName("上年报告的文件夹")
        for field in (self.chosen, self.last_year):
            field.setAcceptDrops(False)  # the window takes what is dropped, and not as text
        self.final = QCheckBox("按定稿要求（空白也算错误）")
        self.start = QPushButton("开始检查")
        self.start.setObjectName("primary")
        self.start.setEnabled(False)
        self.cancel = QPushButton("停止")
        self.cancel.hide()
        self.progress = QProgressBar()
        self.progress.hide()
        self.summary = QLabel("还没有检查。", wordWrap=True)
        self.save = QPushButton("存检查结果…")
        self.save.setEnabled(False)
        self.save.setToolTip("Excel 工作簿、Word 文件（一个单位一页，可以退回）或网页")
        self.reports = QTableView(sortingEnabled=True)
        self.reports.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.reports.setAccessibleName("各单位的检查结果")
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORTED)
        self.reports.setModel(self._sorted)
        self.reports.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.reports.verticalHeader().hide()
        for column, width in enumerate(_WIDTHS):
            narrow = width > NARROW and fitted(self, SIZE).width() < SIZE.width()
            self.reports.setColumnWidth(column, width * 2 // 3 if narrow else width)
        self.reports.horizontalHeader().setStretchLastSection(True)
        self.reports.selectionModel().currentRowChanged.connect(lambda index, _old: self._show(index))
        self.details = QTextBrowser(openLinks=False)
        self.details.setAccessibleName("所选单位的问题")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(
            self._row("要检查的报告", self.chosen, ("选文件…", self._choose_files), ("选文件夹…", self._choose_folder))
        )
        layout.addLayout(self._row("上年报告", self.last_year, ("选文件夹…", self._choose_last_year)))
        bar = QHBoxLayout()
        for widget in (self.final, self.start, self.cancel, self.progress):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.save)
        layout.addLayout(bar)
        layout.addWidget(self.summary)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.reports)
        split.addWidget(self.details)
        split.setSizes([400, 240])
        layout.addWidget(split, 1)
        self.chosen.textEdited.connect(self._written)
        self.start.clicked.connect(self.read)
        self.cancel.clicked.connect(self._cancel)
        self.save.clicked.connect(self._save)

    def _row(self, name: str, field: QLineEdit, *buttons: tuple[str, object]) -> QHBoxLayout:
        row = QHBoxLayout()
        label = QLabel(name)
        label.setMinimumWidth(96)
        label.setBuddy(field)
        row.addWidget(label)
        row.addWidget(field, 1)
        for words, act in buttons:
            button = QPushButton(words)
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    # choosing

    def choose(self, paths: Sequence[Path]) -> None:
        """Take these files and folders as the reports to check."""
        self.paths = list(paths)
        self.chosen.setText("；".join(str(path) for path in self.paths))
        self.start.setEnabled(bool(self.paths))

    def _written(self, text: str) -> None:
        """Take the paths that were typed or pasted into the field."""
        self.paths = [Path(part.strip()) for part in text.split("；") if part.strip()]
        self.start.setEnabled(bool(self.paths))

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "要检查的报告", self._folder())
        if names:
            self.choose([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "放报告的文件夹", self._folder())
        if name:
            self.choose([Path(name)])

    def _choose_last_year(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "放上年报告的文件夹", self._folder())
        if name:
            self.last_year.setText(name)

    def _folder(self) -> str:
        return str(self.paths[0].parent) if self.paths else kept.EXPORT_FOLDER.of(self._settings)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self.last_year.geometry().contains(event.position().toPoint()):
            self.last_year.setText(str(paths[0]) if paths else "")
        else:
            self.choose(paths)

    # working

    def read(self) -> None:
        """Read all reports and last year's; then check them."""
        written = self.last_year.text().strip()
        last_year = Path(written) if written else None
        if last_year is not None and not last_year.exists():
            self.summary.setText(f"✕ 找不到上年报告“{last_year}”；请确认位置，或留空。")
            return
        paths = list(self.paths)
        self._run("正在读取…", lambda progress: read_batch(paths, last_year, progress), self._was_read)

    def _was_read(self, batch: Batch) -> None:
        if not batch.reads:
            self._idle("✕ 里面没有可以检查的文件；请确认位置。")
            return
        if batch.asked:
            self.progress.hide()
            self.summary.setText("读完了；检查之前，先问一下名称不同的单位。")
            dialog = RenamedUnits(batch.asked, self)
            dialog.exec()
            batch = batch.decided(dialog.answers)
            dialog.deleteLater()
        self.batch = batch
        final = self.final.isChecked()
        self._run("正在检查…", lambda progress: batch.check(final=final, progress=progress), self._was_checked)

    def _was_checked(self, inspected: list[Inspected]) -> None:
        self.model.show(inspected)
        self._idle(counted(inspected))
        self.save.setEnabled(bool(inspected))
        if inspected:
            self.reports.selectRow(0)

    def _run(self, words: str, task: Callable[[Progress], object], then: Callable[..., object]) -> None:
        work = Work(task)
        self._work = work
        work.told.connect(self._told)
        work.done.connect(then)
        self.summary.setText(words)
        self.progress.setRange(0, 0)
        for widget in (self.progress, self.cancel):
            widget.show()
        self.start.setEnabled(False)
        work.start()

    def _told(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _idle(self, words: str) -> None:
        self._work = None
        self.summary.setText(words)
        for widget in (self.progress, self.cancel):
            widget.hide()
        self.start.setEnabled(bool(self.paths))

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()
            self._idle("已停止，没有检查完。")

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._work is not None:
            work = self._work
            work.cancel()
            work.wait()
        super().closeEvent(event)

    # results

    def _show(self, index: QModelIndex) -> None:
        if not index.isValid():
            self.details.clear()
            return
        item = self.model.reports[self._sorted.mapToSource(index).row()]
        if item.failure:
            self.details.setPlainText(f"{item.file}\n{item.failure}")
            return
        lines = [f"{item.name}　{item.year or ''}　{item.file}"]
        lines += [f"{row.severity.word}　{row.place}\n　　{row.message}{row.advice}" for row in rows_of(item)]
        self.details.setPlainText("\n".join(lines) if item.findings else f"{lines[0]}\n没有发现问题。")

    def _save(self) -> None:
        kinds = {".xlsx": "Excel 工作簿", ".docx": "Word 文件", ".html": "网页"}
        filters = ";;".join(f"{kinds[suffix]} (*{suffix})" for suffix in MAKERS)
        name, chosen = QFileDialog.getSaveFileName(self, "存检查结果", f"{self._folder()}/检查结果.xlsx", filters)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in MAKERS:
            suffix = next(suffix for suffix in MAKERS if suffix in chosen)
            path = path.with_name(f"{path.name}{suffix}")
        self.write(path)

    def write(self, path: Path) -> None:
        """Write the findings to a file."""
        try:
            write_whole(path, findings_file(self.model.reports, path))
        except (ExportError, StorageError) as error:
            self.summary.setText(f"✕ {error}")
        else:
            self.summary.setText(f"{counted(self.model.reports)}检查结果已存为“{path}”。")
