"""Files dropped on the window are imported."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.report import Report
from tests.reports import CASES
from tests.ui.dropping import drop_on
from ui.importing.imports import Imports
from ui.importing.preview_dialog import PreviewDialog
from ui.shell.window import ReportWizard
from ui.toolkit.background import wait_for_all

HANYIN = CASES / "reports" / "hanyin-2021.txt"


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    wait_for_all()


def drop(window: QWidget, mime: QMimeData) -> tuple[bool, bool]:
    """Whether the window takes what is dragged over it, and what is dropped."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, button, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    dropped = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, button, none)
    dropped.ignore()
    QApplication.sendEvent(window, dropped)
    return enter.isAccepted(), dropped.isAccepted()


def test_a_dropped_file_is_previewed_and_imported(qtbot, session, window):
    imports = Imports(session, window)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(HANYIN))])
    assert drop(window, mime) == (True, True)
    qtbot.waitUntil(lambda: isinstance(imports.running.dialog, PreviewDialog), timeout=10_000)
    imports.running.dialog.accept()
    assert session.report.unit == "汉阴县交通运输局"
    assert imports.running is None


def test_a_dropped_address_of_a_web_page_is_not_fetched(session, window):
    imports = Imports(session, window)
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.invalid/report.html")])
    assert drop(window, mime) == (False, False) and imports.running is None


def test_a_second_drop_waits_for_the_first(qtbot, session, window):
    imports = Imports(session, window)
    imports.import_paths([HANYIN])
    first = imports.running
    imports.import_paths([HANYIN])
    assert imports.running is first
    qtbot.waitUntil(lambda: isinstance(first.dialog, PreviewDialog), timeout=10_000)
    first.dialog.reject()
    assert imports.running is None


def test_a_report_file_dropped_on_an_empty_report_is_opened(session, window, tmp_path):
    opened = []
    imports = Imports(session, window, opened.append)
    imports.import_paths([tmp_path / "a.gkbg"])
    assert opened == [tmp_path / "a.gkbg"] and imports.running is None
    session.edit({"unit": "某局"}, "填写")
    imports.import_paths([tmp_path / "a.gkbg"])
    assert opened == [tmp_path / "a.gkbg"] and imports.running is not None


def test_a_report_copied_elsewhere_is_pasted_whole(qtbot, session, window):
    imports = Imports(session, window)
    QApplication.clipboard().setText(HANYIN.read_text("utf-8"))
    imports.paste.trigger()
    qtbot.waitUntil(lambda: isinstance(imports.running.dialog, PreviewDialog), timeout=10_000)
    imports.running.dialog.accept()
    assert session.report.unit == "汉阴县交通运输局" and session.undo_stack.undoText() == "导入 粘贴的内容"
    assert session.report.text("origin.五").startswith("粘贴的内容")


def test_an_empty_clipboard_is_said(qtbot, session, window):
    QApplication.clipboard().clear()
    notices = []
    session.notice.connect(notices.append)
    imports = Imports(session, window)
    imports.paste.trigger()
    qtbot.waitUntil(lambda: imports.running is None)
    assert "剪贴板里没有文字" in notices[0].text


def test_the_window_offers_it_all(qtbot, session):
    wizard = ReportWizard(session)
    qtbot.addWidget(wizard)
    assert wizard.acceptDrops()
    assert "导入" in [button.text() for button in wizard.page.buttons]
    assert {wizard.imports.files, wizard.imports.paste, wizard.imports.last_year} <= set(wizard.menus.file.actions())


@pytest.mark.parametrize("page", ["start", "unit", "三", "五", "六", "finish"])
def test_a_file_dropped_anywhere_on_the_window_is_imported_and_its_path_is_no_text(session, qtbot, page):
    window = ReportWizard(session)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.session.undo_stack.setClean())
    window.show()
    window.go(page)
    window.page.show_place("")
    if page == "三":
        window.page.view.show_cell("t3.new.natural")  # with its editor open
    drop_on(window.focusWidget(), HANYIN)
    qtbot.waitUntil(lambda: window.imports.running and window.imports.running.dialog is not None, timeout=10_000)
    window.imports.running.dialog.reject()
    session.settle.emit()
    assert session.report == Report()
