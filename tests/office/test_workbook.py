"""汇总表.xlsx: a row a unit, sums that are formulas, both scopes, who is missing."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from models.forms import LATEST
from office import sums
from office.output import workbook
from office.sums import Scope
from tests.office.collection import figures, put, report
from tests.office.here import office, take, unit

UNITS = ["云岭县教育局", "云岭县民政局", "云岭县财政局"]


@pytest.fixture
def book(tmp_path):
    """Two units that reported, one of them with text in a cell, one that did not; and one of a lower node."""
    (tmp_path / "册").mkdir()
    with office(
        tmp_path / "册", [*map(unit, UNITS), unit("东山新区", "云岭县"), unit("东山新区建设局", "东山新区")]
    ) as made:
        put(report(UNITS[0], figures(1)), tmp_path / "a.gkbg")
        put(report(UNITS[1], {**figures(2), "t2.licensing.decisions": "=1+1"}), tmp_path / "b.gkbg")
        put(report("东山新区建设局", figures(3)), tmp_path / "c.gkbg")
        take(made, tmp_path)
        yield load_workbook(io.BytesIO(workbook.make(made))), made


def value_of(sheet, address):
    """The value of a cell, its formula reckoned: sums over areas of which some are sums themselves."""
    value = sheet[address].value
    if not (isinstance(value, str) and sheet[address].data_type == "f"):
        return value
    areas = re.search(r"SUM\((.*)\)\)$", value)
    assert areas
    found = []
    for area in areas[1].split(","):
        left, top, right, bottom = (each or 0 for each in range_boundaries(area))
        for row in range(top, bottom + 1):
            found += [value_of(sheet, f"{get_column_letter(column)}{row}") for column in range(left, right + 1)]
    numbers = [each for each in found if isinstance(each, (int, float))]
    return sum(numbers) if numbers else None


def cells_of(sheet):
    """By the number of the cell: its column."""
    return {sheet.cell(4, column).value: get_column_letter(column) for column in range(1, sheet.max_column + 1)}


@pytest.mark.parametrize("scope", list(Scope))
def test_the_live_sums_are_those_of_the_ledger(book, scope):
    read, made = book
    sheet = read[scope.word]
    columns = cells_of(sheet)
    truth = sums.add_up(made, sums.basis_of(made, "", scope)).cells
    for cell in (
        "t2.fees.amount",
        "t2.licensing.decisions",
        "t3.new.natural",
        "t3.granted.total",
        "t3.total.total",
        "t4.review.total",
    ):
        reckoned = value_of(sheet, f"{columns[cell]}5")
        assert reckoned == pytest.approx(float(truth[cell] or 0))
    assert set(LATEST.cells) <= set(columns)


def test_a_row_a_unit_and_the_missing_ones_without_figures(book):
    sheet = book[0]["本级"]
    rows = {sheet.cell(row, 1).value: row for row in range(6, sheet.max_row + 1)}
    assert list(rows) == UNITS
    assert [sheet.cell(row, 3).value for row in rows.values()] == ["已收", "已收", "未报"]
    assert sheet.cell(rows[UNITS[2]], 8).value is None
    assert "应报3个，计入2份，缺1个：云岭县财政局" in sheet["A1"].value


def test_text_stays_text(book):
    sheet = book[0]["行政区域"]
    column = cells_of(sheet)["t2.licensing.decisions"]
    assert (sheet[f"{column}7"].value, sheet[f"{column}7"].data_type) == ("=1+1", "s")


def test_findings_and_the_missing_have_sheets_of_their_own(book):
    read, _ = book
    assert any(row[0] == UNITS[1] and "=1+1" in row[3] for row in read["问题"].iter_rows(min_row=2, values_only=True))
    assert read["未报和对不上"]["A2"].value == UNITS[2]
