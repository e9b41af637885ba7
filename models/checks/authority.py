"""The check of 规章 for a body that may not make them."""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.registry import Context, Need, check, finding
from models.findings import Finding, Severity
from models.organ import Kind, Level, Organ
from models.roles import Role
from models.values import show

LAW = "《中华人民共和国立法法》第九十一条、第九十三条：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定"


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
    what = cannot_make(Organ.of(context.report))
    if what is None:
        return
    for cell in context.report.form.by_role(Role.REGULATIONS):
        value = context.figures.number(cell.id)
        if value:
            yield finding(
                "t2.regulations",
                cells=(cell.id,),
                advice="规范性文件请填在“行政规范性文件”行；没有规章的填0。",
                cell=cell.name,
                value=show(value),
                unit=context.report.unit,
                what=what,
            )


def cannot_make(organ: Organ) -> str | None:
    """What the organ is, where such an organ makes no 规章; None where it may, or where nothing tells."""
    if organ.level is Level.STATE:
        return None
    if organ.kind in (Kind.DEPARTMENT, Kind.STREET):
        return f"{organ.level or '地方'}{organ.kind}"
    if organ.level in (Level.COUNTY, Level.TOWNSHIP):
        return f"{organ.level}机关"
    return "开发区的管理机构" if organ.kind is Kind.ZONE else None
