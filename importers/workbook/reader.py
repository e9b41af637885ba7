"""A report in a workbook: .xlsx, .xlsm, .xls, .ods, and .et where it is one of these inside.

Nothing in it is executed or fetched: formulas are taken for the results that the file holds, links and macros are not read.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from importers.document.account import blank_form, settle_sheets
from importers.document.choice import Spot, spot_of
from importers.document.flow import read_flow
from importers.document.shape import fit, target
from importers.document.tables import read_tables
from importers.document.title import read_opening, year_in
from importers.draft import Draft, agree_on_year, joined, missing
from importers.register.reader import Register, is_register, register_in
from importers.result import Imported
from importers.source import Source
from importers.workbook.cells import File, sheets_of
from importers.workbook.guard import Looked, look_at_old, look_at_open, look_at_package
from models.findings import Finding, Severity
from models.form import BETWEEN, Form, Table
from models.forms import FORMS, form_for
from models.labels import normal, split_number
from models.tables.cells import SourceCell, SourceTable
from models.values import Value, show

IN_MEMORY = 8 * 1024 * 1024
"""Larger files are read from where they are."""
LONG = 300
"""Rows that no sheet of a report has."""

_UNIT = re.compile(r"(?:填报|报告|编报|报送|公开|制表)?(?:单位|机关|部门)(?:名称|全称)?|行政机关(?:名称)?")
_YEAR = re.compile(r"(?:报告|填报|统计|所属)?(?:年度|年份|年)")
_MAY_NAME = re.compile(r"[位关门年]")
_ORGAN = re.compile(r"[^\d：:。；，]{2,60}")
_REMARK = re.compile(r"(.+ · .+)：(.*?)（(.+)）", re.DOTALL)
_FIRST_ROWS = 12
"""Unit, year and title stand in the first rows of a sheet."""


def read_package(source: Source) -> Imported:
    """An .xlsx or .xlsm."""
    return _read(source, lambda file: look_at_package(file, source.name))


def read_old(source: Source) -> Imported:
    """An .xls or .et (the binary workbook of 1997–2003)."""
    return _read(source, lambda file: look_at_old(source.data, source.name))


def read_open(source: Source) -> Imported:
    """An .ods."""
    return _read(source, lambda file: look_at_open(file, source.name))


def _read(source: Source, look: Callable[[File], Looked]) -> Imported:
    file: Path | io.BytesIO = source.path if source.size > IN_MEMORY else io.BytesIO(source.data)
    looked = look(file)
    tables, cut = sheets_of(file, looked, source.name)
    draft = Draft(source.name)
    for name in cut:
        message = f"{draft.source}：{name}内容太多或太分散，只读了前面的部分。"
        draft.find("import.cut", Severity.WARNING, message, advice="报表如果在后面，请单独存成一个文件再导入。")
    # a long sheet is hardly a report: where all are registers of applications, none is searched for tables of the form
    long = not looked.spread and any(table.cells and table.cells[-1].row >= LONG for table in tables)
    register = register_in(source) if long else None
    if register is not None and not register.aside:
        return register.read(source)
    imported, beside = read_sheets(tables, draft, year=source.year, form=source.form, marked=looked.form, cut=cut)
    if looked.spread:
        return imported
    if not any(id in form.cells for form in FORMS.values() for id in imported.edit):
        # no table of the form: it may be the register that they are counted from
        register = register or register_in(source)
        return register.read(source) if register is not None else imported
    return _with_register(imported, source, beside, register) if beside else imported


def _with_register(imported: Imported, source: Source, sheets: Sequence[str], register: Register | None) -> Imported:
    """Say that there is a register beside the tables, and keep it for a person to count."""
    register = register or register_in(source)
    found = register.only({name.partition("“")[2].removesuffix("”") for name in sheets}) if register else None
    if found is None:
        return imported
    message = f"{source.name}：{'、'.join(sheets)}是依申请公开台账，没有统计。"
    said = Finding("register.beside", Severity.INFO, message, advice="要用它统计表三，请在窗口中“导入”这个文件。")
    return replace(imported, register=found, beside=True, findings=(*imported.findings, said))


def read_sheets(
    tables: Sequence[SourceTable],
    told: Draft,
    *,
    year: int | None = None,
    form: str | None = None,
    marked: str | None = None,
    cut: Collection[str] = (),
) -> tuple[Imported, list[str]]:
    """Read a report from the sheets of a workbook; the names of those that are registers of applications, beside it. ``told`` is what there is to say of the file so far, ``year`` and ``form`` are what a person has stated, ``marked`` is the form that
    a workbook of ours bears, ``cut`` the names of sheets that were not read to their end.

    Never raises for what the sheets say: what is missing or could not be placed is a finding.
    """
    source = told.source
    front = _front(tables, source)
    if any(map(_tells, tables)):
        whole = joined(source, (told, front.draft))  # a whole report, its texts in cells
        return read_flow(tables, whole, year=year or front.year, form=form), []
    stated = year if year is not None else front.year
    draft = joined(source, (told, agree_on_year(source, front.year, year), front.draft))
    if form is None and marked in FORMS:
        form = marked
        if FORMS[form] is not form_for(stated):
            draft.set("form", form, "工作簿的格式标记")
    expected = FORMS[form] if form in FORMS else form_for(stated)
    read = read_tables(tables, expected, source, stated)
    draft.add(read.draft)
    report_form = target(stated, form, read.shape)
    if stated is None and not form and read.shape and FORMS[read.shape] is not form_for(None):
        draft.set("form", read.shape, "表格的样式")
    for name in dict.fromkeys(tables[i].name for used in read.used.values() for i in used if tables[i].hidden):
        message = f"{source}：{name}是隐藏的，其中的数字也读入了。"
        draft.find("import.hidden", Severity.WARNING, message, advice="请取消隐藏，核对后再用。")
    remarks, spots = _remarks(tables, report_form, draft)
    draft.add(remarks)
    fit(draft, report_form)
    unread = [table for i, table in enumerate(tables) if i not in read.seen]
    registers = [table.name for table in unread if len(table.cells) > 5 and is_register(table)]
    told_of = {*cut, *registers}
    ours = marked is not None
    draft.add(settle_sheets(tables, report_form, read, front.spots | spots, source, ours=ours, told=told_of))
    blank = {f"{found.id}.": "" for table in tables if (found := _blank(table, report_form, cut))}
    draft.add(missing(source, {**draft.values, **blank}, report_form, texts=False))
    return draft.finish(read.shape), registers


def _tells(table: SourceTable) -> bool:
    """Whether a sheet holds texts of the report: the heading of one, alone or with its text beside it."""
    return any(
        4 <= len(cell.text) <= 40
        and normal(split_number(cell.text)[1]) in _text_titles()
        and sum(other.row == cell.row for other in table.grid.cells) <= 2
        for cell in table.grid.texts
    )


@lru_cache(maxsize=1)
def _text_titles() -> frozenset[str]:
    return frozenset(normal(s.title) for form in FORMS.values() for s in form.sections if s.table is None)


def _remarks(tables: Sequence[SourceTable], form: Form, found: Draft) -> tuple[Draft, set[Spot]]:
    """Lines as 规章 · 本年制发件数：22（其中修订16件）, by which our own workbook says what stands beside a number; and where."""
    draft = Draft(found.source)
    spots: set[Spot] = set()
    lines = [(i, cell, table) for i, table in enumerate(tables) for cell in table.grid.texts if BETWEEN in cell.text]
    named = {f"{cell.row.name} · {cell.column.name}": cell for cell in form.cells.values()} if lines else {}
    for index, cell, table in lines:
        match = _REMARK.fullmatch(cell.text)
        about = named.get(match[1]) if match else None
        if match and about and show(found.values.get(about.id)) == match[2]:
            draft.set(f"remark.{about.id}", match[3], f"{table.name} {cell.where}")
            spots.add(spot_of(index, cell))
    return draft, spots


def _blank(table: SourceTable, form: Form, cut: Collection[str]) -> Table | None:
    """The table of the form that a sheet holds and nobody has filled in."""
    return blank_form(table, form) if table.name not in cut and len(table.cells) < 2_000 else None


class _Front:
    """Unit and year of a workbook, and the places where they stand."""

    def __init__(self, source: str) -> None:
        self.draft = Draft(source)
        self.year: int | None = None
        self.spots: set[Spot] = set()


def _front(tables: Sequence[SourceTable], source: str) -> _Front:
    """Unit and year: from fields named so, else from a title, else from the name of the file."""
    front = _Front(source)
    for index, table in enumerate(tables):
        for cell in table.grid.texts:
            if cell.row < _FIRST_ROWS and len(cell.text) <= 120 and _MAY_NAME.search(cell.text):
                _field(cell, table, index, front)
    for index, table in enumerate(tables):
        lines = [(i, cell.text.strip()) for i, cell in enumerate(table.grid.texts) if cell.row < _FIRST_ROWS]
        opening = read_opening([line for line in lines if len(line[1]) <= 80])
        title = {line for line in (opening.unit_line, opening.year_line) if opening.titled}
        if opening.unit and "unit" not in front.draft.values:
            front.draft.set("unit", opening.unit, f"{table.name} {table.grid.texts[opening.unit_line].where}")
        if opening.year and front.year is None:
            front.year = opening.year
            front.draft.set("year", opening.year, f"{table.name} {table.grid.texts[opening.year_line].where}")
        same = opening.unit in ("", front.draft.values.get("unit")) and opening.year in (None, front.year)
        front.spots.update(spot_of(index, table.grid.texts[line]) for line in title if same)
    named = year_in(source)
    if front.year is None and named is not None:
        front.year = named
        front.draft.set("year", named, "（文件名）")
    return front


def _field(cell: SourceCell, table: SourceTable, index: int, front: _Front) -> None:
    """ "填报单位：某局", or 填报单位 with 某局 in the next cell; several may share a cell, apart by spaces."""
    for part in re.split(r"[\s　]{2,}", cell.text.strip()):
        name, _, rest = re.sub(r"\s", "", unicodedata.normalize("NFKC", part)).partition(":")
        wanted = "unit" if _UNIT.fullmatch(name) else "year" if _YEAR.fullmatch(name) else ""
        if not wanted:
            continue
        at = cell
        if not rest:
            beside = table.grid.at.get((cell.row, cell.column_end + 1))
            if beside is None:
                continue
            at, rest = beside, beside.text.strip()
        place = f"{table.name} {at.where}"
        value: Value = None
        if wanted == "unit" and _ORGAN.fullmatch(rest):
            value = rest
        elif wanted == "year" and (match := re.fullmatch(r"((?:19|20)\d\d)年?度?", rest)):
            value = int(match[1])
        if value is None or front.draft.values.setdefault(wanted, value) != value:
            continue
        front.draft.origins.setdefault(wanted, front.draft.where(place))
        front.year = value if isinstance(value, int) else front.year
        front.spots |= {spot_of(index, cell), spot_of(index, at)}
