"""The body of the Word file: its tables as the form prints them, its text, and what hostile input leaves of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from exporters.document import TableBlock, document_of
from exporters.geometry import geometry_of
from exporters.profiles import profile
from exporters.word.styles import styles
from models.forms import FORMS
from models.grid import Role, grid_of
from models.report import Report
from tests.exporters.word.cases import EVERYTHING, FIGURES, SAMPLE, attribute, body_of, grid_read, made, the, words
from tests.exporters.word.schema import W


def tables_of(report, **options):
    return list(body_of(report, **options).iter(f"{W}tbl"))


@pytest.mark.parametrize(
    "report", [FIGURES, EVERYTHING, Report().apply({"year": 2019})], ids=["figures", "everything", "2019"]
)
def test_each_table_has_the_grid_the_merges_and_the_labels_of_the_form(report):
    document = made(report)[0]
    blocks = [block for block in document.blocks if isinstance(block, TableBlock)]
    for block, table in zip(blocks, tables_of(report), strict=True):
        expected = {
            (p.row, p.column): (p.rowspan, p.colspan, block.entries[p.cell].printed if p.cell else p.text)
            for p in block.grid.places
        }
        assert grid_read(table) == expected


@pytest.mark.parametrize("form", FORMS)
def test_widths_are_explicit_and_fill_the_text_width_exactly(form):
    for table in tables_of(Report().apply({"form": form})):
        columns = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(columns) == 8844 == int(attribute(table, "tblPr/tblW", "w") or 0)
        assert attribute(table, "tblPr/tblLayout", "type") == "fixed"
        for row in table.iter(f"{W}tr"):
            column = 0
            for cell in row.iter(f"{W}tc"):
                span = int(attribute(cell, "tcPr/gridSpan") or 1)
                assert int(attribute(cell, "tcPr/tcW", "w") or 0) == sum(columns[column : column + span])
                column += span
            assert column == len(columns)


def test_no_row_splits_and_the_first_heads_of_each_table_are_marked():
    for table, heads in zip(tables_of(FIGURES), (2, 3, 3), strict=True):
        rows = list(table.iter(f"{W}tr"))
        assert all(attribute(row, "trPr/cantSplit") == "1" for row in rows)
        assert [attribute(row, "trPr/tblHeader") for row in rows] == ["1"] * heads + [None] * (len(rows) - heads)


def test_figures_are_centred_and_a_whole_table_keeps_together_with_its_heading():
    body = body_of(FIGURES)[0]
    for table in body.iterfind(f"{W}tbl"):
        heading = the(table.getprevious())
        assert attribute(heading, "pPr/pStyle") == "Heading1"
        rows = list(table.iter(f"{W}tr"))
        for index, row in enumerate(rows):
            keeps = [attribute(p, "pPr/keepNext") for p in row.iter(f"{W}p")]
            assert set(keeps) == ({"1"} if index < len(rows) - 1 else {None})
    styles = {attribute(p, "pPr/pStyle") for p in body.iter(f"{W}p") if words(p).isdigit()}
    assert styles == {"TableFigure"}
    sheet = {s.get(f"{W}styleId"): s for s in etree.fromstring(made(FIGURES)[1]["word/styles.xml"]).iter(f"{W}style")}
    assert attribute(sheet["TableFigure"], "basedOn") == "TableLabel"
    assert attribute(sheet["TableLabel"], "pPr/jc") == "center"


def test_table_3_begins_a_page_where_it_fits_on_one_and_flows_where_it_does_not():
    def heading(report):
        body = body_of(report)[0]
        return list(body.iterfind(f"{W}tbl"))[1].getprevious()

    assert heading(SAMPLE).find(f"{W}pPr/{W}pageBreakBefore") is not None
    long = SAMPLE.apply({id: "另行统计后再填报" * 2 for id in SAMPLE.form.cells if id.startswith("t3.")})
    assert heading(long).find(f"{W}pPr/{W}pageBreakBefore") is None
    keeping = [row.find(f".//{W}keepNext") is not None for row in tables_of(long)[1].iter(f"{W}tr")]
    assert keeping == [True] * 3 + [False] * 25  # the heads stay with the first row


def test_notes_stay_on_the_page_of_a_whole_table():
    report = SAMPLE.apply({"note.t3": "一\n二\n三\n四\n五", "remark.t3.new.natural": "其中网上申请2件"})
    table = tables_of(report)[1]
    assert attribute(list(table.iter(f"{W}p"))[-1], "pPr/keepNext") == "1"
    notes: list[etree._Element] = []
    while attribute(element := the((notes or [table])[-1].getnext()), "pPr/pStyle") == "TableNote":
        notes.append(element)
    assert [words(note) for note in notes][-2:] == [
        "五",
        "“一、本年新收政府信息公开申请数量”自然人0（其中网上申请2件）。",
    ]
    assert [attribute(note, "pPr/keepNext") for note in notes] == ["1"] * 5 + [None]
    sizes = {attribute(run, "rPr/sz") for run in table.iter(f"{W}r") if not words(run).isdigit()}
    assert sizes == {"18"}  # smaller labels, so that the notes find room


def test_a_figure_too_long_for_its_cell_is_set_smaller_and_stays_on_one_line():
    table = tables_of(Report().apply({"t3.new.natural": 12_345_678}))[1]
    sizes = {words(run): attribute(run, "rPr/sz") for run in table.iter(f"{W}r") if words(run).isdigit()}
    assert sizes == {"12345678": "15", "0": None}
    assert all(r.find(f"{W}rPr/{W}sz") is None for r in tables_of(FIGURES)[1].iter(f"{W}r"))


def test_titles_of_blocks_are_shaded_and_begin_at_the_left_as_in_the_official_form():
    table = tables_of(FIGURES)[0]
    grid = grid_of(FORMS["2021"].tables[0])
    titles = [place.text for place in grid.places if place.role is Role.TITLE]
    shaded = [words(cell) for cell in table.iter(f"{W}tc") if attribute(cell, "tcPr/shd", "fill") == "C6D9F1"]
    assert shaded == titles and len(titles) == 4


def test_the_text_follows_in_its_order_with_notes_and_signature():
    body = body_of(EVERYTHING)[0]
    lines = [words(p) for p in body.iterfind(f"{W}p")]
    assert lines[0].replace("\n", "") == "某省<某市>\"某县\"某局&'某所'2024年政府信息公开工作年度报告"
    assert lines[-2:] == ["某局", "2025年1月20日"]
    for expected in (
        "收到申请3件。",
        "=1+1",
        "+加",
        "-减",
        "@某人😀",
        "没有收取信息处理费。",
        "注：规章由市政府制定。",
        "注：含上年结转。",
        "不含撤诉。",
    ):
        assert expected in lines
    assert [the(p.getprevious()).tag for p in body.iterfind(f"{W}p") if words(p).startswith("注：")] == [
        f"{W}tbl",
        f"{W}tbl",
    ]


def test_the_organ_stands_centred_over_the_date():
    *_, organ, date, _ = body_of(EVERYTHING)[0]
    assert [attribute(p, "pPr/ind", "rightChars") for p in (organ, date)] == ["625", "400"]
    long = EVERYTHING.apply({"signed_by": "某省某市某县人力资源和社会保障局"})
    *_, organ, date, _ = body_of(long)[0]
    assert [attribute(p, "pPr/ind", "rightChars") for p in (organ, date)] == ["200", "675"]


def test_a_unit_of_sixty_characters_has_a_balanced_title():
    report = Report().apply({"unit": "某某自治区某某市某某区" * 5 + "综合行政执法局", "year": 2024})
    lines = words(next(body_of(report).iter(f"{W}p"))).split("\n")
    assert lines[-1] == "2024年政府信息公开工作年度报告" and len(lines) == 5
    assert max(map(len, lines[:-1])) - min(map(len, lines[:-1])) <= 4


def test_a_hundred_thousand_characters_are_all_there():
    text = "\n".join("我局认真落实政府信息公开条例，" * 40 + "完。" for _ in range(160))
    assert len(text) > 95_000
    body = body_of(SAMPLE.apply({"五": text}))[0]
    lines = [words(p) for p in body.iterfind(f"{W}p")]
    start = lines.index("五、存在的主要问题及改进情况") + 1
    assert "\n".join(lines[start : start + 160]) == text


def test_a_profile_with_larger_figures_gives_them_larger_lines_and_keeps_table_3_whole():
    large = replace(profile(), figure_size=12.0)
    document = document_of(FIGURES, profile=large)
    table = next(block for block in document.blocks if isinstance(block, TableBlock) and block.table.id == "t3")
    geometry = geometry_of(table, large)
    assert geometry.whole and geometry.figure_size == 12.0
    sheet = {s.get(f"{W}styleId"): s for s in styles(large).iter(f"{W}style")}
    assert attribute(sheet["TableFigure"], "pPr/spacing", "line") == "310"
    assert attribute(sheet["TableLabel"], "pPr/spacing", "line") == "270"


def test_an_organ_longer_than_a_line_is_broken_by_its_sense_and_the_date_ends_under_it():
    long = "某某省某某市某某县住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）"
    *_, first, second, date, _ = body_of(EVERYTHING.apply({"signed_by": long}))[0]
    assert [words(p) for p in (first, second)] == [long[:17], long[17:]]
    assert words(date) == "2025年1月20日"
    assert [attribute(p, "pPr/ind", "rightChars") for p in (first, second, date)] == ["200"] * 3


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("详见http://www.a.gov.cn/。", "left"),
        ("邮箱：a.b@c.gov.cn。", "left"),
        ("地址：人民路1号，电话：010-12345678。", "left"),
        ("公开信息128条，其中文件16件。", None),
        ("地址：人民路1号。", None),
    ],
)
def test_lines_with_addresses_are_not_stretched_to_the_margin(text, side):
    body = body_of(Report().apply({"五": text}))[0]
    (found,) = [p for p in body.iterfind(f"{W}p") if words(p) == text]
    assert attribute(found, "pPr/jc") == side


def test_two_dashes_are_one_sign_to_office_programs():
    settings = etree.fromstring(made(SAMPLE)[1]["word/settings.xml"])
    assert {"—", "…", "，"} <= set(str(attribute(settings, "noLineBreaksBefore")))
    assert attribute(settings, "noLineBreaksBefore", "lang") == "zh-CN"


def test_the_heads_of_every_table_are_told_to_be_heads():
    for table in body_of(FIGURES).iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads[0] and heads == sorted(heads, reverse=True)
        first = next(index for index, row in enumerate(rows) if any(words(tc).isdigit() for tc in row.iter(f"{W}tc")))
        assert heads.index(False) == first
