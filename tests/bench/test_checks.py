"""The checks: how fast they are, and how far the reader of numbers can be trusted."""

from __future__ import annotations

import random
import re

import pytest
from rapidfuzz.distance import Indel

from importers.text.plain import read_text as import_text
from models.changes import changes
from models.checks import run_checks
from models.prose import reader
from models.report import Report
from tests.models.prose import built
from tests.models.prose.labelled import score, sentences
from tests.reports import CASES, published_report

HANYIN = Report().apply(import_text((CASES / "reports" / "hanyin-2021.txt").read_text("utf-8"), "hanyin").edit)
PROSE = "".join(HANYIN.text(id) for id in ("一", "一.3", "一.5", "五"))
STATED = [sentence.text for sentence in sentences("sentences.dev.txt")]
TEXTS = ("一", "一.1", "一.2", "一.3", "一.4", "一.5", "五", "六")


def prose(length, seed):
    """Prose of real reports with sentences that give numbers in between."""
    chance, text = random.Random(seed), ""
    while len(text) < length:
        start = chance.randrange(len(PROSE) - 300)
        text += f"{PROSE[start : start + chance.randrange(100, 300)]}。{chance.choice(STATED)}" + chance.choice(
            ["", "\n"]
        )
    return text[:length]


def full_report(year, seed=0):
    """A full report with 5,000 characters of text."""
    texts = {id: prose(5000 // len(TEXTS), seed * 1000 + year * 10 + i) for i, id in enumerate(TEXTS)}
    return published_report("huaian-2024").apply({"year": year, **texts})


def test_all_checks_of_a_full_report_with_last_year(beside):
    this, last = full_report(2024), full_report(2023)
    whole, before = ("".join(report.text(id) for id in TEXTS) for report in (this, last))
    counter = iter(range(10**9))

    def typed():
        """The report after one more character in one text, as when typing pauses."""
        return run_checks(this.apply({"一.2": f"{this.text('一.2')}{next(counter)}"}), previous=last)

    def unseen():
        """A report that was never read before."""
        reader._read.cache_clear()
        reader._memory.cache_clear()
        return run_checks(this, previous=last)

    def compare():
        return Indel.normalized_similarity(whole, before)

    beside("全部检查，正在写一段文字", typed, "比较两年的全文一次", compare, ms=10)

    def read():
        """The numbers of all texts, never read before."""
        reader._read.cache_clear()
        return [reader.mentions_of(this, id) for id in TEXTS]

    words = lambda: re.findall(r"\w+", whole)  # noqa: E731
    beside("读五千字里的数字，从未读过的报告", read, "把全文切成词", words, ms=20)
    beside("全部检查，从未读过的报告", unseen, "把全文切成词", words, ms=20)
    beside("变化表", lambda: changes(this, last), "比较两年的全文一次", compare)


@pytest.mark.parametrize("piece", ["收到申请3件", "3、", "。"])
def test_checks_of_a_hundred_thousand_characters_take_ten_times_those_of_ten_thousand(beside, piece):
    long, short = (
        full_report(2024).apply({"一.2": (piece * 100_000)[:length]}) for length in (100_000, 10_000)
    )  # fmt: skip

    def check(report):
        reader._read.cache_clear()
        return run_checks(report)

    beside(f"检查十万字“{piece}”", lambda: check(long), "检查一万字", lambda: check(short), times=13)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("调整用的一半", "sentences.dev.txt"),
        ("从不据以调整的一半", "sentences.held_out.txt"),
        ("公布的报告", "reports.txt"),
    ],
)
def test_how_far_the_reader_of_numbers_can_be_trusted(benchmark, record_line, name, file):
    found = sentences(file)
    measured = benchmark.pedantic(lambda: score(found), rounds=1)
    record_line(
        f"读数，{name}（{len(found)}句，标注{measured.labelled}处）："
        f"准确率 {measured.precision:.3f}（目标 ≥ 0.98），召回率 {measured.recall:.3f}（目标 ≥ 0.9）"
    )


@pytest.mark.parametrize(
    ("name", "part"),
    [("据以编写的", "work"), ("留到最后的，首次测得数字提醒 0.755、找到 0.873，之后据以改过", "final")],
)
def test_how_far_text_and_table_are_held_together(record_line, name, part):
    found = built.reports(part)
    ties = built.ties(found)
    alone, among = built.false_warnings(found), built.false_with_distractors(found)
    changed = built.changed_numbers(found)
    record_line(
        f"文与表，{name}（{len(found)}份，标注{ties.labelled}处）：准确率 {ties.precision:.3f}（目标 ≥ 0.97），召回率 {ties.recall:.3f}（目标 ≥ 0.92），"
        f"每份误报 {len(alone) / len(found):.3f}，掺入别处文句 {len(among) / len(found):.3f}（目标 ≤ 0.03），"
        f"改动的数字提醒 {changed.as_warning:.3f}（目标 ≥ 0.90）、找到 {changed.at_all:.3f}（目标 ≥ 0.95）"
    )


@pytest.mark.parametrize(
    ("name", "file", "codes"),
    [
        ("年份", "year", ("text.year", "text.period")),
        ("空位", "slots", ("text.slot", "text.left_over")),
        ("占比", "shares", ("text.percent",)),
        ("单位名称", "scope", ("text.unit", "text.self")),
    ],
)
def test_how_many_faults_of_a_kind_are_found(record_line, name, file, codes):
    record_line(f"{name}：找到 {built.flags(file, codes).line}（目标 ≥ 0.90，误报 0）")


def test_how_many_repeated_texts_are_found(record_line):
    pairs = list(built.similar())
    kept = [said for share, said in pairs if share >= 70]
    record_line(
        f"雷同：留七成以上的报 {sum(kept)} / {len(kept)}，留不到四成的误报 {sum(said for share, said in pairs if share < 40)}"
    )
