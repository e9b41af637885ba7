"""Reading our workbooks back by their defined names, and formulas by the areas that they add."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string, range_boundaries
from python_calamine import CalamineWorkbook

from models.marks import PREFIX

Address = tuple[str, str]


@dataclass
class Read:
    """A workbook, where each id stands, and the results of its formulas as a fast reader sees them."""

    book: openpyxl.Workbook
    where: dict[str, Address]
    seen: dict[str, list[list[Any]]]

    @property
    def ids(self) -> dict[Address, str]:
        return {address: id for id, address in self.where.items()}

    def cell(self, id: str) -> Any:
        sheet, address = self.where[id]
        return self.book[sheet][address]

    def result(self, id: str) -> Any:
        sheet, address = self.where[id]
        column, row, _, _ = range_boundaries(address)
        assert column and row
        return self.seen[sheet][row - 1][column - 1]

    def checks(self, sheet: str) -> dict[str, Any]:
        """The cells outside the table that compare two sides, by address."""
        return {
            cell.coordinate: cell.value
            for row in self.book[sheet].iter_rows()
            for cell in row
            if isinstance(cell.value, str) and "差" in cell.value and cell.value.startswith("=")
        }


def read(data: bytes) -> Read:
    book = openpyxl.load_workbook(io.BytesIO(data))
    where: dict[str, Address] = {}
    for name, defined in book.defined_names.items():
        if name.startswith(PREFIX) and "!" in (defined.attr_text or ""):
            sheet, _, address = str(defined.attr_text).partition("!")
            where[name.removeprefix(PREFIX)] = (sheet.strip("'"), address.replace("$", ""))
    fast = CalamineWorkbook.from_filelike(io.BytesIO(data))
    seen = {name: fast.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in fast.sheet_names}
    return Read(book, where, seen)


def added(formula: str) -> list[set[str]]:
    """For each SUM of a formula, the addresses that it adds; a repeated SUM once."""
    found: list[set[str]] = []
    for inner in dict.fromkeys(re.findall(r"SUM\(([A-Z0-9:,]+)\)", formula)):
        addresses: set[str] = set()
        for part in inner.split(","):
            left, top, right, bottom = range_boundaries(part)
            assert left and top and right and bottom
            addresses |= {
                get_column_letter(column) + str(row)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            }
        found.append(addresses)
    return found


def row_of(address: str) -> int:
    return coordinate_from_string(address)[1]
