"""``blank``: the collection workbook that is sent out to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exporters.workbook.blank import blank_workbook
from models.storage.atomic import write_whole
from ui.verbs import DONE
from ui.verbs.talk import RefusedError, tell

SUFFIX = ".xlsx"


def blank(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="写到哪里，扩展名为 .xlsx")],
    year: Annotated[
        int | None, typer.Option("--year", metavar="年度", min=2008, max=2099, help="报告年度；决定用哪一版格式")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="填报单位；不写就留空")] = "",
) -> int:
    """三张表各一张工作表，自带公式、校验和核对；填好后用 import 读入。已有的同名文件不会被覆盖。"""
    if output.suffix.lower() != SUFFIX:
        raise RefusedError(f"采集表是 Excel 工作簿；请把“{output.name}”的扩展名改为 {SUFFIX}。")
    if output.exists():
        raise RefusedError(f"“{output}”已经存在，里面可能有填好的数字；请换一个名称，或先移走它。")
    write_whole(output, blank_workbook(year=year, unit=" ".join(unit.split())))
    tell(f"已写出数据采集表：{output}")
    return DONE
