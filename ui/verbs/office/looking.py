"""``office status``, ``sum``, ``trace``, ``compare``: what the ledger knows, for people and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.naming import name_of
from models.storage.atomic import write_whole
from models.totals import Number
from models.values import show
from office import compare, ledger, status, sums
from office.numbers_json import dumps
from office.sums import Scope
from ui.verbs import DONE
from ui.verbs.talk import RefusedError, line_of, say, tell

PathOf = Annotated[Path, typer.Argument(metavar="册.gkhz")]
NodeOf = Annotated[str, typer.Option("--node", metavar="上级", help="哪一个上级的；不写是最上面的")]
AsJson = Annotated[bool, typer.Option("--json", help="按 JSON 输出，供程序读取")]


def _scope(written: str) -> Scope:
    for scope in Scope:
        if written in (scope.value, scope.word):
            return scope
    raise RefusedError(f"--scope 没有“{written}”，只有 own（本级）和 area（行政区域）。")


def show_status(path: PathOf, node: NodeOf = "", as_json: AsJson = False) -> int:
    """应报、已收、按时、迟报、未报、退回、通过，和对不上的文件。说的是行政区域。"""
    with ledger.read(path) as opened:
        found = status.of(opened, node)
    if as_json:
        say(dumps(found.as_json()))
        return DONE
    say(
        f"{found.node.name}　{found.year}年度：应报{found.expected}，已收{len(found.received)}"
        f"（按时{len(found.received) - found.late}，迟报{found.late}），未报{len(found.missing)}。"
    )
    for each in found.standings:
        counted = f"{each.errors}个错误，{each.warnings}条提醒" if each.has_report else ""
        times = f"{each.versions}个版本" if each.versions > 1 else ""
        when = f"{each.received[:16]} 收到" if each.received else ""
        words = "　".join(part for part in (each.state.word, each.unit.name, each.file, when, times, counted) if part)
        say(words)
    for waiting in found.waiting:
        say(f"对不上：{waiting.file}　{waiting.reason}")
    return DONE


def show_sum(
    path: PathOf,
    node: NodeOf = "",
    scope: Annotated[
        str, typer.Option("--scope", metavar="own|area", help="own 本级，area 行政区域（不写时）")
    ] = Scope.AREA.value,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件", help="写成 .xlsx（汇总表）、.gkbg（报告草稿）或 .json"),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """每份有效的报告加一次；下级有自己单位报来的按单位加，没有的按它自己的报告。未报的单位数字未知，不是0。"""
    if output is not None and output.suffix.lower() not in (".xlsx", ".gkbg", ".json"):
        raise RefusedError(f"汇总不能存为“{output.name}”：扩展名应是 .xlsx、.gkbg、.json 之一。")
    wanted = _scope(scope)
    with ledger.read(path) as opened:
        summed = sums.add_up(opened, sums.basis_of(opened, node, wanted))
        if output is not None:
            from office.output import written

            write_whole(output, written(opened, summed, output))
            tell(f"汇总已写入“{output}”。")
    tell(f"{summed.basis.line}。")
    form = summed.basis.form
    for unknown in summed.unknown:
        tell(f"“{unknown.unit}”的{name_of(unknown.cell, form)}是文字“{unknown.text}”，没有计入。")
    for each in summed.disputed:
        tell(
            f"“{each.unit}”的{name_of(each.cell, form)}填的是{show(each.stated)}，各项之和是{show(each.sum) or '空白'}，按各项之和计入。"
        )
    if as_json:
        say(dumps(summed.as_json()))
    elif output is None:
        for cell, value in summed.cells.items():
            say(f"{cell}\t{name_of(cell, form)}\t{_shown(value)}")
    return DONE


def show_trace(
    path: PathOf,
    cell: Annotated[str, typer.Argument(metavar="格子", help="编号，如 t3.new.total；见导出的 JSON")],
    node: NodeOf = "",
    as_json: AsJson = False,
) -> int:
    """哪些单位、各多少、在哪个文件的哪里，多的在前。"""
    with ledger.read(path) as opened:
        basis = sums.basis_of(opened, node)
        found = sums.trace(opened, basis, cell)
    tell(f"{basis.line}。")
    for share in found.shares:
        if share.text:
            tell(f"“{share.unit}”的这一格里有文字“{share.text}”，没有计入。")
    if as_json:
        say(dumps(found.as_json()))
        return DONE
    say(f"{name_of(cell, basis.form)}　合计 {_shown(found.total)}")
    for share in found.shares:
        say(f"{_shown(share.value)}\t{share.unit}\t{share.file}\t{share.place}")
    return DONE


def show_comparison(
    path: PathOf,
    report: Annotated[Path, typer.Argument(metavar="报告", help="政府自己的报告：.gkbg，或任何可以导入的文件")],
    node: NodeOf = "",
    as_json: AsJson = False,
) -> int:
    """说的是行政区域。原因：missing 没有计入或没有报来，doubled 计了两次，times_10000 差一万倍，difference 没有单位能说明。"""
    from desk.reading import report_of

    own, findings = report_of(report)
    for finding in findings:
        tell(line_of(finding))
    with ledger.read(path) as opened:
        basis = sums.basis_of(opened, node)
        if own.year is not None and own.year != basis.year:
            raise RefusedError(f"“{report.name}”是{own.year}年度的报告，本册是{basis.year}年度的，不能比较。")
        found = compare.compare(opened, sums.add_up(opened, basis), own)
    tell(f"{basis.line}。")
    for cell, text in found.unknown.items():
        tell(f"“{report.name}”的{name_of(cell, basis.form)}是文字“{text}”，不能比较；请改正后再比。")
    if as_json:
        say(dumps(found.as_json()))
        return DONE
    for gap in found.gaps:
        causes = "；".join(
            f"{cause.unit or ''}可能{compare.WORDS[cause.kind]}（{_shown(cause.value)}）" for cause in gap.causes
        )
        figures = f"报告{_shown(gap.report)}，汇总{_shown(gap.sum)}，相差{show(gap.difference)}"
        say(f"{name_of(gap.cell, basis.form)}：{figures}：{causes}")
    if not found.gaps:
        say("没有差别。")
    return DONE


def _shown(value: Number | None) -> str:
    return "—" if value is None else show(value)
