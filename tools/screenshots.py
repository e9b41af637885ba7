"""The pictures of the manual, taken from the running application: ``.venv/bin/python -m tools.screenshots``."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

import exporters
from importers.register import Memory, open_register
from models.forms import LATEST
from models.last_year import start_from
from models.report import Edit, Report
from models.totals import evaluate
from models.values import Value
from office import ledger, roster
from office.roster import Entry
from ui.app import application
from ui.finish.export_dialog import ExportDialog
from ui.importing.preview_dialog import PreviewDialog
from ui.importing.register_dialog import RegisterDialog
from ui.office import jobs
from ui.office.batch_window import BatchWindow
from ui.office.office_window import COMPARE, PROGRESS, SUMS, UNITS, OfficeWindow
from ui.session import Session
from ui.shell.manual import MANUAL
from ui.shell.window import ReportWizard
from ui.verbs.sample import REGISTER, SOURCE, sample_report

IMAGES = MANUAL.parent / "images"
SIZE = (1366, 768)
WIDE = (1600, 900)


def make() -> list[Path]:
    """Take every picture anew and return their files. Nothing of the user's settings is read or changed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        application(["docs"])
        IMAGES.mkdir(parents=True, exist_ok=True)
        return [_save(name, widget) for name, widget in _views()]


def _save(name: str, widget: QWidget) -> Path:
    path = IMAGES / f"{name}.png"
    widget.grab().save(str(path))
    return path


def _wait(milliseconds: int) -> None:
    """Let the application work as it does while a person looks at it."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _wait_for(done: Callable[[], bool], milliseconds: int = 20_000) -> None:
    deadline = QDeadlineTimer(milliseconds)
    while not done() and not deadline.hasExpired():
        _wait(50)


def _window(report: Report, size: tuple[int, int], previous: Report | None = None) -> ReportWizard:
    session = Session(report)
    if previous is not None:
        session.set_previous(previous)
    window = ReportWizard(session)
    window.resize(*size)
    window.show()
    _wait(300)
    return window


def _shown(window: ReportWizard, page: str, milliseconds: int = 500) -> ReportWizard:
    window.go(page)
    _wait(milliseconds)
    return window


def _put_away(window: ReportWizard) -> None:
    """Close without the question on unsaved work."""
    window.session.undo_stack.setClean()
    window.close()


def _views() -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what it shows. The widgets of one window are shown one after the other."""
    sample = sample_report()
    window = _window(sample, SIZE)
    yield "start", _shown(window, "start")
    yield "unit", _shown(window, "unit")
    window.session.edit(_unbalanced(sample), "示例")
    yield "table", _shown(window, "三")
    window.problems.line.setChecked(True)
    yield "problems", _shown(window, "三")
    window.problems.line.setChecked(False)
    yield "texts", _shown(window, "一")
    yield "finish", _shown(window, "finish")
    _put_away(window)

    wide = _window(sample, WIDE)
    _wait_for(lambda: wide.preview.made().pane.pages > 0)
    yield "preview", _shown(wide, "一", 1500)
    _put_away(wide)

    year = (sample.year or 0) + 1
    begun = _window(Report().apply(start_from(sample, year)), SIZE, sample)
    yield "last-year", _shown(begun, "五")
    _put_away(begun)

    dialog = ExportDialog(sample, None, draft=False)
    dialog.folder.setText("年度报告")
    dialog.show()
    _wait(200)
    yield "export", dialog

    draft = ExportDialog(sample, None, draft=True)
    draft.folder.setText("年度报告")
    draft.show()
    _wait(200)
    yield "exchange", draft

    yield "import", _import_dialog()
    yield "register", _register_dialog()

    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        reports = Path("各单位报送的报告")
        reports.mkdir()
        shutil.copy(SOURCE, reports)
        exporters.export(sample.apply(_unbalanced(sample)).apply({"unit": "汉阴县某局"}), reports / "某局.docx")
        batch = BatchWindow()
        batch.show()
        batch.choose([reports])
        batch.start.click()
        _wait_for(lambda: batch.model.rowCount() > 0)
        yield "batch", batch
        yield from _office_views(Path("主管单位"))


def _office_views(folder: Path) -> Iterator[tuple[str, QWidget]]:
    """The window on a ledger of eight units, of which one has not reported and one has a false total."""
    names = [f"云岭县{name}局" for name in ("教育", "民政", "财政", "水利", "司法", "审计", "统计", "林业")]
    cells: dict[str, int] = {}
    for number, name in enumerate(names[:-1], 1):
        figures: dict[str, Value] = {
            **_unbalanced(sample_report()),
            "t3.new.natural": 10 * number,
            "t3.carried_in.natural": 0,
        }
        figures |= {"t3.granted.natural": 6 * number, "t3.partial.natural": 4 * number, "t3.carried_out.natural": 0}
        figures["t2.penalty.decisions"] = 100 + 7 * number
        if number == 3:
            figures["t3.granted.total"] = 99
        report = sample_report().apply(
            {**figures, "unit": name, "一.2": None, "五": f"{name}的问题和改进，{'一二三四五六七八'[number]}。"}
        )
        exporters.export(report, _made(folder / "收件") / f"{name}.docx")
        if number != 2:
            own = evaluate(report).printed
            cells = {
                id: cells.get(id, 0) + value
                for id, value in own.items()
                if isinstance(value, int) and id not in report.form.totals
            }
    government = Report().apply({"unit": "云岭县人民政府", "year": sample_report().year, **cells})
    exporters.export(government, folder / "收件" / "云岭县人民政府.docx")
    window = OfficeWindow(lambda *_: None, lambda: None)
    window.resize(*SIZE)
    window.show()
    with ledger.make(folder / "册.gkhz", sample_report().year or 0) as made:
        roster.save(made, [Entry(name, "云岭县") for name in names])
    jobs.open_ledger(window, folder / "册.gkhz")
    jobs.take(window, [folder / "收件"])
    _wait_for(lambda: window.work is None, 60_000)
    window.say("")
    window.units.table.selectRow(0)
    for page, name in ((UNITS, "units"), (SUMS, "sum"), (COMPARE, "compare"), (PROGRESS, "progress")):
        window.tabs.setCurrentIndex(page)
        if page == SUMS:
            window.sum_page.tables.setCurrentIndex(1)
            window.trace("t3.new.natural")
        _wait(200)
        yield f"office-{name}", window
    window.close()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unbalanced(report: Report) -> Edit:
    """Figures in which one column does not foot, as happens while a table is filled in."""
    totals = dict.fromkeys(report.form.totals)
    return {
        **totals,
        "t3.new.natural": 12,
        "t3.carried_in.natural": 1,
        "t3.granted.natural": 8,
        "t3.partial.natural": 2,
        "t3.carried_out.natural": 2,
    }


def _register_dialog() -> QWidget:
    """The sample register as counted, with the rows behind one of its numbers."""
    register = open_register(REGISTER.read_bytes(), REGISTER.name, memory=Memory())
    assert register is not None
    dialog = RegisterDialog(register, LATEST, None, memory=Memory())
    dialog.show()
    dialog.tabs.setCurrentWidget(dialog.counted)
    assert dialog.counted.view is not None
    dialog.counted.view.show_cell("t3.granted.natural")
    _wait(300)
    return dialog


def _import_dialog() -> QWidget:
    """The preview of an import of the sample into an empty report."""
    import importers

    dialog = PreviewDialog(importers.read(SOURCE), Report(), SOURCE.name)
    dialog.show()
    _wait(300)
    return dialog


if __name__ == "__main__":
    for made in make():
        print(made.name)
