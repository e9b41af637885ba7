"""汇总表.xlsx: a row a unit with live sums, 本级 and 行政区域, what was found in each report, who is missing, what waits."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from exporters.workbook.look import Look, Styles
from models.findings import Severity
from models.form import Form, Kind
from models.naming import name_of
from models.values import Value
from office import alike, compare, outliers, records, roster, states, status, sums
from office.ledger import Ledger
from office.roster import Roster, Unit
from office.states import Standing
from office.sums import Basis, Scope

FRONT = ("单位", "上级", "状态", "收到", "文件", "错误", "提醒")
_WIDTHS = (30, 16, 9, 17, 28, 7, 7)
TOP = 4
"""Rows of heads: table and row, column, number of the cell, and the sum, which stands above the units so that it is seen."""
MAX_TEXT = 32_000


def make(ledger: Ledger, node: str = "") -> bytes:
    """The workbook of a node. Raises OfficeError."""
    units = roster.load(ledger)
    book = Workbook(write_only=True)
    writer = _Writer(book)
    for scope in Scope:
        basis = sums.basis_of(ledger, node, scope, units)
        _figures(writer, ledger, units, basis)
    _findings(writer, ledger, sums.basis_of(ledger, node, Scope.AREA, units))
    _open(writer, ledger, node, units)
    _beside(writer, ledger, node, units)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Writer:
    """Writes rows of styled cells; words stay words, whatever they begin with."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._styles = Styles(book)

    def sheet(self, name: str, widths: Iterable[float]) -> Any:
        ws: Any = self._book.create_sheet(name)
        for number, width in enumerate(widths, 1):
            ws.column_dimensions[get_column_letter(number)].width = width
        ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", 9
        return ws

    def cell(self, ws: Any, value: Any, look: Look, *, formula: bool = False) -> Any:
        made = WriteOnlyCell(ws, value=value[:MAX_TEXT] if isinstance(value, str) else value)
        self._styles.apply(made, look)
        if isinstance(value, str) and not formula:
            made.data_type = "s"
        return made

    def row(self, ws: Any, values: Iterable[object], look: Look) -> None:
        ws.append([self.cell(ws, value, look) for value in values])


def _figures(writer: _Writer, ledger: Ledger, units: Roster, basis: Basis) -> None:
    """A sheet with a row for each unit that counts, then those of which nothing has come."""
    form = basis.form
    cells = list(form.cells)
    ws = writer.sheet(basis.scope.word, (*_WIDTHS, *(9 for _ in cells)))
    first = len(FRONT) + 1
    letters = {cell: get_column_letter(first + number) for number, cell in enumerate(cells)}
    ws.freeze_panes = f"B{TOP + 2}"
    writer.row(ws, [f"{basis.line}。"], Look.CAPTION)
    counted = list(basis.counted)
    rows = [*counted, *basis.missing]
    bottom = TOP + 1 + max(len(rows), 1)
    _heads(writer, ws, form)
    total = [writer.cell(ws, "合计", Look.LIST_HEAD), *(writer.cell(ws, None, Look.LIST_HEAD) for _ in FRONT[1:])]
    for cell in cells:
        area = f"{letters[cell]}{TOP + 2}:{letters[cell]}{bottom}"
        total.append(writer.cell(ws, f'=IF(COUNT({area})=0,"",SUM({area}))', Look.TOTAL, formula=True))
    ws.append(total)
    formulas = {total: _ranges([letters[part] for part in parts]) for total, parts in form.totals.items()}
    standing = states.standings(ledger, rows)
    for number, each in enumerate(standing, TOP + 2):
        ws.append(_unit_row(writer, ws, ledger, units, each, form, formulas, number))


def _heads(writer: _Writer, ws: Any, form: Form) -> None:
    cells = form.cells.values()
    names = [" ".join(part for part in (cell.table.number, cell.row.name) if part) for cell in cells]
    writer.row(ws, (*FRONT, *names), Look.LIST_HEAD)
    writer.row(ws, (*("" for _ in FRONT), *(cell.column.name for cell in cells)), Look.LIST_HEAD)
    writer.row(ws, (*("" for _ in FRONT), *form.cells), Look.CHECK)


def _unit_row(
    writer: _Writer,
    ws: Any,
    ledger: Ledger,
    units: Roster,
    standing: Standing,
    form: Form,
    formulas: Mapping[str, Sequence[tuple[str, str]]],
    row: int,
) -> list[Any]:
    unit = standing.unit
    superior = units.units[unit.parent].name if unit.parent is not None else ""
    front = (unit.name, superior, standing.state.word, standing.received[:16], standing.file)
    made = [writer.cell(ws, value, Look.LIST) for value in (*front, standing.errors, standing.warnings)]
    if unit.record is None:
        return made
    values = records.values_of(ledger, unit.record)
    for id, cell in form.cells.items():
        if id in formulas:
            made.append(writer.cell(ws, _formula(formulas[id], row), Look.TOTAL, formula=True))
        else:
            value: Value = values.get(id)
            look = (
                Look.NOT_A_NUMBER if isinstance(value, str) else Look.AMOUNT if cell.kind is Kind.AMOUNT else Look.INPUT
            )
            made.append(writer.cell(ws, value, look))
    return made


