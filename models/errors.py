"""The base of all errors that are meant for the user, and what the system says, in words for the user."""

from __future__ import annotations

import errno

_SAID = {
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EBUSY: "正被别的程序占用",
    errno.EIO: "读写出错",
    errno.EISDIR: "是文件夹",
    errno.EMFILE: "打开的文件太多",
    errno.ENODEV: "设备已拔出",
    errno.ENOENT: "位置不存在，或不能存放文件",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "位置不存在，或不能存放文件",
    errno.ENXIO: "设备已拔出",
    errno.EPERM: "没有权限，或正被别的程序打开",
    errno.EROFS: "磁盘只读",
    errno.ETIMEDOUT: "网络没有回应",
}


class UserError(Exception):
    """Something cannot be done, foreseeably; the message is one clear sentence in Chinese: what, where, what to do."""


def system_said(error: OSError | ValueError) -> str:
    """Why the system refused, for brackets in a message; in its own words where they are none of the common ones."""
    if isinstance(error, OSError):
        return _SAID.get(error.errno or 0) or f"系统提示：{error.strerror or error}"
    return f"系统提示：{error}"
