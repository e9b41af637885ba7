"""After a crash: offers what was recovered, says what it, the file and the window hold, and never replaces newer work."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from desk import due
from models.difference import in_words
from models.findings import Severity
from models.report import Report
from models.storage import Recovered, StorageError, load, recover
from models.storage.recovery import alike
from ui.session import Session
from ui.session.disk import same_place
from ui.session.keeper import Keeper
from ui.session.notice import Notice

Leave = Callable[[], bool]
"""Sees to the report in the window before another comes: False where it is to stay."""


def offer(keeper: Keeper, leave: Leave = lambda: True) -> int:
    """Say what earlier sessions left unsaved, each with a button that restores it; returns how many there are."""
    found = recover()
    for item in reversed(found):
        Offer(keeper, item, leave)
    return len(found)


def when(seconds: float) -> str:
    """A moment as a person says it now."""
    return due.when(seconds, datetime.fromtimestamp(time.time()))


class Offer(QObject):
    """What one crashed session left, offered until it is restored, not wanted, or found in its file; what is said of it follows
    the file and the window."""

    def __init__(self, keeper: Keeper, item: Recovered, leave: Leave) -> None:
        super().__init__(keeper)
        self.keeper, self.item, self.leave = keeper, item, leave
        self.name = called(item)
        self._said = ""
        self._over = False
        self.say()
        keeper.saved.connect(self.say)
        keeper.session.replaced.connect(self.say)

    @property
    def key(self) -> str:
        return f"recover:{self.item.file}"

    def say(self) -> None:
        """Say what can be restored, as file and window are by now; nothing where the file has all of it."""
        if self._over:
            return
        if self._is_saved():
            self._end()
            return
        text = self._words()
        if text != self._said:
            self._said = text
            actions = (("恢复", self.restore), ("不要了", self.refuse))
            self.keeper.session.notice.emit(Notice(text, Severity.WARNING, actions, self.key, stays=True, beyond=True))

    def restore(self) -> None:
        """Bring it into the window, as one step that can be undone."""
        if self._over or not (stands(self.keeper.session, self.item) or self.leave()):
            self._said = ""
            self.say()
            return
        self._over = True
        restore(self.keeper, self.item)
        self._end()

    def refuse(self) -> None:
        """It is not wanted now: it lies aside, from where it can be had back."""
        self._over = True
        self._end()
        self.keeper.session.say(f"{self.name}恢复的内容先放在一边，三十天内可用“文件 → 找回…”取回。")

    def _end(self) -> None:
        self._over = True
        self.item.discard()
        self.keeper.session.withdraw.emit(self.key)
        self.deleteLater()

    def _is_saved(self) -> bool:
        file = self._file()
        return file is not None and alike(file, self.item.report)

    def _file(self) -> Report | None:
        try:
            return load(self.item.path) if self.item.path is not None else None
        except StorageError:
            return None

    def _words(self) -> str:
        """What is recovered, what the file holds and what the window holds, each with its time where it has one."""
        item = self.item
        last = f"（{item.edits[-1]}）" if item.edits else ""
        what = in_words(item.base, item.report)
        text = f"上次没有正常关闭，{self.name}有没有保存的修改"
        text += f"：{what}。" if what else "。"
        text += f"最后一次在{when(item.time)}{last}，可以恢复。"
        newer = f"{self._of_file()}{self._of_window()}"
        if newer:
            text += f"{newer}恢复时较新的内容不动。"
        if item.damaged:
            text += "恢复日志有一处读不出，恢复后请核对。"
        return text

    def _of_file(self) -> str:
        path = self.item.path
        if path is None or not self.item.changed_since:
            file = self._file()
            if path is None or file is None or alike(file, self.item.base):
                return ""
        if not path.exists():
            return "原文件现在找不到了，恢复后请另存。"
        file = self._file()
        if file is None:
            return "原文件现在读不了，恢复后请另存。"
        what = in_words(self.item.base, file)
        return f"原文件在{when(path.stat().st_mtime)}又改过{f'：{what}' if what else ''}。" if what else ""

    def _of_window(self) -> str:
        session, file = self.keeper.session, self._file()
        if self.item.path is None or not stands(self.keeper.session, self.item) or not session.modified or file is None:
            return ""
        what = in_words(file, session.report)
        return f"窗口里还有没有保存的修改：{what}。" if what else ""


def stands(session: Session, item: Recovered) -> bool:
    """Whether nothing has to leave the window for it: its report stands there, or nothing that could be lost."""
    if item.path is None:
        return session.path is None and not session.report.values
    return session.path is not None and same_place(session.path, item.path)


def called(item: Recovered) -> str:
    """What a recovered report is called: its file, else its unit."""
    return f"“{item.path.name}”" if item.path else f"“{item.report.unit or '未命名'}”（从未保存过）"


def restore(keeper: Keeper, item: Recovered) -> None:
    """Bring what was recovered into the window, say what came back and what did not, and offer both ways on."""
    session = keeper.session
    found = keeper.restore(item.report, item.base, item.path)
    session.go_to("unit")
    step = session.undo_stack.index()

    def take_back() -> None:
        if session.undo_stack.index() == step:
            session.undo()
        else:
            session.say("恢复之后又有修改；请用 Ctrl+Z 逐步撤销。")

    actions: list[tuple[str, Callable[[], object]]] = [("撤销恢复", take_back)] if found.edit else []
    said = f"已恢复{called(item)}{when(item.time)}的内容，还没有保存。请核对后按 Ctrl+S 保存。"
    if found.contested:
        older = in_words(session.report, session.report.apply(found.contested))
        said = f"{said if found.edit else f'{called(item)}没有别的可恢复。'}{older}现在的内容较新，没有动。"
        take = lambda: session.edit(found.contested, "换成恢复的内容")  # noqa: E731
        actions.append(("也换成恢复的", take))
    elif not found.edit:
        said = f"{called(item)}要恢复的内容已经都在了。"
    session.notice.emit(Notice(said, Severity.WARNING, tuple(actions), key="save", stays=bool(actions)))
