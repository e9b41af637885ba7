"""What keeps the window from opening, each in one sentence: what is missing and what to do."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

from ui.start.qt_files import plugins

TOP = Path(__file__).resolve().parents[3]
"""The folder of a bundle: above the program's own."""

PACKAGES = {
    "libGL.so": "libgl1",
    "libEGL.so": "libegl1",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libfontconfig.so": "libfontconfig1",
    "libfreetype.so": "libfreetype6",
    "libdbus-1.so": "libdbus-1-3",
    "libX11.so": "libx11-6",
    "libX11-xcb.so": "libx11-xcb1",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11.so": "libxkbcommon-x11-0",
    "libstdc++.so": "libstdc++6",
    "libxcb.so": "libxcb1",
}
"""The package of Debian, UOS and Kylin that brings a library; those of xcb are called like their files."""

NO_DISPLAY = "没有连接到显示器（DISPLAY 指的地方没有回应），窗口打不开；请在桌面的终端里运行，或用不开窗口的命令（--help 看说明）。"
NO_X11 = "这个桌面没有提供 X11（XWayland），窗口打不开；请安装 xwayland 后重新登录，或在登录时选择 X11 会话。"
NO_CHINESE = "这台电脑没有中文字体，窗口里的汉字会变成方框。请安装一种中文字体（如 fonts-noto-cjk 或 fonts-wqy-zenhei）后再打开。"

GO_ON, LEAVE = "仍然打开", "退出"


def library_missing(name: str) -> str:
    """A library of the system is missing: ``name`` as the loader gives it."""
    stem = name.partition(".so")[0] + ".so"
    package = PACKAGES.get(stem) or (f"{stem.removesuffix('.so').lower()}0" if stem.startswith("libxcb-") else "")
    advice = f"请管理员安装软件包 {package}" if package else "请管理员安装提供它的软件包"
    return f"缺少系统组件 {name}，窗口打不开；{advice}（sudo apt install {package or '…'}），然后重新打开。"


def damaged(top: Path = TOP, error: BaseException | None = None) -> str:
    """The program's own files are not whole: names the first that is not, where the list of the bundle tells."""
    which = _first_damaged(top)
    reason = "" if which or error is None else f"（{type(error).__name__}：{str(error)[:120]}）"
    return f"程序的文件损坏或不全{f'（{which}）' if which else reason}，不能启动；请重新安装，报告和设置不受影响。"


def qt_lacks(environment: dict[str, str] | None = None) -> str:
    """Why Qt would end the program without a word as soon as a window is wanted; empty where nothing is wrong."""
    wanted = os.environ if environment is None else environment
    platform = wanted.get("QT_QPA_PLATFORM", "").partition(":")[0]
    folder = plugins()
    if not sys.platform.startswith("linux") or platform not in ("", "xcb") or folder is None:
        return ""
    if not wanted.get("DISPLAY"):
        own = any((folder / "platforms").glob("libqwayland*"))
        return "" if own else NO_X11
    plugin = folder / "platforms/libqxcb.so"
    if not plugin.exists():
        return damaged()
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return of_loading(error)
    return "" if _connects() else NO_DISPLAY


def of_starting(error: Exception) -> str:
    """What an error that ended the start means."""
    if isinstance(error, (ImportError, OSError, SyntaxError)):
        return of_loading(error)
    if _first_damaged(TOP):
        return damaged()
    from ui.verbs.talk import record

    return (
        f"程序启动时出了意外（{type(error).__name__}：{str(error)[:120]}），窗口没有打开；请重新安装，"
        f"仍然如此时请把记录交给技术人员，报告和设置不受影响。{record(error)}"
    )


def of_loading(error: BaseException) -> str:
    """What an error while something is loaded means: a library of the system is missing, or a file of the program is not whole."""
    found = re.match(r"(\S+\.so[.0-9]*): cannot open shared object file", str(error))
    if found and not _is_own(found[1]):
        return library_missing(found[1])
    return damaged(error=error)


def _is_own(library: str) -> bool:
    """Whether the program brings this library itself: then it is not the system's that is missing."""
    return library.startswith(("libQt6", "libicu", "libpyside6", "libshiboken6"))


def _connects() -> bool:
    """Whether an X server answers at $DISPLAY."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def _first_damaged(top: Path) -> str:
    """The first file that is not as the list of the bundle says; empty where all are, or where there is no list."""
    import hashlib

    try:
        lines = (top / "SHA256SUMS").read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    for line in lines:
        digest, _, name = line.partition("  ")
        try:
            with (top / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    return name
        except OSError:
            return name
    return ""
