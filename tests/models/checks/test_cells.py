"""Findings about single cells and fields."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.checks import run_checks
from models.findings import Finding, Severity
from models.forms import LATEST
from models.report import Report
from models.values import Value
from tests.reports import published_report

PROBLEMS = "主要问题是部分内容更新不够及时，今后将加强培训，落实责任。"
FULL = published_report("huaian-2024").apply({"一": "总体。", "五": PROBLEMS, "六": "无收费。"})


def found(edit: dict[str, Value], *, final: bool = False) -> list[tuple[str, Severity]]:
    return [(f.code, f.severity) for f in run_checks(FULL.apply(edit), final=final)]


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.parametrize("value", ["/", "若干", "12件半", "１２a"])
def test_text_in_a_cell_is_an_error(value: str) -> None:
    assert ("cell.unreadable", Severity.ERROR) in found({"t2.penalty.decisions": value})


@pytest.mark.parametrize("value", [-1, Decimal("1.5")])
def test_a_negative_or_fractional_count_is_an_error(value: Value) -> None:
    assert ("cell.range", Severity.ERROR) in found({"t2.penalty.decisions": value})


def test_an_amount_may_have_decimals_and_a_change_of_2019_may_be_negative() -> None:
    assert found({"t2.fees.amount": Decimal("0.05")}) == found({})
    report = Report().apply({"year": 2020, "t2.licensing.change": -3})
    assert "cell.range" not in codes(run_checks(report))


def test_a_blank_is_a_hint_while_filling_in_and_an_error_when_final() -> None:
    assert ("cell.blank", Severity.INFO) in found({"t3.new.research": None})
    assert ("cell.blank", Severity.ERROR) in found({"t3.new.research": None}, final=True)


def test_blanks_of_one_row_are_one_finding_with_all_its_cells() -> None:
    blanks = dict.fromkeys(("t3.new.business", "t3.new.research"))
    (finding,) = (f for f in run_checks(FULL.apply(blanks)) if f.code == "cell.blank")
    assert finding.cells == ("t3.new.business", "t3.new.research")


def test_an_empty_report_has_one_finding_a_table() -> None:
    blank = [f for f in run_checks(Report()) if f.code == "cell.blank"]
    assert [f.message for f in blank] == ["表二还没有填。", "表三还没有填。", "表四还没有填。"]
    assert {cell for f in blank for cell in f.cells} == LATEST.cells.keys() - LATEST.totals.keys()


@pytest.mark.parametrize("section", ["一", "五", "六"])
def test_no_section_may_be_missing(section: str) -> None:
    assert ("text.blank", Severity.ERROR) in found({section: None}, final=True)


def test_a_section_written_in_parts_is_not_missing() -> None:
    assert "text.blank" not in codes(run_checks(FULL.apply({"一": None, "一.2": "收到3119件。"}), final=True))


@pytest.mark.parametrize(("id", "code"), [("unit", "report.unit"), ("year", "report.year")])
def test_unit_and_year_are_needed_for_the_title(id: str, code: str) -> None:
    assert (code, Severity.WARNING) in found({id: None})
    assert (code, Severity.ERROR) in found({id: None}, final=True)


def test_another_form_than_the_year_prescribes_is_noticed() -> None:
    assert ("report.year", Severity.WARNING) in found({"form": "2019"})


def test_numbers_of_another_form_are_noticed() -> None:
    assert ("cell.foreign", Severity.WARNING) in found({"t3.other.natural": 1})


def test_a_full_report_has_nothing_to_mend_even_when_final() -> None:
    assert [f for f in run_checks(FULL, final=True) if f.severity is Severity.ERROR] == []


def test_a_dismissed_warning_is_silent_until_its_figures_change() -> None:
    report = FULL.apply({"t3.other.natural": 1})
    (warning,) = (f for f in run_checks(report) if f.code == "cell.foreign")
    dismissed = report.apply({f"dismissed.{warning.key}": "旧格式数据，不需要"})
    assert "cell.foreign" not in codes(run_checks(dismissed))
    assert "cell.foreign" in codes(run_checks(dismissed.apply({"t3.other.business": 2})))


def test_an_error_cannot_be_dismissed() -> None:
    report = FULL.apply({"t2.penalty.decisions": "/"})
    (error,) = (f for f in run_checks(report) if f.code == "cell.unreadable")
    assert "cell.unreadable" in codes(run_checks(report.apply({f"dismissed.{error.key}": "不管"})))


def test_blanks_in_many_rows_of_a_table_are_one_finding() -> None:
    blanks = [cell for cell in FULL.form.cells if cell.startswith("t3.") and cell.endswith(".research")]
    (finding,) = (f for f in run_checks(FULL.apply(dict.fromkeys(blanks))) if f.code == "cell.blank")
    assert finding.message == "表三有24行共24格没有填。"
