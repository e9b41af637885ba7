"""Older layouts of the file and how each becomes the next one.

A change of the layout raises ``VERSION`` and adds one entry to ``MIGRATIONS``: from the version before, on the parsed JSON.
The original is kept beside the file when it is first saved in the new layout (``file.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.storage.errors import DamagedError, TooNewError

VERSION = 2

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
            f"“{name}”是较新版本的程序保存的（文件版本{version}，本程序只认到{VERSION}）；请升级程序后再打开。"
        )
    return version


def migrate(content: Any, name: str) -> dict[str, Any]:
    """The parsed content in the present layout."""
    migrated: dict[str, Any] = content
    for version in range(version_of(content, name), VERSION):
        migrated = {**MIGRATIONS[version](migrated), "gkbg": version + 1}
    return migrated
