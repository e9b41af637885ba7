"""``office merge``: lower offices' ledgers into the superior's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.errors import UserError
from office import ledger, merging
from ui.verbs import DONE, REFUSED
from ui.verbs.office.looking import PathOf
from ui.verbs.talk import tell


def merge_lower(
    path: PathOf, lower: Annotated[list[Path], typer.Argument(metavar="下级.gkhz", help="下级的册，可以几本")]
) -> int:
    """下级的单位、有效的报告、状态并到它的上级之下；再并一次只带来改变了的。下级的册不会改动。
    退出码：0 完成；2 有一本不能并入（其余的照并）。"""
    failed = 0
    with ledger.write(path) as opened:
        for each in lower:
            try:
                merged = merging.merge(opened, each)
            except UserError as error:
                failed += 1
                tell(f"没有并入：{error}")
                continue
            waiting = f"；下级还有{merged.waiting}个文件对不上" if merged.waiting else ""
            tell(f"“{merged.node}”：并入{merged.reports}份报告，新增{merged.units}个单位{waiting}。")
    return REFUSED if failed else DONE
