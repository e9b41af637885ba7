"""检查多份报告: the window over many reports."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from models.report import Report
from models.storage import save
from tests.reports import published_report
from tests.ui.dropping import drop_on
from ui.office.batch_model import ReportsModel
from ui.office.batch_window import BatchWindow
from ui.office.renamed import RenamedUnits


@pytest.fixture
def window(qtbot):
    made = BatchWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def folder(tmp_path):
    reports = tmp_path / "今年"
    reports.mkdir()
    save(published_report("hongze-2023"), reports / "a.gkbg")
    save(Report().apply({"unit": "甲县交通运输局", "year": 2024, "t3.carried_in.natural": 5}), reports / "b.gkbg")
    (reports / "c.docx").write_bytes(b"\x89PNG" + bytes(99))
    return reports


def checked(window, qtbot, *paths):
    window.choose(paths)
    window.start.click()
    qtbot.waitUntil(lambda: window.model.rowCount() > 0, timeout=20_000)


def test_a_folder_is_checked_and_each_unit_shows_its_findings(window, folder, qtbot):
    checked(window, qtbot, folder)
    assert window.model.rowCount() == 3
    assert "1 份无法读取" in window.summary.text()
    names = [window.model.index(row, 0).data() for row in range(3)]
    assert names[-1].endswith("c.docx") and "淮安市洪泽区人民政府" in names
    window.reports.selectRow(names.index("淮安市洪泽区人民政府"))
    assert "表四" in window.details.toPlainText()


def test_the_findings_are_written_and_a_bad_place_is_said(window, folder, qtbot, tmp_path):
    checked(window, qtbot, folder)
    window.write(tmp_path / "f.xlsx")
    assert (tmp_path / "f.xlsx").is_file()
    window.write(tmp_path / "gone" / "f.xlsx")
    assert "不存在" in window.summary.text()


def test_a_renamed_unit_is_asked_about_and_then_compared(window, folder, qtbot, tmp_path):
    last = tmp_path / "去年"
    last.mkdir()
    save(Report().apply({"unit": "甲县交通局", "year": 2023, "t3.carried_out.natural": 3}), last / "b.gkbg")
    window.last_year.setText(str(last))

    def answer():
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RenamedUnits) and w.isVisible())
        dialog.choices["甲县交通运输局"].setCurrentIndex(1)
        dialog.accept()

    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: _try(answer))
    timer.start()
    checked(window, qtbot, folder)
    timer.stop()
    (item,) = [item for item in window.model.reports if item.unit == "甲县交通运输局"]
    assert item.previous.endswith("b.gkbg")


def _try(act):
    try:
        act()
    except StopIteration:
        pass


def test_a_missing_folder_of_last_year_is_said_before_any_work(window, folder):
    window.choose([folder])
    window.last_year.setText("/没有这个文件夹")
    window.start.click()
    assert "找不到上年报告" in window.summary.text()


def test_an_empty_folder_is_said(window, tmp_path, qtbot):
    (tmp_path / "空").mkdir()
    window.choose([tmp_path / "空"])
    window.start.click()
    qtbot.waitUntil(lambda: "没有可以检查的文件" in window.summary.text(), timeout=10_000)


def test_the_work_can_be_stopped(window, folder, qtbot):
    window.choose([folder])
    window.start.click()
    window.cancel.click()
    qtbot.waitUntil(lambda: "已停止" in window.summary.text(), timeout=10_000)
    assert window.model.rowCount() == 0


def test_the_model_keeps_the_rules_of_qt(qtmodeltester: ModelTester, folder):
    from desk.batch import read_batch

    model = ReportsModel()
    model.show(read_batch([folder]).check())
    qtmodeltester.check(model)


def test_a_path_pasted_into_the_field_is_checked(window, folder, qtbot):
    QApplication.clipboard().setText(str(folder / "b.gkbg"))
    window.chosen.paste()
    window.start.click()
    qtbot.waitUntil(lambda: window.model.rowCount() == 1, timeout=20_000)
    assert window.model.index(0, 0).data() == "甲县交通运输局"


def test_what_is_dropped_is_taken_where_it_is_dropped(window, folder, tmp_path):
    drop_on(window.chosen, folder / "a.gkbg", folder / "b.gkbg")
    assert window.paths == [folder / "a.gkbg", folder / "b.gkbg"] and window.start.isEnabled()
    drop_on(window.last_year, tmp_path)
    assert window.last_year.text() == str(tmp_path)
    assert window.paths == [folder / "a.gkbg", folder / "b.gkbg"]
    drop_on(window.details, folder)
    assert window.paths == [folder]
