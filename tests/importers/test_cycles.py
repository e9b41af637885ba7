"""No reading leaves objects that hold one another: a worker that reads thousands of files would grow with each."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

import importers
from models.forms import LATEST
from tests.importers.documents import body_of, html_body, printed, word_file
from tests.importers.shapes import three
from tests.importers.workbooks import as_bytes, workbook
from tests.reports import CASES, published_report

ITEMS = printed("huaian-2024")
MAKERS: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: word_file(body_of(ITEMS)),
    ".html": lambda: html_body(ITEMS).encode(),
    ".txt": lambda: (CASES / "reports" / "hanyin-2021.txt").read_bytes(),
    ".xlsx": lambda: as_bytes(workbook(three(published_report("huaian-2024"), LATEST))),
    ".json": lambda: b'{"cells": {"t2.penalty.decisions": 3}, "texts": {}}',
}


@pytest.mark.parametrize("suffix", MAKERS)
def test_a_reading_leaves_no_cycle(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"报告{suffix}"
    path.write_bytes(MAKERS[suffix]())
    importers.read(path)  # what is loaded and kept once
    gc.collect()
    gc.garbage.clear()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        importers.read(path)
        gc.collect()
        left = [repr(type(item)) for item in gc.garbage]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert len(left) < 50, left[:20]
