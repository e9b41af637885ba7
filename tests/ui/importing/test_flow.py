"""From a file to one step of the history."""

from __future__ import annotations

import threading

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from importers import Imported
from importers.stopping import may_stop
from models.findings import Severity
from models.report import Report
from models.storage import save
from tests.importers.register.registers import HEADS, application, workbook
from tests.importers.shapes import three
from tests.importers.workbooks import fill
from tests.reports import CASES, published_report
from ui.importing.flow import Import, import_data, import_files, read_last_year, start_from_last_year
from ui.importing.preview_dialog import PreviewDialog
from ui.importing.preview_model import FOUND
from ui.importing.register_dialog import RegisterDialog
from ui.toolkit.background import wait_for_all

HANYIN = CASES / "reports" / "hanyin-2021.txt"


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "data"))
    yield
    wait_for_all()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def opened(qtbot: QtBot, running: Import, kind: type):
    qtbot.waitUntil(lambda: isinstance(running.dialog, kind), timeout=10_000)
    return running.dialog


def test_an_import_is_one_step_and_undoes_in_one(qtbot, session, window):
    before = session.report
    running = import_files(session, [HANYIN], window)
    with qtbot.waitSignal(running.over) as over:
        opened(qtbot, running, PreviewDialog).accept()
    assert over.args == [True]
    assert session.report.unit == "汉阴县交通运输局" and session.report.get("t2.penalty.decisions") is not None
    assert session.undo_stack.undoText() == "导入 hanyin-2021.txt" and session.undo_stack.count() == 1
    assert session.report.text("origin.t2.penalty.decisions").startswith("hanyin-2021.txt")
    session.undo_stack.undo()
    assert session.report == before


