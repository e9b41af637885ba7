"""The reference of all checks as a page in Markdown, made from the register (docs/checks.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks import CHECKS, Check, On
from models.findings import Severity

HEAD = """# 检查项目

本页由登记的检查生成（`python tools/checks_reference.py`），不要手工改动。

- **错误**不改正不能定稿；**提醒**可以附理由略过，理由留在报告里，所说的数字变了就失效；**提示**供参考。
- 凭文字判断的都是提醒或提示，只有缺少部分、第五部分没有内容是错误。
- 还是去年的、没有改写的文字只报 `text.draft`，不再逐句检查。
- 导入文件时另有以 `import.` 开头的发现，说明哪里读不懂、哪里与格式不同、读到的内容放在哪里。
"""
HEADINGS = {
    On.CELLS: "表格",
    On.TEXT: "文字，文字与表格",
    On.PREVIOUS: "与上年报告相比",
    On.UNITS: "政府与所属单位",
}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def reference() -> str:
    """The whole page; the order is that of the headings, then of severity, then of the register."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD.rstrip()
    for on, heading in HEADINGS.items():
        chosen = sorted((check for check in CHECKS.values() if check.on is on), key=lambda c: _ORDER.index(c.severity))
        yield from ("", f"## {heading}", "", "| 代码 | 级别 | 发现 |", "| --- | --- | --- |")
        yield from (f"| [`{c.code}`](#{_anchor(c)}) | {c.severity.word} | {c.title} |" for c in chosen)
        for check in chosen:
            yield from _entry(check)


def _entry(check: Check) -> Iterator[str]:
    yield from ("", f'<a id="{_anchor(check)}"></a>', "", f"### {check.title}", "")
    yield from (_explained(check), "", f"- 代码：`{check.code}`，{check.severity.word}")
    wording = re.sub(r"\{\w+\}", "…", check.template)
    yield from (f"- 说法：{wording}", f"- 依据：{check.basis}")


def _explained(check: Check) -> str:
    return " ".join(line.strip() for line in (check.run.__doc__ or "").strip().splitlines())


def _anchor(check: Check) -> str:
    return check.code.replace(".", "-")
