"""A profile that cannot be written is told before one begins to work."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.shell.profile import unwritable


def test_a_folder_that_takes_files_needs_no_word(tmp_path: Path) -> None:
    assert unwritable() == ""


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "文件").touch()
    monkeypatch.setenv("GKBG_DATA_DIR", str(tmp_path / "文件/gkbg"))
    said = unwritable()
    assert "不能写入" in said and "GKBG_DATA_DIR" in said and said.count("。") == 2
