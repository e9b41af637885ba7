"""Names of exported files: they sort by year and unit, and every system takes them."""

from __future__ import annotations

import re
import unicodedata

from models.report import Report

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
MAX_BYTES = 200
"""A little below the 255 bytes that file systems allow, so that a suffix and a number still fit."""


def safe_name(text: str) -> str:
    """``text`` as a file name without suffix on Windows and Linux: no forbidden characters, not reserved, not too long."""
    name = "".join(char for char in _FORBIDDEN.sub("", text) if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    name = " ".join(name.split())
    name = name.encode()[:MAX_BYTES].decode("utf-8", "ignore").strip(" .")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name


def file_stem(report: Report) -> str:
    """The name of a report's files without suffix: "2024年某县某局政府信息公开工作年度报告"."""
    year = f"{report.year}年" if report.year else ""
    return safe_name(f"{year}{report.unit}政府信息公开工作年度报告")
