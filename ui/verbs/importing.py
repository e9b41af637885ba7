"""``import``: sources of any kind → a report file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.reading import same_file
from importers.merge import read_all
from models.forms import FORMS, form_for
from models.report import LOCKED, Edit, Report
from models.storage import SUFFIX, Lock, StorageError, load, save
from models.storage.copies import keep
from models.values import Value
from ui.verbs import DONE
from ui.verbs.talk import RefusedError, count_of, line_of, tell


def _form(name: str) -> str:
    if name in FORMS:
        return name
    raise typer.BadParameter(f"--form 没有“{name}”，应是 {'、'.join(FORMS)} 之一。")


def _year(written: str) -> int:
    if written.isdecimal() and len(written) == 4 and 1900 <= int(written) <= 2999:
        return int(written)
    raise typer.BadParameter(f"--year 应是四位数的年度，例如 2024，不是“{written}”。")


def import_report(
    sources: Annotated[list[Path], typer.Argument(metavar="来源", help="要读入的文件；可以几个，合成一份报告")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="报告.gkbg", help="存到哪里")],
    form: Annotated[
        str | None, typer.Option("--form", metavar="|".join(FORMS), parser=_form, help="指定格式；不写时由年度决定")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="单位", help="指定单位全称")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年度", parser=_year, help="指定报告的年度")] = None,
) -> int:
    """导入中发现的问题列在 stderr。缺少单位、年度或数字也算完成（退出码 0），由 check 指出。
    报告文件已存在时，是报告就替换，不是报告就不动它。"""
    if output.suffix.lower() != SUFFIX:
        raise RefusedError(f"导入的结果是报告文件，-o 后的名称应以 {SUFFIX} 结尾，例如“{output.stem}{SUFFIX}”。")
    for source in sources:
        if same_file(source, output):
            raise RefusedError(f"“{output}”就是要读入的文件，不能覆盖；请在 -o 后写别的名称。")
    with Lock(output):
        imported = read_all(sources, year=year, form=form)
        edit = {**imported.edit, **_stated(imported.edit, unit, form, imported.form)}
        report = Report().apply(edit)
        _see_to(output)
        save(report, output)
    for finding in imported.findings:
        tell(line_of(finding))
    cells = sum(id in report.values for id in report.form.cells)
    texts = sum(id in report.values for id in report.form.texts)
    tell(f"已存为“{output}”：{cells} 个数字，{texts} 段文字；导入中{count_of(imported.findings)}；{_footing(report)}。")
    return DONE


def _see_to(output: Path) -> None:
    """Keep a copy of the report that is about to be replaced; one that was signed off is left alone."""
    try:
        day = load(output).text(LOCKED) if output.exists() else ""
    except StorageError:
        return  # what is no report is not replaced either, and saving says so
    if day:
        raise RefusedError(f"“{output}”已于{day}锁定，没有替换；请先在程序中解除锁定，或在 -o 后写别的名称。")
    if output.exists():
        try:
            keep(output)
        except StorageError as error:
            tell(f"提醒：以前的版本没有留下：{error}")


def _footing(report: Report) -> str:
    """Whether the sums of what was read hold, as the window says after an import, too."""
    from models.checks import run_checks

    codes = {item.code for item in report.form.sums}
    apart = [finding for finding in run_checks(report) if finding.code in codes]
    if not apart:
        return "勾稽关系相符" if any(id in report.values for id in report.form.cells) else "没有数字可核对"
    tables = dict.fromkeys(report.form.cells[finding.cells[0]].table.number for finding in apart if finding.cells)
    return f"勾稽关系有 {len(apart)} 处不符（{'、'.join(tables)}），用 check 查看"


def _stated(edit: Edit, unit: str | None, form: str | None, shape: str | None) -> dict[str, Value]:
    """What the command line says about the report; without a year the form follows from the shape of the tables."""
    stated: dict[str, Value] = {}
    year = edit.get("year")
    if unit and unit.strip():
        stated.update({"unit": unit.strip(), "origin.unit": "由使用者指定"})
    if form and (not isinstance(year, int) or FORMS[form] is not form_for(year)):
        stated.update({"form": form, "origin.form": "由使用者指定"})
    elif year is None and shape and FORMS[shape] is not form_for(None):
        stated.setdefault("form", shape)
    return stated
