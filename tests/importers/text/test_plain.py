"""A report as plain text: what is read of it, and that nothing of it is lost."""

import re

import pytest

from importers.draft import Draft
from importers.result import UnreadableError
from importers.text.plain import read_text
from models.findings import Severity
from models.report import Report
from tests.reports import CASES, published

HANYIN = (CASES / "reports" / "hanyin-2021.txt").read_text("utf-8")


def cells_of(edit):
    return {id: value for id, value in edit.items() if id[:3] in ("t2.", "t3.", "t4.")}


def test_the_seed_report_is_read_exactly():
    imported = read_text(HANYIN, "hanyin-2021.txt")
    assert imported.edit["unit"] == "汉阴县交通运输局"
    assert imported.edit["year"] == 2021
    assert imported.form == "2021"
    assert cells_of(imported.edit) == published("hanyin-2021")["cells"]
    assert "unplaced" not in imported.edit
    assert all(finding.severity is Severity.INFO for finding in imported.findings)
    assert Report().apply(imported.edit).form.id == "2021"


def test_its_five_parts_are_told_apart():
    edit = {id: str(value) for id, value in read_text(HANYIN, "hanyin-2021.txt").edit.items()}
    assert edit["一.1"] == "全年共主动公开政府信息8条，其中：通知公告8条。"
    assert edit["一.2"] == "2021年汉阴县交通运输局未接到政府信息公开的申请，未受理相关依申请公开信件。"
    assert edit["一.3"].startswith("1.健全组织机构。") and "\n2.建立健全了政府信息公开制度。" in edit["一.3"]
    assert edit["一.4"].splitlines()[1] == "我局未开设局网站、微博等。"
    assert edit["六"] == "无。"


def test_no_character_of_its_prose_is_lost():
    edit = {id: str(value) for id, value in read_text(HANYIN, "hanyin-2021.txt").edit.items()}
    texts = "\n".join(str(edit[id]) for id in ("preamble", "一", "一.1", "一.2", "一.3", "一.4", "一.5", "五", "六"))
    prose = [line.strip() for line in HANYIN.splitlines() if re.search("[。]$", line.strip())]
    assert len(prose) > 10
    assert texts.splitlines() == prose


def test_each_value_says_where_it_came_from():
    edit = {id: str(value) for id, value in read_text(HANYIN, "hanyin-2021.txt").edit.items()}
    lines = HANYIN.splitlines()
    for id in ("t2.penalty.decisions", "五", "t3.new.natural"):
        match = re.fullmatch(r"hanyin-2021\.txt 第(\d+)行", edit[f"origin.{id}"])
        assert match and lines[int(match[1]) - 1].strip() == edit[id]
    assert {id for id in edit if f"origin.{id}" in edit} == {id for id in edit if not id.startswith("origin.")}


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_any_system(ends):
    imported = read_text(HANYIN.replace("\n", ends), "a.txt")
    assert cells_of(imported.edit) == published("hanyin-2021")["cells"]


def test_cells_a_line_without_tabs_or_blank_lines():
    bare = "\n".join(line.strip() for line in HANYIN.splitlines() if line.strip())
    imported = read_text(bare, "a.txt")
    assert cells_of(imported.edit) == published("hanyin-2021")["cells"]
    assert "unplaced" not in imported.edit


MAIL = """小李：
今年的数报给你：
规范性文件 制发3件，废止1件，现行有效14件
行政复议 维持1 纠正0 其他0 未审结0 共1
来源：法规科
诉讼没有。"""


def test_a_letter_without_title_or_headings_is_no_preamble_and_is_said_once():
    imported = read_text(MAIL, "mail.txt")
    assert imported.edit == {"unplaced": MAIL}
    (finding,) = imported.findings
    assert finding.code == "import.unplaced" and finding.severity is Severity.WARNING
    assert finding.message.startswith("mail.txt 第1行：“小李： 今年的数报给你：") and "标题" in finding.message
    assert "手工填入" in finding.advice and "连同" in finding.advice


def test_a_letter_above_tables_is_no_preamble_and_the_tables_are_read():
    tables = HANYIN[HANYIN.index("第二十条第") : HANYIN.index("五、")]
    tables = "\n".join(line for line in tables.splitlines() if not line.startswith(("收到和", "四、政府")))
    imported = read_text(f"小李：\n表在下面。\n{tables}", "mail.txt", year=2021)
    assert cells_of(imported.edit) == published("hanyin-2021")["cells"]
    assert "preamble" not in imported.edit and "小李：\n表在下面。" in str(imported.edit["unplaced"])
    assert any(finding.code == "import.missing" for finding in imported.findings)


@pytest.mark.parametrize("kept", ["汉阴县交通运输局2021年政府信息公开工作年度报告", "一、总体情况"])
def test_a_title_or_one_heading_is_enough_for_a_preamble(kept):
    text = f"{kept}\n按规定编制本报告。" if "报告" in kept else f"按规定编制本报告。\n{kept}\n公开8条。"
    imported = read_text(text, "a.txt")
    assert imported.edit["preamble"] == "按规定编制本报告。" and "unplaced" not in imported.edit


def test_messages_show_no_more_of_a_figure_than_its_beginning_and_on_one_line():
    draft = Draft("a.txt")
    draft.cell("t2.penalty.decisions", "9" * 400, "第1行")
    draft.cell("t2.coercion.decisions", "5\n6", "第2行")
    assert [len(finding.message) < 120 and "\n" not in finding.message for finding in draft.findings] == [True, True]
    assert draft.values["t2.penalty.decisions"] == "9" * 400


def test_a_text_out_of_all_measure_is_refused():
    with pytest.raises(UnreadableError, match="太多"):
        read_text("一、总体情况\n" + "公开信息。\n" * 60_000, "a.txt")
    with pytest.raises(UnreadableError, match="太多"):
        read_text("三、收到和处理政府信息公开申请情况\n" + "1 " * 600_000, "a.txt")
