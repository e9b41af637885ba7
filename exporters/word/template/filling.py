"""A template filled in with a report: the figures by their labels, the texts under their headings, the title and the rest.

What the template has no place for is listed, and so is what is left to be filled in by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from exporters.document import Document, Figure, Heading, Note, Paragraph, Signature, TableBlock, document_of
from exporters.options import ExportError, Output
from exporters.profiles import Profile
from exporters.titles import width
from exporters.word.template.elements import Element, local, words
from exporters.word.template.formats import format_of, keep_whole
from exporters.word.template.grids import Found, FoundTable, read_table, tables_in, whole_tables
from exporters.word.template.leftovers import is_filled_in, left_over
from exporters.word.template.opening import Template
from exporters.word.template.places import Layout, layout_of
from exporters.word.template.saying import listed
from exporters.word.template.texts import Texts
from exporters.word.template.writing import set_cell, set_paragraph, set_paragraphs
from models.editions import between
from models.form import Form
from models.report import Report
from models.storage.errors import unreadable
from models.totals import Figures, evaluate
from models.values import show

_PER_UNIT = {"元": Decimal(10000), "亿元": Decimal("0.0001")}
_MAX_CAPTION = 16
"""A line under a heading that is no longer says what a table is or in which unit, and may stay unsaid."""
_MAX_TITLE = 20
"""A title wider than this, in characters, stands on two lines: unit and the rest."""


def fill_template(path: Path, report: Report, profile: Profile) -> Output:
    """The template at ``path`` filled in with the report. Raises ExportError where it cannot be."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise ExportError(f"模板打不开：{unreadable(path, error)}") from None
    return filled(data, path.name, report, profile)


def filled(data: bytes, name: str, report: Report, profile: Profile) -> Output:
    """As ``fill_template`` from the bytes of the template."""
    template = Template(data, name)
    filling = _Filling(template, report, profile)
    filling.run()
    return Output(template.packed(filling.document), tuple(filling.notes))


