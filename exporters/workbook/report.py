"""The workbook of a report: its tables filled in, totals as formulas with their results, and a sheet of findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from exporters.options import Options, Output
from exporters.prose import clean, left_out_note
from exporters.titles import title_of
from exporters.workbook.formulas import Spot, address, total
from exporters.workbook.front import lay_front, lay_state, unit_line
from exporters.workbook.heights import height_of
from exporters.workbook.look import Look
from exporters.workbook.package import MAX_TEXT, own, saved
from exporters.workbook.sheets import TOP, Book, Filling, Formula, lay_table, set_page
from models.checks import Dismissed, dismissed, run_checks
from models.findings import Finding, Severity
from models.form import Cell, Table
from models.grid import grid_of
from models.marks import SHEETS
from models.naming import name_of, named_together
from models.report import Report
from models.texts import resolve
from models.totals import Figures, Number, evaluate
from models.values import Value, show

SHEET = SHEETS["overview"]
FINDINGS = SHEETS["findings"]
_HEADS = ("序号", "级别", "位置", "问题", "怎么办", "依据")
_WIDTHS = (6, 9, 34, 60, 44, 40)
MAX_FINDINGS = 2000


def make(report: Report, options: Options) -> Output:
    """The kind "xlsx"; says which characters and which ends of long texts the workbook could not hold."""
    nil = options.style.nil == "0"
    return Output(report_workbook(report, previous=options.previous, nil=nil), tuple(_left_out(report)))


def _left_out(report: Report) -> Iterator[str]:
    for id, value in report.values.items():
        if isinstance(value, str) and (id == "unit" or id in report.form.cells or id.startswith(("note.", "remark."))):
            name = name_of(id, report.form)
            text, left_out = clean(value)
            if left_out:
                yield left_out_note(left_out, name)
            if any(len(line) > MAX_TEXT for line in text.split("\n")):
                yield f"{name}超过{MAX_TEXT}字，工作簿中只有前面的部分。"


def report_workbook(
    report: Report, *, figures: Figures | None = None, previous: Report | None = None, nil: bool = True
) -> bytes:
    """The report as .xlsx. ``nil``: blanks are printed as 0; ``previous``: last year's report for the findings."""
    figures = figures or evaluate(report)
    found = run_checks(report, figures=figures, previous=previous)
    aside = dismissed(report, figures=figures, previous=previous)
    form = report.form
    book = Book(form, figures, nil=nil)
    front = lay_front(book, SHEET, "政府信息公开工作年度报告　统计表", report.unit, report.year, _state(found, aside))
    line = unit_line(book, SHEET, report.unit, report.year)
    for section in form.sections:
        if section.table:
            ws = lay_table(book, section, section.table, _fill(report, figures, nil), line)
            _notes(book, ws, section.table, report)
    lay_state(book, front)
    _findings(book, report, found, aside)
    own(book.workbook, title_of(report.unit, report.year), report.unit)
    return saved(book.workbook, book.results)


def _fill(report: Report, figures: Figures, nil: bool) -> Filling:
    def fill(cell: Cell, spots: Mapping[str, Spot]) -> Formula | Value:
        printed = figures.printed[cell.id]
        parts = report.form.totals.get(cell.id)
        if parts and (printed is None or printed == figures.derived[cell.id]):
            # a stated total that disagrees stays as the person stated it; a text among the parts leaves the total open
            return Formula(total((spots[part] for part in parts), nil=nil), _summed(figures, parts, nil))
        return 0 if printed is None and nil else printed

    return fill


def _summed(figures: Figures, parts: tuple[str, ...], nil: bool) -> Number | str:
    printed = [figures.printed[part] for part in parts]
    unknown = any(isinstance(value, str) for value in printed) or (not nil and not any(v is not None for v in printed))
    return "" if unknown else figures.add(parts)


def _notes(book: Book, ws: Worksheet, table: Table, report: Report) -> None:
    """Below the table: its printed notes, and the remarks that stand beside a number in the report."""
    lines = resolve(report.text(f"note.{table.id}"), book.figures).split("\n")
    for cell in book.form.cells.values():
        if cell.table is table and (remark := report.text(f"remark.{cell.id}")):
            lines.append(f"{cell.row.name} · {cell.column.name}：{show(book.figures.printed[cell.id])}（{remark}）")
    row = max(ws.max_row + 1, grid_of(table).rows + TOP + 2)
    columns = grid_of(table).columns
    width = sum(ws.column_dimensions[letter].width for letter in ws.column_dimensions if len(letter) == 1)
    for text in filter(None, lines):
        book.put(ws, (row, 1), text, Look.NOTE)
        book.merge(ws, (row, 1), (row, columns), Look.NOTE)
        ws.row_dimensions[row].height = min(400.0, 16.0 * max(1, -(-len(text) * 2 // max(1, int(width)))))
        row += 1


def _state(found: list[Finding], aside: list[Dismissed]) -> list[tuple[str, str]]:
    counts = {severity: sum(f.severity is severity for f in found) for severity in Severity}
    said = "，".join(f"{severity.word}{count}条" for severity, count in counts.items() if count)
    text = f"{said}，详见工作表“{FINDINGS}”。" if said else "没有发现问题。"
    if aside:
        text += f"另有{len(aside)}条提醒经人核实后放行。"
    return [("检查结果", text)]


def _findings(book: Book, report: Report, found: list[Finding], aside: list[Dismissed]) -> None:
    ws = book.sheet(FINDINGS)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        ws.column_dimensions[letter].width = width
    for column, head in enumerate(_HEADS, 1):
        book.put(ws, (1, column), head, Look.LIST_HEAD)
    rows = [(finding.severity.word, finding, finding.advice) for finding in found]
    rows += [("已放行", item.finding, f"理由：{item.reason}") for item in aside]
    for row, (word, finding, advice) in enumerate(rows[:MAX_FINDINGS], 2):
        place = named_together(finding.cells, report.form)
        texts = (word, place, finding.message, advice, finding.basis)
        book.put(ws, (row, 1), row - 1, Look.LIST)
        for column, text in enumerate(texts, 2):
            book.put(ws, (row, column), text, Look.LIST)
        spot = next((book.spots[id] for id in finding.cells if id in book.spots), None)
        if spot is not None:
            cell = book.put(ws, (row, 3), place, Look.LIST_LINK)
            # set directly: its setter would also write the address of the place over the text
            link = Hyperlink(ref=cell.coordinate, location=f"'{spot[0]}'!{address(spot[1])}")
            setattr(cell, "_hyperlink", link)  # noqa: B010
        ws.row_dimensions[row].height = height_of(texts, _WIDTHS[1:])
    if not rows:
        book.put(ws, (2, 4), "没有发现问题。", Look.LIST)
    elif len(rows) > MAX_FINDINGS:
        book.put(ws, (MAX_FINDINGS + 2, 4), f"共{len(rows)}条，只列出前{MAX_FINDINGS}条。", Look.LIST)
    ws.freeze_panes = "A2"
    ws.auto_filter.ref = f"A1:F{max(2, min(len(rows), MAX_FINDINGS) + 1)}"
    ws.print_title_rows = "1:1"
    set_page(ws, landscape=True)
