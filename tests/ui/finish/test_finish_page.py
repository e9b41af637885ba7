"""检查与导出: what is in the way, the answers, and files written whole, under names that keep what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTreeWidgetItemIterator
from pytestqt.qtbot import QtBot

from desk.answers import answers
from desk.export_job import ExportJob, Result, Target, free_name, opened_elsewhere, write
from exporters import KINDS, Options
from models.checks import run_checks
from models.findings import Severity
from models.report import Report
from tests.reports import CASES, published_report
from ui.finish.export_dialog import ExportDialog, file_name, named
from ui.finish.finish_page import ID, FinishPage
from ui.session import Session
from ui.session.notice import Notice

TEXTS = {
    "一": "总体情况良好，各项工作按时完成，本年度主动公开政府信息若干条，并及时更新公开目录。",
    "五": "公开的及时性还不够，下一步完善制度，加强培训，按时更新，并开展两次专项检查，确保整改到位。",
    "六": "2024年度未收取信息处理费。",
}


def finished() -> Report:
    """A published report with texts and every warning dismissed: nothing is in the way."""
    report = published_report("huaian-2024").apply(TEXTS)
    warnings = [f for f in run_checks(report, final=True) if f.severity is Severity.WARNING]
    return report.apply({f"dismissed.{f.key}": "已核对" for f in warnings})


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> FinishPage:
    made = FinishPage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_empty_report_says_what_is_left(page):
    assert "没有填写" in page.words.text()
    assert page.readiness.blanks


def test_a_finished_report_is_ready(page, session):
    session.load(finished(), None)
    page.refresh()
    assert page.readiness.ready, page.words.text()


def test_every_answer_leads_to_its_place_and_back(page, session, qtbot):
    session.load(finished(), None)
    page.refresh()
    iterator = QTreeWidgetItemIterator(page.tree)
    ids = []
    while iterator.value():
        if iterator.value().data(0, ID):
            ids.append(iterator.value().data(0, ID))
        iterator += 1
    assert ids == [answer.id for answer in answers(session.report, session.figures)]
    item = page.tree.topLevelItem(0).child(0)
    notices = []
    session.notice.connect(notices.append)
    with qtbot.waitSignal(session.goto) as gone:
        page.tree.itemActivated.emit(item, 2)
    assert gone.args[0] == "unit"
    (notice,) = notices
    with qtbot.waitSignal(session.goto) as back:
        notice.actions[0][1]()
    assert back.args[0] == "finish"
    page.hide()
    with qtbot.waitSignal(session.withdraw) as gone:
        page.show()
    assert gone.args == [notice.key], "here nobody needs the way back"


def test_a_final_report_is_refused_while_something_is_in_the_way(page, session, qtbot):
    with qtbot.waitSignal(session.notice) as said:
        page.export(draft=False)
    assert "还不能导出定稿" in said.args[0].text
    assert said.args[0].severity is Severity.WARNING


def test_the_answers_of_table_3_are_its_balance(session):
    report = published_report("huaian-2024")
    shown = {a.id: a.shown for a in answers(report, Session(report).figures) if a.id.startswith("t3.")}
    assert shown == {
        "t3.new.total": "3119",
        "t3.carried_in.total": "34",
        "t3.total.total": "3050",
        "t3.carried_out.total": "103",
    }


def test_the_files_are_written_off_the_window_and_said(page, session, qtbot, tmp_path):
    session.load(finished(), None)
    target = Target(KINDS["json"], tmp_path / "a.json")
    with qtbot.waitSignal(session.notice, timeout=10_000) as said:
        page.start(ExportJob(session.report, (target,), Options()))
    assert "a.json" in said.args[0].text
    assert target.path.exists()
    assert [name for name, _ in said.args[0].actions] == ["打开文件", "打开所在文件夹"]


def test_a_file_that_cannot_be_written_offers_another_name(page, session, qtbot, tmp_path):
    session.load(finished(), None)
    (tmp_path / "a.json").mkdir()
    with qtbot.waitSignal(session.notice, timeout=10_000) as said:
        page.start(ExportJob(session.report, (Target(KINDS["json"], tmp_path / "a.json"),), Options()))
    (again,) = said.args[0].actions
    with qtbot.waitSignal(session.notice, timeout=10_000):
        again[1]()
    assert (tmp_path / "a（2）.json").is_file()


@pytest.mark.parametrize("mark", ["~${rest}", ".~lock.{name}#"])
def test_a_document_open_in_an_office_program_is_not_replaced(tmp_path, mark):
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")
    (tmp_path / mark.replace("${rest}", "$" + path.name[2:]).replace("{name}", path.name)).touch()
    assert opened_elsewhere(path)
    result = write(finished(), Target(KINDS["json"], path), Options())
    assert "打开" in result.failure
    assert path.read_bytes() == b"old"


def test_a_failure_of_the_place_is_a_sentence(tmp_path):
    result = write(finished(), Target(KINDS["json"], tmp_path / "gone" / "deeper" / "a.json"), Options())
    assert "不存在" in result.failure and result.failure.endswith("。")


def test_files_of_the_same_name_are_kept_unless_the_clerk_says_so(qtbot, tmp_path):
    dialog = ExportDialog(finished(), None, draft=False)
    qtbot.addWidget(dialog)
    dialog.folder.setText(str(tmp_path))
    for key, check in dialog.kinds.items():
        check.setChecked(key == "json")
    (target,) = dialog.targets
    assert target.path.parent == tmp_path / "2024年淮安市人民政府政府信息公开工作年度报告"
    target.path.parent.mkdir()
    target.path.touch()
    assert dialog.targets[0].path == free_name(target.path)
    dialog.replace.setChecked(True)
    assert dialog.targets[0].path == target.path


def test_a_draft_is_named_so():
    assert file_name(finished(), KINDS["json"], True).endswith("（草稿）.json")


def test_the_folder_named_by_unit_and_year_is_made(tmp_path):
    target = Target(KINDS["json"], tmp_path / "2024年某局" / "a.json")
    assert not write(finished(), target, Options()).failure
    assert target.path.is_file()


def test_a_template_goes_along_and_is_never_written_over(qtbot, tmp_path):
    dialog = ExportDialog(finished(), None, draft=False)
    qtbot.addWidget(dialog)
    assert dialog.options.template is None
    dialog.folder.setText(str(tmp_path))
    dialog.own_folder.setChecked(False)
    for key, check in dialog.kinds.items():
        check.setChecked(key == "docx")
    (target,) = dialog.targets
    shutil.copy(CASES / "official-template.docx", target.path)
    dialog.template.setText(str(target.path))
    assert dialog.options.template == target.path and dialog.ok.isEnabled()
    result = write(finished(), dialog.targets[0], dialog.options)
    assert not result.failure and dialog.targets[0].path != target.path and len(list(tmp_path.iterdir())) == 2
    dialog.replace.setChecked(True)
    assert not dialog.ok.isEnabled() and "不能覆盖" in dialog.said.text()


def test_the_first_time_files_go_beside_the_report(qtbot, tmp_path):
    dialog = ExportDialog(finished(), None, draft=False, beside=tmp_path / "a.gkbg")
    qtbot.addWidget(dialog)
    assert dialog.folder.text() == str(tmp_path)


def test_many_files_are_named_in_few_lines():
    stem = "2024年某局政府信息公开工作年度报告"
    paths = [Path(f"{stem}.docx"), Path(f"{stem}.pdf"), Path(f"{stem}（变化说明）.docx")]
    assert named(paths) == [f"{stem}.docx、.pdf", f"{stem}（变化说明）.docx"]


def test_all_notes_on_a_file_are_said_in_one_notice(page, session, qtbot):
    said: list[Notice] = []
    session.notice.connect(said.append)
    target = Target(KINDS["pdf"], Path("a.pdf"))
    page._done(ExportJob(session.report, (target,), Options()), [Result(target, notes=("没有甲体。", "没有乙体。"))])
    assert [notice.text for notice in said] == [
        "a.pdf：没有甲体。没有乙体。",
        f"已导出“a.pdf”到“{target.path.parent}”。",
    ]


def test_the_export_dialogue_grows_with_what_it_says(qtbot, tmp_path):
    long = finished().apply({"unit": "某自治区某自治州" + "资源与水生野生动物保护管理委员会办公室" * 3})
    dialog = ExportDialog(long, None, draft=True, beside=tmp_path / "a.gkbg")
    qtbot.addWidget(dialog)
    dialog.show()
    for check in dialog.kinds.values():
        check.setChecked(True)
    QApplication.processEvents()
    assert [check.text() for check in dialog.kinds.values() if check.height() < check.sizeHint().height()] == []
    assert dialog.said.height() >= dialog.said.heightForWidth(dialog.said.width())
    assert dialog.own_folder.sizeHint().width() < dialog.width()


def test_what_is_said_of_an_export_stays_with_its_page(page, session, qtbot):
    gone: list[str] = []
    session.withdraw.connect(gone.append)
    target = Target(KINDS["pdf"], Path("a.pdf"))
    page._done(ExportJob(session.report, (target,), Options()), [Result(target, notes=("没有甲体。",))])
    page.hide()
    assert set(gone) == {"notes:a.pdf", "export"}


def test_data_is_offered_with_a_draft_alone_and_off_until_someone_ticks_it(qtbot):
    draft, final = (ExportDialog(finished(), None, draft=draft) for draft in (True, False))
    for dialogue in (draft, final):
        qtbot.addWidget(dialogue)
        dialogue.kinds["docx"].setChecked(True)
        assert not dialogue.options.with_data
        dialogue.with_data.setChecked(True)
    assert draft.options.with_data and not final.options.with_data
    assert final.with_data.parent() is not final
    draft.template.setText("模板.docx")
    assert not draft.options.with_data and not draft.with_data.isEnabled()
    draft.template.clear()
    draft.kinds["docx"].setChecked(False)
    assert not draft.options.with_data
