"""The menu bar of the window: files, history, the view and its settings, where to go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.session import Session
from ui.session.history import HistoryAction
from ui.session.recent import recent
from ui.shell.due import ask_local_date
from ui.shell.limit import ask_limit
from ui.toolkit import settings as kept
from ui.toolkit import theme
from ui.toolkit.actions import action, toggle

Row = Sequence[QAction | None]
"""Actions below one another; None is a line between them."""


@dataclass(frozen=True)
class Commands:
    """What a window can do, for its menus. ``here`` gives what can be done on the page in front."""

    open: Row
    open_recent: Callable[[Path], object]
    files: Row
    here: Callable[[], Sequence[QAction]]
    find: Row
    view: Row
    use_scheme: Callable[[str], object]
    go: Row
    tools: Row
    set_across: Callable[[bool], object]
    help: Row


class Menus:
    """Fills the menu bar of a window; what others add goes to ``file``, ``edit``, ``view`` or ``help``."""

    def __init__(self, window: QMainWindow, session: Session, settings: QSettings, commands: Commands) -> None:
        self.window, self.session, self.kept, self.commands = window, session, settings, commands
        bar = window.menuBar()
        self.file = bar.addMenu("文件(&F)")
        self.edit = bar.addMenu("编辑(&E)")
        self.view = bar.addMenu("查看(&V)")
        self.jump = bar.addMenu("转到(&G)")
        self.tools = bar.addMenu("工具(&L)")
        self.settings = bar.addMenu("设置(&T)")
        self.help = bar.addMenu("帮助(&H)")
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        _add(self.jump, commands.go)
        _add(self.tools, commands.tools)
        self._fill_settings()
        _add(self.help, commands.help)

    def _fill_file(self) -> None:
        _add(self.file, self.commands.open)
        self.recent = QMenu("最近的报告(&R)", self.file)
        self.recent.aboutToShow.connect(self._fill_recent)
        self.file.addMenu(self.recent)
        _add(self.file, self.commands.files)
        self.leave = self.file.addSeparator()
        self.file.addAction(action(self.window, "退出(&X)", self.window.close, "Ctrl+Q"))

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in recent(self.kept):
            self.recent.addAction(action(self.window, str(path), partial(self.commands.open_recent, path)))
        if self.recent.isEmpty():
            self.recent.addAction("（还没有）").setEnabled(False)

    def _fill_edit(self) -> None:
        self.undo = HistoryAction(self.session, self.window, back=True)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.redo = HistoryAction(self.session, self.window, back=False)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.undo.setIcon(theme.icon("undo"))
        self.redo.setIcon(theme.icon("redo"))
        self._fill_edit_here()
        self.edit.aboutToShow.connect(self._fill_edit_here)

    def _fill_edit_here(self) -> None:
        """Below the history: what can be done on the page in front, as in the menu of the right button."""
        self.edit.clear()
        self.edit.addActions([self.undo, self.redo])
        self.edit.addSeparator()
        _add(self.edit, self.commands.find)
        here = self.commands.here()
        if here:
            self.edit.addSeparator()
            self.edit.addActions(here)

    def _fill_view(self) -> None:
        _add(self.view, self.commands.view)
        self.view.addSeparator()
        schemes = self.view.addMenu("颜色(&C)")
        group = QActionGroup(self.window)
        chosen = theme.wanted(self.kept)
        for key, name in theme.SCHEME_NAMES.items():
            scheme = toggle(self.window, name, on=key == chosen)
            scheme.triggered.connect(partial(_chosen, self.commands.use_scheme, key))
            group.addAction(scheme)
            schemes.addAction(scheme)

    def _fill_settings(self) -> None:
        self.settings.setToolTipsVisible(True)
        window, session, settings = self.window, self.session, self.kept
        _add(
            self.settings,
            (
                toggle(
                    window,
                    "自动保存(&A)",
                    lambda on: kept.AUTOSAVE.put(settings, on),
                    on=kept.AUTOSAVE.of(settings),
                    tip="修改后过几秒自动保存到文件（恢复日志总是有的）。",
                ),
                toggle(
                    window,
                    "表格中回车向右移动(&R)",
                    self.commands.set_across,
                    on=kept.ACROSS.of(settings),
                    tip="不勾选时回车向下移动；Tab 总是向右。",
                ),
                action(window, "本地公布期限(&D)…", lambda: ask_local_date(session, settings, window)),
                action(window, "总体情况字数(&O)…", lambda: ask_limit(session, settings, window)),
            ),
        )


def _chosen(act: Callable[[str], object], key: str, _on: bool) -> None:
    act(key)


def _add(menu: QMenu, row: Row) -> None:
    for item in row:
        if item is None:
            menu.addSeparator()
        else:
            menu.addAction(item)
