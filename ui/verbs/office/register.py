"""``office new`` and ``office roster``: the register of units into a ledger and out again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.storage.atomic import write_whole
from office import ledger, roster, roster_file
from office.errors import OfficeError
from office.ledger import SUFFIX, Ledger
from office.roster import Entry
from ui.verbs import DONE
from ui.verbs.talk import RefusedError, tell


def new(
    source: Annotated[
        Path, typer.Argument(metavar="名册.xlsx", help="名册；也可以是去年的文件夹或去年的册，由它起草名册")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="册.gkhz", help="新的汇总册；已有的不会被替换")],
    year: Annotated[int, typer.Option("--year", metavar="年度", help="报告的年度，如 2025")],
) -> int:
    """名册的列：单位名称、上级、代码、曾用名（用、隔开）、级别、机关类型、联系人、联系方式、截止日期、不需报送。
    退出码：0 已建立；2 名册有问题，或文件已经存在。"""
    if not 2008 <= year <= 2100:
        raise RefusedError(f"年度“{year}”不对；请写四位数的年度，如 2025。")
    if output.suffix.lower() != SUFFIX:
        raise RefusedError(f"汇总册的扩展名应是 {SUFFIX}，不能是“{output.name}”。")
    entries, heads = _entries(source, year)
    with ledger.make(output, year) as made:
        try:
            roster.save(made, entries, heads)
        except OfficeError:
            made.close()
            output.unlink(missing_ok=True)
            raise
        _tell_of(made, output)
    return DONE


def _tell_of(made: Ledger, output: Path) -> None:
    units = roster.load(made)
    area = units.area(units.root)
    excused = sum(unit.excused for unit in area)
    tell(
        f"已建立“{output}”：{made.year}年度，“{units.root.name}”下{len(list(units.nodes()))}个上级、{len(area)}个单位"
        + (f"，其中{excused}个不需报送。" if excused else "。")
    )
    undated = sum(unit.due is None and not unit.excused for unit in area)
    if undated:
        tell(f"有{undated}个单位没有截止日期，收到的都算按时；需要的请在名册里写明后重新建册。")
    if units.root.name == roster.ALL:
        tell("名册里没有共同的上级，都归在“全部单位”下；请在“上级”一列写明。")


def _entries(source: Path, year: int) -> tuple[list[Entry], list[str]]:
    if source.suffix.lower() == SUFFIX and source.is_file():
        with ledger.read(source) as last:
            units = roster.load(last)
            return [unit.entry for unit in units.units.values() if unit.listed], []
    if not source.is_dir():
        return roster_file.read(source, year)
    from desk.files import files_in
    from desk.inspect import read_all
    from ui.verbs.progress import Counter

    reads = read_all(files_in([source]), Counter("读取"))
    for read in reads:
        if read.failure:
            tell(f"没有用上：{read.failure}")
    entries = roster_file.from_names([(read.unit, str(read.path.parent)) for read in reads if read.unit], year)
    if not entries:
        raise RefusedError(f"文件夹“{source}”里没有找到报告，不能起草名册；请确认位置。")
    return entries, []


def write_roster(
    path: Annotated[Path, typer.Argument(metavar="册.gkhz")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="名册.xlsx", help="写到哪里；已有的会被替换")],
) -> int:
    """名册的各列原样写出，可以修改后用来建新册。"""
    if output.suffix.lower() != ".xlsx":
        raise RefusedError(f"名册只能写成 .xlsx，不能写成“{output.name}”。")
    with ledger.read(path) as opened:
        write_whole(output, roster_file.write(opened))
    tell(f"名册已写入“{output}”。")
    return DONE
