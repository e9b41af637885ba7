"""Every field of a report has a name that a clerk knows."""

from __future__ import annotations

import pytest

from models.forms import FORMS, LATEST
from models.naming import META_NAMES, name_of, named_together
from models.report import META


def test_every_field_beside_the_form_has_a_name() -> None:
    assert META_NAMES.keys() == META.keys()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_no_id_of_a_form_is_left_without_a_name_of_its_own(form) -> None:
    ids = [*form.cells, *form.texts, *META]
    names = [name_of(id, form) for id in ids]
    assert not set(names) & set(ids) and len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("一.2", "一（二）依申请公开"),
        ("五", "五、存在的主要问题及改进情况"),
        ("preamble", "引言"),
        ("remark.t2.normative.made", "表二 · 行政规范性文件 · 本年制发件数 的备注"),
        ("note.t4", "表四的表注"),
        ("t3.other.natural", "表三 · （六）其他处理 · 自然人（另一格式）"),
    ],
)
def test_names_are_those_of_the_form(id: str, name: str) -> None:
    assert name_of(id, LATEST) == name


@pytest.mark.parametrize(
    ("ids", "called"),
    [
        ((), ""),
        (("五",), "五、存在的主要问题及改进情况"),
        (("unit", "五"), "单位全称；五、存在的主要问题及改进情况"),
        (
            ("t3.new.natural", "t3.new.total", "t2.normative.made"),
            "表三 · 一、本年新收政府信息公开申请数量 · 自然人、总计；表二 · 行政规范性文件 · 本年制发件数",
        ),
        (("t3.new.natural", "t3.carried_in.natural", "t3.granted.natural"), "表三 · 自然人列"),
        (
            ("t4.review.total", "t4.review.other", "一.2", "unit"),
            "表四 · 行政复议 总计、行政复议 其他结果；一（二）依申请公开等4处",
        ),
    ],
)
def test_several_are_named_with_their_row_once_or_by_their_column(ids: tuple[str, ...], called: str) -> None:
    assert named_together(ids, LATEST) == called
