"""The findings as a Word document: a page for each unit, to be sent back with its report."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tc
from docx.shared import Mm, Pt

from exporters.findings.rows import (
    HEADS,
    NOT_MADE_HEADS,
    SUMMARY_HEADS,
    TITLE,
    counted,
    not_made_rows,
    readable,
    rows_of,
    summary,
    to_do,
    unreadable,
)
from exporters.word.plain import in_chinese, number_pages, own
from models.inspection import Inspected

LATIN = "Times New Roman"
_FONTS = {
    "Normal": ("仿宋_GB2312", 11),
    "Title": ("方正小标宋简体", 22),
    "Heading 1": ("黑体", 16),
    "Caption": ("黑体", 11),
}
_WIDTHS = (14, 48, 92, 62, 41)
_NOT_MADE_WIDTHS = (45, 110, 52, 50)
_SUMMARY_WIDTHS = (60, 16, 16, 16, 16, 80, 53)


def make(inspected: Sequence[Inspected]) -> bytes:
    """The document as bytes."""
    document = Document()
    in_chinese(document, _FONTS["Normal"][0], LATIN)
    number_pages(document)
    _dress(document)
    own(document, TITLE)
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(counted(inspected))
    _table(document, SUMMARY_HEADS, [[_said(v) for v in row] for row in summary(inspected)], _SUMMARY_WIDTHS)
    bad = unreadable(inspected)
    if bad:
        document.add_paragraph("无法读取的文件", style="Heading 1")
        for item in bad:
            document.add_paragraph(f"{item.file}：{item.failure}")
    missing = list(not_made_rows(inspected))
    if missing:
        document.add_paragraph("没有做的检查", style="Heading 1")
        _table(document, NOT_MADE_HEADS, missing, _NOT_MADE_WIDTHS)
    for item in readable(inspected):
        rows = rows_of(item)
        if rows:
            heading = document.add_paragraph(
                f"{item.name}{f'（{item.year}年度）' if item.year else ''}", style="Heading 1"
            )
            heading.paragraph_format.page_break_before = True
            document.add_paragraph(f"文件：{item.file}")
            document.add_paragraph(to_do(item))
            _table(document, HEADS, [row.texts for row in rows], _WIDTHS)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _said(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _dress(document: DocumentObject) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    for name, (font, size) in _FONTS.items():
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{attribute}"), LATIN)
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(4)
    title = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)


def _table(
    document: DocumentObject, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """A table with repeated heads. Rows are copies of one made row: python-docx adds a row in time that grows with the table."""
    table = document.add_table(2, len(heads), style="Table Grid")
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    head, body = (row._tr for row in table.rows)
    for row in (head, body):
        properties = row.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:cantSplit"), {}))
        for cell in row.tc_lst:
            _roomy(cell)
    head.get_or_add_trPr().append(head.makeelement(qn("w:tblHeader"), {}))
    _fill(head, heads)
    for cell in head.tc_lst:
        shade = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): "E9EDF2"}
        cell.get_or_add_tcPr().append(cell.makeelement(qn("w:shd"), shade))
        cell.p_lst[0].r_lst[0].get_or_add_rPr().append(cell.makeelement(qn("w:b"), {}))
    for texts in rows:
        row = copy.deepcopy(body)
        _fill(row, texts)
        table._tbl.append(row)
    table._tbl.remove(body)


def _roomy(cell: CT_Tc) -> None:
    """Some room above and below the words of a cell."""
    properties = cell.p_lst[0].get_or_add_pPr()
    properties.append(properties.makeelement(qn("w:spacing"), {qn("w:before"): "40", qn("w:after"): "40"}))


def _fill(row: CT_Row, texts: Sequence[str]) -> None:
    for cell, text in zip(row.tc_lst, texts, strict=True):
        cell.p_lst[0].add_r().text = text
