"""What the command line says: results on stdout, everything else on stderr."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterable

from models.errors import UserError
from models.findings import Finding, counted
from models.storage.errors import StorageError
from models.storage.folder import data_folder, made

REFUSED = 2


class RefusedError(UserError):
    """The command cannot be carried out as given."""


def say(text: str) -> None:
    """A result."""
    print(text)


def tell(text: str) -> None:
    """What goes on beside the result."""
    print(text, file=sys.stderr)


def refuse(message: str) -> int:
    """Say why the command cannot be carried out, and return the exit code for that."""
    tell(f"错误：{message}")
    return REFUSED


def line_of(finding: Finding) -> str:
    """A finding in one line."""
    advice = f"{finding.advice}" if finding.advice else ""
    basis = f"（依据：{finding.basis}）" if finding.basis else ""
    return " ".join(f"{finding.severity.word}：{finding.message}{advice}{basis}".split())


def count_of(findings: Iterable[Finding]) -> str:
    """How many errors, warnings and hints in words; "没有发现问题" where there are none."""
    return counted(findings) or "没有发现问题"


def record(error: Exception) -> str:
    """Keep the trace of an unforeseen error for whoever mends it, and say where."""
    try:
        file = made(data_folder()) / "error.log"
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {' '.join(sys.argv)}\n")
            log.write("".join(traceback.format_exception(error)))
    except (OSError, StorageError):
        return "请把所用的命令和文件告诉维护人员。"
    return f"请把“{file}”和所用的文件交给维护人员。"
