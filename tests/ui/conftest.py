"""What the tests of the window share: settings of their own, and no Qt warning unseen."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ui.session import Session


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings, journals and locks live in folders of the test."""
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "data"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    yield


@pytest.fixture(autouse=True)
def _garbage_stays_in_the_gui_thread() -> Iterator[None]:
    """As in the application (ui/toolkit/garbage.py): a worker thread of a test must not destroy the widgets of an earlier one."""
    gc.disable()
    yield
    gc.collect(1)


@pytest.fixture
def session(qapp: object) -> Session:
    return Session()
