"""``office return``, ``remind``, ``notice``, ``data``: what goes out of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.storage.atomic import write_whole
from office import ledger
from ui.verbs import DONE
from ui.verbs.office.looking import NodeOf, PathOf
from ui.verbs.talk import RefusedError, tell

FolderOf = Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="写到哪个文件夹；没有的会建立")]
SenderOf = Annotated[str, typer.Option("--sender", metavar="落款", help="落款的单位；不写就没有落款")]


def send_back(path: PathOf, output: FolderOf, node: NodeOf = "", sender: SenderOf = "") -> int:
    """有错误或提醒的单位各一份，写上第几次退回，并把单位设为“已退回”；已经通过的不退。
    填好的退回单和报告一起交 take 收，回复记在册里。"""
    from office.output import papers

    with ledger.write(path) as opened:
        written = papers.send_back(opened, output, node, sender)
    tell(f"写出{len(written)}份退回单，在“{output}”；这些单位已记为退回。" if written else "没有需要退回的单位。")
    return DONE


def send_reminders(path: PathOf, output: FolderOf, node: NodeOf = "", sender: SenderOf = "") -> int:
    """没有报送的单位各一份。"""
    from office.output import papers

    with ledger.read(path) as opened:
        written = papers.remind(opened, output, node, sender)
    tell(f"写出{len(written)}份催报单，在“{output}”。" if written else "没有未报的单位。")
    return DONE


def write_notice(
    path: PathOf,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="通报.docx", help="写到哪里；已有的会被替换")],
    node: NodeOf = "",
) -> int:
    """按时、迟报、未报、退回、已改的单位，附进度图。"""
    from office.output import notice

    if output.suffix.lower() != ".docx":
        raise RefusedError(f"通报只能写成 .docx，不能写成“{output.name}”。")
    with ledger.read(path) as opened:
        write_whole(output, notice.make(opened, node))
    tell(f"通报已写入“{output}”。")
    return DONE


def write_data(path: PathOf, output: FolderOf, node: NodeOf = "") -> int:
    """CSV 和它的说明（datapackage.json）；装了扩充组件 duckdb 时还有按年度、省分开的 Parquet。"""
    from office.output import data

    with ledger.read(path) as opened:
        written = data.write(opened, output, node)
    tell(f"已写入“{output}”：{'、'.join(file.name for file in written)}。")
    if not data.has_parquet():
        tell("没有装扩充组件 duckdb，没有写 Parquet。")
    return DONE
