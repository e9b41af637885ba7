"""关于: which version this is, and where what is kept of the work lies."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from models.storage.folder import data_folder
from models.version import VERSION
from ui.start.identity import NAME

LOGO = 64
"""Pixels of the icon."""


def about(parent: QWidget) -> QMessageBox:
    """The dialogue; its text can be copied, for whoever is asked for help."""
    box = QMessageBox(parent)
    box.setWindowTitle(f"关于{NAME}")
    box.setIconPixmap(QApplication.windowIcon().pixmap(LOGO))
    box.setText(f"{NAME} {VERSION}\n填写、检查、导出。不联网，不向任何地方发送内容。")
    box.setInformativeText(
        f"系统：{platform.system()} {platform.release()}（{platform.machine()}）；Python {platform.python_version()}；Qt {qVersion()}\n"
        f"恢复日志和出错记录：{data_folder()}\n"
        "许可：Apache License 2.0；所用各部分的许可见安装文件夹里的 licences，或源代码里的 NOTICE。"
    )
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addButton("关闭", QMessageBox.ButtonRole.AcceptRole)
    return box