def _formula(ranges: Sequence[tuple[str, str]], row: int) -> str:
    areas = ",".join(f"{first}{row}:{last}{row}" if first != last else f"{first}{row}" for first, last in ranges)
    return f'=IF(COUNT({areas})=0,"",SUM({areas}))'


def _ranges(letters: Sequence[str]) -> list[tuple[str, str]]:
    """Neighbouring columns together."""
    from openpyxl.utils import column_index_from_string

    found: list[tuple[str, str]] = []
    for letter in letters:
        if found and column_index_from_string(letter) == column_index_from_string(found[-1][1]) + 1:
            found[-1] = (found[-1][0], letter)
        else:
            found.append((letter, letter))
    return found


def _findings(writer: _Writer, ledger: Ledger, basis: Basis) -> None:
    """Every error and warning of the reports that count, and the totals that disagree with their own cells."""
    heads = ("单位", "级别", "位置", "问题", "怎么办", "依据")
    ws = writer.sheet("问题", (30, 8, 34, 60, 40, 40))
    ws.freeze_panes = "A2"
    writer.row(ws, heads, Look.LIST_HEAD)
    for unit in basis.counted:
        for values in _rows_of(ledger, unit):
            writer.row(ws, values, Look.LIST)


def _rows_of(ledger: Ledger, unit: Unit) -> Iterator[tuple[str, ...]]:
    assert unit.record is not None
    found, places = records.findings_of(ledger, unit.record)
    told = [
        *zip(found, places, strict=True),
        *((finding, finding.cells[0]) for finding in alike.findings_of(ledger, unit.record)),
    ]
    for finding, place in sorted(told, key=lambda each: list(Severity).index(each[0].severity)):
        if finding.severity is not Severity.INFO:
            yield (unit.name, finding.severity.word, place, finding.message, finding.advice, finding.basis)


def _beside(writer: _Writer, ledger: Ledger, node: str, units: Roster) -> None:
    """The node's own report beside the sum, where it was taken; and figures that stand apart from those of like units."""
    basis = sums.basis_of(ledger, node, Scope.AREA, units)
    form = basis.form
    if basis.node.record is not None:
        summed = sums.add_up(ledger, basis)
        found = compare.compare(ledger, summed, records.report_of(ledger, basis.node.record))
        ws = writer.sheet("核对", (44, 14, 14, 14, 80))
        writer.row(ws, ("格子", "政府的报告", "汇总", "相差", "可能的原因"), Look.LIST_HEAD)
        for gap in found.gaps:
            causes = "；".join(f"{cause.unit or ''}{compare.WORDS[cause.kind]}" for cause in gap.causes)
            writer.row(ws, (name_of(gap.cell, form), gap.report, gap.sum, gap.difference, causes), Look.LIST)
    apart = outliers.outliers(ledger, basis)
    if apart:
        ws = writer.sheet("离群", (34, 44, 14, 14, 70))
        writer.row(ws, ("单位", "格子", "数字", "同类一般是", "说明"), Look.LIST_HEAD)
        for each in apart:
            name = name_of(each.cell, form)
            writer.row(ws, (each.unit, name, each.value, each.usual, each.said(name)), Look.LIST)


def _open(writer: _Writer, ledger: Ledger, node: str, units: Roster) -> None:
    """Who is missing, and which files wait for a person."""
    found = status.of(ledger, node, units)
    ws = writer.sheet("未报和对不上", (34, 80))
    writer.row(ws, ("未报的单位", "截止日期、联系人"), Look.LIST_HEAD)
    for unit in found.missing:
        contact = " ".join(part for part in (unit.entry.contact, unit.entry.phone) if part)
        writer.row(ws, (unit.name, "　".join(part for part in (str(unit.due or ""), contact) if part)), Look.LIST)
    writer.row(ws, ("对不上的文件", "原因"), Look.LIST_HEAD)
    for waiting in found.waiting:
        writer.row(ws, (waiting.file, waiting.reason), Look.LIST)
    replies = ledger.rows(
        "SELECT u.name, p.round, w.message, r.words FROM reply r JOIN paper p ON p.id = r.paper JOIN unit u ON u.id = p.unit"
        " LEFT JOIN paper_row w ON w.paper = r.paper AND w.number = r.number ORDER BY u.id, p.round, r.number"
    )
    if replies:
        ws = writer.sheet("退回单的回复", (30, 8, 70, 60))
        writer.row(ws, ("单位", "第几次", "问题", "回复"), Look.LIST_HEAD)
        for row in replies:
            writer.row(ws, row, Look.LIST)
