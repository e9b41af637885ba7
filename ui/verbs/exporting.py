"""``export``: a report as Word, PDF, JSON and the other kinds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import exporters
from desk.reading import report_of, same_file
from exporters import KINDS, Kind, Options, kind_for
from models.checks import run_checks
from models.findings import Severity
from ui.verbs import DONE, ERRORS
from ui.verbs.talk import RefusedError, line_of, refuse, tell


def _kind(name: str) -> str:
    if name in KINDS:
        return name
    raise typer.BadParameter(f"--kind 没有“{name}”，可用的有 {'、'.join(KINDS)}。")


def export(
    report: Annotated[Path, typer.Argument(metavar="报告", help=".gkbg，或任何可以导入的文件")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件", help="写到哪里；扩展名决定种类；已有的同名文件会被替换")
    ],
    final: Annotated[bool, typer.Option("--final", help="定稿：还有错误就不导出")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="每页标明“草稿”")] = False,
    profile: Annotated[str, typer.Option("--profile", metavar="样式", help="版式样式的名称")] = "",
    template: Annotated[
        Path | None, typer.Option("--template", metavar="模板", help="把报告填进上级发来的 Word 模板（.docx）")
    ] = None,
    last_year: Annotated[
        Path | None, typer.Option("--last-year", metavar="上年报告", help="与上年比对的文件用；.gkbg 或可以导入的文件")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="种类", parser=_kind, help="扩展名不能决定时指明种类")
    ] = None,
    with_data: Annotated[
        bool,
        typer.Option(
            "--with-data", help="Word 文件附带报告数据，仅供交换，公布前请去掉；不能与 --final 或 --template 同用"
        ),
    ] = False,
) -> int:
    """退出码：0 已导出；1 定稿时还有错误，没有导出；2 读不了或写不了。没有 --final 时有错误也照样导出。"""
    target = KINDS[kind] if kind else kind_for(output)
    target.check(output)
    if with_data:
        _refuse_data(target, final=final, template=template)
    for path in (report, last_year, template):
        if path is not None and same_file(path, output):
            raise RefusedError(f"“{output}”就是读入的文件，不能覆盖；请在 -o 后写别的名称。")
    if template is not None and target is not KINDS["docx"]:
        raise RefusedError(f"模板只能填成 Word 文档；请把“{output.name}”的扩展名改为 .docx，或者去掉 --template。")
    exported, imported = report_of(report)
    previous = report_of(last_year)[0] if last_year else exported.previous
    for finding in imported:
        tell(line_of(finding))
    if final:
        found = [*imported, *run_checks(exported, final=True, previous=previous)]
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        for finding in errors:
            tell(line_of(finding))
        if errors:
            refuse(f"还有 {len(errors)} 个错误，没有导出“{output.name}”；请改正后再导出定稿。")
            return ERRORS
    options = Options(profile=profile, draft=draft, previous=previous, template=template, with_data=with_data)
    for note in exporters.export(exported, output, options, target):
        tell(f"提醒：{note}")
    tell(f"已导出 {target.name}：{output}" if target.name[0].isascii() else f"已导出{target.name}：{output}")
    return DONE


def _refuse_data(target: Kind, *, final: bool, template: Path | None) -> None:
    """A file that is published holds nothing that it does not show."""
    if final:
        raise RefusedError("定稿不能附带报告数据；请去掉 --with-data，或者去掉 --final。")
    if target is not KINDS["docx"] or template is not None:
        raise RefusedError("只有本程序排版的 Word 文档能附带报告数据；请去掉 --with-data。")