class _Filling:
    def __init__(self, template: Template, report: Report, profile: Profile) -> None:
        self.template = template
        self.report = report
        self.form = report.form
        self.figures: Figures = evaluate(report)
        own_line = replace(profile, second_heading="own-line")
        self.document: Document = document_of(report, self.figures, profile=own_line)
        self.entries = {
            id: entry.printed
            for block in self.document.blocks
            if isinstance(block, TableBlock)
            for id, entry in block.entries.items()
        }
        self.nil = profile.nil
        self.notes: list[str] = [*self.document.left_out, *template.notes]
        self.reported: list[Element] = []
        self.replaced = False

    def run(self) -> None:
        layout = layout_of(self.template.body, self.form)
        if not layout.tables:
            raise self._refused()
        self._tables(layout.tables)
        self.replaced = is_filled_in(layout)
        if self.replaced:
            self.notes.append("模板是一份填好的报告，原有的数字和文字都换成这份报告的；请核对有没有留下原来的内容。")
        self._title(layout)
        texts = Texts(self.document, layout, replaced=self.replaced)
        texts.opening(self._opening())
        for section in self.form.sections:
            if section.table is None:
                texts.section(section)
        self.notes += texts.notes
        figures = sum(isinstance(block, Figure) for block in self.document.blocks)
        if figures:
            self.notes.append(f"文字中的{figures}处图表没有放进模板，请在 Word 中插入。")
        self._table_notes(layout)
        self._signature(layout)
        self._say_what_is_left(layout, {*map(id, self.reported), *map(id, texts.left)})

    def _say_what_is_left(self, layout: Layout, said: set[int]) -> None:
        """List the words of the template that stand in the report now, and those that somebody must still see to."""
        there = [item for item in layout.paragraphs if item.getparent() is not None and id(item) not in said]
        gaps = left_over(there)
        if gaps:
            self.notes.append(f"模板里还有{len(gaps)}处没有填：{listed(gaps)}，请手工填写。")
        under = [item for stretches in layout.sections.values() for stretch in stretches for item in stretch.items]
        under += [item for items in layout.beside.values() for item in items]
        own = [words(item).strip() for item in under if item.getparent() is not None and id(item) not in said]
        own = [text for text in own if text and text not in gaps and len(text) > _MAX_CAPTION]
        if own:
            self.notes.append(f"模板原有的{len(own)}段文字留在报告里：{listed(own)}，请核对要不要保留。")
        aside = left_over(item for root in self.template.margins for item in root.iter() if local(item) == "p")
        if aside:
            self.notes.append(f"模板的页眉页脚里有{len(aside)}处要填：{listed(dict.fromkeys(aside))}，请手工填写。")

    def _refused(self) -> ExportError:
        name = self.template.name
        body = self.template.body
        boxes = (item for item in body.iter() if local(item) == "txbxContent")
        if whole_tables(
            [found for box in boxes for table in tables_in(box) for found in read_table(table, self.form)], self.form
        ):
            return ExportError(
                f"模板“{name}”的表格放在文本框里，不能填写；请在 Word 中把表格从文本框里移出来，再导出。"
            )
        if next(tables_in(body), None) is None:
            return ExportError(f"模板“{name}”里没有表格，不能填写；请换用带有三张表的模板。")
        return ExportError(
            f"模板“{name}”里的表格与年度报告的三张表对不上，不能填写；请核对模板的行、列名称，或换用正式模板。"
        )

    # tables

    def _tables(self, tables: Sequence[FoundTable]) -> None:
        for table in self.form.tables:
            copies = sorted((found for found in tables if found.home == table.id), key=lambda found: -len(found.places))
            if not copies:
                self.notes.append(f"模板里没有{table.number}，这张表没有填。")
                continue
            if len(copies) > 1:
                self.notes.append(f"模板里有{len(copies)}张{table.number}，填了其中最完整的一张。")
            self._table(copies[0])

    def _table(self, found: FoundTable) -> None:
        used: set[str] = set()
        format = format_of(place.element for place in found.places.values())
        for id, place in found.places.items():
            text, sources = self._entry(id, place, found.form)
            used |= sources
            set_cell(place.element, text, format)
            row = _row_of(place.element)
            if row is not None:
                keep_whole(row)
        number = found.table.number
        if found.form is not self.form:
            self.notes.append(f"模板的{number}是{found.form.id}年格式，按这个格式填写，请核对。")
        missing = [id for id in self.form.cells if self.form.cells[id].table.id == found.home and id not in used]
        rows = dict.fromkeys(self.form.cells[id].row.name or self.form.cells[id].column.name for id in missing)
        if rows:
            self.notes.append(f"模板的{number}没有这些数字的地方，没有填：{listed(rows)}。")

    def _entry(self, id: str, place: Found, form: Form) -> tuple[str, set[str]]:
        """What to write for a cell of the template's form, and the cells of the report that this takes in."""
        sources = _sources(id, form, self.form)
        if not sources:
            return "", set()
        if len(sources) == 1:
            (source,) = sources
            figure = self.figures.number(source)
            if place.money in _PER_UNIT and figure is not None:
                amount = (figure * _PER_UNIT[place.money]).normalize()
                return f"{amount:f}", {source}
            return self.entries[source], {source}
        if not self.figures.readable(tuple(sources)):
            return "", set()
        if all(self.figures.printed[source] is None for source in sources):
            return self.nil, set(sources)
        return show(self.figures.add(tuple(sources))), set(sources)

    # texts

    def _title(self, layout: Layout) -> None:
        unit, year = self.document.unit, self.document.year
        if layout.title is None:
            self.notes.append("模板里没有标题的地方，标题没有填。")
            return
        if not unit or year is None:
            self.notes.append("报告没有写明单位或年度，模板的标题原样保留。")
            self.reported += [item for item in (layout.unit, layout.title) if item is not None]
            return
        rest = self.document.title.removeprefix(unit)
        if layout.unit is not None:
            _rewrite(layout.unit, unit)
            _rewrite(layout.title, rest)
        else:
            broken = any(local(item) == "br" for item in layout.title.iter())
            broken = broken or width(self.document.title) > _MAX_TITLE
            _rewrite(layout.title, f"{unit}\n{rest}" if broken else self.document.title)

    def _opening(self) -> list[str]:
        ids = (self.form.preamble.id, "contact")
        return [b.text for b in self.document.blocks if isinstance(b, Paragraph | Heading) and b.place in ids]

    def _table_notes(self, layout: Layout) -> None:
        notes: dict[str, list[str]] = defaultdict(list)
        for block in self.document.blocks:
            if isinstance(block, Note):
                notes[block.table].append(block.text)
        for table in self.form.tables:
            lines, places = notes.get(table.id, []), layout.notes.get(table.id, [])
            if lines and places:
                set_paragraphs(places[0], lines)
            elif lines:
                self.notes.append(f"模板里没有{table.number}的注的地方，没有填：{listed(lines)}。")
            for place in places[1 if lines else 0 :] if lines or self.replaced else ():
                parent = place.getparent()
                if parent is not None:
                    parent.remove(place)

    def _signature(self, layout: Layout) -> None:
        signature = next((block for block in self.document.blocks if isinstance(block, Signature)), None)
        organ, date = (signature.organ, signature.date) if signature else ("", "")
        for place, text, name in ((layout.organ, organ, "落款单位"), (layout.date, date, "落款日期")):
            if text and place is not None:
                _rewrite(place, text)
            elif text:
                self.notes.append(f"模板里没有{name}的地方，没有填。")
            elif place is not None and self.replaced:
                set_paragraph(place, "")
                self.notes.append(f"报告没有{name}，模板里原有的已经去掉。")


def _row_of(cell: Element) -> Element | None:
    return next((item for item in cell.iterancestors() if local(item) == "tr"), None)


def _sources(id: str, template: Form, form: Form) -> tuple[str, ...]:
    """The cells of ``form`` that a cell of the template's edition means: those that add up to it, or the one that counts more
    and is nearest to it (2019 has one row （六）其他处理, 2021 three; its last takes it)."""
    way = between(form, template)
    nearest = tuple(source for source, home in way.homes.items() if home == id)
    return way.sources_of(id) or (nearest if len(nearest) == 1 else ())


def _rewrite(paragraph: Element, text: str) -> None:
    """Make this the text of a paragraph, unless it is already."""
    if words(paragraph).strip() != text.replace("\n", ""):
        set_paragraph(paragraph, text)
