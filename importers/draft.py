"""What one stage of a reading found and where. Each stage makes a draft of its own; they are joined once, and ``finish`` gives the
one result that all importers share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from importers.result import Choice, Imported
from models.findings import Finding, Severity
from models.form import Cell, Form
from models.forms import FORMS
from models.report import Edit
from models.values import Value, read_number, show

MAX_FINDINGS = 200
"""More findings than a person would read; what lies beyond is counted in the last one."""

MAX_CELL = 500
"""A longer text in a cell for a number is no figure with a remark; it goes to what has no place."""
_CELLS: dict[str, Cell] = {id: cell for form in FORMS.values() for id, cell in form.cells.items()}


class Draft:
    """Values, origins, unplaced text and findings of one stage. ``source`` names the file in every origin; ``lines`` are the
    lines of the document that the stage has dealt with (see ``importers.document.account``)."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.values: dict[str, Value] = {}
        self.origins: dict[str, str] = {}
        self.written: dict[str, str] = {}
        self.unplaced: list[str] = []
        self.findings: list[Finding] = []
        self.copies: dict[str, list[tuple[str, Draft]]] = {}
        """Tables that the source holds several times: the name of each other copy and the draft that has it, the first being
        the name of the one taken."""
        self.lines: set[int] = set()
        self._left_out = 0

    def where(self, place: str) -> str:
        return f"{self.source} {place}".strip()

    def find(
        self,
        code: str,
        severity: Severity,
        message: str,
        cells: Iterable[str] = (),
        advice: str = "",
        basis: str = "",
    ) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append(Finding(code, severity, message, basis, tuple(cells), advice=advice))
        else:
            self._left_out += 1

    def set(self, id: str, value: Value, place: str = "") -> None:
        """A field or text as it stands; a blank is left out."""
        if value is not None and value != "":
            self.values[id] = value
            self.origins[id] = self.where(place)

    def add_text(self, id: str, text: str, place: str = "") -> None:
        """Append paragraphs to a text."""
        if text:
            before = self.values.get(id)
            self.set(id, f"{before}\n{text}" if before else text, place)
            if before:
                self.origins[id] = self.origins.get(id, self.where(place))

    def cell(self, id: str, written: str, place: str = "", form: Form | None = None) -> None:
        """What is written in the cell ``id``: read for what it means, kept as text where it is no number."""
        cell = (form.cells if form else _CELLS)[id]
        if len(written) > MAX_CELL:
            self.leave(written, place, f"写在{cell.name}的格里，不是数字", cells=(id,))
            return
        reading = read_number(written, cell.kind)
        if reading.value is None:
            return
        self.set(id, reading.value, place)
        if written != show(reading.value):
            self.written[id] = written
        if reading.remark:
            self.set(f"remark.{id}", reading.remark, place)
        where = self.where(place)
        if isinstance(reading.value, str):
            message = f"{where}：{cell.name}写的是“{_briefly(reading.value)}”，{reading.note}，原样保留。"
            self.find("import.value", Severity.WARNING, message, (id,), "请改为数字；没有的填0。")
        elif reading.remark:
            message = (
                f"{where}：{cell.name}写的是“{_briefly(written)}”，读作{show(reading.value)}，括号里的话作为备注保留。"
            )
            self.find("import.remark", Severity.INFO, message, (id,))
        elif reading.note:
            self.find("import.read", Severity.INFO, f"{where}：{cell.name}{reading.note}。", (id,), "请核对。")

    def number(self, id: str, value: int | Decimal, place: str = "") -> None:
        """A number that needs no reading."""
        self.set(id, value, place)

    def leave(
        self,
        text: str,
        place: str,
        why: str,
        code: str = "import.unplaced",
        cells: Iterable[str] = (),
        advice: str = "请看原文，需要的内容手工填入。",
    ) -> None:
        """Text that found no place: kept in ``unplaced`` and said."""
        if text.strip():
            self.unplaced.append(text)
            message = f"{self.where(place)}：“{_briefly(text)}”{why}，列入“未能放置的内容”。"
            self.find(code, Severity.WARNING, message, cells, advice)

    def add(self, other: Draft) -> None:
        """Go on with what another stage found. What stands already stays, but notes are added to."""
        for id, value in other.values.items():
            if id not in self.values:
                self.values[id] = value
                if id in other.origins:
                    self.origins[id] = other.origins[id]
                if id in other.written:
                    self.written[id] = other.written[id]
            elif id.startswith("note.") and str(value) not in str(self.values[id]):
                self.values[id] = f"{self.values[id]}\n{value}"
        self.unplaced += other.unplaced
        room = MAX_FINDINGS - len(self.findings)
        self.findings += other.findings[:room]
        self._left_out += other._left_out + max(0, len(other.findings) - room)
        self.copies |= other.copies
        self.lines |= other.lines

    def finish(self, form: str | None) -> Imported:
        """``form``: the shape in which the tables were printed."""
        edit: dict[str, Value] = dict(self.values)
        edit.update({f"origin.{id}": origin for id, origin in self.origins.items() if id in self.values})
        if self.unplaced:
            edit["unplaced"] = "\n".join(self.unplaced)
        findings = list(self.findings)
        if self._left_out:
            message = f"{self.source}：还有{self._left_out}条同类提示没有列出。"
            findings.append(Finding("import.more", Severity.WARNING, message, advice="请先处理已列出的问题。"))
        written = {id: text for id, text in self.written.items() if id in edit}
        taken = Imported(edit, tuple(findings), form, written)
        choices = (
            Choice(
                table,
                (
                    taken.option(table, first),
                    *(draft.finish(form).option(table, name) for name, draft in others),
                ),
            )
            for table, ((first, _), *others) in self.copies.items()
        )
        return replace(taken, choices=tuple(choices))


