"""The report itself: evaluating, checking, importing text, and the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from importers.text.plain import read_text
from models.checks import On, run_checks
from models.report import Report
from models.storage import load, save
from models.totals import evaluate
from tests.reports import CASES

ROOT = Path(__file__).parents[2]
HANYIN = CASES / "reports" / "hanyin-2021.txt"
TEXT = HANYIN.read_text("utf-8")
REPORT = Report().apply(read_text(TEXT, HANYIN.name).edit)


def test_evaluate_and_check_everything(beside):
    def look_up():
        return [REPORT.get(cell) for cell in REPORT.form.cells]

    beside("算出合计", lambda: evaluate(REPORT), "把每一格取一次", look_up)
    cells = {On.CELLS}
    beside("算出合计并检查表格", lambda: run_checks(REPORT, only=cells), "把每一格取一次", look_up, ms=1)
    beside("算出合计并做全部检查（连同文字）", lambda: run_checks(REPORT), "把每一格取一次", look_up, ms=10)


def test_import_text(beside):
    beside(
        "导入全文",
        lambda: read_text(TEXT, HANYIN.name),
        "把全文切成词",
        lambda: re.findall(r"\w+", TEXT),
        ms=50,
    )


def test_report_file(beside, tmp_path):
    path = tmp_path / "r.gkbg"
    save(REPORT, path)
    plain = {id: str(value) for id, value in REPORT.values.items()}

    def dump():
        (tmp_path / "plain.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1), "utf-8")

    def parse():
        return json.loads(path.read_bytes())

    beside("保存报告文件（落盘）", lambda: save(REPORT, path), "用 json 写同样的内容（不落盘）", dump)
    beside("打开报告文件", lambda: load(path), "用 json 读这个文件", parse)


def test_check_from_the_command_line(beside, tmp_path):
    path = tmp_path / "r.gkbg"
    save(REPORT, path)

    # as on a user's computer, where Python keeps what it has compiled
    user = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    user["PYTHONPYCACHEPREFIX"] = str(tmp_path / "compiled")

    def check():
        return subprocess.run([ROOT / "run", "check", path], stdout=subprocess.DEVNULL, check=True, env=user)

    def bare():
        return subprocess.run([sys.executable, "-c", "import typer"], check=True, env=user)

    beside("./run check 报告.gkbg", check, 'python -c "import typer"', bare, times=2, rounds=21)
