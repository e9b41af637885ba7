"""Windows and dialogues: within the screen, and as they were left."""

from __future__ import annotations

from PySide6.QtCore import QSize

from tests.ui.importing.test_preview_dialog import dialog
from ui.importing.preview_model import FOUND
from ui.office.batch_window import BatchWindow
from ui.toolkit.sizes import FRAME, fitted


def test_no_window_is_larger_than_the_screen(qtbot):
    window = BatchWindow()
    qtbot.addWidget(window)
    room = window.screen().availableSize() - FRAME
    assert fitted(window, QSize(9_000, 9_000)) == room
    assert window.width() <= room.width() and window.height() <= room.height()


def test_the_columns_of_checked_reports_keep_their_widths(qtbot):
    for before, after in ((160, 180), (180, 133)):  # the screen of the tests is a small one
        window = BatchWindow()
        qtbot.addWidget(window)
        window.show()
        header = window.reports.horizontalHeader()
        assert header.sectionSize(0) == before
        header.resizeSection(0, after)
        window.close()


def test_an_import_is_shown_in_the_size_and_the_columns_of_the_last_one(qtbot):
    first = dialog(qtbot)
    first.resize(700, 500)
    first.tree.setColumnWidth(FOUND, 333)
    first.reject()
    second = dialog(qtbot)
    assert second.size() == QSize(700, 500) and second.tree.columnWidth(FOUND) == 333
