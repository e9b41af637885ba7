"""The check of 规章 for a body that may not make them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.registry import Context, Need, check, finding
from models.findings import Finding, Severity
from models.report import Report
from models.values import show

LAW = "《中华人民共和国立法法》第九十一条、第九十三条：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定"

_BELOW = re.compile(
    r"((?<!自治)区|县|旗|镇|乡)(人民政府|管委会|管理委员会)|街道办事处|(县|区|旗|镇|乡).*(人民政府办公室|政府办公室)$|开发区"
)
_DEPARTMENT = re.compile(r"(局|委员会|厅|委|队|中心|院|所|站|处|银行|公司)$")
_STATE = re.compile(
    r"^(国家|国务院|中华人民共和国|中国)|^(教育|科学技术|公安|民政|司法|财政|自然资源|生态环境|住房和城乡建设|交通运输|水利|商务|文化和旅游|应急管理)部$"
)


@check(
    "t2.regulations",
    "无权制定规章的机关填了规章",
    Severity.WARNING,
    LAW,
    "{cell}填的是{value}，{unit}是{what}，一般无权制定规章。",
    needs=(Need.UNIT,),
)
def regulations(context: Context) -> Iterator[Finding]:
    """县级和县级以下、乡镇街道、地方部门无权制定规章；政府的办公厅（室）代政府填报，与政府同样看待；看不出层级的不说。"""
    what = cannot_make(context.report)
    if what is None:
        return
    for cell in context.report.form.cells.values():
        value = context.figures.number(cell.id)
        if cell.row.key == "regulations" and value:
            yield finding(
                "t2.regulations",
                cells=(cell.id,),
                advice="规范性文件请填在“行政规范性文件”行；没有规章的填0。",
                cell=cell.name,
                value=show(value),
                unit=context.report.unit,
                what=what,
            )


def cannot_make(report: Report) -> str | None:
    """What the organ is, where such an organ makes no 规章: by its level and kind where stated, else by its name."""
    level, organ, unit = report.text("level"), report.text("organ"), report.unit.strip()
    if level == "中央" or _STATE.match(unit):
        return None
    if organ in ("部门", "街道办事处"):
        return f"{level}{organ}"
    if level in ("县级", "乡级"):
        return f"{level}机关"
    if level or organ in ("人民政府", "政府办公厅（室）"):
        return None if level else ("县级以下机关" if _BELOW.search(unit) else None)
    if _BELOW.search(unit):
        return "县级以下机关"
    if unit.endswith(("政府办公厅", "政府办公室")):
        return None
    return "地方部门" if _DEPARTMENT.search(unit) else None
