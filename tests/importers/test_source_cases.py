"""Every small input of ``tests/cases/sources`` is read right, and what must be said of it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.source_cases import SOURCES, wrong

FOLDERS = sorted(path.parent for path in SOURCES.glob("*/expected.json"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_case_holds(folder: Path) -> None:
    assert wrong(folder) == []
