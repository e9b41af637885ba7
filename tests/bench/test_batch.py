"""Checking three thousand reports that units handed in, last year's beside each."""

from __future__ import annotations

import time
from pathlib import Path

from desk.batch import read_batch
from importers.text.plain import read_text
from models.report import Report
from models.storage import codec
from tests.reports import CASES

COUNT = 3000
HANYIN = Report().apply(read_text((CASES / "reports" / "hanyin-2021.txt").read_text("utf-8"), "hanyin").edit)


def _reports(folder: Path, year: int) -> None:
    """The seed report under many names, each with figures and words of its own, as units of one county hand them in."""
    folder.mkdir()
    for number in range(COUNT):
        unit = f"汉阴县第{number}单位"
        texts = {
            id: HANYIN.text(id).replace("汉阴县交通运输局", unit).replace("2021", str(year))
            for id in HANYIN.form.texts
            if HANYIN.text(id)
        }
        figures = {"t3.new.natural": number % 7, "t3.granted.natural": number % 7, "t2.penalty.decisions": number}
        totals = dict.fromkeys(HANYIN.form.totals)
        report = HANYIN.apply({**texts, **totals, **figures, "unit": unit, "year": year})
        (folder / f"{number:04}.gkbg").write_bytes(codec.encode(report))


def test_three_thousand_reports_with_last_years(tmp_path, record_line):
    # once each: a run takes long enough to be no accident
    _reports(tmp_path / "今年", 2024)
    _reports(tmp_path / "去年", 2023)
    start = time.perf_counter()
    for folder in ("今年", "去年"):
        for path in sorted((tmp_path / folder).iterdir()):
            codec.decode(path.read_bytes(), path.name)
    plain = time.perf_counter() - start
    start = time.perf_counter()
    batch = read_batch([tmp_path / "今年"], tmp_path / "去年")
    read = time.perf_counter() - start
    assert len(batch.check()) == COUNT
    whole = time.perf_counter() - start
    record_line(
        f"检查{COUNT}份报告，各有上年报告：{whole:.3g} s（目标 ≤ 20 s），其中检查 {whole - read:.3g} s（目标 ≤ 5 s）"
        f" = {whole / plain:.2f} × 在一个进程中只读这些文件 {plain:.3g} s"
    )
