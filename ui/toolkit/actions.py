"""Actions for menus, buttons and shortcuts: the one place that makes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from ui.toolkit.theme import icon as icon_of

Keys = QKeySequence.StandardKey | str | None
"""A shortcut: a standard one of the desktop, or the keys by name ("Ctrl+Shift+S")."""


def action(
    parent: QObject, text: str, act: Callable[[], object], keys: Keys = None, *more: Keys, tip: str = "", icon: str = ""
) -> QAction:
    """An action that calls ``act``; ``icon`` is the name of one in resources/icons."""
    made = _made(parent, text, (keys, *more), tip, icon)
    made.triggered.connect(lambda _checked=False: act())
    return made


def toggle(
    parent: QObject,
    text: str,
    act: Callable[[bool], object] | None = None,
    keys: Keys = None,
    *,
    on: bool = False,
    tip: str = "",
) -> QAction:
    """An action that is on or off; ``act`` is told of each change."""
    made = _made(parent, text, (keys,), tip, "")
    made.setCheckable(True)
    made.setChecked(on)
    if act is not None:
        made.toggled.connect(act)
    return made


def _made(parent: QObject, text: str, keys: tuple[Keys, ...], tip: str, icon: str) -> QAction:
    made = QAction(text, parent)
    if tip:
        made.setToolTip(tip)
    if icon:
        made.setIcon(icon_of(icon))
    made.setShortcuts([QKeySequence(key) for key in keys if key])
    return made
