"""The collection workbook says the same as the form: labels, merges, totals, sums, and what may be typed."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter

from exporters.workbook.blank import blank_workbook
from models.form import Form
from models.forms import FORMS
from models.grid import grid_of
from tests.exporters.workbook.sheets_read import Read, added, read

YEARS = {"2019": 2020, "2021": 2024}


@pytest.fixture(scope="module", params=sorted(FORMS))
def form(request: pytest.FixtureRequest) -> Form:
    return FORMS[request.param]


@pytest.fixture(scope="module")
def blank(form: Form) -> Read:
    return read(blank_workbook(year=YEARS[form.id], unit="某县某局"))


def test_every_cell_of_the_form_is_found_by_its_name_and_says_which_form_it_is(blank: Read, form: Form) -> None:
    assert set(blank.where) == {*form.cells, "unit", "year"}
    assert blank.book.defined_names["gkbg.form"].attr_text == f'"{form.id}"'
    assert (blank.cell("unit").value, blank.cell("year").value) == ("某县某局", YEARS[form.id])


def test_labels_and_merges_are_those_of_the_printed_grid(blank: Read, form: Form) -> None:
    for table in form.tables:
        sheet = blank.book[table.number]
        merged = {(r.min_row, r.min_col): (r.max_row, r.max_col) for r in sheet.merged_cells.ranges}
        for place in grid_of(table).places:
            top, left = place.row + 3, place.column + 1
            spans = place.rowspan > 1 or place.colspan > 1
            assert merged.get((top, left)) == ((top + place.rowspan - 1, left + place.colspan - 1) if spans else None)
            if place.text:
                assert sheet.cell(top, left).value == place.text


def test_a_total_adds_exactly_the_cells_that_the_form_says(blank: Read, form: Form) -> None:
    for total, parts in form.totals.items():
        (cells,) = added(blank.cell(total).value)
        assert cells == {blank.where[part][1] for part in parts}, total


def test_a_total_of_blanks_is_blank_and_not_zero(blank: Read, form: Form) -> None:
    assert {blank.result(total) for total in form.totals} == {""}


def test_every_prescribed_sum_has_a_cell_that_compares_its_two_sides(blank: Read, form: Form) -> None:
    wanted = {
        (
            blank.where[item.cells[0]][0],
            *(frozenset(blank.where[cell][1] for cell in side) for side in (item.left, item.right)),
        )
        for item in form.sums
    }
    found = set()
    for table in form.tables:
        for formula in blank.checks(table.number).values():
            left, right = added(formula)
            found.add((table.number, frozenset(left), frozenset(right)))
    assert found == wanted


def test_a_sum_that_does_not_foot_colours_its_numbers_by_the_check_of_its_own_row_or_column(
    blank: Read, form: Form
) -> None:
    for item in form.sums:
        sheet = blank.where[item.right[0]][0]
        check = next(
            a
            for a, f in blank.checks(sheet).items()
            if added(f) == [{blank.where[c][1] for c in item.left}, {blank.where[c][1] for c in item.right}]
        )
        for cell in item.cells if len(item.right) > 1 else item.right:
            assert check in _looked_at(blank, sheet, blank.where[cell][1]), (item.code, cell)


def _looked_at(blank: Read, sheet: str, address: str) -> set[str]:
    """The check cells that the conditional formats of a cell look at, their relative references moved to it."""
    found = set()
    for formats in blank.book[sheet].conditional_formatting:
        if address in formats.sqref:
            row, column = min((r.min_row, r.min_col) for r in formats.sqref.ranges)
            origin = f"{get_column_letter(column)}{row}"
            for rule in formats.rules:
                moved = Translator(f"={rule.formula[0]}", origin).translate_formula(address)
                found |= set(re.findall(r"LEFT\(([A-Z0-9]+)\)", moved.replace("$", "")))
    return found


def test_only_the_numbers_unit_and_year_can_be_changed(blank: Read, form: Form) -> None:
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in blank.book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, MergedCell)
    }
    assert open_cells == {blank.where[id] for id in (*form.cells, "unit", "year") if id not in form.totals}
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in blank.book)


def test_each_number_is_validated_by_its_kind_and_explained(blank: Read, form: Form) -> None:
    for table in form.tables:
        validations: list[Any] = blank.book[table.number].data_validations.dataValidation
        for cell in form.cells.values():
            sheet, address = blank.where[cell.id]
            if sheet == table.number and not cell.is_total:
                (found,) = [v for v in validations if address in v.sqref]
                assert found.type == ("decimal" if cell.kind.name == "AMOUNT" else "whole")
                assert found.formula1.startswith("-") == (cell.kind.name == "SIGNED")
                assert found.prompt and len(found.prompt) <= 255 and len(found.promptTitle) <= 32


def test_each_table_prints_on_one_page_width_with_its_heads_repeated_and_kept_in_sight(blank: Read, form: Form) -> None:
    for table in form.tables:
        sheet = blank.book[table.number]
        grid = grid_of(table)
        assert sheet.page_setup.fitToWidth == 1 and not sheet.page_setup.fitToHeight
        assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes == sheet.cell(3 + grid.head_rows, grid.stub_columns + 1).coordinate
        if grid.head_rows:
            assert sheet.print_title_rows == f"$1:${2 + grid.head_rows}"


def test_without_a_year_it_is_the_form_in_force_and_the_year_is_left_to_fill_in() -> None:
    blank = read(blank_workbook())
    assert blank.cell("year").value is None and blank.cell("unit").value is None
    assert blank.book.defined_names["gkbg.form"].attr_text == '"2021"'


@pytest.mark.parametrize(
    "unit", ["=1+1", "+86", "-某局", "@某局", "<某>&\"局'", "某\x00局\ud800", "某局" * 30, "_x0041_", "😀局"]
)
def test_a_unit_name_of_any_characters_is_text_in_a_sound_file(unit: str) -> None:
    data = blank_workbook(unit=unit)
    cell = read(data).cell("unit")
    expected = "某局" if "\x00" in unit else unit
    assert cell.data_type == "s" and cell.value.replace("_x005F_", "_") == expected
    assert openpyxl.load_workbook(io.BytesIO(data), data_only=True)["表二"]["A2"].value.startswith("填报单位：")
