"""How the cells of our workbooks look: each ``Look`` is made once per workbook and shared by its cells."""

from __future__ import annotations

from enum import Enum
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SONG, HEI = "宋体", "黑体"

_LABEL = PatternFill("solid", fgColor="FFF2F4F7")
_TOTAL = PatternFill("solid", fgColor="FFE9EDF2")
_LINE = Side(style="thin", color="FF5B6472")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_START = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_OPEN = Protection(locked=False)


class Look(Enum):
    """What a cell is for: its look follows from it."""

    TITLE = "title"
    LINE = "line"
    CAPTION = "caption"
    HEAD = "head"
    STUB = "stub"
    INPUT = "input"
    AMOUNT = "amount"
    TEXT_INPUT = "text input"
    YEAR_INPUT = "year input"
    NOT_A_NUMBER = "not a number"
    TOTAL = "total"
    CHECK = "check"
    CHECK_TITLE = "check title"
    NOTE = "note"
    PROSE = "prose"
    LIST_HEAD = "list head"
    LIST = "list"
    LIST_LINK = "list link"


_PLAIN = Font(name=SONG, size=10.5)
_SMALL = Font(name=SONG, size=9, color="FF5B6472")
_BOLD = Font(name=SONG, size=10.5, bold=True)

_LOOKS: dict[Look, dict[str, object]] = {
    Look.TITLE: {"font": Font(name=HEI, size=16), "alignment": _MIDDLE},
    Look.LINE: {"font": _PLAIN, "alignment": _START},
    Look.CAPTION: {"font": _PLAIN, "alignment": Alignment(horizontal="left", vertical="center")},
    Look.HEAD: {"font": _PLAIN, "alignment": _MIDDLE, "fill": _LABEL, "border": _BOX},
    Look.STUB: {"font": _PLAIN, "alignment": _START, "fill": _LABEL, "border": _BOX},
    Look.INPUT: {"font": _PLAIN, "alignment": _MIDDLE, "border": _BOX, "protection": _OPEN, "number_format": "0"},
    Look.AMOUNT: {"font": _PLAIN, "alignment": _MIDDLE, "border": _BOX, "protection": _OPEN},
    Look.TEXT_INPUT: {"font": _PLAIN, "alignment": _START, "border": _BOX, "protection": _OPEN, "number_format": "@"},
    Look.YEAR_INPUT: {"font": _PLAIN, "alignment": _START, "border": _BOX, "protection": _OPEN, "number_format": "0"},
    Look.NOT_A_NUMBER: {
        "font": Font(name=SONG, size=10.5, color="FFC00000"),
        "alignment": _MIDDLE,
        "border": _BOX,
        "protection": _OPEN,
        "number_format": "@",
    },
    Look.TOTAL: {"font": _BOLD, "alignment": _MIDDLE, "fill": _TOTAL, "border": _BOX, "number_format": "0"},
    Look.CHECK: {"font": _SMALL, "alignment": _MIDDLE},
    Look.CHECK_TITLE: {"font": _SMALL, "alignment": Alignment(horizontal="right", vertical="center", wrap_text=True)},
    Look.NOTE: {"font": _PLAIN, "alignment": _TOP},
    Look.PROSE: {"font": _PLAIN, "alignment": _TOP},
    Look.LIST_HEAD: {"font": _BOLD, "alignment": _MIDDLE, "fill": _TOTAL, "border": _BOX},
    Look.LIST: {"font": _PLAIN, "alignment": _TOP, "border": _BOX},
    Look.LIST_LINK: {
        "font": Font(name=SONG, size=10.5, color="FF0B57A4", underline="single"),
        "alignment": _TOP,
        "border": _BOX,
    },
}

WRONG = DifferentialStyle(font=Font(color="FF9C0006"), fill=PatternFill(bgColor="FFFFC7CE"))
RIGHT = DifferentialStyle(font=Font(color="FF1E6B34"), fill=PatternFill(bgColor="FFD9EFDD"))
DOUBTFUL = DifferentialStyle(font=Font(color="FF7A4B00"), fill=PatternFill(bgColor="FFFFE9B8"))


class Styles:
    """The looks of one workbook. Cells of one look share one array of style numbers, so none may be styled in another way."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = Worksheet(workbook)
        self._made: dict[tuple[Look, str], object] = {}

    def apply(self, cell: Any, look: Look, number_format: str = "") -> None:
        """Style a cell; ``number_format`` replaces that of the look."""
        made = self._made.get((look, number_format))
        if made is None:
            made = self._made[look, number_format] = self._make(look, number_format)
        cell._style = made  # a new array of numbers for each cell is most of what openpyxl's own setters cost

    def _make(self, look: Look, number_format: str) -> object:
        cell: Any = Cell(self._sheet, row=1, column=1)
        for name, value in _LOOKS[look].items():
            setattr(cell, name, value)
        if number_format:
            cell.number_format = number_format
        return cell._style
