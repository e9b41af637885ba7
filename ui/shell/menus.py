"""The menu bar of the window: files, history, the view and its settings, where to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu

from ui.session.recent import recent
from ui.shell.due import ask_local_date
from ui.shell.limit import ask_limit
from ui.toolkit import theme

if TYPE_CHECKING:
    from ui.shell.window import ReportWizard


class Menus:
    """Fills the menu bar of a window; what others add goes to ``file``, ``edit``, ``view`` or ``help``."""

    def __init__(self, window: ReportWizard) -> None:
        self.window = window
        bar = window.menuBar()
        self.file = bar.addMenu("文件(&F)")
        self.edit = bar.addMenu("编辑(&E)")
        self.view = bar.addMenu("查看(&V)")
        self.jump = bar.addMenu("转到(&G)")
        self.tools = bar.addMenu("工具(&L)")
        self.settings = bar.addMenu("设置(&T)")
        self.help = bar.addMenu("帮助(&H)")
        self._act(self.help, "使用说明(&M)", window.open_help, QKeySequence.StandardKey.HelpContents)
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_jump()
        self.tools.addActions([window.office.batch, window.office.blank])
        self._fill_settings()

    def _act(
        self, menu: QMenu, text: str, act: Callable[[], object], shortcut: str | QKeySequence.StandardKey | None = None
    ) -> QAction:
        action = QAction(text, self.window)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        return action

    def _toggle(self, menu: QMenu, text: str, tip: str, on: bool, act: Callable[[bool], object]) -> QAction:
        action = QAction(text, self.window, checkable=True, checked=on)
        action.setToolTip(tip)
        action.toggled.connect(act)
        menu.addAction(action)
        menu.setToolTipsVisible(True)
        return action

    def _fill_file(self) -> None:
        files = self.window.files
        self.file.addActions([files.new, files.open])
        self.recent = self.file.addMenu("最近的报告(&R)")
        self.recent.aboutToShow.connect(self._fill_recent)
        self.file.addActions([files.from_last, files.compare])
        self.file.addSeparator()
        imports = self.window.imports
        self.file.addActions([imports.files, imports.paste, imports.last_year])
        self.file.addSeparator()
        self.file.addActions([files.save, files.save_as])
        self.file.addSeparator()
        self._act(self.file, "导出草稿(&D)…", lambda: self.window.export(draft=True), "Shift+F12")
        self._act(self.file, "导出定稿(&E)…", lambda: self.window.export(draft=False), "F12")
        self.file.addAction(self.window.preview.print)
        self.leave = self.file.addSeparator()
        self._act(self.file, "退出(&X)", self.window.close, "Ctrl+Q")

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in recent(self.window.settings):
            self._act(self.recent, str(path), lambda path=path: self.window.files.open_path(path))
        if self.recent.isEmpty():
            self.recent.addAction("（还没有）").setEnabled(False)

    def _fill_edit(self) -> None:
        stack = self.window.session.undo_stack
        undo = stack.createUndoAction(self.window, "撤销")
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo = stack.createRedoAction(self.window, "重做")
        redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        undo.setIcon(theme.icon("undo"))
        redo.setIcon(theme.icon("redo"))
        self.undo, self.redo = undo, redo
        self._fill_edit_here()
        self.edit.aboutToShow.connect(self._fill_edit_here)

    def _fill_edit_here(self) -> None:
        """Below the history: what can be done on the page in front, as in the menu of the right button."""
        self.edit.clear()
        self.edit.addActions([self.undo, self.redo])
        here = self.window.page.edit_actions() if self.window.pages else []
        if here:
            self.edit.addSeparator()
            self.edit.addActions(here)

    def _fill_view(self) -> None:
        problems = self.window.problems
        self._act(self.view, "问题面板(&P)", problems.line.toggle, "F7")
        self.view.addAction(self.window.preview.toggle)
        self.view.addSeparator()
        schemes = self.view.addMenu("颜色(&C)")
        group = QActionGroup(self.window)
        chosen = theme.wanted(self.window.settings)
        for key, name in theme.SCHEME_NAMES.items():
            action = QAction(name, group, checkable=True, checked=key == chosen)
            action.triggered.connect(lambda _checked=False, key=key: self._use_scheme(key))
            schemes.addAction(action)

    def _use_scheme(self, key: str) -> None:
        self.window.settings.setValue("theme", key)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, key)
        self.window.refresh_theme()

    def _fill_jump(self) -> None:
        window = self.window
        self._act(self.jump, "上一步(&B)", window.go_back, "Ctrl+PgUp")
        self._act(self.jump, "下一步(&N)", window.go_next, "Ctrl+PgDown")
        self.jump.addSeparator()
        self._act(self.jump, "下一个问题(&P)", window.next_problem, "F8")
        self._act(self.jump, "上一个问题(&R)", lambda: window.next_problem(back=True), "Shift+F8")
        self.jump.addSeparator()
        self._act(self.jump, "换一个区域：步骤、页面、问题(&A)", window.next_area, "F6")

    def _fill_settings(self) -> None:
        settings = self.window.settings
        self._toggle(
            self.settings,
            "自动保存(&A)",
            "修改后过几秒自动保存到文件（恢复日志总是有的）。",
            settings.value("autosave", False, bool) is True,
            lambda on: settings.setValue("autosave", on),
        )
        self._toggle(
            self.settings,
            "表格中回车向右移动(&R)",
            "不勾选时回车向下移动；Tab 总是向右。",
            settings.value("across", False, bool) is True,
            self.window.set_across,
        )
        self._act(
            self.settings,
            "本地公布期限(&D)…",
            lambda: ask_local_date(self.window.session, self.window.settings, self.window),
        )
        self._act(
            self.settings,
            "总体情况字数(&O)…",
            lambda: ask_limit(self.window.session, self.window.settings, self.window),
        )
