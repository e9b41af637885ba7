"""Templates of superior offices filled in: each kind that they send."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from exporters.options import ExportError, Options
from exporters.word.report import make
from importers.draft import Draft
from importers.word import read_word_data
from models.embedding import PART, extract, published
from models.forms import FORMS
from models.report import Report
from models.texts import printed_text
from models.totals import evaluate
from models.values import show
from tests.exporters.word.cases import SAMPLE, attribute, parts, the, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import (
    MAIN,
    OFFICIAL,
    body_of,
    changed,
    fill,
    find,
    fragment,
    lines,
    ours,
    paragraph,
    put_after,
    replace_by,
    say,
    wrapped,
)
from tests.reports import PUBLISHED, published_report

FIGURES = published_report("huaian-2024")
PLACE = "（文字描述）"
CELLS = {id for form in FORMS.values() for id in form.cells}
SHORT = FIGURES.apply({"一": "总体良好。", "五": "人手不足。", "六": "没有收取信息处理费。"})


def read(data):
    return read_word_data(data, Draft("填好.docx")).edit


def printed(report):
    """Every cell as it should be printed."""
    values = evaluate(report).printed
    return {id: show(values[id]) or "0" for id in report.form.cells}


def cells_of(data):
    """Every cell as it is read from a filled template."""
    return printed(Report().apply({id: v for id, v in read(data).items() if id in CELLS or id in ("year", "form")}))


@pytest.mark.parametrize("name", [name for name in PUBLISHED if "2019" not in name])
@pytest.mark.parametrize("template", [OFFICIAL, ours()], ids=["official", "ours"])
def test_every_figure_stands_in_its_cell(template, name):
    report = published_report(name)
    assert cells_of(fill(template, report).data) == printed(report)


def test_the_texts_stand_under_their_headings_in_the_official_template():
    output = fill(OFFICIAL, SAMPLE)
    edit = read(output.data)
    assert edit["unit"] == SAMPLE.unit and edit["year"] == SAMPLE.year
    for id in ("preamble", "一", "一.1", "一.2", "一.3", "一.4", "一.5", "五", "六"):
        assert edit[id] == printed_text(SAMPLE, evaluate(SAMPLE), id)
    assert output.notes == ()
    assert PLACE not in "".join(lines(body_of(output.data)))


@pytest.mark.parametrize("template", [OFFICIAL, ours()], ids=["official", "ours"])
def test_all_but_the_filled_places_stays_as_it_was(template):
    filled = fill(template, SHORT).data
    before, after = parts(template), parts(filled)
    assert list(before) == list(after)
    same = [name for name in before if name not in (MAIN, PART)]
    assert [before[name] for name in same] == [after[name] for name in same]
    old, new = (etree.fromstring(data) for data in (before[MAIN], after[MAIN]))
    for mine, theirs in zip(list(old.iter(f"{W}p")), list(new.iter(f"{W}p")), strict=True):
        place = words(mine) != words(theirs)
        if place:
            assert (
                not words(mine).strip()
                or "文字描述" in words(mine)
                or "格式模板" in words(mine)
                or "年度报告" in words(mine)
            )
            assert attribute(mine, "pPr/pStyle") == attribute(theirs, "pPr/pStyle")
            for p in (mine, theirs):
                p.clear()
    assert etree.tostring(old, method="c14n") == etree.tostring(new, method="c14n")
    assert sum(1 for p in old.iter(f"{W}p") if not len(p)) >= 200


def test_a_preamble_goes_where_it_is_marked_or_is_listed():
    report = SHORT.apply({"preamble": "本报告由某局编制。", "contact": "电话：010-1。"})

    def marked(body):
        put_after(find(body, "政府信息公开工作年度报告格式模板"), paragraph("附注"), paragraph("（此处填写引言）"))

    shown = lines(body_of(fill(changed(OFFICIAL, marked), report).data))
    at = shown.index("附注")
    assert shown[at + 1 : at + 3] == ["本报告由某局编制。", "电话：010-1。"]

    def without(body):
        gap = find(body, "政府信息公开工作年度报告格式模板").getnext()
        assert gap is not None and not words(gap)
        body.remove(gap)

    assert fill(changed(OFFICIAL, without), report).notes == ("模板里没有引言的地方，引言没有填。",)


def test_new_words_have_the_font_and_size_of_their_place():
    def change(body):
        font = "<w:rFonts w:ascii='Arial' w:eastAsia='方正仿宋_GBK'/><w:b/><w:sz w:val='30'/>"
        replace_by(find(body, PLACE), paragraph(PLACE, font))

    body = body_of(fill(changed(OFFICIAL, change), SHORT).data)
    run = next(find(body, "总体良好。").iter(f"{W}r"))
    assert attribute(run, "rPr/rFonts", "eastAsia") == "方正仿宋_GBK"
    assert attribute(run, "rPr/rFonts", "hint") == "eastAsia"
    assert attribute(run, "rPr/sz") == "30" and run.find(f"{W}rPr/{W}b") is not None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["XX县XX局", "XXXX年政府信息公开工作年度报告"], ["淮安市人民政府", "2024年政府信息公开工作年度报告"]),
        (["（单位名称）", "××年度政府信息公开年度报告"], ["淮安市人民政府", "2024年政府信息公开工作年度报告"]),
        (["____________2025年政府信息公开工作年度报告"], ["淮安市人民政府\n2024年政府信息公开工作年度报告"]),
        (["附件2", "政府信息公开工作年度报告（模板）"], ["附件2", "淮安市人民政府\n2024年政府信息公开工作年度报告"]),
    ],
)
def test_the_title_is_filled_in_where_the_template_has_it(given, expected):
    def change(body):
        title = find(body, "政府信息公开工作年度报告格式模板")
        for text in given[:-1]:
            title.addprevious(paragraph(text))
        say(title, given[-1])

    shown = [line for line in lines(body_of(fill(changed(OFFICIAL, change), SHORT).data)) if line]
    assert shown[: len(expected)] == expected


def test_a_title_that_is_right_already_is_left_alone():
    title = "淮安市人民政府2024年政府信息公开工作年度报告"
    template = changed(OFFICIAL, lambda body: say(find(body, "政府信息公开工作年度报告格式模板"), title))
    mine, theirs = (find(body_of(data), title) for data in (template, fill(template, SHORT).data))
    assert etree.tostring(mine, method="c14n") == etree.tostring(theirs, method="c14n")


def test_a_column_of_notes_stays_empty():
    def change(body):
        for table in list(body.iter(f"{W}tbl"))[:2]:
            for index, row in enumerate(table.iter(f"{W}tr")):
                row.append(fragment(f"<w:tc><w:p><w:r><w:t>{'' if index else '备注'}</w:t></w:r></w:p></w:tc>"))

    filled = fill(changed(OFFICIAL, change), SHORT)
    assert cells_of(filled.data) == printed(SHORT)
    for table in list(body_of(filled.data).iter(f"{W}tbl"))[:2]:
        assert {words(row[-1]) for row in table.iter(f"{W}tr")} == {"备注", ""}


def test_the_2019_shape_takes_a_2019_report_as_it_is():
    report = published_report("shanghai-office-2019")
    output = fill(ours("2019"), report)
    assert cells_of(output.data) == printed(report)
    assert not any("格式" in note for note in output.notes)


def test_the_2019_shape_takes_the_sum_of_the_rows_that_it_does_not_tell_apart():
    output = fill(ours("2019"), SHORT)
    body = body_of(output.data)
    row = next(r for r in list(body.iter(f"{W}tbl"))[1].iter(f"{W}tr") if "（六）其他处理" in words(r))
    expected = [
        show(evaluate(SHORT).add(tuple(f"t3.other.{row}.{column}" for row in ("no_correction", "no_fee", "other"))))
        for column in ("natural", "business", "research", "nonprofit", "legal", "other", "total")
    ]
    assert [words(cell) for cell in row.iter(f"{W}tc")][-7:] == expected
    assert "模板的表三是2019年格式，按这个格式填写，请核对。" in output.notes
    assert any("表二没有这些数字的地方" in note and "现行有效件数" not in note for note in output.notes)


def test_tables_in_text_boxes_are_refused_with_the_reason():
    def change(body):
        for table in list(body.iter(f"{W}tbl")):
            wrapped(table, "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")

    with pytest.raises(ExportError, match=r"文本框里.*移出来"):
        fill(changed(OFFICIAL, change), SHORT)


def test_tracked_changes_do_not_confuse_and_are_gone_where_it_is_filled_in():
    def change(body):
        place = find(body, PLACE)
        place.append(fragment("<w:del w:id='1' w:author='a'><w:r><w:delText>旧的</w:delText></w:r></w:del>"))
        wrapped(place[-2], "<w:ins w:id='2' w:author='a'>", "</w:ins>")
        heading = find(body, "二、主动公开政府信息情况")
        heading.append(fragment("<w:del w:id='3' w:author='a'><w:r><w:delText>（旧）</w:delText></w:r></w:del>"))
        cell = next(c for c in body.iter(f"{W}tc") if not words(c))
        cell[-1].append(fragment("<w:ins w:id='4' w:author='a'><w:r><w:t>0</w:t></w:r></w:ins>"))
        row = next(body.iter(f"{W}tbl"))[2]
        gone = etree.fromstring(etree.tostring(row))
        the(gone, "trPr").append(fragment("<w:del w:id='5' w:author='a'/>"))
        row.addnext(gone)

    filled = fill(changed(OFFICIAL, change), SHORT).data
    body = body_of(filled)
    assert cells_of(filled) == printed(SHORT)
    assert find(body, "总体良好。").find(f"{W}del") is None
    assert len(list(body.iter(f"{W}del"))) == 2 and not list(body.iter(f"{W}ins"))


def test_content_controls_are_filled_and_no_longer_show_their_prompt_or_bound_data():
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath='/a' w:storeItemID='b'/></w:sdtPr><w:sdtContent>"
    close = "</w:sdtContent></w:sdt>"

    def change(body):
        wrapped(find(body, PLACE), prompt, close)
        blank = [c for c in body.iter(f"{W}tc") if not words(c).strip()]
        blank[0][-1].append(fragment(f"{prompt}<w:r><w:t>单击此处输入</w:t></w:r>{close}"))
        wrapped(blank[1], prompt.replace("<w:showingPlcHdr/>", ""), close)

    filled = fill(changed(OFFICIAL, change), SHORT).data
    assert cells_of(filled) == printed(SHORT)
    body = body_of(filled)
    assert words(find(body, "总体良好。")) == "总体良好。"
    assert not list(body.iter(f"{W}showingPlcHdr"))
    assert len(list(body.iter(f"{W}sdt"))) == 3
    control = next(next(body.iter(f"{W}tbl")).iter(f"{W}sdt"))
    assert words(control) == "1" and not list(body.iter(f"{W}dataBinding"))


def test_tables_and_texts_arranged_in_another_table_are_found():
    def change(body):
        content = [item for item in body if item.tag != f"{W}sectPr"]
        layout = fragment(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>"
        )
        body.insert(0, layout)
        layout[-1][0].extend(content)

    output = fill(changed(OFFICIAL, change), SHORT)
    assert {"总体良好。", "人手不足。"} <= {words(p) for p in body_of(output.data).iter(f"{W}p")}
    tables = list(body_of(output.data).iter(f"{W}tbl"))
    assert [words(c) for c in tables[3].iter(f"{W}tc")][-15:] == [
        printed(SHORT)[id] for id in SHORT.form.cells if id[:2] == "t4"
    ]


def test_a_table_3_without_its_heads_is_filled_in_their_order():
    def change(body):
        table = list(body.iter(f"{W}tbl"))[1]
        for row in list(table.iter(f"{W}tr"))[:3]:
            table.remove(row)

    filled = fill(changed(OFFICIAL, change), SHORT)
    table = list(body_of(filled.data).iter(f"{W}tbl"))[1]
    first = [words(cell) for cell in next(table.iter(f"{W}tr")).iter(f"{W}tc")]
    values = printed(SHORT)
    assert first[1:] == [values[id] for id in SHORT.form.cells if id.startswith("t3.new.")]


def test_rows_that_the_template_lacks_are_listed():
    def change(body):
        table = list(body.iter(f"{W}tbl"))[1]
        table.remove(next(row for row in table.iter(f"{W}tr") if "8.属于行政查询事项" in words(row)))

    notes = fill(changed(OFFICIAL, change), SHORT).notes
    assert notes == ("模板的表三没有这些数字的地方，没有填：“（三）不予公开 8.属于行政查询事项”。",)


def test_a_template_without_one_table_is_filled_and_says_so():
    def change(body):
        body.remove(list(body.iter(f"{W}tbl"))[2])

    output = fill(changed(OFFICIAL, change), SHORT)
    assert "模板里没有表四，这张表没有填。" in output.notes
    assert cells_of(output.data).items() >= {id: v for id, v in printed(SHORT).items() if id[:2] != "t4"}.items()


def test_parts_with_headings_of_their_own_get_their_own_texts():
    titles = (
        "（一）主动公开情况",
        "（二）依申请公开情况",
        "政府信息管理情况",
        "（四）平台建设情况",
        "（五）监督保障情况",
    )

    def change(body):
        place = find(body, PLACE)
        extra = [paragraph(text) for title in titles for text in (title, "（请填写有关内容）")]
        put_after(place, *extra)

    brings = SAMPLE.apply({"一.2": "（二）依申请公开。没有收到申请。", "一.4": "（四）平台建设\n没有平台。"})
    shown = lines(body_of(fill(changed(OFFICIAL, change), brings).data))
    start = shown.index(titles[0])
    assert shown[start - 1] == brings.text("一")
    assert shown[start + 1] == brings.text("一.1")
    assert shown[start + 2 : start + 4] == [titles[1], "没有收到申请。"]
    assert shown[shown.index(titles[3]) + 1] == "没有平台。"
    assert shown[shown.index(titles[2]) + 1] == brings.text("一.3").split("\n")[0]


def test_a_place_behind_a_heading_on_its_line_keeps_the_heading():
    def change(body):
        heading = find(body, "五、存在的主要问题及改进情况")
        heading.append(paragraph("（文字描述）", "<w:rFonts w:eastAsia='仿宋'/>")[0])
        replace_by(find(body, PLACE), paragraph("一、没有用的占位"))
        parent = find(body, PLACE).getparent()
        assert parent is not None
        parent.remove(find(body, PLACE))

    report = SHORT.apply({"五": "人手不足。\n将增加人手。"})
    body = body_of(fill(changed(OFFICIAL, change), report).data)
    shown = lines(body)
    at = shown.index("五、存在的主要问题及改进情况人手不足。")
    assert shown[at + 1] == "将增加人手。"
    assert find(body, "将增加人手。").find(f".//{W}b") is None


def test_an_empty_line_under_a_heading_is_a_place():
    template = changed(OFFICIAL, lambda body: find(body, PLACE).remove(find(body, PLACE)[-1]))
    assert "总体良好。" in lines(body_of(fill(template, SHORT).data))


def test_notes_and_signature_go_where_the_template_has_them_and_are_listed_where_not():
    full = SHORT.apply(
        {"note.t4": "含上年结转。", "note.t2": "规章由市政府制定。", "signed_by": "某局", "signed_on": "2025年1月20日"}
    )

    def change(body):
        put_after(list(body.iter(f"{W}tbl"))[2], paragraph("注："))
        put_after(
            find(body, "（文字描述，收取信息处理费情况在此处报告。）"), paragraph("XX单位"), paragraph("XXXX年XX月XX日")
        )

    output = fill(changed(OFFICIAL, change), full)
    shown = lines(body_of(output.data))
    assert "注：含上年结转。" in shown and "某局" in shown and "2025年1月20日" in shown
    assert output.notes == ("模板里没有表二的注的地方，没有填：“注：规章由市政府制定。”。",)
    notes = fill(OFFICIAL, full).notes
    assert "模板里没有落款单位的地方，没有填。" in notes and "模板里没有落款日期的地方，没有填。" in notes


def test_what_the_report_has_not_leaves_the_place_as_it_is():
    output = fill(OFFICIAL, Report())
    shown = lines(body_of(output.data))
    assert PLACE in shown and "政府信息公开工作年度报告格式模板" in shown
    assert "“总体情况”没有文字，模板里的占位文字原样保留。" in output.notes
    assert len(output.notes) == 4 and not any("还有" in note for note in output.notes)
    more = changed(OFFICIAL, lambda body: put_after(find(body, PLACE), paragraph("全年公开信息XX条。")))
    assert fill(more, SHORT).notes == ("模板里还有1处没有填：“全年公开信息XX条。”，请手工填写。",)


def test_a_blank_cell_prints_as_the_profile_wants_it():
    assert set(cells_of(fill(OFFICIAL, Report()).data).values()) == {"0"}
    assert not CELLS & set(read(fill(OFFICIAL, Report(), "空白不填零").data))


def test_a_template_of_our_own_carries_the_report_that_it_now_shows():
    embedded = extract(parts(fill(ours(), SHORT).data)[PART], "模板.docx")
    assert embedded is not None and embedded.report == published(SHORT)


def test_a_figure_that_would_break_in_its_cell_is_set_smaller():
    body = body_of(fill(OFFICIAL, SHORT.apply({"t3.new.natural": 123456})).data)
    runs = {words(run): attribute(run, "rPr/sz") for run in list(body.iter(f"{W}tbl"))[1].iter(f"{W}r")}
    assert runs["53"] == "24" and runs["123456"] == "16"


def test_amounts_are_given_in_the_unit_of_the_template():
    def change(body):
        say(find(body, "本年收费金额（单位：万元）"), "本年收费金额（单位：元）")

    table = next(body_of(fill(changed(OFFICIAL, change), SHORT).data).iter(f"{W}tbl"))
    assert [words(cell) for cell in table.iter(f"{W}tc")][-1] == "961716000"


def test_hostile_words_stand_as_they_are_and_what_no_file_can_hold_is_said():
    text = "<w:p>&\"'=1+1@\U0001f600\x00\ud800\n" + "很长。" * 34_000
    output = fill(OFFICIAL, SHORT.apply({"五": text, "unit": "<某&局>'\"", "t3.new.natural": "=1<2"}))
    shown = lines(body_of(output.data))
    assert "<w:p>&\"'=1+1@\U0001f600" in shown and "很长。" * 34_000 in shown
    assert any("已略去" in note for note in output.notes)
    docx.Document(io.BytesIO(output.data))


def rewritten(old, new, *more):
    """The official template with other bytes in all its parts, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OFFICIAL)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            target.writestr(info, source.read(info).replace(old, new) if old else source.read(info))
        for name in more:
            target.writestr(name, "<a/>")
    return out.getvalue()


