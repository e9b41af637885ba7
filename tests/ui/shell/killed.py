"""A window that is meant to be killed: ``python -m tests.ui.shell.killed``.

Each line on stdin, "report acknowledgements", starts a child process in which the real window opens that report. It types one
number after another into a cell, by the keyboard, saves now and then, and writes each number to the second file once the key
that entered it was dealt with and control was about to return to the event loop. The child's process id goes to stdout; the next
line on stdin, "wait", waits for its end. Forking from a process in which the window stands makes hundreds of kills cheap.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import filelock  # noqa: F401  # what opening a journal loads
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.pages.table_page import TablePage
from ui.session import Session
from ui.shell.window import ReportWizard

CELL = "t3.new.natural"
SAVES = 7
"""Every so many numbers the report is saved by Ctrl+S."""


def window_on_page_three() -> ReportWizard:
    """The real window, with the page on which the number stands made: no thread of it runs yet, and it may be forked."""
    QApplication(["killed"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, os.environ["GKBG_DATA_DIR"])
    window = ReportWizard(Session())
    window.show()
    window.go("三")
    return window


def work(window: ReportWizard, path: Path, acknowledgements: Path) -> None:
    window.begin(path)
    window.go("三")
    page = window.page
    assert isinstance(page, TablePage)
    view = page.view
    done = window.session.report.get(CELL)
    number = done if isinstance(done, int) else 0
    told = os.open(acknowledgements, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        number += 1
        view.show_cell(CELL, edit=False)
        first, *others = str(number)
        QTest.keyClicks(view, first)
        for digit in others:
            QTest.keyClicks(view.open_editor, digit)
        QTest.keyClick(view.open_editor, Qt.Key.Key_Return)
        os.write(told, b"%d\n" % number)
        QApplication.processEvents()
        if number % SAVES == 0:
            window.files.save_now()


def serve() -> None:
    window = window_on_page_three()
    child = 0
    for line in sys.stdin:
        if line.strip() == "wait":
            os.waitpid(child, 0)
            print("ended", flush=True)
            continue
        child = os.fork()
        if child == 0:
            path, acknowledgements = (Path(name) for name in line.rstrip("\n").split("\t"))
            work(window, path, acknowledgements)
        print(child, flush=True)


if __name__ == "__main__":
    serve()
