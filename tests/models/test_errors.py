"""What the system says about a failure, in words for the user."""

import errno

import pytest

from models.errors import system_said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EIO, "Input/output error"), "读写出错"),
        (OSError(errno.EACCES, "Permission denied"), "没有权限，或正被别的程序打开"),
        (OSError(errno.EISDIR, "Is a directory"), "是文件夹"),
        (OSError(errno.ENOENT, "No such file or directory"), "位置不存在，或不能存放文件"),
        (OSError(errno.ELOOP, "Too many symbolic links"), "系统提示：Too many symbolic links"),
        (OSError("驱动器没有准备好"), "系统提示：驱动器没有准备好"),
        (ValueError("embedded null byte"), "系统提示：embedded null byte"),
    ],
)
def test_a_common_failure_is_said_in_chinese_and_a_rare_one_as_the_system_says_it(error, said):
    assert system_said(error) == said