def test_a_strict_document_is_filled_too():
    strict = rewritten(W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert cells_of(fill(strict, SHORT).data) == printed(SHORT)


def test_a_dotx_becomes_a_document():
    filled = fill(rewritten(b"document.main+xml", b"template.main+xml"), SHORT)
    assert b"wordprocessingml.document.main+xml" in parts(filled.data)["[Content_Types].xml"]
    assert docx.Document(io.BytesIO(filled.data)).tables


def test_a_signature_is_said_to_be_void():
    assert "模板带有数字签名，填写之后签名失效。" in fill(rewritten(b"", b"", "_xmlsignatures/sig1.xml"), SHORT).notes


def book():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr(
            "_rels/.rels",
            "<Relationships><Relationship Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        )
        file.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def without_tables(body):
    for table in list(body.iter(f"{W}tbl")):
        body.remove(table)


def with_other_tables(body):
    for table in body.iter(f"{W}tbl"):
        for p in table.iter(f"{W}p"):
            if words(p):
                say(p, "甲")


def entity():
    def bomb(data):
        return data.replace(b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OFFICIAL)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, bomb(old.read(info)) if info.filename == MAIN else old.read(info))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Word 文档"),
        ("年度报告".encode(), "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .doc"),
        (OFFICIAL[:9000], "已经损坏"),
        (OFFICIAL[:4000] + bytes(400) + OFFICIAL[4400:], "已经损坏"),
        (book(), "不是 Word 文档"),
        (rewritten(b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"), "带有宏"),
        (entity(), "实体声明"),
        (changed(OFFICIAL, without_tables), "没有表格"),
        (changed(OFFICIAL, with_other_tables), "对不上"),
    ],
    ids=["empty", "text", "doc", "cut", "damaged", "workbook", "macros", "entity", "no tables", "other tables"],
)  # fmt: skip
def test_what_is_no_template_is_refused_in_one_sentence(data, said):
    with pytest.raises(ExportError, match=said) as refused:
        fill(data, SHORT)
    assert str(refused.value).startswith("模板“模板.docx”") and "\n" not in str(refused.value)


def test_the_kind_docx_fills_the_template_that_it_is_given(tmp_path):
    path = tmp_path / "上级模板.docx"
    path.write_bytes(OFFICIAL)
    assert make(SHORT, Options(template=path)) == fill(OFFICIAL, SHORT)
    with pytest.raises(ExportError, match="打不开"):
        make(SHORT, Options(template=tmp_path / "没有.docx"))
