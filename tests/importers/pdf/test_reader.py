"""PDF files as published: tables over page breaks, paragraphs from lines, and what cannot be read."""

import struct
import zlib
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import importers
from importers.fixed.page import Box, Ruled
from importers.fixed.tables import stacked, table_of
from importers.result import Imported, UnreadableError
from models.findings import Severity
from models.report import Report
from tests.importers.documents import (
    PAGE,
    Item,
    expected,
    found,
    pdf_file,
    printed,
    typst_body,
    typst_table,
    typst_text,
)
from tests.reports import PUBLISHED

SEED = "huaian-2024"


@lru_cache(maxsize=4)
def pdf_of(source: str) -> bytes:
    return pdf_file(source)


def read(tmp_path, data: bytes) -> Imported:
    path = tmp_path / "报告.pdf"
    path.write_bytes(data)
    return importers.read(path)


def codes(imported: Imported) -> set[str]:
    return {finding.code for finding in imported.findings if finding.severity is not Severity.INFO}


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_as_a_pdf_is_read_exactly(tmp_path, name):
    imported = read(tmp_path, pdf_of(PAGE + typst_body(printed(name))))
    assert found(imported.edit) == expected(name)
    assert codes(imported) <= {"import.shape"}
    assert str(imported.edit["origin.t3.carried_out.total"]).startswith("报告.pdf 第2页第2个表格 第")
    assert imported.edit["origin.一"] == "报告.pdf 第1页"


# ways to make a page ----------------------------------------------------------------------------------------------------


def with_heads_again(item: Item) -> str:
    """Head rows repeated on each page, as Word repeats them."""
    source = typst_table(item)
    if item.table is None or item.table.id != "t3":
        return source
    head, _, cells = source.partition("table.cell(")
    rows = [f"table.cell({cell}" for cell in cells.split("table.cell(")]
    heads = [cell for cell in rows if "y: 0," in cell or "y: 1," in cell or "y: 2," in cell]
    return f"{head}table.header({''.join(heads)}),{''.join(cell for cell in rows if cell not in heads)}"


def in_large_type(item: Item) -> str:
    """Columns so narrow that numbers are broken over lines."""
    assert item.written is not None
    written = {id: "\u200b".join(text) if text.isdigit() else text for id, text in item.written.items()}
    return typst_table(replace(item, written=written), size="17pt")


def without_rules(item: Item) -> str:
    """No rules: only the gaps tell the columns."""
    return typst_table(item, "stroke: none,")


FRAMED = "#show par: it => block(stroke: 0.5pt, fill: luma(240), width: 100%, it)\n"
RUNNING = '#set page(header: [#set text(size: 9pt)\n#"某某市人民政府公报　2024年第3期"], numbering: "1 / 1")\n'
FLUSH = "#set par(first-line-indent: 0pt)\n"


@pytest.mark.parametrize("name", [SEED, "shanghai-office-2019"])
@pytest.mark.parametrize(
    ("before", "table"),
    [("", with_heads_again), (FRAMED, typst_table), (RUNNING, typst_table), ("", in_large_type)],
    ids=["heads on each page", "framed prose", "running heads", "broken numbers"],
)
def test_pages_of_any_manner_are_read_exactly(tmp_path, name, before, table):
    imported = read(tmp_path, pdf_of(PAGE + before + typst_body(printed(name), table)))
    assert found(imported.edit) == expected(name)


def test_paragraphs_that_are_not_indented_end_with_a_short_line(tmp_path):
    imported = read(tmp_path, pdf_of(PAGE + FLUSH + typst_body(printed(SEED))))
    assert found(imported.edit) == expected(SEED)


@pytest.mark.parametrize("name", [SEED, "shanghai-office-2019"])
def test_of_a_table_without_rules_only_what_is_certain_is_read_and_the_rest_is_listed(tmp_path, name):
    edit = found(read(tmp_path, pdf_of(PAGE + typst_body(printed(name), without_rules))).edit)
    listed = str(edit.pop("unplaced"))
    want = expected(name)
    assert edit == {id: want[id] for id in edit}
    assert {id for id in want if id[:2] not in ("t2", "t3", "t4")} <= edit.keys()
    lost = {str(value) for id, value in want.items() if id not in edit}
    assert lost and all(number in listed for number in lost)


def test_a_label_cut_in_two_by_the_page_is_whole_again():
    above = Ruled(
        [Box(0, 700, 40, 760, "（四）无"), Box(40, 700, 300, 760, "1.本机关不掌握"), Box(300, 700, 340, 760, "746")], 4
    )
    below = Ruled(
        [
            Box(3, 80, 43, 140, "法提供"),
            Box(43, 80, 303, 110, "相关政府信息"),
            Box(303, 80, 343, 110, ""),
            Box(43, 110, 303, 140, "2.没有现成信息需要另行制作"),
            Box(303, 110, 343, 140, "11"),
        ],
        5,
    )
    table = table_of(stacked(above, below), 1)
    assert [(c.text, c.row, c.column, c.rowspan) for c in table.cells] == [
        ("（四）无法提供", 0, 0, 3),
        ("1.本机关不掌握相关政府信息", 0, 1, 2),
        ("746", 0, 2, 1),
        ("", 1, 2, 1),
        ("2.没有现成信息需要另行制作", 2, 1, 1),
        ("11", 2, 2, 1),
    ]


