"""What was kept of a report: its earlier copies, what was recovered and set aside; and the lock after it was signed off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from models.difference import between, in_words
from models.findings import Severity
from models.report import LOCKED, Report
from models.storage import Recovered, StorageError, recover, set_aside
from models.storage.copies import Copy, earlier
from ui.session import Session
from ui.session.keeper import Keeper
from ui.session.notice import Notice
from ui.shell import recovery
from ui.shell.choice_dialog import ChoiceDialog, Offer
from ui.toolkit.actions import action

NO_COPY = "还没有以前的版本：报告每次打开和保存时各留一份，最多二十份。"
NOTHING_ASIDE = "没有可以找回的内容。没有保存就关闭、或恢复时点了“不要了”的内容，在这里留三十天。"


class KeptActions(QObject):
    """The actions of the menu 文件 that bring back or lock. ``leave`` sees to the report in the window before another comes."""

    def __init__(
        self,
        session: Session,
        keeper: Keeper,
        window: QWidget,
        leave: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self.session, self.keeper, self.window_, self.leave = session, keeper, window, leave
        self.dialog: ChoiceDialog | None = None
        self.earlier = action(
            self, "以前的版本(&H)…", self.show_earlier, tip="这份报告以前打开和保存时的样子：查看，或取回。"
        )
        self.found = action(self, "找回(&G)…", self.show_set_aside, tip="三十天内没有保存、没有要的内容。")
        self.lock = action(self, "锁定（审签后）(&K)", self.change_lock)
        self.lock.setToolTip("报告改为只读，直到解除锁定。")
        session.status_changed.connect(self._name_lock)
        session.replaced.connect(self._name_lock)

    # earlier copies

    def show_earlier(self) -> None:
        """List the earlier copies of the report in the window."""
        self.session.settle.emit()
        path = self.session.path
        found = [(copy, report) for copy in (earlier(path) if path else []) if (report := _report(copy)) is not None]
        reports = [report for _, report in found]
        steps = [in_words(older, newer) or "没有改动" for newer, older in pairwise(reports)]
        now = self.session.report
        rows = [
            (recovery.when(copy.time), step, in_words(report, now) or "相同")
            for (copy, report), step in zip(found, [*steps, "（最早的一份）"], strict=False)
        ]
        self._open(
            "以前的版本",
            f"“{path.name}”以前的样子，新的在前。" if path and found else NO_COPY,
            ("时间", "比前一份改了", "与现在不同的"),
            rows,
            (
                Offer("取回这一份", lambda row: self.take_back(*found[row]), dead=self._why_not()),
                Offer("另开窗口看", lambda row: self._look_at(*found[row]), closes=False),
            ),
        )

    def take_back(self, copy: Copy, report: Report) -> None:
        """Put the report as it was in place of what the window holds, as one step that can be undone."""
        edit = {id: value for id, value in between(self.session.report, report).items() if id != LOCKED}
        when = recovery.when(copy.time)
        if not edit:
            self.session.say(f"{when}的版本和现在的内容相同。")
            return
        self.session.edit(edit, f"取回{when}的版本")
        undo = (("撤销", self.session.undo),)
        self.session.notice.emit(Notice(f"已取回{when}的版本，还没有保存。", actions=undo, key="save"))

    def _look_at(self, copy: Copy, report: Report) -> None:
        from ui.shell.window import ReportWizard  # the window itself has these actions

        beside = ReportWizard(Session(), self.keeper.settings)
        beside.setParent(self.window_, Qt.WindowType.Window)
        beside.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        beside.keeper.show_only(report)
        beside.go("unit")
        said = f"“{copy.name}”在{recovery.when(copy.time)}的样子，只能看，不能修改。"
        beside.session.notice.emit(Notice(said, key="copy", stays=True))
        beside.show()

    # what was set aside

    def show_set_aside(self) -> None:
        """List what crashed sessions left and what was not wanted or not saved."""
        self.session.settle.emit()
        found = [*recover(), *set_aside()]
        rows = [
            (recovery.when(item.time), recovery.called(item), in_words(item.base, item.report) or "没有改动")
            for item in found
        ]
        note = "没有保存、没有要的内容，新的在前；取回时，现在较新的内容不动。" if found else NOTHING_ASIDE
        take = Offer("取回", lambda row: self._find(found[row]))
        self._open("找回", note, ("最后一次修改", "报告", "内容"), rows, (take,))

    def _find(self, item: Recovered) -> None:
        if recovery.stands(self.session, item) or self.leave():
            recovery.restore(self.keeper, item)

    # the lock

    def change_lock(self) -> None:
        """Lock the report after it was signed off, or let it be changed again; its file says so at once."""
        if self.session.locked:
            self.session.unlock()
            self.session.withdraw.emit("locked")
            said = "已解除锁定，可以修改。"
        else:
            self.session.lock(date.today())
            said = f"{self.session.lock_words}要修改，请先解除锁定。" if self.session.locked else ""
        if self.session.path is not None and not self.session.opened_read_only and not self.keeper.save():
            return
        if said:
            undo = (("解除锁定", self.change_lock),) if self.session.locked else ()
            self.session.notice.emit(Notice(said, Severity.INFO, undo, key="locked"))

    def _name_lock(self) -> None:
        self.lock.setText("解除锁定(&K)" if self.session.locked else "锁定（审签后）(&K)")

    def _why_not(self) -> str:
        return "这份报告现在不能修改。" if self.session.read_only else ""

    def _open(
        self, title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[str]], offers: Sequence[Offer]
    ) -> None:
        self.dialog = ChoiceDialog(title, note, heads, rows, offers, self.window_)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


def _report(copy: Copy) -> Report | None:
    """The report of a copy; None where it is damaged, which takes nothing from the others."""
    try:
        return copy.report()
    except StorageError:
        return None
