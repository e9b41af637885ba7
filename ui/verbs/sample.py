"""The sample report, and the main job done on it where no window can be opened."""

from __future__ import annotations

from pathlib import Path

import exporters
import importers
from exporters.files import file_stem
from models.checks import run_checks
from models.report import Report
from models.storage import SUFFIX, UnwritableError, save
from models.storage.folder import made
from ui.verbs import DONE, overview
from ui.verbs.talk import count_of, line_of, say

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "resources" / "samples" / "汉阴县交通运输局2021年.txt"
REGISTER = ROOT / "resources" / "samples" / "依申请公开台账2024年.csv"


def sample_report() -> Report:
    """The report that ships with the program: published by 汉阴县交通运输局 for 2021."""
    return Report().apply(importers.read(SOURCE).edit)


def sample() -> int:
    """没有显示器时，不写命令就做这件事。"""
    report = sample_report()
    folder = _out()
    stem = file_stem(report)
    written = [folder / f"{stem}{SUFFIX}", folder / f"{stem}.docx"]
    save(report, written[0])
    exporters.export(report, written[1])
    found = run_checks(report)
    say("这里没有显示器，不能打开窗口；已用自带的样例走了一遍：")
    say(f"  读入  {SOURCE.relative_to(ROOT)}：{report.unit}，{report.year}年度")
    say(f"  检查  {count_of(found)}")
    for finding in found:
        say(f"        {line_of(finding)}")
    for path in written:
        say(f"  写出  {path}")
    say("")
    say(overview())
    return DONE


def _out() -> Path:
    """The folder ``out`` beside the program; where that cannot be written, in the present folder."""
    try:
        return made(ROOT / "out")
    except UnwritableError:
        return made(Path.cwd() / "out")
