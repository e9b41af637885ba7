"""A window that is meant to be killed: ``python -m tests.ui.shell.killed``.

Each line on stdin, "report acknowledgements data", starts a child process with the real window on that report. It types one
number after another into a cell, by the keyboard, saves now and then, and writes each number to the second file once the key
that entered it was dealt with and control was about to return to the event loop. The child's process id goes to stdout; the next
line on stdin, "wait", waits for its end. Forking from a process that has everything loaded makes hundreds of kills cheap.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

CELL = "t3.new.natural"
SAVES = 7
"""Every so many numbers the report is saved by Ctrl+S."""


def work(path: Path, acknowledgements: Path, data: Path) -> None:
    os.environ["GKBG_DATA_DIR"] = str(data)
    from PySide6.QtCore import QSettings, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.session import Session
    from ui.shell.window import ReportWizard

    app = QApplication(["killed"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(data / "settings"))
    window = ReportWizard(Session())
    window.show()
    window.begin(path)
    window.go("三")
    page: object = window.page
    view = page.view  # type: ignore[attr-defined]
    done = window.session.report.get(CELL)
    number = done if isinstance(done, int) else 0
    told = os.open(acknowledgements, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        number += 1
        view.show_cell(CELL, edit=False)
        QTest.keyClicks(view, str(number)[0])
        QTest.keyClicks(view.open_editor, str(number)[1:])
        QTest.keyClick(view.open_editor, Qt.Key.Key_Return)
        os.write(told, b"%d\n" % number)
        app.processEvents()
        if number % SAVES == 0:
            window.files.save_now()


def serve() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    import filelock  # noqa: F401

    import ui.pages.table_page
    import ui.shell.window  # noqa: F401

    child = 0
    for line in sys.stdin:
        if line.strip() == "wait":
            os.waitpid(child, 0)
            print("ended", flush=True)
            continue
        child = os.fork()
        if child == 0:
            path, acknowledgements, data = (Path(name) for name in line.rstrip("\n").split("\t"))
            work(path, acknowledgements, data)
        print(child, flush=True)


if __name__ == "__main__":
    serve()