def test_cancelling_the_preview_changes_nothing(qtbot, session, window):
    running = import_files(session, [HANYIN], window)
    with qtbot.waitSignal(running.over) as over:
        opened(qtbot, running, PreviewDialog).reject()
    assert over.args == [False] and session.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("name", "data"), [("空.xlsx", b""), ("图.docx", b"\x89PNG\r\n\x1a\n"), ("坏.xlsx", b"PK\x03\x04nothing")]
)
def test_what_cannot_be_read_is_said_in_the_window(qtbot, session, window, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    notices = []
    session.notice.connect(notices.append)
    running = import_files(session, [path], window)
    with qtbot.waitSignal(running.over):
        pass
    (notice,) = notices
    assert notice.severity is Severity.WARNING and "Traceback" not in notice.text
    assert session.report.values == {}


def test_a_file_that_is_gone_is_said_in_the_window(qtbot, session, window, tmp_path):
    notices = []
    session.notice.connect(notices.append)
    running = import_files(session, [tmp_path / "没有.xlsx"], window)
    with qtbot.waitSignal(running.over):
        pass
    assert "找不到" in notices[0].text


def test_reading_can_be_cancelled_and_what_comes_later_is_thrown_away(qtbot, session, window):
    go_on = threading.Event()

    def slow():
        go_on.wait(10)
        return Imported({"unit": "某局"})

    running = import_data(session, slow, "剪贴板", window)
    qtbot.waitUntil(lambda: running.job is not None and running.job.progress is not None)
    with qtbot.waitSignal(running.over) as over:
        running.job.progress.canceled.emit()
    go_on.set()
    wait_for_all()
    qtbot.wait(20)
    assert over.args == [False] and session.undo_stack.count() == 0


def test_cancelling_ends_the_work_itself(qtbot, session, window):
    asked = []

    def endless():
        while True:
            asked.append(None)
            may_stop()

    first = import_data(session, endless, "剪贴板", window)
    qtbot.waitUntil(lambda: first.job.progress is not None)
    second = import_data(session, endless, "剪贴板", window)
    for running in (second, first):  # the second waits for its turn
        running.job.cancel()
    wait_for_all()
    so_far = len(asked)
    qtbot.wait(20)
    assert len(asked) == so_far


def test_reading_ends_with_its_window(qtbot, session):
    gone, ended = QWidget(), threading.Event()

    def endless():
        try:
            while True:
                may_stop()
        finally:
            ended.set()

    import_data(session, endless, "剪贴板", gone)
    qtbot.wait(20)
    gone.deleteLater()
    qtbot.waitUntil(ended.is_set)


def test_a_register_goes_through_its_mapping_to_the_preview(qtbot, session, window, tmp_path):
    session.edit({"year": 2024, "unit": "某局"}, "填写")
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([HEADS, application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开")]))
    running = import_files(session, [path], window)
    mapping = opened(qtbot, running, RegisterDialog)
    mapping.accept()
    shown = opened(qtbot, running, PreviewDialog)
    assert shown.preview.warnings == () and shown.warnings.count() == 0
    shown.accept()
    assert session.report.get("t3.granted.natural") == 1
    assert session.report.text("origin.t3.granted.natural") == "台账.xlsx 工作表“台账”第2行"
    assert session.undo_stack.undoText() == "导入 台账.xlsx"


def test_rows_that_were_not_counted_are_said_before_and_after_the_import(qtbot, session, window, tmp_path):
    session.edit({"year": 2024, "unit": "某局"}, "填写")
    path = tmp_path / "台账.xlsx"
    rows = [
        application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开", "", "维持"),
        application("A-002", "公民", "", "2024-2-20", "予以公开"),
        application("A-003", "公民", "2024-3-5", "2024-3-20", "转办"),
        application("A-004", "公民", "2024-4-5", "2024-4-20", "予以公开", "", "不清楚"),
    ]
    path.write_bytes(workbook([HEADS, *rows]))
    notices = []
    session.notice.connect(notices.append)
    running = import_files(session, [path], window)
    opened(qtbot, running, RegisterDialog).accept()
    shown = opened(qtbot, running, PreviewDialog)
    line = shown.warnings.itemAt(0).widget().accessibleName()
    said = "台账还有2行没有计入：工作表“台账”第3、4行；1行的复议、诉讼没有计入表四：工作表“台账”第5行。这些数还不全。"
    assert said in line
    shown.accept()
    (notice,) = notices
    assert said in notice.text and "写入" in notice.text and "④ 没有计入的" in notice.text
    assert notice.severity is Severity.WARNING


def test_a_register_among_several_files_is_mapped_too(qtbot, session, window, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(workbook([HEADS, application("A-001", "公民", "2021-1-5", "2021-1-20", "予以公开")]))
    running = import_files(session, [HANYIN, path], window)
    mapping = opened(qtbot, running, RegisterDialog)
    assert mapping.year.value() == 2021
    mapping.accept()
    shown = opened(qtbot, running, PreviewDialog)
    at = next(i for i, choice in enumerate(shown.imported.choices) if choice.table == "t3")
    shown.choose_option(at, 1)
    shown.accept()
    assert session.report.unit == "汉阴县交通运输局" and session.report.get("t3.granted.natural") == 1
    assert session.report.text("origin.t3.granted.natural") == "台账.xlsx 工作表“台账”第2行"


def tables_with_a_register(tmp_path):
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    seed = published_report("huaian-2024")
    for title, cells in three(seed, seed.form).items():
        fill(book.create_sheet(title), cells)
    for row in (HEADS, application("A-001", "公民", "2024-1-5", "2024-1-20", "予以公开")):
        (book["台账"] if "台账" in book.sheetnames else book.create_sheet("台账")).append(row)
    book.save(tmp_path / "报表.xlsx")
    return tmp_path / "报表.xlsx"


@pytest.mark.parametrize(("answer", "tables"), [("只要报表", True), ("只要台账", False), ("报表和台账", True)])
def test_of_tables_and_a_register_in_one_workbook_it_is_asked_which(qtbot, session, window, tmp_path, answer, tables):
    seed = published_report("huaian-2024")
    running = import_files(session, [tables_with_a_register(tmp_path)], window)
    box = opened(qtbot, running, QMessageBox)
    assert "既有报表，也有依申请公开台账" in box.text()
    next(button for button in box.buttons() if button.text() == answer).click()
    if answer != "只要报表":
        opened(qtbot, running, RegisterDialog).accept()
    shown = opened(qtbot, running, PreviewDialog)
    assert [choice.table for choice in shown.imported.choices] == (["t3", "t4"] if answer == "报表和台账" else [])
    assert not any("没有统计" in note.message for note in shown.preview.notes)
    shown.accept()
    assert session.report.get("t2.penalty.decisions") == (seed.get("t2.penalty.decisions") if tables else None)
    assert session.report.get("t3.granted.natural") == (seed.get("t3.granted.natural") if tables else 1)


def test_the_question_can_be_left_unanswered(qtbot, session, window, tmp_path):
    running = import_files(session, [tables_with_a_register(tmp_path)], window)
    with qtbot.waitSignal(running.over) as over:
        opened(qtbot, running, QMessageBox).reject()
    assert over.args == [False] and session.undo_stack.count() == 0


def test_from_last_year_carries_over_and_keeps_it_for_comparison(qtbot, session, window, tmp_path):
    session.edit({"year": 2025, "unit": "淮安市人民政府", "五": "写好的。"}, "填写")
    previous = published_report("huaian-2024").apply({"五": "去年的问题。", "六": "无收费。"})
    path = tmp_path / "2024.gkbg"
    save(previous, path, expect=None)
    running = start_from_last_year(session, path, window)
    dialog = opened(qtbot, running, PreviewDialog)
    assert "来源中没有" not in dialog.summary.text() and dialog.ok.text().startswith("带入选中的")
    assert dialog.model.headerData(FOUND, Qt.Orientation.Horizontal) == "带入的内容"
    dialog.only.setChecked(False)
    assert (
        "t3.new.natural" not in dialog.preview.rows
    )  # this year's number: last year's report has nothing to say of it
    dialog.accept()
    report = session.report
    assert report.get("t3.carried_in.natural") == previous.get("t3.carried_out.natural")
    assert (report.text("五"), report.text("draft.六"), report.text("last_year")) == ("写好的。", "2024", str(path))
    assert session.previous is not None and session.previous.year == 2024
    assert session.undo_stack.undoText() == "从2024年度报告开始"


def test_the_present_report_stays_until_a_new_one_is_begun_from_last_years(qtbot, session, window, tmp_path):
    session.edit({"year": 2022, "unit": "某局", "t3.new.natural": 1}, "填写")
    path = tmp_path / "2024.gkbg"
    save(published_report("huaian-2024"), path, expect=None)
    running = start_from_last_year(session, path, window, begin=lambda: session.load(Report(), None))
    opened(qtbot, running, PreviewDialog).reject()
    assert session.report.year == 2022
    running = start_from_last_year(session, path, window, begin=lambda: session.load(Report(), None))
    opened(qtbot, running, PreviewDialog).accept()
    assert (session.report.year, session.report.get("t3.new.natural")) == (2025, None)
    assert session.previous is not None and session.undo_stack.count() == 1


def test_a_report_of_two_years_ago_is_warned_of(qtbot, session, window, tmp_path):
    session.edit({"year": 2026}, "填写")
    path = tmp_path / "2024.gkbg"
    save(published_report("huaian-2024"), path, expect=None)
    running = start_from_last_year(session, path, window)
    shown = opened(qtbot, running, PreviewDialog)
    assert "不是上一年" in shown.warnings.itemAt(0).widget().accessibleName()
    shown.reject()


def test_an_unforeseen_fault_of_a_reader_is_said_and_the_report_stays(qtbot, session, window, caplog):
    def broken():
        raise ZeroDivisionError

    notices = []
    session.notice.connect(notices.append)
    running = import_data(session, broken, "剪贴板", window)
    with qtbot.waitSignal(running.over) as over:
        pass
    assert over.args == [False] and "出了意外" in notices[0].text
    assert [record.name for record in caplog.records] == ["ui.importing.read_job"]
    caplog.clear()


def test_a_window_closed_while_reading_is_missed_by_nobody(qtbot, session):
    go_on = threading.Event()
    gone = QWidget()
    import_data(session, lambda: go_on.wait(10) and Imported({"unit": "某局"}), "剪贴板", gone)
    gone.deleteLater()
    qtbot.wait(20)
    go_on.set()
    wait_for_all()
    qtbot.wait(20)
    assert session.undo_stack.count() == 0


def test_last_years_word_or_text_file_is_read_again_when_the_report_is_opened(qtbot, session, tmp_path):
    session.edit({"year": 2022, "last_year": str(HANYIN)}, "指定上年报告")
    job = read_last_year(session, HANYIN)
    with qtbot.waitSignal(job.done):
        pass
    assert session.previous is not None and session.previous.unit == "汉阴县交通运输局"


def test_what_comes_too_late_for_another_report_is_thrown_away(qtbot, session):
    session.edit({"last_year": str(HANYIN)}, "指定上年报告")
    job = read_last_year(session, HANYIN)
    session.edit({"last_year": None}, "取消")
    with qtbot.waitSignal(job.done):
        pass
    assert session.previous is None


def test_the_report_of_the_year_before_can_be_brought_in_as_such(qtbot, session, window):
    session.edit({"year": 2022, "unit": "汉阴县交通运输局"}, "填写")
    running = import_files(session, [HANYIN], window)
    first = opened(qtbot, running, PreviewDialog)
    first.instead.click()
    second = running.dialog
    assert second is not first and second.windowTitle() == "从上年报告开始"
    second.accept()
    assert session.report.text("draft.五") == "2021" and session.previous.year == 2021
    assert session.report.text("last_year") == str(HANYIN) and session.report.year == 2022


def test_undo_in_the_notice_takes_back_the_import_and_nothing_else(qtbot, session, window):
    notices = []
    session.notice.connect(notices.append)
    running = import_files(session, [HANYIN], window)
    opened(qtbot, running, PreviewDialog).accept()
    ((_, undo),) = notices[-1].actions
    session.edit({"五": "又写了一句。"}, "填写")
    undo()
    assert session.report.text("五") == "又写了一句。" and "逐步撤销" in notices[-1].text
    session.undo_stack.undo()
    undo()
    assert session.report.values == {}


def test_nothing_is_written_into_a_report_opened_read_only(qtbot, session, window):
    session.read_only = True
    running = import_files(session, [HANYIN], window)
    with qtbot.waitSignal(running.over) as over:
        opened(qtbot, running, PreviewDialog).accept()
    assert over.args == [False] and session.report.values == {}
