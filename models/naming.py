"""What people call a field of the report: the names behind the ids, for messages, previews and undo steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from models.form import BETWEEN, Cell, Form
from models.forms import FORMS
from models.report import EXHIBIT, PICTURE

META_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "unit": "单位全称",
        "year": "年度",
        "form": "报告格式",
        "level": "级别",
        "organ": "机关类型",
        "contact": "联系方式",
        "signed_by": "落款单位",
        "signed_on": "落款日期",
        "last_year": "上年报告",
        "unplaced": "未能放置的内容",
        "locked": "锁定",
    }
)
"""The names of the fields in ``models.report.META``."""

MOST_NAMED = 3
"""Cells and texts that are named one by one; of more their number is told."""
_PART_NUMERALS = "一二三四五六七八九"


def cell_named(id: str, form: Form) -> Cell | None:
    """The cell of this id: of ``form``, else of another edition; None where no edition has it."""
    if id in form.cells:
        return form.cells[id]
    return next((other.cells[id] for other in FORMS.values() if id in other.cells), None)


def name_of(id: str, form: Form) -> str:
    """The name of a cell, text, remark, note or other field; a cell of another edition says so. An unknown id stays."""
    prefix, _, rest = id.partition(".")
    if prefix == "remark" and rest:
        return f"{name_of(rest, form)} 的备注"
    if prefix == "memo" and rest:
        return f"{name_of(rest, form)} 的便笺"
    if prefix == "base" and rest:
        return f"{name_of(rest, form)} 的上年数"
    if prefix == "note" and rest:
        return next((f"{table.number}的表注" for table in form.tables if table.id == rest), id)
    if prefix in (EXHIBIT, PICTURE) and rest:
        return "文字中的图表"
    if id in META_NAMES:
        return META_NAMES[id]
    if id in form.texts:
        return _text_name(id, form)
    cell = cell_named(id, form)
    if cell is None:
        return id
    return cell.name if id in form.cells else f"{cell.name}（另一格式）"


def named_together(ids: Sequence[str], form: Form) -> str:
    """What several cells and texts are called together, as where a finding is: those of one row with the row named once, and a
    whole column by its head."""
    cells = [form.cells[id] for id in ids if id in form.cells]
    columns = {(cell.table.number, cell.column.name) for cell in cells}
    if len(cells) == len(ids) > 2 and len(columns) == 1:
        return f"{BETWEEN.join(*columns)}列"
    names = [name_of(id, form).rpartition(BETWEEN) for id in ids[:MOST_NAMED]]
    rows = groupby(names, lambda name: name[:2])
    places = ((row, between, [name[2] for name in same]) for (row, between), same in rows)
    listed = "；".join(f"{row}{between}{'、'.join(last)}" if row else "；".join(last) for row, between, last in places)
    return f"{listed}等{len(ids)}处" if len(ids) > MOST_NAMED else listed


def _text_name(id: str, form: Form) -> str:
    section, _, part = id.partition(".")
    title = form.texts[id].title
    if part.isdigit():
        return f"{section}（{_PART_NUMERALS[int(part) - 1]}）{title}"
    return title if form.section_of(id) is None else f"{section}、{title}"
