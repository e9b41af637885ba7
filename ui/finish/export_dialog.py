"""The dialogue 导出: which kinds, in which house style, into which folder; all at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, QStandardPaths
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desk.export_job import Target, free_name
from exporters import KINDS, Kind, Options
from exporters.files import file_stem
from exporters.profiles import DEFAULT, profiles
from models.report import Report
from ui.toolkit import settings as kept
from ui.toolkit.button_row import button_row
from ui.toolkit.sizes import fitted

LONGEST = 32
"""Characters of a folder's name that stand beside its check box."""
USUAL = ("docx",)
"""The kinds that are chosen the first time."""


def file_name(report: Report, kind: Kind, draft: bool) -> str:
    """The name of a document: that of the report, with what tells it apart from others of the same suffix."""
    first = next(item for item in KINDS.values() if item.suffix == kind.suffix)
    told = "" if kind is first else f"（{kind.name}）"
    return f"{file_stem(report)}{told}{'（草稿）' if draft else ''}{kind.suffix}"


def named(paths: Sequence[Path]) -> list[str]:
    """The names of files in as few lines as they can be: those that differ in their suffix alone stand in one."""
    suffixes: dict[str, list[str]] = {}
    for path in paths:
        suffixes.setdefault(path.stem, []).append(path.suffix)
    return [f"{stem}{'、'.join(found)}" for stem, found in suffixes.items()]