def _briefly(text: str) -> str:
    """A text as a message shows it: on one line, and no longer than a person needs to know it again."""
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


def joined(source: str, drafts: Iterable[Draft]) -> Draft:
    """What all stages of a reading found, as one."""
    whole = Draft(source)
    for draft in drafts:
        whole.add(draft)
    return whole


def missing(source: str, edit: Edit, form: Form, texts: bool = True) -> Draft:
    """Say what a report should have and this source has not: unit, year, sections, whole tables."""
    draft = Draft(source)
    if not edit.get("unit"):
        draft.find("import.unit", Severity.WARNING, f"{source}：没有找到单位名称。", ("unit",), "请填写单位全称。")
    if edit.get("year") is None:
        draft.find("import.year", Severity.WARNING, f"{source}：没有找到报告年度。", ("year",), "请填写年度。")
    for section in form.sections:
        if section.table is not None:
            table = section.table.id
            if not any(id.startswith(f"{table}.") for id in edit):
                message = f"{source}：没有找到“{section.heading}”的表格。"
                draft.find("import.missing", Severity.WARNING, message, (), "请补填，或另行导入。")
        elif texts and not any(edit.get(id) for id in (section.number, *(part.id for part in section.parts))):
            message = f"{source}：没有找到“{section.heading}”的文字。"
            draft.find("import.missing", Severity.WARNING, message, (section.number,), "请补写，或另行导入。")
    return draft


def agree_on_year(source: str, found: int | None, stated: int | None) -> Draft:
    """The year of the report, where a person has stated it; a contradiction to what the source says is told."""
    draft = Draft(source)
    if stated is not None and found is not None and stated != found:
        message = f"{source}：原文是{found}年度的报告，与指定的{stated}年度不符，按{stated}年度导入。"
        draft.find("import.other_year", Severity.WARNING, message, ("year",), "请确认没有选错文件。")
    if stated is not None and stated != found:
        draft.values["year"] = stated
        draft.origins["year"] = "由使用者指定"
    return draft
