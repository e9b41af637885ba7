"""Pictures and small tables in the editor: put in, shown, changed, taken out, copied, found; each one step of the one history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage, QTextCursor
from pytestqt.qtbot import QtBot

from desk.search import In, find, replaced
from models.exhibits import Exhibit, anchor, edit_of, exhibit_of, keys_in, placed, taken_out
from models.findings import Severity
from tests.models.test_exhibits import png
from ui.session import Session
from ui.texts.editor import ProseEditor
from ui.texts.exhibits import ExhibitDialog, kept_bytes, rows_of
from ui.texts.flat import OBJECT

CHART = Exhibit("办理结果", "三年的柱形图", 60, png(40, 30))
SPLIT = Exhibit("提出方式", "", 100, b"", (("方式", "件数"), ("当面", "3")))


@pytest.fixture
def editor(session: Session, qtbot: QtBot) -> ProseEditor:
    session.edit({"unit": "某县某局", "year": 2024, "五": "第一段。\n第二段。"}, "准备")
    made = ProseEditor(session, "五", "五")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def put(editor: ProseEditor, exhibit: Exhibit, at: int) -> str:
    cursor = editor.textCursor()
    cursor.setPosition(at)
    editor.setTextCursor(cursor)
    editor.exhibits.put(exhibit)
    return keys_in(editor.session.report.text("五"))[0]


def test_one_is_put_on_a_line_of_its_own_as_one_step_that_undo_takes_back(editor: ProseEditor) -> None:
    before = editor.session.report
    key = put(editor, CHART, 4)
    assert editor.session.report.text("五") == f"第一段。\n{anchor(key)}\n第二段。"
    assert exhibit_of(editor.session.report, key) == CHART and OBJECT in editor.toPlainText()
    editor.session.undo()
    assert editor.session.report == before and OBJECT not in editor.toPlainText()
    editor.session.redo()
    assert exhibit_of(editor.session.report, key) == CHART and OBJECT in editor.toPlainText()


@pytest.mark.parametrize("exhibit", [CHART, SPLIT])
def test_it_is_drawn_as_high_as_it_needs(editor: ProseEditor, exhibit: Exhibit) -> None:
    before = editor.document().size().height()
    put(editor, exhibit, 4)
    assert editor.document().size().height() > before + 30
    shown = editor.grab().toImage()
    colors = {shown.pixelColor(x, y).name() for x in range(0, shown.width(), 2) for y in range(0, shown.height(), 2)}
    assert len(colors) > 3


def test_backspace_takes_it_out_and_undo_brings_all_of_it_back(editor: ProseEditor, qtbot: QtBot) -> None:
    key = put(editor, CHART, 4)
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index(OBJECT) + 1)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert exhibit_of(editor.session.report, key) is None and "picture.a" not in editor.session.report.values
    editor.session.undo()
    assert exhibit_of(editor.session.report, key) == CHART and OBJECT in editor.toPlainText()


def test_taking_it_out_by_the_menu_leaves_the_paragraphs_as_they_were(editor: ProseEditor) -> None:
    before = editor.session.report
    key = put(editor, CHART, 4)
    editor.exhibits.remove(key)
    assert editor.session.report.text("五") == before.text("五")
    assert not any(id.startswith(("exhibit.", "picture.")) for id in editor.session.report.values)


def test_the_caption_is_changed_without_touching_the_text(editor: ProseEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = put(editor, CHART, 4)
    text = editor.session.report.text("五")

    def answer(dialog: ExhibitDialog) -> Any:
        dialog.caption.setText("新的图题")
        dialog.width_share.setValue(80)
        return ExhibitDialog.DialogCode.Accepted

    monkeypatch.setattr(ExhibitDialog, "exec", answer)
    editor.exhibits.change(key)
    found = exhibit_of(editor.session.report, key)
    assert found is not None and (found.caption, found.width, found.data) == ("新的图题", 80, CHART.data)
    assert editor.session.report.text("五") == text


def test_typing_beside_it_keeps_it(editor: ProseEditor, qtbot: QtBot) -> None:
    key = put(editor, CHART, 4)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "abc")
    assert editor.session.report.text("五").endswith("第二段。abc") and exhibit_of(editor.session.report, key) == CHART


def test_it_can_be_cut_and_pasted_into_another_text(editor: ProseEditor, qtbot: QtBot) -> None:
    put(editor, CHART, 4)
    other = ProseEditor(editor.session, "一", "一")
    qtbot.addWidget(other)
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert "⟦" not in copied.text()
    editor.textCursor().removeSelectedText()
    assert editor.session.report.text("五") == ""
    other.insertFromMimeData(copied)
    (key,) = keys_in(editor.session.report.text("一"))
    assert exhibit_of(editor.session.report, key) == CHART


def test_an_anchor_pasted_from_elsewhere_stands_for_nothing_and_is_left_out(editor: ProseEditor) -> None:
    pasted = QMimeData()
    pasted.setData("application/x-gkbg-text", "前⟦图:zz⟧后".encode())
    editor.insertFromMimeData(pasted)
    assert "前后" in editor.session.report.text("五") and "⟦" not in editor.session.report.text("五")


def test_a_copied_picture_is_pasted_after_asking(editor: ProseEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExhibitDialog, "exec", lambda dialog: ExhibitDialog.DialogCode.Accepted)
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    copied = QMimeData()
    copied.setImageData(image)
    assert editor.canInsertFromMimeData(copied)
    editor.insertFromMimeData(copied)
    (key,) = keys_in(editor.session.report.text("五"))
    found = exhibit_of(editor.session.report, key)
    assert found is not None and found.suffix == "png"


@pytest.mark.parametrize(("data", "word"), [(b"no picture", "不是能插入的图片"), (b"", "不是能插入的图片")])
def test_a_file_that_is_no_picture_is_said(editor: ProseEditor, tmp_path: Path, data: bytes, word: str) -> None:
    said: list[Any] = []
    editor.session.notice.connect(said.append)
    path = tmp_path / "图.png"
    path.write_bytes(data)
    editor.exhibits.insert_file(path)
    assert word in said[-1].text and said[-1].severity is Severity.WARNING
    assert not keys_in(editor.session.report.text("五"))


def test_pictures_that_would_be_too_much_for_one_report_are_refused(editor: ProseEditor, tmp_path: Path) -> None:
    said: list[Any] = []
    editor.session.notice.connect(said.append)
    whole = png(900, 10) + bytes(5 * 1024 * 1024)
    path = tmp_path / "大图.png"
    path.write_bytes(whole)
    editor.exhibits.insert_file(path)
    assert "不超过5MB" in said[-1].text and not keys_in(editor.session.report.text("五"))


def test_a_picture_wider_than_print_needs_is_made_narrower() -> None:
    image = QImage.fromData(kept_bytes(png(4_000, 100)))
    assert image.width() == 1_600 and image.height() == 40
    assert kept_bytes(png(100, 100)) == png(100, 100)


def test_rows_are_read_as_pasted_and_as_typed() -> None:
    assert (
        rows_of("方式\t件数\n当面\t3\n")
        == rows_of("| 方式 | 件数 |\n|当面|3|\n\n")
        == (("方式", "件数"), ("当面", "3"))
    )


def test_the_dialogue_gives_back_what_was_given_where_nothing_was_changed(qtbot: QtBot) -> None:
    for exhibit in (CHART, SPLIT):
        dialog = ExhibitDialog(exhibit)
        qtbot.addWidget(dialog)
        assert dialog.exhibit == exhibit


def test_captions_and_cells_are_found_like_text_and_left_by_replacing(editor: ProseEditor) -> None:
    put(editor, CHART, 4)
    put(editor, SPLIT, 4)
    session = editor.session
    (hit,) = find(session.report, session.figures, "柱形图")
    assert (hit.id, hit.kind, hit.around) == ("五", In.EXHIBIT, "三年的柱形图") and not hit.can_be_replaced
    assert replaced(session.report, [hit], "x") == {}
    (cell,) = find(session.report, session.figures, "当面")
    assert cell.kind is In.EXHIBIT
    assert [hit.around for hit in find(session.report, session.figures, "图:")] == []


@pytest.mark.parametrize("at", range(8))
def test_placing_and_taking_out_are_each_other_undone(at: int) -> None:
    text = "甲乙\n丙。"
    there = placed(text, min(at, len(text)), "a")
    assert anchor("a") in there.split("\n")
    assert "".join(taken_out(there, "a").split()) == "".join(text.split())


def test_edits_of_an_exhibit_are_named_for_people() -> None:
    from models.naming import name_of
    from models.report import Report

    assert {name_of(id, Report().form) for id in edit_of("a", CHART)} == {"文字中的图表"}
