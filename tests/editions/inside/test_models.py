"""Sums, checks, prose and last year's report of a form that came in with one module."""

from __future__ import annotations

import pytest

from models.changes import changes
from models.checks import CHECKS, run_checks
from models.editions import between
from models.findings import Finding
from models.form import Role
from models.forms import FORMS, form_for, years_of
from models.last_year import start_from
from models.prose.reader import read_text
from models.report import Report
from models.values import Value
from tests.editions.reports import NEW, OLD, filled, of_last_year


def of(report: Report, code: str, **more: object) -> list[Finding]:
    return [f for f in run_checks(report, **more) if f.code == code]  # type: ignore[arg-type]


def test_it_is_found_and_ends_the_one_before() -> None:
    assert list(FORMS) == sorted(FORMS) and form_for(2026) is OLD and form_for(2027) is NEW
    assert years_of(OLD) == (2021, 2026)


def test_a_report_in_which_everything_agrees_has_no_finding() -> None:
    assert run_checks(filled(), final=True) == []


@pytest.mark.parametrize("code", ["t5.balance", "t5.column", "t5.row", "t4.row", "t3.column"])
def test_every_declared_sum_has_its_check(code: str) -> None:
    assert code in CHECKS and CHECKS[code].title


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"t5.online.first": 3, "t5.total.first": 5}, "t5.column"),
        ({"t5.online.first": 3, "t5.online.total": 4}, "t5.row"),
        ({"t5.online.first": 3}, "t5.balance"),
        ({"t4.review.mediated": 2, "t4.review.total": 1}, "t4.row"),
        ({"t3.other.withdrawn.natural": 2, "t3.total.natural": 1}, "t3.column"),
    ],
)
def test_a_false_total_is_an_error_before_and_in_the_final_report(cells: dict[str, Value], code: str) -> None:
    for final in (False, True):
        found = of(filled(**cells), code, final=final)
        assert found and all("表" in f.message and f.basis for f in found)


def test_the_sections_are_spoken_of_where_they_stand_now() -> None:
    assert of(filled(六="无。"), "text.problems")[0].cells == ("六",)
    assert of(filled(七="无其他事项。"), "text.fees")[0].cells == ("七",)
    assert not of(
        filled(六="我局问题较多，主要是人员不足、更新不够及时，下一步将加强培训和检查，逐项整改。"), "text.fees"
    )


@pytest.mark.parametrize(
    ("sentence", "cell"),
    [
        ("本年度办结的申请中，申请人撤回申请3件。", "t3.other.withdrawn.total"),
        ("全年办理政府信息公开申请10件，其中予以公开7件，申请人撤回申请3件。", "t3.other.withdrawn.total"),
    ],
)
def test_prose_that_names_the_new_row_is_held_against_it(sentence: str, cell: str) -> None:
    wrong: dict[str, Value] = {"t3.new.natural": 10, "t3.granted.natural": 8, "t3.other.withdrawn.natural": 2}
    found = of(filled(**wrong, **{"一.2": sentence}), "text.number")
    assert any(cell in f.parts for f in found)
    right: dict[str, Value] = {"t3.new.natural": 10, "t3.granted.natural": 7, "t3.other.withdrawn.natural": 3}
    assert of(filled(**right, **{"一.2": sentence}), "text.number") == []


def test_last_years_report_of_2021_form_starts_it() -> None:
    edit = start_from(of_last_year(), 2027)
    report = Report().apply(edit)
    assert report.form is NEW and report.get("t3.carried_in.natural") == 2
    assert report.text("base.t2.normative.in_force") == "4"
    assert report.text("六").startswith("一是公开不够及时") and report.text("七") == "没有收取信息处理费。"
    assert report.text("五") == "" and report.foreign == ()


def test_it_is_compared_with_last_years_report_of_2021_form() -> None:
    report = filled(六=of_last_year().text("五") * 3)
    before = of_last_year().apply({"五": of_last_year().text("五") * 3})
    assert of(report, "year.carried", previous=before)
    assert of(report, "year.pending", previous=before)
    assert of(report, "text.repeats", previous=before)[0].cells == ("六",)
    rows = {row.id: row for row in changes(report, before)}
    assert rows["t3.new.total"].comparable and not rows["t5.total.total"].comparable


def test_2019_to_2027_goes_through_2021() -> None:
    way = between(FORMS["2019"], NEW)
    assert way.homes["t3.other.legal"] == "t3.other.other.legal" and way.texts["五"] == "六"
    back = between(NEW, FORMS["2019"])
    assert len(back.sources_of("t3.other.legal")) == 4


def test_its_amounts_count_the_new_row_and_the_new_column() -> None:
    assert "t3.other.withdrawn.total" in NEW.amount(Role.OTHER_RESULTS)
    assert NEW.totals["t4.review.total"].count("t4.review.mediated") == 1


@pytest.mark.parametrize(
    ("sentence", "cell"),
    [
        ("全年申请人撤回申请2件。", "t3.other.withdrawn.total"),
        ("撤回申请2件。", "t3.other.withdrawn.total"),
        ("行政复议案件2件，其中调解结案1件。", "t4.review.mediated"),
    ],
)
def test_other_words_for_the_new_row_and_column_mean_them_too(sentence: str, cell: str) -> None:
    mentions = read_text(sentence, "一.2", NEW, topic="requests")
    assert any(cell in tie.quantity.cells for mention in mentions for tie in mention.ties)
