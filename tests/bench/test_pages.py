"""How long PDF, preview, web page, workbooks and change sheet take."""

from __future__ import annotations

import functools
import io
import json
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import openpyxl
import typst
from lxml import html

from exporters import Options
from exporters.changes.sheet import make as changes
from exporters.changes.sheet import make_pdf as changes_pdf
from exporters.document import document_of
from exporters.ofd.report import make as ofd
from exporters.pages.pdf import make as pdf
from exporters.pages.preview import Preview
from exporters.pages.source import TEMPLATE, blocks_of, style_of
from exporters.pages.typesetter import typesetter
from exporters.profiles import profile
from exporters.web.report import make as web
from exporters.workbook.blank import blank_workbook
from exporters.workbook.report import make as workbook
from tests.exporters.pages.reports import huaian

ROOT = Path(__file__).parents[2]
REPORT = huaian()
LAST = REPORT.apply({"year": 2023, "t3.new.natural": 2000, "t3.new.total": None, "六": None})
SCREEN = 96 / 72 * 1.25
"""Pixels per point of a page that fills the pane of a usual screen."""


def anew():
    """Typst on the same source as the command line would run it: nothing warm, all pages."""
    with TemporaryDirectory() as folder:
        shutil.copy(TEMPLATE, folder)
        document = document_of(REPORT, profile=profile())
        Path(folder, "style.json").write_text(
            json.dumps(style_of(document, typesetter().fonts_for, typesetter().has_bold)), "utf-8"
        )
        Path(folder, "blocks.json").write_text(json.dumps(list(blocks_of(document))), "utf-8")
        return typst.compile(Path(folder, TEMPLATE.name), root=Path(folder), format="pdf")


def test_pdf(beside):
    number = count()

    def edited():
        return pdf(REPORT.apply({"t2.licensing.decisions": next(number)}), Options())

    beside("导出 PDF", edited, "typst 从头编译同一文档", anew, ms=150)


def test_ofd(beside):
    number = count()

    def edited():
        return ofd(REPORT.apply({"t2.licensing.decisions": next(number)}), Options())

    beside("导出 OFD", edited, "typst 从头编译同一文档", anew, ms=300)


def test_preview_after_an_edit(beside):
    preview, number = Preview(), count()
    preview.render(REPORT)
    text, table = (box.page for id in ("五", "t3.new.natural") if (box := preview.place_of(id)))

    def typing():
        preview.render(REPORT.apply({"五": REPORT.text("五")[:200] + str(next(number))}))
        preview.image(text, SCREEN)

    def filling():
        preview.render(REPORT.apply({"t3.new.natural": next(number)}))
        preview.image(table, SCREEN)

    beside("改一个字后看到新的页面", typing, "typst 从头编译同一文档", anew, ms=60, percentile=95)
    beside("改一个数后看到新的页面", filling, "typst 从头编译同一文档", anew, ms=60, percentile=95)


def python(code):
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_first_image(beside):
    setting = (
        "from tests.exporters.pages.reports import huaian; from exporters.pages.preview import Preview;"
        "report = huaian(); preview = Preview(); preview.render(report); preview.image(0, 1.67)"
    )
    beside(
        "启动 Python 到预览的第一页",
        lambda: python(setting),
        "启动 Python 并导入 typst、pypdfium2",
        lambda: python("import typst, pypdfium2"),
    )


def test_first_image_in_a_running_program(beside):
    from exporters.pages.typesetter import Typesetter

    def first():
        preview = Preview(Typesetter())
        preview.render(REPORT)
        preview.image(0, SCREEN)

    beside("预览的第一页", first, "typst 从头编译同一文档", anew, ms=400)


def test_web_page(beside):
    page = web(REPORT, Options()).data
    beside(
        "导出网页",
        lambda: web(REPORT, Options()),
        "用 lxml 读入并写出同一网页",
        lambda: html.tostring(html.fromstring(page)),
        ms=60,
    )


def test_workbooks(beside):
    def reopened(data):
        def reopen():
            openpyxl.load_workbook(io.BytesIO(data)).save(io.BytesIO())

        return reopen

    name = "用 openpyxl 打开并保存同一工作簿"
    beside("导出工作簿", lambda: workbook(REPORT, Options()), name, reopened(workbook(REPORT, Options()).data), ms=60)
    beside("写出数据采集表", lambda: blank_workbook(year=2024), name, reopened(blank_workbook(year=2024)), ms=60)


def test_change_sheet(beside):
    data = changes(REPORT, Options(previous=LAST)).data

    def reopen():
        docx.Document(io.BytesIO(data)).save(io.BytesIO())

    pdf = functools.partial(changes_pdf, REPORT, Options(previous=LAST))
    beside("写出变化说明的 PDF", pdf, "用 python-docx 打开并保存变化说明", reopen, ms=150)
    beside("写出变化说明", lambda: changes(REPORT, Options(previous=LAST)), "用 python-docx 打开并保存它", reopen)
