"""Whether this user's own folder takes what the program keeps there."""

from __future__ import annotations

import tempfile

from models.storage import StorageError
from models.storage.folder import VARIABLE, data_folder, made


def unwritable() -> str:
    """What to tell the user where unsaved work cannot be kept; empty where it can."""
    folder = data_folder()
    try:
        with tempfile.TemporaryFile(dir=made(folder)):
            return ""
    except (OSError, StorageError):
        return (
            f"用户文件夹“{folder}”不能写入：万一断电，没有保存的修改不能恢复，设置也记不住；报告仍可保存到别处。"
            f"请管理员开放这个文件夹或清理磁盘，也可以用环境变量 {VARIABLE} 另指一个文件夹。"
        )
