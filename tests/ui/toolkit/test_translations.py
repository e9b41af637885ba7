"""Chinese in Qt's own dialogues."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTreeView

from ui.app import translators

SOURCE = Path(__file__).parents[3] / "resources" / "translations" / "qt_zh_CN.ts"


def test_the_compiled_texts_are_those_of_the_source(tmp_path):
    compiled = tmp_path / "compiled.qm"
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", SOURCE, "-qm", compiled], check=True)
    assert compiled.read_bytes() == SOURCE.with_suffix(".qm").read_bytes()


@pytest.fixture
def chinese(qapp):
    installed = list(translators(qapp))
    for translator in installed:
        qapp.installTranslator(translator)
    yield
    for translator in installed:
        qapp.removeTranslator(translator)


def test_a_file_dialogue_of_qt_speaks_chinese(chinese, qtbot, tmp_path):
    (tmp_path / "文件夹").mkdir()
    dialog = QFileDialog(None, "打开", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    view = dialog.findChild(QTreeView, "treeView")
    model = view.model()
    qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) == 1)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    row = [model.index(0, column, view.rootIndex()).data() for column in range(3)]
    assert (heads, row) == (["名称", "大小", "类型", "修改日期"], ["文件夹", "", "文件夹"])
