"""Older layouts of the file and how each becomes the next one.

A change of the layout raises ``VERSION`` and adds one entry to ``MIGRATIONS``: from the version before, on the parsed JSON.
The original is kept beside the file when it is first saved in the new layout (``file.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from models.storage.errors import DamagedError, TooNewError
from models.version import VERSION as OWN

VERSION = 2

PROGRAM = "program"
"""The key under which a file of any version says which version of the program wrote it."""

Step = Callable[[dict[str, Any]], dict[str, Any]]


def _as_it_is(content: dict[str, Any]) -> dict[str, Any]:
    """2 has what 1 had, and may hold last year's report and a fingerprint, which programs that knew only 1 cannot keep."""
    return content


MIGRATIONS: dict[int, Step] = {1: _as_it_is}
"""Version → the function that makes of its content the content of the next version."""


def version_of(content: Any, name: str) -> int:
    """The version that the parsed content says; raises DamagedError, TooNewError."""
    version = content.get("gkbg") if isinstance(content, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DamagedError(f"“{name}”已损坏：版本号看不懂；请使用备份，或请技术人员查看。")
    if version > VERSION:
        raise TooNewError(
            f"“{name}”是较新版本的程序保存的（文件版本{version}，本程序只认到{VERSION}）；{_upgrade(content)}"
        )
    return version


def _upgrade(content: dict[str, Any]) -> str:
    """What to do with a file of a later version, which tells by whom it was written."""
    writer = content.get(PROGRAM)
    if isinstance(writer, str) and _NUMBERED.fullmatch(writer):
        return f"请把程序升级到 {writer} 或更新的版本后再打开（现在是 {OWN}）。"
    return f"请升级程序后再打开（现在是 {OWN}）。"


_NUMBERED = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}")


def migrate(content: Any, name: str) -> dict[str, Any]:
    """The parsed content in the present layout."""
    migrated: dict[str, Any] = content
    for version in range(version_of(content, name), VERSION):
        migrated = {**MIGRATIONS[version](migrated), "gkbg": version + 1}
    return migrated
