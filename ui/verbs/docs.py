"""``docs``: the generated parts of the documents, written anew."""

from __future__ import annotations

from importlib import import_module

from ui.verbs import DONE
from ui.verbs.talk import say


def docs() -> int:
    """使用说明的截图取自运行中的程序，检查目录由程序生成；都写进 docs/。"""
    # by name: the command line itself knows no window
    for path in import_module("ui.help.screenshots").make():
        say(f"已写 {path.name}")
    return DONE
