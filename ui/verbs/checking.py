"""``check``: the findings of a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from models.checks import has_errors, run_checks
from ui.verbs import DONE, ERRORS
from ui.verbs.reports import report_of
from ui.verbs.talk import count_of, line_of, say


def check(
    report: Annotated[Path, typer.Argument(metavar="报告", help=".gkbg，或任何可以导入的文件")],
    last_year: Annotated[
        Path | None, typer.Option("--last-year", metavar="上年报告", help="与上年比对；.gkbg 或可以导入的文件")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="按 JSON 输出，供程序读取")] = False,
    final: Annotated[bool, typer.Option("--final", help="按定稿要求：空白和看不懂的格子都是错误")] = False,
) -> int:
    """退出码：0 没有错误；1 有错误；2 文件读不了。"""
    checked, imported = report_of(report)
    previous = report_of(last_year)[0] if last_year else None
    found = [*imported, *run_checks(checked, final=final, previous=previous)]
    if as_json:
        say(json.dumps({"findings": [finding.as_json() for finding in found]}, ensure_ascii=False, indent=1))
    else:
        for finding in found:
            say(line_of(finding))
        say(f"{count_of(found)}。")
    return ERRORS if has_errors(found) else DONE
