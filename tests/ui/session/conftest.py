"""A keeper on a new report, what it says, and a report in a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from models.report import Report
from models.storage import save
from tests.ui.session.keeping import REPORT
from ui.session.keeper import Keeper
from ui.session.notice import Notice


@pytest.fixture
def keeper(session):
    keeper = Keeper(session, QSettings())
    keeper.begin(Report())
    yield keeper
    keeper.close()


@pytest.fixture
def said(session) -> list[Notice]:
    """What is said, in order."""
    found: list[Notice] = []
    session.notice.connect(found.append)
    return found


@pytest.fixture
def path(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    save(REPORT, folder / "报告.gkbg")
    return folder / "报告.gkbg"
