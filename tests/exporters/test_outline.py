"""Official prose known by its numbering."""

from __future__ import annotations

import pytest

from exporters.outline import lines_of, points_of


def heading(text, following=""):
    line = lines_of([text, following] if following else [text])[0]
    return line.level, text[: line.end], line.run_in


@pytest.mark.parametrize(
    ("text", "level", "words", "run_in"),
    [
        ("（一）主动公开情况。2024年公开信息5500余条。", 2, "（一）主动公开情况。", True),
        ("(三) 政府信息管理情况：加强管理。", 2, "(三) 政府信息管理情况：", True),
        ("（四）平台建设情况，包括政府网站、政务新媒体、政府公报等方面", 2, "（四）平台建设情况，包括政府网站、政务新媒体、政府公报等方面", False),
        ("㈡依申请公开", 2, "㈡依申请公开", False),
        ("1.健全组织机构。成立了领导小组。", 3, "1.健全组织机构。", True),
        ("１．健全组织机构", 3, "１．健全组织机构", False),
        ("2、落实责任", 3, "2、落实责任", False),
        ("（1）加强培训。组织两次培训。", 4, "（1）加强培训。", True),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_number(text, level, words, run_in):
    assert heading(text) == (level, words, run_in)


@pytest.mark.parametrize(
    "text",
    [
        "全年共主动公开政府信息8条。",
        "2.5万条信息已经公开。",
        "2024年，我局公开信息。",
        "（一）规章3件；",
        "（二）2024年收到申请3件。均已答复。",
        "（三）无。",
        "1.未收到申请。",
        "（一）" + "很长的一句话" * 10 + "。后面还有。",
        "一是健全制度。",
        "（）空号。",
        "（一）",
    ],
)
def test_a_sentence_is_no_heading(text):
    assert heading(text)[1:] == ("", False)


def test_a_line_that_ends_like_a_sentence_is_a_heading_only_over_its_text():
    assert heading("（三）政府信息管理情况。", "加强门户网站的日常管理。") == (2, "（三）政府信息管理情况。", False)
    assert heading("（三）政府信息管理情况。", "1.加强管理。") == (2, "（三）政府信息管理情况。", False)
    assert heading("1.没有变化。", "2.没有变化。")[1] == ""


def test_points_are_counted_from_one():
    text = "全年情况如下。一是健全制度。这不是问题。二是落实责任；三是加强培训。"
    assert [text[a:b] for a, b in points_of(text)] == ["一是", "二是", "三是"]
    assert points_of("问题之一是人手不足。") == ()
    assert points_of("存在问题，一是人手不足。") == ()