def test_two_labels_at_a_page_break_stay_two():
    above = Ruled([Box(0, 700, 40, 760, "1.属于国家秘密"), Box(40, 700, 80, 760, "2")], 4)
    below = Ruled([Box(0, 80, 40, 140, "2.其他法律行政法规禁止公开"), Box(40, 80, 80, 140, "3")], 5)
    assert len(table_of(stacked(above, below), 1).cells) == 4


def test_a_cell_whose_rule_is_missing_is_found_between_the_others():
    table = Ruled([Box(50, 0, 100, 20), Box(0, 20, 50, 40), Box(50, 20, 100, 40)], 1)
    box = table.box_at(10, 10, solid=True)
    assert box is not None and (box.x0, box.top, box.x1, box.bottom) == (0, 0, 50, 20)


# what cannot be read ---------------------------------------------------------------------------------------------------


def picture(width: int = 40, height: int = 60) -> str:
    """A grey picture, as typst source that holds its bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(range(width)) for _ in range(height))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    png += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return f"image(bytes(({','.join(map(str, png))},)), width: 100%, height: 100%)"


def raw_pdf(stream: bytes = b"", trailer: bytes = b"") -> bytes:
    """The least that is a PDF: one page with this packed content."""
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        b"trailer<</Root 1 0 R%s>>\n%%%%EOF\n" % (len(stream), stream, trailer)
    )


def ruled(step: int) -> bytes:
    """A page of squared paper."""
    upright = b"".join(b"%d 0 m %d 842 l S\n" % (x, x) for x in range(0, 595, step))
    return upright + b"".join(b"0 %d m 595 %d l S\n" % (y, y) for y in range(0, 842, step))


PROTECTED = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>"
SCANNED = f"#set page(margin: 0pt)\n#{picture()}\n#{picture()}\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (SCANNED, "扫描件"),
        ("#set page(width: 100pt)\n", "没有文字"),
        (raw_pdf(zlib.compress(b" ")), "没有文字"),
        (raw_pdf(zlib.compress(b" "), PROTECTED), "密码"),
        (raw_pdf(zlib.compress(b" " * 250_000_000, 9)), "展开后太大"),
        (raw_pdf(zlib.compress(zlib.compress(b" " * 250_000_000, 9))), "展开后太大"),
        (raw_pdf(zlib.compress(b"BT /F1 9 Tf (" + b"a" * 40_000 + b") Tj ET")), "有一页的内容太多"),
        (raw_pdf(zlib.compress(b"q Q\n" * 2_500_000)), "有一页的内容太多"),
        (raw_pdf(zlib.compress(ruled(4))), "画满了线"),
        (b"%PDF-1.7\n", "损坏"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "损坏"),
    ],
    ids=[
        "scanned",
        "empty page",
        "no text",
        "password",
        "bomb",
        "bomb in a bomb",
        "endless line",
        "endless drawing",
        "squared paper",
        "head only",
        "garbage",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_advice(tmp_path, data, said):
    with pytest.raises(UnreadableError, match=said) as raised:
        read(tmp_path, data if isinstance(data, bytes) else pdf_of(data))
    assert "报告.pdf" in str(raised.value) and str(raised.value).endswith("。")


def test_a_scanned_page_among_others_is_said(tmp_path):
    source = f"{PAGE}{typst_body(printed(SEED))}#page(margin: 0pt, numbering: none)[#{picture()}]"
    imported = read(tmp_path, pdf_of(source))
    assert found(imported.edit) == expected(SEED)
    assert [f.message for f in imported.findings if f.code == "import.picture"] == ["报告.pdf：第6页是图片，没有读入。"]


def test_a_file_cut_off_is_read_or_refused(tmp_path):
    whole = pdf_of(PAGE + typst_body(printed(SEED)))
    for share in (0.1, 0.5, 0.9, 0.99):
        try:
            Report().apply(read(tmp_path, whole[: int(len(whole) * share)]).edit)
        except UnreadableError as error:
            assert str(error).endswith("。")


SMALL = '#set page(paper: "a4")\n' + "".join(
    f"{typst_text(text)}\n\n"
    for text in (
        "某县某局",
        "2024年政府信息公开工作年度报告",
        "一、总体情况",
        "全年公开信息8条，没有收到申请，没有行政复议和行政诉讼。",
    )
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_are_read_or_refused_never_worse(tmp_path, data):
    document = bytearray(pdf_of(SMALL))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(document) - 1))
        document[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        imported = read(tmp_path, bytes(document))
    except UnreadableError:
        return
    Report().apply(imported.edit)
