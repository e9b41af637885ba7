"""Chinese input before Qt starts: a desktop may ask for a plug-in that this Qt does not have, and then only letters come, without a word.

The wheels of Qt bring a plug-in for ibus and none for fcitx. fcitx 5 answers at the address of ibus too, so ibus is what works
with both; fcitx 4 does not, and then the window says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from ui.start.qt_files import plugins

NO_IBUS = (
    "输入法设成了 fcitx，而它没有提供本程序能用的接口（第4版的 fcitx 就是这样），这里只能打出字母。"
    "请安装 fcitx 第5版，或改用 ibus；也可以在别的程序里打好字再粘贴过来。"
)

TURNED = "GKBG_INPUT_METHOD"
"""The environment variable that keeps what was wished before it was turned into ibus."""


def choose(environment: MutableMapping[str, str], folder: Path | None = None) -> bool:
    """Turn a wish for fcitx into ibus where there is no plug-in for fcitx; True where that was done. ``folder`` holds Qt's
    plug-ins. Call it before Qt is loaded."""
    wished = [name for key in ("QT_IM_MODULES", "QT_IM_MODULE") for name in environment.get(key, "").split(";") if name]
    if not wished and "fcitx" in environment.get("XMODIFIERS", ""):
        wished = ["fcitx"]
    if not wished or not wished[0].startswith("fcitx") or _has_fcitx(folder or plugins()):
        return False
    environment.pop("QT_IM_MODULES", None)
    environment["QT_IM_MODULE"] = "ibus"
    environment[TURNED] = wished[0]
    return True


def lacking(environment: Mapping[str, str]) -> str:
    """What to tell the user where nothing answers for what was wished; empty where Chinese can be typed."""
    return NO_IBUS if environment.get(TURNED) and not answers(environment) else ""


def answers(environment: Mapping[str, str]) -> bool:
    """Whether something serves ibus here: ibus itself, or fcitx 5 in its place."""
    if environment.get("IBUS_ADDRESS"):
        return True
    base = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".config")
    return any(_alive(file) for file in Path(base, "ibus/bus").glob("*"))


def _alive(file: Path) -> bool:
    """Whether the server that wrote its address into this file still runs."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
        number = next(int(line.partition("=")[2]) for line in lines if line.startswith("IBUS_DAEMON_PID="))
        os.kill(number, 0)
    except (OSError, ValueError, StopIteration, OverflowError):
        return False
    return True


def _has_fcitx(folder: Path | None) -> bool:
    return folder is not None and any((folder / "platforminputcontexts").glob("*fcitx*"))
