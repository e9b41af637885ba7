"""What a file is by now, beside what it was."""

from __future__ import annotations

import os
from pathlib import Path

from models.storage import Stamp


def same_place(one: Path, other: Path) -> bool:
    """Whether both paths lead to one file, there or not."""
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def changed_meanwhile(path: Path, known: Stamp, now: Stamp | None) -> str:
    """What has become of the file that was ``known`` and is ``now`` (None: gone), in words; "" where it is what it was."""
    if now is None:
        return f"找不到文件“{path}”了，可能U盘已拔出，或文件已被移走。您的内容还在窗口里；请插回U盘，或另存为一份。"
    if now.digest == known.digest:
        return ""
    return f"“{path.name}”在打开之后被别人或别的程序改过。要用哪一份，请选一个；现在保存不会覆盖它。"
