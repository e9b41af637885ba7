"""One window a report: opening it again brings that window to the front."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.report import Report
from models.storage import save
from ui.session import Session
from ui.shell.doorbell import Doorbell, hang, ring
from ui.shell.window import ReportWizard

ROOT = Path(__file__).parents[3]
RING = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from ui.shell.doorbell import ring; from pathlib import Path; sys.exit(not ring(Path(sys.argv[1])))"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.gkbg"
    save(Report({"unit": "某局", "year": 2024}), path)
    return path


@pytest.fixture
def window(qtbot: QtBot, report: Path) -> ReportWizard:
    window = ReportWizard(Session())
    qtbot.addWidget(window)
    hang(window, window.session)
    window.begin(report)
    return window


def _standing(qtbot: QtBot, window: ReportWizard, path: Path) -> None:
    bell = window.findChild(Doorbell)
    assert bell is not None
    qtbot.waitUntil(lambda: ring(path))


def test_another_program_that_opens_it_rings(qtbot: QtBot, window: ReportWizard, report: Path) -> None:
    _standing(qtbot, window, report)
    bell = window.findChild(Doorbell)
    assert bell is not None
    with qtbot.waitSignal(bell.rang, timeout=20_000):
        other = subprocess.Popen([sys.executable, "-c", RING, report])
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=20_000)
    assert other.returncode == 0
    assert window.isVisible()


def test_nobody_answers_for_a_report_that_is_not_open(tmp_path: Path) -> None:
    assert not ring(tmp_path / "别的.gkbg")


def test_the_window_answers_for_what_it_has_open_and_no_longer_for_what_it_had(
    qtbot: QtBot, window: ReportWizard, report: Path
) -> None:
    _standing(qtbot, window, report)
    other = report.with_name("另一份.gkbg")
    assert window.keeper.save_as(other)
    _standing(qtbot, window, other)
    assert not ring(report)


def test_a_window_that_only_reads_does_not_answer(qtbot: QtBot, window: ReportWizard, report: Path) -> None:
    """The one that may write is the one to come to the front."""
    _standing(qtbot, window, report)
    second = ReportWizard(Session())
    qtbot.addWidget(second)
    hang(second, second.session)
    second.begin(report)
    assert second.session.read_only
    qtbot.wait(50)
    bells = [w.findChild(Doorbell) for w in (window, second)]
    rung: list[int] = []
    for number, bell in enumerate(bells):
        assert bell is not None
        bell.rang.connect(lambda _token, number=number: rung.append(number))
    assert ring(report)
    assert rung == [0]


def test_opening_it_from_another_window_goes_to_its_own(qtbot: QtBot, window: ReportWizard, report: Path) -> None:
    _standing(qtbot, window, report)
    second = ReportWizard(Session())
    qtbot.addWidget(second)
    second.begin()
    second.files.open_path(report)
    assert second.session.path is None


def test_a_window_that_was_closed_answers_no_more(qtbot: QtBot, window: ReportWizard, report: Path) -> None:
    window.show()
    _standing(qtbot, window, report)
    window.close()
    assert not ring(report)
