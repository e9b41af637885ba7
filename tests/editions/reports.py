"""Reports of the synthetic edition, and of the one before it."""

from __future__ import annotations

from models.form import Form
from models.forms import FORMS
from models.report import Edit, Report
from models.values import Value

NEW, OLD = FORMS.get("2027", FORMS["2021"]), FORMS["2021"]

OVERVIEW = "我局认真贯彻落实条例，扎实推进政府信息公开各项工作。"
PROBLEMS = "一是主动公开的内容还不够细，更新不及时；二是人员力量不足。下一步将加强培训，完善制度，提高水平。"
FURTHER = "本年度未收取信息处理费。"


def nil(form: Form) -> dict[str, Value]:
    return dict.fromkeys((id for id in form.cells if id not in form.totals), 0)


def filled(**values: Value) -> Report:
    """A report of 2027 in which every sum holds, with these values instead."""
    texts = {"一": OVERVIEW, "六": PROBLEMS, "七": FURTHER}
    return Report().apply({"unit": "云岭县交通运输局", "year": 2027, **nil(NEW), **texts, **values})


def telling() -> Report:
    """A report of 2027 in which every cell has another figure, so that none can be taken for another."""
    figures = {id: number for number, id in enumerate(nil(NEW), start=101)}
    return filled(**figures)


def of_last_year(**values: Value) -> Report:
    """The report of 2026, of the edition before."""
    cells: Edit = {
        **nil(OLD),
        "t3.new.natural": 5,
        "t3.granted.natural": 3,
        "t3.carried_out.natural": 2,
        "t2.normative.in_force": 4,
        "t4.review.pending": 2,
    }
    texts = {"一": "总的介绍。", "五": "一是公开不够及时，二是人员不足。下一步加强培训。", "六": "没有收取信息处理费。"}
    return Report().apply({"unit": "云岭县交通运输局", "year": 2026, **cells, **texts, **values})