class ExportDialog(QDialog):
    """Asks what to write. ``targets`` and ``options`` are what was chosen."""

    def __init__(
        self,
        report: Report,
        previous: Report | None,
        *,
        draft: bool,
        beside: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = report
        self._previous = previous
        self._draft = draft
        self._settings = QSettings()
        self.setWindowTitle("导出草稿" if draft else "导出定稿")
        self.setMinimumWidth(640)
        chosen = (kept.EXPORT_KINDS.of(self._settings) or ",".join(USUAL)).split(",")
        self.kinds: dict[str, QCheckBox] = {}
        box = QGroupBox("导出哪些文件")
        grid = QGridLayout(box)  # in two columns: the dialogue fits a screen at 200 %
        for at, (key, kind) in enumerate(KINDS.items()):
            self.kinds[key] = check = QCheckBox(f"{kind.name}（{kind.suffix}）")
            check.setChecked(key in chosen)
            check.toggled.connect(self._show)
            grid.addWidget(check, at // 2, at % 2)
        self.profile = QComboBox()
        self.profile.setAccessibleName("版式")
        for name, profile in profiles().items():
            self.profile.addItem(f"{name}：{profile.about}" if profile.about else name, name)
        self.profile.setCurrentIndex(max(self.profile.findData(kept.EXPORT_PROFILE.of(self._settings) or DEFAULT), 0))
        self.template = QLineEdit()
        self.template.setAccessibleName("Word 模板")
        self.template.setPlaceholderText("不用模板，按上面的版式排版")
        self.template.setToolTip("把报告填进上级发来的 .docx；其余的格式、字体、列宽都保持原样")
        self.template.setClearButtonEnabled(True)
        self.template.textChanged.connect(self._show)
        choose = QPushButton("选择…")
        choose.clicked.connect(self._choose_template)
        model = QHBoxLayout()
        model.addWidget(self.template, 1)
        model.addWidget(choose)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        usual = str(beside.parent) if beside is not None else documents
        self.folder = QLineEdit(kept.EXPORT_FOLDER.of(self._settings) or usual)
        self.folder.setAccessibleName("存放位置")
        self.folder.textChanged.connect(self._show)
        browse = QPushButton("浏览…")
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(browse)
        stem = file_stem(report)
        self.own_folder = QCheckBox(f"放进以单位和年度命名的文件夹{f'“{stem}”' if len(stem) <= LONGEST else ''}")
        self.own_folder.setChecked(kept.OWN_FOLDER.of(self._settings))
        self.own_folder.toggled.connect(self._show)
        # never remembered: a file that carries data must not be published
        self.with_data = QCheckBox("附带报告数据（仅供交换，公布前请去掉）")
        self.with_data.setToolTip("Word 文件里另存一份报告数据，交给另一台电脑上的本程序时不必重新核对；定稿里没有")
        self.rename = QRadioButton("另起名字，两份都留着")
        self.replace = QRadioButton("覆盖")
        self.rename.setChecked(True)
        self.rename.toggled.connect(self._show)
        self.taken = QGroupBox("已有同名文件")
        row = QHBoxLayout(self.taken)
        row.addWidget(self.rename)
        row.addWidget(self.replace)
        row.addStretch(1)
        self.said = QLabel(wordWrap=True)
        self.said.setObjectName("faint")
        self.buttons, self.ok = button_row("导出", self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("版式", self.profile)
        form.addRow("Word 模板", model)
        form.addRow("存放位置", place)
        form.addRow("", self.own_folder)
        if draft:
            form.addRow("", self.with_data)
        layout = QVBoxLayout(self)
        for widget in (box, form, self.taken, self.said, self.buttons):
            layout.addLayout(widget) if isinstance(widget, QFormLayout) else layout.addWidget(widget)
        self._show()

    @property
    def target_folder(self) -> Path:
        folder = Path(self.folder.text().strip() or ".").expanduser()
        return folder / file_stem(self._report) if self.own_folder.isChecked() else folder

    @property
    def wanted(self) -> list[Target]:
        """The chosen kinds under their usual names."""
        chosen = [KINDS[key] for key, check in self.kinds.items() if check.isChecked()]
        return [Target(kind, self.target_folder / file_name(self._report, kind, self._draft)) for kind in chosen]

    @property
    def targets(self) -> list[Target]:
        """What to write, with other names where files of the usual ones are to be kept."""
        keep = self.rename.isChecked()
        return [
            Target(target.kind, free_name(target.path) if keep and target.path.exists() else target.path)
            for target in self.wanted
        ]

    @property
    def options(self) -> Options:
        written = self.template.text().strip()
        template = Path(written).expanduser() if written else None
        with_data = self._draft and self.with_data.isEnabled() and self.with_data.isChecked()
        return Options(self.profile.currentData(), self._draft, self._previous, template, with_data)

    def accept(self) -> None:
        """Remember the choice for the next time."""
        kept.EXPORT_KINDS.put(self._settings, ",".join(key for key, check in self.kinds.items() if check.isChecked()))
        kept.EXPORT_PROFILE.put(self._settings, self.profile.currentData())
        kept.EXPORT_FOLDER.put(self._settings, self.folder.text())
        kept.OWN_FOLDER.put(self._settings, self.own_folder.isChecked())
        super().accept()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "存放位置", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _choose_template(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Word 模板", self.folder.text(), "Word 文档 (*.docx *.dotx)")
        if chosen:
            self.template.setText(chosen)

    def _overwrites_template(self) -> bool:
        template = self.options.template
        return template is not None and any(
            target.path.exists() and template.exists() and target.path.samefile(template) for target in self.targets
        )

    def _show(self) -> None:
        """Say which files will be written, before they are."""
        taken = [target for target in self.wanted if target.path.exists()]
        self.taken.setVisible(bool(taken))
        self.with_data.setEnabled(self.kinds["docx"].isChecked() and not self.template.text().strip())
        self.ok.setEnabled(bool(self.wanted))
        if not self.wanted:
            self.said.setText("请至少选择一种文件。")
            return
        if self._overwrites_template():
            self.ok.setEnabled(False)
            self.said.setText("模板就是要写的文件，不能覆盖；请选“另起名字”，或者换一个存放位置。")
            return
        names = "\n".join(f"　{name}" for name in named([target.path for target in self.targets]))
        self.said.setText(f"写入“{self.target_folder}”：\n{names}")
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Become as high as what is said needs, where names are long or many; Qt would squeeze the rest instead."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if needed > self.height():
            self.resize(fitted(self, QSize(self.width(), needed)))
