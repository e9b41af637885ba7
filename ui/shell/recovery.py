"""After a crash: offers what was recovered, with its time, and never restores silently."""

from __future__ import annotations

import time
from datetime import datetime

from models.findings import Severity
from models.storage import Recovered, recover
from ui.session.keeper import Keeper
from ui.session.notice import Notice


def offer(keeper: Keeper) -> int:
    """Say what earlier sessions left unsaved, each with a button that restores it; returns how many there are."""
    found = recover()
    for item in reversed(found):
        keeper.session.notice.emit(_notice(keeper, item))
    return len(found)


def when(seconds: float) -> str:
    """A moment as a person says it: 今天 14:05, 昨天 …, else the date."""
    then = datetime.fromtimestamp(seconds)
    days = (datetime.fromtimestamp(time.time()).date() - then.date()).days
    day = {0: "今天", 1: "昨天"}.get(days, f"{then.year}年{then.month}月{then.day}日")
    return f"{day} {then:%H:%M}"


def _notice(keeper: Keeper, item: Recovered) -> Notice:
    name = f"“{item.path.name}”" if item.path else f"“{item.report.unit or '未命名'}”（从未保存过）"
    last = f"（{item.edits[-1]}）" if item.edits else ""
    text = f"上次没有正常关闭，{name}有没有保存的修改，最后一次在{when(item.time)}{last}，可以恢复。"
    if item.changed_since:
        text += "原文件在那以后又被改过，恢复后请另存并比对。"
    if item.damaged:
        text += "恢复日志有一处读不出，恢复后请核对。"

    def restore() -> None:
        keeper.restore(item.report, item.base, item.path, changed_since=item.changed_since)
        item.discard()
        keeper.session.go_to("unit")
        said = f"已恢复{name}{when(item.time)}的内容，还没有保存。请核对后按 Ctrl+S 保存。"
        keeper.session.notice.emit(Notice(said, Severity.WARNING, key="save"))  # it holds until the report is saved

    return Notice(
        text, Severity.WARNING, (("恢复", restore), ("不要了", item.discard)), key=f"recover:{item.file}", stays=True
    )
