"""The standard preamble, made of what the report says of itself."""

from __future__ import annotations

from models.numerals import chinese
from models.report import Report


def standard_preamble(report: Report) -> str:
    """Legal basis, contents, period and whom to ask, as most offices write it; "" where unit or year are missing.

    Source: the notice of the form asks for a report with all its sections; 条例第四十九条、第五十条 for period and contents.
    """
    form, unit, year = report.form, report.unit.strip(), report.year
    if not unit or year is None:
        return ""
    sections = "、".join(section.title for section in form.sections)
    contact = report.text("contact").strip()
    paragraphs = (
        f"本报告根据《中华人民共和国政府信息公开条例》和{form.basis}的要求编制。",
        f"报告由{sections}{chinese(len(form.sections))}个部分组成。",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        f"如对本报告有疑问，请与{unit}联系{f'（{contact}）' if contact else ''}。",
    )
    return "".join(paragraphs)
