"""Reports with figures and texts for the tests of pages."""

from __future__ import annotations

from functools import cache

from importers.text.plain import read_text
from models.report import Report
from tests.reports import CASES, published_report


@cache
def hanyin() -> Report:
    path = CASES / "reports" / "hanyin-2021.txt"
    return Report().apply(read_text(path.read_text("utf-8"), path.name).edit)


@cache
def huaian() -> Report:
    """The figures of one report with the texts of another, signed, with notes and remarks."""
    texts = {id: value for id, value in hanyin().values.items() if id in hanyin().form.texts}
    return published_report("huaian-2024").apply(
        {
            **texts,
            "signed_by": "淮安市人民政府办公室",
            "signed_on": "2025年1月20日",
            "note.t4": "含上年结转的案件。",
            "remark.t2.normative.made": "其中修订16件",
            "六": "本年收到申请⟦t3.new.total⟧件，未收取信息处理费。",
        }
    )
