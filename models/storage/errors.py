"""What can go wrong with a file, each in one clear sentence in Chinese: what, where, what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from models.errors import UserError, system_said


class StorageError(UserError):
    """A file cannot be read or written."""


class UnwritableError(StorageError):
    """The place cannot be written: read-only, full, gone, or in use by another program."""


class ForeignError(StorageError):
    """The file is no report file of this program."""


class DamagedError(StorageError):
    """The file is a report file, but not whole."""


class TooNewError(StorageError):
    """The file was saved by a later version of this program."""


class ChangedOnDiskError(StorageError):
    """The file is no longer the one that was loaded or saved."""


class LockedError(StorageError):
    """Another window or person has the report open for writing."""


_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LONG = {errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL}


def unreadable(path: Path, error: OSError | ValueError) -> StorageError:
    """Why ``path`` cannot be opened for reading."""
    if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises for names that no file can have
        return StorageError(f"“{path.name}”是文件夹；请选择其中的一个文件。")
    if isinstance(error, FileNotFoundError):
        return StorageError(f"找不到文件“{path}”；请确认名称和位置。")
    if isinstance(error, PermissionError):
        return StorageError(f"没有权限打开“{path.name}”；请关闭正在使用它的程序，或换一个位置再试。")
    return StorageError(f"“{path.name}”无法读取（{system_said(error)}）；请检查磁盘或U盘后再试。")


def unwritable(path: Path, error: OSError | ValueError) -> UnwritableError:
    """Why ``path`` cannot be written."""
    if os.path.isdir(path):  # noqa: PTH112  # Path.is_dir raises for names that no file can have
        return UnwritableError(f"“{path.name}”是文件夹，不能写成文件；请换一个文件名。")
    if not os.path.isdir(path.parent):  # noqa: PTH112
        return UnwritableError(f"文件夹“{path.parent}”不存在或已断开；请确认位置（U盘是否还在），或另存到别处。")
    number = error.errno if isinstance(error, OSError) else errno.EINVAL
    if number in _FULL:
        return UnwritableError(f"磁盘已满，“{path.name}”没有写入；请清理空间，或另存到别处。")
    if number in _LONG:
        return UnwritableError(f"“{path.name}”不能用作文件名；请换一个较短的、不含特殊符号的名称。")
    if isinstance(error, PermissionError) or number == errno.EROFS:
        return UnwritableError(
            f"“{path.name}”不能写入：文件夹只读，或文件正被别的程序打开；请关闭那个程序，或另存到别处。"
        )
    return UnwritableError(f"“{path.name}”没有写入（{system_said(error)}）；请检查磁盘或U盘后再试，或另存到别处。")
