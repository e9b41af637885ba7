"""Setting a finding of the text aside: with a reason, shown to the leader, void when its figures change."""

from __future__ import annotations

from models.checks import dismissed, run_checks
from models.findings import Finding
from models.report import Report

REPORT = Report().apply(
    {"unit": "云岭县交通运输局", "year": 2024, "t3.new.natural": 23, "一.2": "全年收到政府信息公开申请21件，均已答复。"}
)


def found(report: Report) -> list[Finding]:
    return [finding for finding in run_checks(report) if finding.code == "text.number"]


def set_aside(report: Report, reason: str = "含口头申请") -> Report:
    (finding,) = found(report)
    return report.apply({f"dismissed.{finding.key}": reason})


def test_a_finding_set_aside_is_silent_and_listed_with_its_reason() -> None:
    report = set_aside(REPORT)
    assert found(report) == []
    (entry,) = dismissed(report)
    assert (entry.finding.code, entry.reason) == ("text.number", "含口头申请")


def test_it_comes_back_when_the_figure_of_the_table_changes() -> None:
    report = set_aside(REPORT).apply({"t3.new.natural": 24})
    assert len(found(report)) == 1
    assert dismissed(report) == []


def test_it_comes_back_when_the_number_in_the_text_changes() -> None:
    report = set_aside(REPORT).apply({"一.2": "全年收到政府信息公开申请22件，均已答复。"})
    assert len(found(report)) == 1


def test_it_stays_set_aside_when_other_words_change() -> None:
    report = set_aside(REPORT)
    assert found(report.apply({"一.2": f"{report.text('一.2')}答复及时。", "五": "专业人员不足，今后充实力量。"})) == []


def test_mending_the_text_ends_the_finding() -> None:
    report = REPORT.apply({"t3.carried_in.natural": 0})
    (finding,) = found(report)
    assert finding.fix is not None
    mended = report.apply(finding.fix)
    assert found(mended) == []
    assert mended.text("一.2") == "全年收到政府信息公开申请23件，均已答复。"
