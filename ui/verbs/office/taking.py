"""``office take``: what was handed in comes into the ledger."""

from __future__ import annotations

import re
import stat
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from office import ledger, taking
from office.errors import OfficeError
from office.filing import Taken
from office.sources import Received, at
from office.workers import Engine
from ui.verbs import DONE, INTERRUPTED, REFUSED
from ui.verbs.progress import Counter
from ui.verbs.talk import RefusedError, tell


def _received(written: str) -> Received:
    match = re.fullmatch(
        r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", written.strip()
    )
    try:
        if match is None:
            raise ValueError
        numbers = [int(part) for part in match.groups() if part]
        moment = at(datetime(*numbers))  # type: ignore[arg-type]
    except ValueError:
        raise typer.BadParameter(f"--received 的日期“{written}”看不懂；请写成 2026-01-20 的样子。") from None
    return moment if match[4] else Received(moment.instant, moment.words[:10])


def take_in(
    path: Annotated[Path, typer.Argument(metavar="册.gkhz")],
    sources: Annotated[list[Path], typer.Argument(metavar="来源", help="文件、文件夹、.zip、.eml，可以几个")],
    last_year: Annotated[
        Path | None, typer.Option("--last-year", metavar="去年", help="去年各单位报告的文件夹，或去年的册")
    ] = None,
    received: Annotated[
        Received | None,
        typer.Option("--received", metavar="日期", parser=_received, help="收到的日期；不写的，按邮件、文件的日期"),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="tcp://主机:端口", help="在 dask 集群上读取和检查")
    ] = None,
) -> int:
    """读过的、没有变的不再读；中断后再执行一次，只做没做完的。原文件不会改动。
    退出码：0 完成；2 有文件读不了（其余的照收），或册不能写。"""
    if last_year is not None and not last_year.exists():
        raise RefusedError(f"找不到去年的报告“{last_year}”；请确认名称和位置。")
    gone = [source for source in sources if not _is_there(source)]
    for source in gone:
        tell(f"找不到“{source}”，或它不是文件；请确认名称和位置，其余的照收。")
    there = [source for source in sources if source not in gone]
    with ledger.write(path) as opened:
        try:
            engine = _engine(scheduler)
            taken = taking.take(
                opened, there, before=last_year, received=received, engine=engine, progress=Counter("收件")
            )
        except KeyboardInterrupt:
            tell("已中断；之前收到的都在册里，再执行一次会接着收。")
            return INTERRUPTED + 1
    _tell(taken)
    return REFUSED if taken.unreadable or gone else DONE


def _engine(scheduler: str | None) -> Engine | None:
    if scheduler is None:
        return None
    try:
        from office.cluster import Cluster
    except ImportError:
        raise OfficeError("没有装扩充组件 dask.distributed，不能用 --scheduler；去掉它就在本机上做。") from None
    return Cluster(scheduler)


def _is_there(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _tell(taken: Taken) -> None:
    for said in taken.said:
        tell(said)
    parts = [f"新收{taken.new}份"]
    counts = (
        (taken.known, "{}份已经收过或没有变"),
        (taken.last, "上年报告{}份"),
        (taken.replies, "退回单{}份"),
        (taken.waiting, "{}份对不上，见 status"),
        (taken.unreadable, "{}份读不了"),
    )
    parts += [words.format(number) for number, words in counts if number]
    tell(f"{'，'.join(parts)}。")
