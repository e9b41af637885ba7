"""The collection workbook: what the superior office sends out and each unit fills in, wherever it has Excel or WPS.

Labels and totals are locked (without a password: an office may have its reasons), numbers are validated while typing, and
the workbook itself shows whether its sums foot.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.workbook.formulas import Spot, area, total
from exporters.workbook.front import lay_front, lay_state, unit_line
from exporters.workbook.package import own, saved
from exporters.workbook.sheets import Book, Filling, Formula, lay_table
from models.form import Cell, Form, Kind
from models.forms import form_for, years_of
from models.marks import SHEETS
from models.report import Report
from models.totals import evaluate
from models.values import MAX_DIGITS, Value

SHEET = SHEETS["instructions"]
TITLE = "政府信息公开工作年度报告　数据采集表"
_LARGEST = 10**MAX_DIGITS - 1
_MAX_TITLE, _MAX_PROMPT = 32, 255  # what Excel shows of a prompt


def blank_workbook(*, year: int | None = None, unit: str = "") -> bytes:
    """The collection workbook (.xlsx) in the form that ``year`` prescribes, the latest where no year is given."""
    form = form_for(year)
    book = Book(form, evaluate(Report().apply({"form": form.id})))
    front = lay_front(book, SHEET, TITLE, unit, year, _instructions(form))
    line = unit_line(book, SHEET, unit, year)
    for section in form.sections:
        if section.table:
            ws = lay_table(book, section, section.table, _fill(form), line)
            _validate(book, ws)
            _protect(ws)
    lay_state(book, front)
    _validate_year(form, front)
    _protect(front)
    own(book.workbook, TITLE, unit)
    return saved(book.workbook, book.results)


def _fill(form: Form) -> Filling:
    def fill(cell: Cell, spots: Mapping[str, Spot]) -> Formula | Value:
        parts = form.totals.get(cell.id)
        return Formula(total((spots[part] for part in parts), nil=False), "") if parts else None

    return fill


def _instructions(form: Form) -> list[tuple[str, str]]:
    amounts = [cell for cell in form.cells.values() if cell.kind is Kind.AMOUNT]
    signed = [cell for cell in form.cells.values() if cell.kind is Kind.SIGNED]
    numbers = ["件数填不小于0的整数，不带“件”等字。"]
    if signed:
        numbers.append(f"“{signed[0].column.name}”减少的填负数。")
    numbers += [f"“{cell.row.name}”的“{cell.column.name}”以万元为单位，可带小数。" for cell in amounts]
    return [
        ("填哪里", "只填白色的格。灰色的格是表头和自动计算的总计，不能修改；不要增删行列，不要改工作表的名称。"),
        ("没有的", "没有的填0。空白表示还没有填。"),
        ("怎样填", "".join(numbers)),
        (
            "核对",
            "每张表的下方或右侧写着“平”或者“差几”。有差的，相关的格变成红色；改到全部是“平”再上报。橙色的格不是数字，要重填。",
        ),
        ("上报", "填好后保存，原样交回，不要另存为别的格式。"),
    ]


def _validate(book: Book, ws: Worksheet) -> None:
    """Numbers only, each cell with the help of its row and column."""
    groups: dict[tuple[Kind, str, str], list[Spot]] = {}
    for id, (sheet, spot) in book.spots.items():
        cell = book.form.cells[id]
        if sheet == ws.title and not cell.is_total:
            by_row = bool(cell.row.key)
            name, help = (cell.row.name, cell.row.help) if by_row else (cell.column.name, cell.column.help)
            if by_row and len(cell.table.blocks) > 1:  # the columns of such a table count different things
                name, help = cell.column.name, cell.help
            groups.setdefault((cell.kind, name, help), []).append(spot)
    for (kind, name, help), spots in groups.items():
        validation = DataValidation(
            type="decimal" if kind is Kind.AMOUNT else "whole",
            operator="between",
            formula1=str(-_LARGEST if kind is Kind.SIGNED else 0),
            formula2=str(_LARGEST),
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="不能这样填",
            error=f"这里填{kind.value}；没有的填0，说明文字请写在别处。",
            showInputMessage=True,
            promptTitle=name[:_MAX_TITLE],
            prompt=help[:_MAX_PROMPT],
        )
        validation.sqref = area(spots, " ")
        ws.add_data_validation(validation)


def _validate_year(form: Form, ws: Worksheet) -> None:
    first, last = years_of(form)
    validation = DataValidation(
        type="whole",
        operator="between",
        formula1=str(first),
        formula2=str(last or 2099),
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="年度不对",
        error=f"这是{form.title}，报告年度应在{first}年{f'至{last}年' if last else '以后'}，填四位数字。",
    )
    validation.sqref = "B4"
    ws.add_data_validation(validation)


def _protect(ws: Worksheet) -> None:
    ws.protection.sheet = True
    ws.protection.formatColumns = ws.protection.formatRows = False  # False: allowed
