"""The neutral document: what is printed, in which order, and where each word came from."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.document import (
    Document,
    Entry,
    Face,
    Heading,
    Note,
    Paragraph,
    Signature,
    TableBlock,
    Title,
    document_of,
)
from exporters.profiles import profile, profiles
from exporters.titles import width
from importers.text.plain import read_text
from models.forms import FORMS
from models.grid import grid_of
from models.report import Report
from models.texts import bound, printed_text
from models.totals import evaluate
from tests.reports import CASES, PUBLISHED, published_report

HANYIN = Report().apply(read_text((CASES / "reports" / "hanyin-2021.txt").read_text("utf-8"), "hanyin-2021.txt").edit)
RUN_IN = profile("接排")
OWN_LINE = profile("通用")


def report(**values):
    return Report().apply({"unit": "某县某局", "year": 2024, **{id.replace("__", "."): v for id, v in values.items()}})


def printed(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, (Heading, Paragraph, Note))]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.id)
def test_every_section_stands_in_its_order_with_its_table(form):
    document = document_of(Report().apply({"form": form.id}), profile=RUN_IN)
    found = [(block.text, block.place) for block in document.blocks if isinstance(block, Heading)]
    assert found == [
        (section.heading, section.table.id if section.table else section.number) for section in form.sections
    ]
    tables = [block.table for block in document.blocks if isinstance(block, TableBlock)]
    assert tables == list(form.tables)
    assert all(b.grid == grid_of(b.table) for b in document.blocks if isinstance(b, TableBlock))


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_cell_prints_its_figure_and_blanks_print_nil(name):
    report = published_report(name)
    figures = evaluate(report)
    for block in document_of(report, figures, profile=RUN_IN).blocks:
        if isinstance(block, TableBlock):
            assert set(block.entries) == {p.cell for p in block.grid.places if p.cell}
            for cell, entry in block.entries.items():
                value = figures.printed[cell]
                assert entry.printed == ("0" if value is None else str(value)) and entry.blank == (value is None)


def test_a_remark_without_room_beside_its_figure_stands_under_the_table():
    report = Report().apply(
        {"t3.new.natural": 3, "remark.t3.new.natural": "其中网上2件", "remark.t4.direct.upheld": "已撤诉"}
    )
    document = document_of(report.apply({"note.t4": "不含撤诉。"}), profile=RUN_IN)
    assert [note.text for note in document.blocks if isinstance(note, Note)] == [
        "注：“一、本年新收政府信息公开申请数量”自然人3（其中网上2件）。",
        "注：不含撤诉。",
        "“未经复议直接起诉 结果维持”0（已撤诉）。",
    ]
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    assert tables[1].entries["t3.new.natural"] == Entry("3")
    assert [note for table in tables for note in table.notes] == [b for b in document.blocks if isinstance(b, Note)]


def test_a_profile_can_leave_blanks_blank():
    document = document_of(report(), profile=profile("空白不填零"))
    assert all(
        entry.printed == "" for b in document.blocks if isinstance(b, TableBlock) for entry in b.entries.values()
    )


def test_text_that_is_no_number_and_a_remark_are_printed_as_typed():
    document = document_of(
        Report().apply(
            {"t3.new.natural": "约3件", "t2.normative.made": 22, "remark.t2.normative.made": "其中修订16件"}
        ),
        profile=RUN_IN,
    )
    entries = {id: e for b in document.blocks if isinstance(b, TableBlock) for id, e in b.entries.items()}
    assert entries["t3.new.natural"] == Entry("约3件", number=False)
    assert entries["t2.normative.made"].printed == "22（其中修订16件）"


def test_the_seed_report_has_all_its_prose_and_each_word_knows_its_place():
    document = document_of(HANYIN, profile=OWN_LINE)
    texts = "\n".join(block.text for block in document.blocks if isinstance(block, (Heading, Paragraph)))
    for id in HANYIN.form.texts:
        assert HANYIN.text(id) in texts
    for block in document.blocks:
        if isinstance(block, (Heading, Paragraph)):
            for run in block.runs:
                if run.source is not None:
                    assert HANYIN.text(run.source.text)[run.source.start : run.source.end] == run.text


def test_headings_of_the_parts_are_run_in_where_that_suits_all_of_them():
    texts = {
        "一.1": "公开信息8条。",
        "一.2": "没有收到申请。",
        "一.3": "加强管理。",
        "一.4": "没有平台。",
        "一.5": "加强监督。",
    }
    short = Report().apply(texts)
    runs = [b.runs for b in document_of(short, profile=RUN_IN).blocks if isinstance(b, Paragraph)]
    assert [run[0].text for run in runs] == [
        "（一）主动公开。", "（二）依申请公开。", "（三）政府信息管理。", "（四）政府信息公开平台建设。", "（五）监督保障。",
    ]  # fmt: skip
    assert all(run[0].face is Face.HEADING and run[1].face is Face.TEXT for run in runs)
    lists = short.apply({"一.3": "1.健全机构。成立领导小组。\n2.健全制度。专人负责。"})
    assert [b.text for b in document_of(lists, profile=RUN_IN).blocks if isinstance(b, Heading) and b.level == 2] == [
        "（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障",
    ]  # fmt: skip


def test_a_part_that_brings_its_own_heading_gets_no_second_one():
    document = document_of(report(一__2="（二）依申请公开情况。全年收到申请3件。"), profile=RUN_IN)
    assert [text for text in printed(document) if "依申请公开" in text] == ["（二）依申请公开情况。全年收到申请3件。"]


def test_no_part_is_left_out_once_one_is_filled_in_and_none_shown_where_the_text_is_whole():
    assert "（三）政府信息管理" in printed(document_of(report(一__1="公开8条。"), profile=OWN_LINE))
    assert not any("政府信息管理" in text for text in printed(document_of(report(一="全文。"), profile=OWN_LINE)))


@pytest.mark.parametrize(
    ("unit", "year", "lines"),
    [
        ("某县教育局", 2024, ("某县教育局", "2024年政府信息公开工作年度报告")),
        ("某局", 2024, ("某局2024年政府信息公开工作年度报告",)),
        ("", 2024, ("2024年政府信息公开工作年度报告",)),
        ("", None, ("政府信息公开工作年度报告",)),
        (
            "某某自治区某某自治州某某自治县人力资源和社会保障局",
            2024,
            ("某某自治区某某自治州", "某某自治县人力资源和社会保障局", "2024年政府信息公开工作年度报告"),
        ),
    ],
)
def test_the_title_is_broken_into_balanced_lines(unit, year, lines):
    title = document_of(Report().apply({"unit": unit, "year": year}), profile=RUN_IN).blocks[0]
    assert title == Title(lines)


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        (
            "某某省某某市某某县住房和城乡建设局（人民防空办公室、城市管理综合行政执法局）",
            ("某某省某某市某某县", "住房和城乡建设局（人民防空办公室、", "城市管理综合行政执法局）"),
        ),
        (
            "某市发展和改革委员会（市粮食和物资储备局、市能源局）",
            ("某市发展和改革委员会", "（市粮食和物资储备局、市能源局）"),
        ),
        (
            "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗退役军人事务局",
            ("内蒙古自治区呼伦贝尔市", "莫力达瓦达斡尔族自治旗退役军人事务局"),
        ),
        (
            "北京市海淀区人民政府中关村街道办事处（地区办事处）",
            ("北京市海淀区人民政府", "中关村街道办事处（地区办事处）"),
        ),
        ("国家税务总局某某经济技术开发区税务局第一税务分局", ("国家税务总局某某经济技术开发区", "税务局第一税务分局")),
    ],
)
def test_a_long_name_is_broken_by_its_sense(unit, lines):
    title = document_of(Report().apply({"unit": unit, "year": 2024}), profile=RUN_IN).blocks[0]
    assert title.lines[:-1] == lines  # type: ignore[union-attr]


@given(st.text("省市县委员会、（）某局办公室人民政府住房和", min_size=20, max_size=80))
def test_no_line_of_a_title_ends_with_an_opening_bracket_or_begins_with_a_closing_one(unit):
    title = document_of(Report().apply({"unit": unit, "year": 2024}), profile=RUN_IN).blocks[0]
    lines = title.lines[:-1]  # type: ignore[union-attr]
    breaks = list(itertools.pairwise(lines))
    # a run of signs longer than a line has no other place to break
    if max((len(run) for run in re.findall("[、（）]+", unit)), default=0) < 5:
        assert not any(before[-1] in "（" or after[0] in "）、" for before, after in breaks)


@given(st.text("省市县委员会、（）某局（a", min_size=1, max_size=60))
def test_no_title_line_is_wider_than_the_page(unit):
    title = document_of(Report().apply({"unit": unit, "year": 2024}), profile=RUN_IN)
    lines = title.blocks[0].lines  # type: ignore[union-attr]
    assert "".join(lines) == title.title
    assert all(width(line) * 22 <= 156 / 25.4 * 72 for line in lines[:-1])


def test_a_bound_figure_prints_its_number_and_knows_its_mark():
    stored = f"全年收到申请{bound('t3.new.total')}件。"
    document = document_of(report(一=stored, t3__new__natural=3), profile=RUN_IN)
    paragraph = next(block for block in document.blocks if isinstance(block, Paragraph))
    assert paragraph.text == "全年收到申请3件。"
    figure = next(run for run in paragraph.runs if run.cell)
    assert figure.cell == "t3.new.total" and figure.source is not None
    assert stored[figure.source.start : figure.source.end] == bound("t3.new.total")


def test_notes_contact_line_and_signature_are_printed_once():
    document = document_of(
        report(
            preamble="本报告由某局编制。",
            contact="电话：0517-1234567",
            note__t4="含上年结转案件。\n注2：另有一件撤诉。",
            signed_by="某县某局",
            signed_on="2025年1月20日",
        ),
        profile=RUN_IN,
    )
    assert printed(document)[:2] == ["本报告由某局编制。", "电话：0517-1234567"]
    assert [b.text for b in document.blocks if isinstance(b, Note)] == ["注：含上年结转案件。", "注2：另有一件撤诉。"]
    assert document.blocks[-1] == Signature("某县某局", "2025年1月20日")
    inside = document_of(report(preamble="联系电话：010-1。", contact="电话：010-1"), profile=RUN_IN)
    assert printed(inside).count("电话：010-1") == 0


def test_characters_that_no_file_can_hold_are_left_out_and_said():
    document = document_of(report(五="存在\x00问题\ud800。\x0b改进", unit="某\x07局"), profile=RUN_IN)
    assert "存在问题。" in printed(document) and "改进" in printed(document)
    assert document.unit == "某局"
    assert len(document.left_out) == 2 and "U+0000、U+D800" in document.left_out[1] and "五" not in document.left_out[0]
    "".join(printed(document)).encode("utf-8")


@settings(max_examples=60)
@given(st.text(max_size=80), st.sampled_from([p.name for p in profiles().values()]))
def test_whatever_is_typed_is_printed_with_its_place(text, name):
    report = Report().apply({"五": text, "一.2": text, "note.t2": text})
    document = document_of(report, profile=profile(name))
    for block in document.blocks:
        if isinstance(block, (Heading, Paragraph, Note)):
            for run in block.runs:
                if run.source is not None and not run.cell:
                    assert (
                        report.text(run.source.text)[run.source.start : run.source.end].replace("\t", " ") == run.text
                    )


def test_a_hundred_thousand_characters_are_one_text_like_any_other():
    text = "\n".join(f"{i}.加强管理。一是健全制度；二是落实责任。" for i in range(1, 4000))
    document = document_of(report(五=text), profile=RUN_IN)
    found = "\n".join(
        b.text for b in document.blocks if isinstance(b, (Heading, Paragraph)) and b.place == "五" and b.level != 1
    )
    assert found == printed_text(report(五=text), evaluate(report()), "五")
