"""The findings on many reports as workbook, Word document and web page."""

from __future__ import annotations

import io
import zipfile

import html5lib
import pytest
from docx import Document
from openpyxl import load_workbook

from exporters.findings import findings_file
from exporters.findings.workbook import MAX_SHEETS
from exporters.options import ExportError
from models.findings import Finding, Severity
from models.inspection import Inspected
from tests.exporters.word.schema import W


def finding(message: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("t3.row", severity, message, "表三", ("t3.new.total",), advice="改正。")


HOSTILE = "=cmd|'x'!A1<b>&\x07\ud800"
GOOD = Inspected(
    "a.docx", "甲县[一]局", 2024, (finding("合计5，应为6。"), finding("看一看。", Severity.INFO)), ("表三 · 总计", "")
)
BAD = Inspected("b.pdf", failure="“b.pdf”是扫描件。")
WILD = Inspected("c.docx", HOSTILE, None, (finding(HOSTILE),), (HOSTILE,))
CLEAN = Inspected("d.docx", "丁局", 2024)
ALL = (BAD, WILD, GOOD, CLEAN)


def test_the_workbook_has_a_summary_unreadable_files_apart_and_a_sheet_for_each_unit(tmp_path):
    book = load_workbook(io.BytesIO(findings_file(ALL, tmp_path / "f.xlsx")))
    assert book.sheetnames[:3] == ["汇总", "无法读取", "全部问题"]
    assert "甲县一局" in book.sheetnames and len(book.sheetnames) == 5
    assert "共 4 份，2 份有错误，1 份没有错误，1 份无法读取。" in [cell.value for cell in book["汇总"]["A"]]
    assert [cell.value for cell in book["甲县一局"][5]] == ["错误", "表三 · 总计", "合计5，应为6。", "改正。", "表三"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    book = load_workbook(io.BytesIO(findings_file(ALL, tmp_path / "f.xlsx")))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert any(str(cell.value).startswith("=cmd") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_more_units_than_sheets_can_be_leafed_through_stand_in_one_list(tmp_path):
    many = [Inspected(f"{i}", f"单位{i}", 2024, (finding("错。"),), ("",)) for i in range(MAX_SHEETS + 1)]
    assert load_workbook(io.BytesIO(findings_file(many, tmp_path / "f.xlsx"))).sheetnames == ["汇总", "全部问题"]


def test_the_document_begins_a_page_for_each_unit_with_findings(tmp_path):
    document = Document(io.BytesIO(findings_file(ALL, tmp_path / "f.docx")))
    headings = [p for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[0].text == "无法读取的文件"
    assert [p.text for p in headings if p.paragraph_format.page_break_before][-1] == "甲县[一]局（2024年度）"
    texts = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["错误", "表三 · 总计", "合计5，应为6。", "改正。", "表三"] in texts


def test_the_document_numbers_its_pages_and_names_only_fonts_that_offices_have(tmp_path):
    document = Document(io.BytesIO(findings_file(ALL, tmp_path / "f.docx")))
    assert "PAGE" in document.sections[0].footer._element.xml and document.core_properties.language == "zh-CN"
    named = {value for fonts in document.styles.element.iter(f"{W}rFonts") for value in fonts.attrib.values()}
    assert named <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman", "eastAsia"}


def test_the_page_is_valid_and_shows_hostile_text_as_it_is(tmp_path):
    page = findings_file(ALL, tmp_path / "f.html").decode("utf-8")
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)
    assert "&lt;b&gt;" in page and "<script" not in page


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(ExportError, match="扩展名"):
        findings_file(ALL, tmp_path / "f.txt")


def test_nothing_found_is_a_file_too(tmp_path):
    for suffix in (".xlsx", ".docx", ".html"):
        assert findings_file((CLEAN,), tmp_path / f"f{suffix}")
    with zipfile.ZipFile(io.BytesIO(findings_file((), tmp_path / "f.xlsx"))) as archive:
        assert archive.testzip() is None


def test_how_a_file_was_read_is_not_sent_back(tmp_path):
    own = Finding("import.own", Severity.INFO, "是本软件导出的文件。", "")
    unit = Finding("import.unit", Severity.WARNING, "没有找到单位名称。", "")
    same = Finding("report.unit", Severity.WARNING, "没有单位名称。", "", ("unit",))
    item = Inspected("a.docx", "甲局", 2024, (own, unit, same, finding("合计5，应为6。")), ("", "", "单位", "表三"))
    page = findings_file((item,), tmp_path / "f.html").decode("utf-8")
    assert "本软件导出" not in page and "没有找到单位名称" not in page
    assert "没有单位名称" in page and "1 个错误须改正；1 条提醒请核对" in page


def test_rows_of_a_workbook_are_as_high_as_their_words_and_name_the_file(tmp_path):
    long = finding("一（二）依申请公开写“全年收到政府信息公开申请21件”，表中是25。" * 4)
    item = Inspected("甲/a.docx", "甲局", 2024, (long, finding("短。")), ("表三 · 总计", "表三"))
    sheet = load_workbook(io.BytesIO(findings_file((item,), tmp_path / "f.xlsx")))["全部问题"]
    assert sheet.row_dimensions[2].height > 2 * sheet.row_dimensions[3].height
    assert [cell.value for cell in sheet[1]][-1] == "文件" and [cell.value for cell in sheet[2]][-1] == "甲/a.docx"
