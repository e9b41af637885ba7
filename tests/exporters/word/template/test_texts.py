"""The texts of a template: title, preamble, sections and their parts, notes and signature, each in the style of its place."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import etree

from exporters.options import Options
from exporters.word.report import make
from models.report import Report
from models.texts import printed_text
from models.totals import evaluate
from tests.exporters.word.cases import SAMPLE, attribute, the, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import (
    OFFICIAL,
    PLACE,
    SHORT,
    body_of,
    cells_of,
    changed,
    fill,
    find,
    lines,
    paragraph,
    printed,
    put_after,
    read,
    replace_by,
    say,
)


def test_the_texts_stand_under_their_headings_in_the_official_template():
    output = fill(OFFICIAL, SAMPLE)
    edit = read(output.data)
    assert edit["unit"] == SAMPLE.unit and edit["year"] == SAMPLE.year
    for id in ("preamble", "一", "一.1", "一.2", "一.3", "一.4", "一.5", "五", "六"):
        assert edit[id] == printed_text(SAMPLE, evaluate(SAMPLE), id)
    assert output.notes == ()
    assert PLACE not in "".join(lines(body_of(output.data)))


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
    assert fill(more, SHORT).notes == ("“一、总体情况”下模板原有的“全年公开信息XX条。”换成了报告的文字。",)


def test_hostile_words_stand_as_they_are_and_what_no_file_can_hold_is_said():
    text = "<w:p>&\"'=1+1@\U0001f600\x00\ud800\n" + "很长。" * 34_000
    output = fill(OFFICIAL, SHORT.apply({"五": text, "unit": "<某&局>'\"", "t3.new.natural": "=1<2"}))
    shown = lines(body_of(output.data))
    assert "<w:p>&\"'=1+1@\U0001f600" in shown and "很长。" * 34_000 in shown
    assert any("已略去" in note for note in output.notes)
    docx.Document(io.BytesIO(output.data))


EVERYDAY = (
    "……", "○○○○○○", "（略）", "此处填写", "请填写", "（内容）", "[请输入内容]", "（不少于200字）", "一是××；二是××", "□□□□",
    "（（文字描述））", "（文字描述（含收费情况））", "XXX", "______", "略。", "{{五}}", "【待补充】", "请在此处填写本部门2024年的工作情况。",
    "（1000字以内）", "某某某某", "单击或点击此处输入文字。", "填写说明：本部分应包括问题和改进情况。", "．．．．．．", "无", "存在的问题：××××",
    "＊＊＊＊", "〈此处插入文字〉", "正文", "（一）×××；（二）×××", "☆☆☆", "？？？", "（请根据本单位实际填写，不少于500字）", "示例：我局全年……",
)  # fmt: skip


@pytest.mark.parametrize("place", EVERYDAY)
def test_whatever_sign_holds_the_place_gives_way_to_the_text(place):
    output = fill(changed(OFFICIAL, lambda body: say(five(body), place)), SHORT)
    shown = lines(body_of(output.data))
    heading = shown.index("五、存在的主要问题及改进情况")
    assert shown[heading + 1 : heading + 3] == ["人手不足。", "六、其他需要报告的事项"]
    assert place not in "".join(shown) or place == "无"
    assert output.notes == ()


def five(body):
    """The place under 五."""
    return the(find(body, "五、存在的主要问题及改进情况").getnext())


def test_a_text_stands_behind_its_heading_where_the_template_has_no_place_at_all():
    def change(body):
        replace_by(five(body), paragraph("此文件由县政府办公室统一制定，各单位不得更改。", "<w:sz w:val='30'/>"))

    output = fill(changed(OFFICIAL, change), SHORT)
    body = body_of(output.data)
    shown = lines(body)
    at = shown.index("五、存在的主要问题及改进情况")
    assert shown[at + 1 : at + 3] == ["人手不足。", "此文件由县政府办公室统一制定，各单位不得更改。"]
    assert attribute(next(find(body, "人手不足。").iter(f"{W}r")), "rPr/sz") == "30"
    assert output.notes == (
        "模板原有的1段文字留在报告里：“此文件由县政府办公室统一制定，各单位不得更改。”，请核对要不要保留。",
    )


def test_a_heading_with_nothing_under_it_gets_its_text_too():
    def change(body):
        for item in [p for p in body.iter(f"{W}p") if "文字描述" in words(p)]:
            body.remove(item)
        for item in [p for p in body.iterchildren(f"{W}p") if not words(p)]:
            body.remove(item)

    output = fill(changed(OFFICIAL, change), SHORT)
    shown = lines(body_of(output.data))
    for heading, text in (("一、总体情况", "总体良好。"), ("五、存在的主要问题及改进情况", "人手不足。")):
        assert shown[shown.index(heading) + 1] == text
    assert read(output.data)["六"] == SHORT.text("六")
    run = find(body_of(output.data), "人手不足。")
    assert attribute(run, "pPr/ind", "firstLineChars") == "200"


def test_a_sentence_with_gaps_and_a_heading_of_the_template_give_way_and_are_said():
    def change(body):
        put_after(
            five(body),
            paragraph("（一）存在的主要问题"),
            paragraph("××不够；××不足。"),
            paragraph("我县XX局今后将进一步加强信息公开工作。"),
        )

    output = fill(changed(OFFICIAL, change), SHORT)
    shown = lines(body_of(output.data))
    at = shown.index("五、存在的主要问题及改进情况")
    assert shown[at + 1 : at + 3] == ["人手不足。", "六、其他需要报告的事项"]
    assert output.notes == (
        "“五、存在的主要问题及改进情况”下模板原有的“（一）存在的主要问题”、“我县XX局今后将进一步加强信息公开工作。”换成了报告的文字。",
    )


def test_a_text_does_not_take_the_colour_or_line_of_its_prompt():
    def change(body):
        prompt = "<w:rFonts w:eastAsia='楷体'/><w:i/><w:color w:val='FF0000'/><w:highlight w:val='yellow'/><w:u w:val='single'/>"
        replace_by(five(body), paragraph("______", prompt))

    run = next(find(body_of(fill(changed(OFFICIAL, change), SHORT).data), "人手不足。").iter(f"{W}r"))
    assert attribute(run, "rPr/rFonts", "eastAsia") == "楷体"
    assert [run.find(f"{W}rPr/{W}{name}") for name in ("i", "color", "highlight", "u")] == [None] * 4


def test_a_part_that_the_template_lacks_stands_with_its_heading_behind_the_one_before_it():
    def change(body):
        put_after(
            find(body, PLACE),
            paragraph("（一）主动公开"),
            paragraph("……"),
            paragraph("（五）监督保障"),
            paragraph("……"),
        )

    report = SHORT.apply({f"一.{n}": f"第{n}部分的文字。" for n in range(1, 6)})
    shown = lines(body_of(fill(changed(OFFICIAL, change), report).data))
    at = shown.index("（一）主动公开")
    assert shown[at + 1 : at + 10] == [
        "第1部分的文字。", "（二）依申请公开", "第2部分的文字。", "（三）政府信息管理", "第3部分的文字。",
        "（四）政府信息公开平台建设", "第4部分的文字。", "（五）监督保障", "第5部分的文字。",
    ]  # fmt: skip


LAST = SAMPLE.apply(
    {
        "signed_by": "汉阴县交通运输局",
        "signed_on": "2022年1月20日",
        "note.t3": "去年的注。",
        "preamble": "去年的引言，自2021年1月1日起。",
    }
)


@pytest.mark.parametrize("style", ["通用", "江苏"])
def test_last_years_report_as_a_template_leaves_nothing_of_last_year(style):
    template = make(LAST, Options(profile=style)).data
    output = fill(template, SHORT.apply({"signed_on": "2025年1月20日"}))
    shown = "\n".join(lines(body_of(output.data)))
    assert cells_of(output.data) == printed(SHORT)
    for id in ("preamble", "一", "一.1", "一.2", "一.3", "一.4", "一.5", "五", "六", "note.t3"):
        old = printed_text(LAST, evaluate(LAST), id).split("\n")
        assert not [line for line in old if line and line in shown], id
    assert "汉阴县" not in shown and "2021年" not in shown and "2022年" not in shown
    assert shown.count("总体良好。") == shown.count("人手不足。") == 1
    assert output.notes[0].startswith("模板是一份填好的报告")


def test_parts_of_last_years_report_take_this_years_texts_behind_their_own_headings():
    report = SHORT.apply({f"一.{n}": f"新的第{n}部分。" for n in range(1, 6)})
    for template in (make(LAST, Options()).data, make(LAST, Options(profile="江苏")).data):
        edit = read(fill(template, report).data)
        assert {id: edit[id] for id in edit if id.startswith("一")} == {
            "一": "总体良好。", **{f"一.{n}": f"新的第{n}部分。" for n in range(1, 6)},
        }  # fmt: skip


def test_a_section_of_last_years_report_for_which_there_is_no_text_is_emptied_and_said():
    output = fill(make(LAST, Options()).data, Report().apply({"unit": "某局", "year": 2024, "一": "新的。"}))
    shown = "\n".join(lines(body_of(output.data)))
    assert LAST.text("五").split("\n")[0] not in shown
    assert "“存在的主要问题及改进情况”没有文字，模板里原有的文字已经去掉。" in output.notes
