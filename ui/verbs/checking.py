"""``check``: the findings of a report, or of many that others made."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from desk.look import look_at
from desk.reading import report_of
from models.checks import has_errors, run_checks
from models.checks.not_made import not_made, said
from models.findings import Finding
from models.inspection import told_once
from models.report import Report
from ui.verbs import DONE, ERRORS, REFUSED
from ui.verbs.talk import RefusedError, count_of, line_of, say, tell


def check(
    reports: Annotated[
        list[Path], typer.Argument(metavar="报告", help=".gkbg，或任何可以导入的文件；可以几个，也可以是文件夹")
    ],
    last_year: Annotated[
        Path | None, typer.Option("--last-year", metavar="上年报告", help="与上年比对；查几份时是放上年报告的文件夹")
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option("--units", metavar="文件夹", help="所属各单位的报告；都已上报时，核对这份报告是不是各单位之和"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="结果.xlsx|.docx|.html", help="把检查结果写成文件，可以退给各单位"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="按 JSON 输出，供程序读取")] = False,
    final: Annotated[bool, typer.Option("--final", help="按定稿要求：空白和看不懂的格子都是错误")] = False,
) -> int:
    """退出码：0 没有错误；1 有错误；2 文件读不了（查几份时：有一份读不了）。
    查几份时每份报告的上年报告按单位名称对应。"""
    if output is not None:
        from exporters.findings import MAKERS

        if output.suffix.lower() not in MAKERS:
            raise RefusedError(f"检查结果不能存为“{output.name}”：扩展名应是 {'、'.join(MAKERS)} 之一。")
    if len(reports) == 1 and output is None and not os.path.isdir(reports[0]):  # noqa: PTH112
        return _one(reports[0], last_year, units, as_json, final)
    if units is not None:
        raise RefusedError("“--units”只能和一份报告一起用；请写明汇总的那一份。")
    return _many(reports, last_year, output, as_json, final)


def _one(path: Path, last_year: Path | None, units: Path | None, as_json: bool, final: bool) -> int:
    checked, imported = report_of(path)
    previous = report_of(last_year)[0] if last_year else None
    below = _reports_of(units, path, checked.year) if units else []
    told = run_checks(checked, final=final, previous=previous, units=below)
    found = [*told_once(imported, told), *told, *look_at(path)]
    missing = not_made(checked, previous=previous, units=below)
    if as_json:
        say(
            json.dumps(
                {
                    "findings": [finding.as_json() for finding in found],
                    "not_made": [item.as_json() for item in missing],
                },
                ensure_ascii=False,
                indent=1,
            )
        )
    else:
        for finding in found:
            say(line_of(finding))
        for line in said(missing):
            say(line)
        say(f"{count_of(found)}。" if found or not missing else "做了的检查没有发现问题。")
    return ERRORS if has_errors(found) else DONE


def _reports_of(folder: Path, whole: Path, year: int | None) -> list[Report]:
    """The units' reports in a folder, all but the one that sums them up; refused where one cannot be read or added."""
    from desk.files import files_in
    from desk.inspect import read_all
    from ui.verbs.progress import Counter

    if not folder.is_dir():
        raise RefusedError(f"找不到放各单位报告的文件夹“{folder}”；请确认名称和位置。")
    reads = [read for read in read_all(files_in([folder]), Counter("读取")) if read.path.resolve() != whole.resolve()]
    for read in reads:
        if read.failure:
            raise RefusedError(f"各单位的报告有一份不能相加：{read.failure}")
        if year is not None and read.report.year not in (None, year):
            raise RefusedError(f"“{read.path.name}”是{read.report.year}年度的，不能与{year}年度的相加；请移走后再试。")
    if not reads:
        raise RefusedError(f"文件夹“{folder}”里没有各单位的报告；请确认位置。")
    return [read.report for read in reads]


def _many(paths: Sequence[Path], last_year: Path | None, output: Path | None, as_json: bool, final: bool) -> int:
    from desk.batch import read_batch
    from models.inspection import in_order
    from ui.verbs.progress import Counter

    if last_year is not None and not last_year.exists():
        raise RefusedError(f"找不到上年报告“{last_year}”；请确认名称和位置。")
    batch = read_batch(paths, last_year, Counter("读取"))
    if not batch.reads:
        raise RefusedError("文件夹里没有可以检查的文件；请确认位置。")
    inspected = in_order(batch.check(final=final, progress=Counter("检查")))
    if output is not None:
        from exporters.findings import findings_file
        from models.storage.atomic import write_whole

        write_whole(output, findings_file(inspected, output))
        tell(f"检查结果已写入“{output}”。")
    if as_json:
        say(json.dumps({"reports": [item.as_json() for item in inspected]}, ensure_ascii=False, indent=1))
    else:
        for item in inspected:
            say(f"{item.name}（{item.file}）：{item.failure or count_of(item.findings)}")
            if output is None:
                for finding in item.findings:
                    say(f"　{line_of(finding)}")
                for line in said(item.not_made):
                    say(f"　{line}")
    found: list[Finding] = [finding for item in inspected for finding in item.findings]
    failed = sum(bool(item.failure) for item in inspected)
    tell(f"共 {len(inspected)} 份：{count_of(found)}" + (f"；{failed} 份无法读取。" if failed else "。"))
    return REFUSED if failed else ERRORS if has_errors(found) else DONE
