"""A reading that nobody waits for any longer ends soon, whatever is being read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from importers import read
from importers.merge import read_all
from importers.register import register_in
from importers.source import Source
from importers.stopping import Stopped, may_stop, stoppable
from tests.importers.documents import PAGE, pdf_file
from tests.importers.register.registers import HEADS, application, workbook
from tests.reports import CASES


def after(times: int) -> Callable[[], bool]:
    """Asked to stop from the so-manieth time on."""
    left = iter(range(times))
    return lambda: next(left, None) is None


def test_where_nobody_asks_reading_goes_on() -> None:
    may_stop()


def test_who_asked_is_forgotten_afterwards() -> None:
    with pytest.raises(Stopped), stoppable(lambda: True):
        may_stop()
    may_stop()


@pytest.mark.parametrize("suffix", ["pdf", "xls", "ods", "txt"])
def test_a_source_of_each_kind_is_left_in_the_middle(suffix: str, tmp_path: Path) -> None:
    path = {
        "xls": CASES / "workbooks" / "huaian-2024.xls",
        "ods": CASES / "workbooks" / "huaian-2024.ods",
        "txt": CASES / "reports" / "hanyin-2021.txt",
    }.get(suffix, tmp_path / "报告.pdf")
    if suffix == "pdf":
        path.write_bytes(pdf_file(PAGE + "#pagebreak()".join(["字"] * 5)))
    with pytest.raises(Stopped), stoppable(after(2)):
        read(path)


def test_several_files_are_left_between_two() -> None:
    path = CASES / "reports" / "hanyin-2021.txt"
    with pytest.raises(Stopped), stoppable(after(3)):
        read_all([path] * 50)


def test_the_count_of_a_register_is_left_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    rows = [application(f"A-{n:05}", "公民", "2024-1-5", "2024-1-20", "予以公开") for n in range(3_000)]
    path.write_bytes(workbook([HEADS, *rows]))
    register = register_in(Source(path))
    assert register is not None
    with pytest.raises(Stopped), stoppable(after(2)):
        register.count(register.mapping, 2024)
