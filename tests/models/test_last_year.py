"""Starting from last year's report: what is carried over, what stays last year's until it is rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.preview import preview
from importers.result import Imported
from models.checks import run_checks
from models.findings import Severity
from models.forms import FORMS, LATEST
from models.last_year import confirm, drafts, kept, objections, start_from
from models.report import Report
from models.storage import load, save
from models.totals import evaluate
from models.values import Value
from tests.reports import footing_reports, published_report

HUAIAN = published_report("huaian-2024").apply(
    {"一.1": "主动公开8条。", "五": "问题：⟦t3.new.total⟧件。", "六": "无收费。"}
)


def started(previous: Report, year: int, **more: Value) -> Report:
    return Report().apply({**start_from(previous, year), **more})


def test_what_was_carried_out_is_carried_in_column_by_column() -> None:
    report = started(HUAIAN, 2025)
    last, now = evaluate(HUAIAN), evaluate(report)
    for leaf in ("natural", "business", "research", "nonprofit", "legal", "other", "total"):
        assert now.printed[f"t3.carried_in.{leaf}"] == last.printed[f"t3.carried_out.{leaf}"]
    assert report.text("origin.t3.carried_in.natural") == "2024年度报告 表三 · 四、结转下年度继续办理 · 自然人"


def test_a_total_that_last_year_did_not_state_is_derived_here_too() -> None:
    report = started(HUAIAN.apply({"t3.carried_out.total": None}), 2025)
    assert report.get("t3.carried_in.total") is None
    assert evaluate(report).printed["t3.carried_in.total"] == evaluate(HUAIAN).printed["t3.carried_out.total"]


def test_where_last_year_has_only_a_total_it_is_carried_as_the_total() -> None:
    report = started(Report().apply({"year": 2024, "t3.carried_out.total": 9}), 2025)
    assert {id: v for id, v in report.values.items() if id.startswith("t3.")} == {"t3.carried_in.total": 9}


def test_no_other_number_of_last_year_becomes_this_years() -> None:
    report = started(HUAIAN, 2025)
    assert all(id.startswith("t3.carried_in.") for id in report.values if id in LATEST.cells)


def test_in_force_is_a_base_and_becomes_the_answer_only_when_taken() -> None:
    previous = HUAIAN.apply({"t2.normative.in_force": 36})
    report = started(previous, 2025)
    assert report.get("t2.normative.in_force") is None and report.text("base.t2.normative.in_force") == "36"
    filled = report.apply({"t2.normative.made": 4, "t2.normative.repealed": 1})
    (finding,) = (f for f in run_checks(filled) if f.code == "t2.base")
    assert "上年36＋制发4−废止1＝39" in finding.message
    assert finding.fix == {"t2.normative.in_force": 39}
    assert "t2.base" not in {f.code for f in run_checks(filled.apply(finding.fix))}


def test_a_base_smaller_than_what_was_repealed_offers_no_negative_number() -> None:
    report = started(HUAIAN.apply({"t2.normative.in_force": 1}), 2025)
    filled = report.apply({"t2.normative.made": 0, "t2.normative.repealed": 5})
    assert [f.fix for f in run_checks(filled) if f.code == "t2.base"] == [None]


def test_the_total_of_2019_is_no_base_for_what_is_in_force() -> None:
    report = started(published_report("shanghai-office-2019"), 2020)
    assert not list(report.under("base")) and report.form is FORMS["2019"]
    assert not list(started(Report().apply({"year": 2020, "t2.normative.total": 5}), 2021).under("base"))


def test_a_report_of_the_2019_form_starts_one_of_the_2021_form() -> None:
    previous = Report().apply(
        {"year": 2020, "t3.carried_out.legal": 2, "t3.other.natural": 5, "五": "⟦t3.other.natural⟧件"}
    )
    report = started(previous, 2021)
    assert report.get("t3.carried_in.legal") == 2
    assert report.foreign == () and report.form is LATEST
    assert report.text("五") == "5件"


def test_organ_and_contact_stay() -> None:
    fields = {"unit": "某局", "level": "县级", "organ": "部门", "contact": "电话：0915-1", "signed_by": "某局"}
    report = started(HUAIAN.apply({**fields, "signed_on": "2025年1月20日"}), 2025)
    assert {id: report.get(id) for id in fields} == fields
    assert report.get("signed_on") is None and report.year == 2025


def test_texts_keep_their_parts_and_bound_figures_and_are_marked_as_last_years() -> None:
    report = started(HUAIAN, 2025)
    assert drafts(report) == ("一.1", "五", "六")
    assert report.text("五") == "问题：⟦t3.new.total⟧件。" and report.text("draft.五") == "2024"


def test_a_draft_is_a_warning_and_an_error_when_final_until_it_is_edited_or_confirmed() -> None:
    report = started(HUAIAN, 2025)
    at = {f.cells: f.severity for f in run_checks(report) if f.code == "text.draft"}
    assert at == {("一.1",): Severity.WARNING, ("五",): Severity.WARNING, ("六",): Severity.WARNING}
    assert {f.severity for f in run_checks(report, final=True) if f.code == "text.draft"} == {Severity.ERROR}
    edited = report.apply(report.with_marks({"五": "今年的问题。"}))
    assert drafts(edited) == ("一.1", "六")
    assert drafts(edited.apply(confirm(edited, ("一.1", "六")))) == ()


def test_an_edit_that_changes_nothing_keeps_the_marks() -> None:
    report = started(HUAIAN, 2025)
    assert report.with_marks({"五": report.text("五")}) == {"五": report.text("五")}


def test_a_value_retyped_loses_its_origin_unless_the_edit_gives_one() -> None:
    report = Report().apply({"t3.new.natural": 3, "origin.t3.new.natural": "表三.xlsx C5"})
    assert report.apply(report.with_marks({"t3.new.natural": 4})).get("origin.t3.new.natural") is None
    again: dict[str, Value] = {"t3.new.natural": 4, "origin.t3.new.natural": "新.xlsx C5"}
    assert report.with_marks(again) == again


def test_beside_a_report_in_progress_a_written_text_is_not_replaced_unless_chosen() -> None:
    present = Report().apply({"year": 2025, "五": "已经写好的。"})
    shown = preview(Imported(start_from(HUAIAN, 2025)), present)
    assert shown.warnings == () and "五" not in shown.chosen
    after = present.apply(shown.edit(shown.chosen))
    assert after.text("五") == "已经写好的。" and after.text("draft.六") == "2024"
    assert after.text("base.t2.normative.in_force") == str(HUAIAN.get("t2.normative.in_force"))
    assert present.apply(shown.edit(["五"])).text("draft.五") == "2024"


@pytest.mark.parametrize(
    ("previous", "year", "unit", "codes"),
    [
        (HUAIAN, 2025, HUAIAN.unit, []),
        (HUAIAN, 2024, "", ["last_year.year"]),
        (HUAIAN.apply({"year": None}), 2025, "", ["last_year.year"]),
        (HUAIAN, 2025, "别的局", ["last_year.unit"]),
        (Report().apply({"year": 2024}), 2025, "", ["last_year.blank"]),
    ],
)
def test_a_report_that_is_not_last_years_is_said(previous: Report, year: int, unit: str, codes: list[str]) -> None:
    assert [finding.code for finding in objections(previous, year, unit)] == codes


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_check_5_holds_for_every_report_started_from_last_years(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(list(FORMS.values())))
    previous = data.draw(footing_reports(form))
    report = started(previous, (previous.year or 0) + 1)
    last, now = evaluate(previous), evaluate(report)
    columns = [id.rpartition(".")[2] for id in last.printed if id.startswith("t3.carried_out.")]
    assert all(now.printed[f"t3.carried_in.{c}"] == last.printed[f"t3.carried_out.{c}"] for c in columns)


def test_a_started_report_comes_back_from_its_file_with_drafts_bases_and_origins(tmp_path: Path) -> None:
    report = started(HUAIAN, 2025)
    assert {id.partition(".")[0] for id in report.values} >= {"draft", "base", "origin"}
    save(report, tmp_path / "a.gkbg", expect=None)
    assert load(tmp_path / "a.gkbg") == report


def test_what_is_not_filled_in_yet_is_no_fall_to_nil() -> None:
    report = started(HUAIAN, 2025)
    assert not [f for f in run_checks(report, previous=HUAIAN) if f.code == "year.jump"]
    nil = report.apply({"t2.licensing.decisions": 0})
    assert [f.cells for f in run_checks(nil, previous=HUAIAN) if f.code == "year.jump"] == [("t2.licensing.decisions",)]


def test_last_years_figures_and_texts_are_kept_inside_this_years_report() -> None:
    report = Report().apply({"unit": HUAIAN.unit, "year": (HUAIAN.year or 0) + 1})
    keeping = report.apply(kept(HUAIAN, report))
    assert keeping.previous is not None
    assert evaluate(keeping.previous).printed == evaluate(HUAIAN).printed
    assert all(keeping.previous.text(id) == HUAIAN.text(id) for id in HUAIAN.form.texts)
    assert (keeping.previous.unit, keeping.previous.year) == (HUAIAN.unit, HUAIAN.year)
    assert kept(HUAIAN, keeping) == {}


def test_another_last_years_report_takes_the_place_of_the_one_kept_before() -> None:
    report = Report().apply({"year": 2025})
    keeping = report.apply(kept(HUAIAN, report))
    other = Report().apply({"year": 2024, "t3.new.natural": 7})
    assert keeping.apply(kept(other, keeping)).previous == other
    assert keeping.apply(kept(None, keeping)) == report


def test_the_checks_use_the_report_that_is_kept_unasked_and_another_before_it() -> None:
    previous = HUAIAN.apply({"t2.licensing.decisions": 10})
    report = started(previous, 2025, **{"t2.licensing.decisions": 10_000})
    alone = [f.code for f in run_checks(report)]
    keeping = report.apply(kept(previous, report))
    assert [f.code for f in run_checks(keeping)] == [f.code for f in run_checks(report, previous=previous)] != alone
    other = previous.apply({"t2.licensing.decisions": 10_000})
    assert [f.code for f in run_checks(keeping, previous=other)] == [f.code for f in run_checks(report, previous=other)]
