"""What can go wrong with a ledger, each in one clear sentence in Chinese."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from models.errors import UserError


class OfficeError(UserError):
    """The superior office's work cannot be done as asked."""


class DamagedLedgerError(OfficeError):
    """The ledger's file is not whole, or no ledger at all."""


class ReadOnlyError(OfficeError):
    """Another process has the ledger open for writing, or its place takes no writing."""


_FULL = ("full",)
_GONE = ("disk i/o error", "unable to open", "disk i/o")
_DAMAGED = ("malformed", "not a database", "corrupt")


def said(path: Path, error: sqlite3.Error) -> OfficeError:
    """What SQLite complained of, in words for the user; nothing of the transaction in hand has been kept."""
    words = str(error).lower()
    if any(word in words for word in _FULL):
        return OfficeError(f"磁盘已满，“{path.name}”没有写入这一步，之前的都在；请清理空间后再试。")
    if any(word in words for word in _DAMAGED):
        return DamagedLedgerError(
            f"“{path.name}”已损坏，或不是汇总册（.gkhz）；没有改动它，请使用备份，或重新建册后再收一遍。"
        )
    if any(word in words for word in _GONE):
        return OfficeError(
            f"“{path.name}”读写出错，可能磁盘或共享文件夹已断开；之前收到的都在，请接好后再试，只会继续没做完的。"
        )
    if "locked" in words or "busy" in words:
        return ReadOnlyError(f"“{path.name}”正由另一个程序写入；请等那边完成后再试。")
    if "readonly" in words or "read-only" in words:
        return ReadOnlyError(f"“{path.name}”只能查看：文件或所在位置是只读的；请换一个位置。")
    return OfficeError(f"“{path.name}”没有完成（{error}）；请检查磁盘后再试。")
