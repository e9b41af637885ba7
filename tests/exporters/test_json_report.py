"""The report as JSON: a contract that scripts rely on."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings

import exporters
import importers
from exporters import Options
from exporters.json_report import make
from importers.own.json_report import read_json
from models.forms import FORMS
from models.report import Report
from models.totals import evaluate
from tests.reports import CASES, PUBLISHED, footing_reports, published_report


def exported(report):
    return json.loads(make(report, Options()).data, parse_float=str)


def test_it_has_exactly_the_five_fields_and_every_cell_of_the_form():
    data = exported(Report().apply({"year": 2023}))
    assert list(data) == ["form", "unit", "year", "cells", "texts"]
    assert data["form"] == "2021" and data["unit"] is None and data["year"] == 2023 and data["texts"] == {}
    assert list(data["cells"]) == list(FORMS["2021"].cells) and set(data["cells"].values()) == {None}


def test_a_total_that_nobody_stated_is_derived_and_a_stated_one_stands():
    cells = exported(Report().apply({"t4.review.upheld": 2, "t4.direct.upheld": 2, "t4.direct.total": 5}))["cells"]
    assert cells["t4.review.total"] == 2
    assert cells["t4.direct.total"] == 5


def test_a_cell_that_is_no_number_is_null_and_said():
    output = make(Report().apply({"t3.new.natural": "约3件"}), Options())
    assert json.loads(output.data)["cells"]["t3.new.natural"] is None
    assert len(output.notes) == 1 and "自然人" in output.notes[0] and "约3件" in output.notes[0]


def test_an_amount_has_the_digits_that_were_typed():
    assert exported(Report().apply({"t2.fees.amount": Decimal("12.50")}))["cells"]["t2.fees.amount"] == "12.50"


def test_a_bound_figure_stands_in_the_text_as_its_number():
    report = Report().apply({"t3.new.natural": 3, "一.2": "收到⟦t3.new.total⟧件。\n均已答复。"})
    assert exported(report)["texts"] == {"一.2": "收到3件。\n均已答复。"}


@settings(max_examples=25, deadline=None)
@given(footing_reports(FORMS["2021"]) | footing_reports(FORMS["2019"]))
def test_importing_it_gives_the_same_figures(report):
    again = Report().apply(read_json(make(report, Options()).data, "a.json").edit)
    assert evaluate(again).printed == evaluate(report).printed
    assert (again.unit, again.year, again.form) == (report.unit, report.year, report.form)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_reports_come_back_through_it(name):
    report = published_report(name)
    again = Report().apply(read_json(make(report, Options()).data, "a.json").edit)
    assert evaluate(again).printed == evaluate(report).printed


def test_texts_notes_and_remarks_come_back_through_it():
    report = Report().apply(importers.read(CASES / "reports" / "hanyin-2021.txt").edit)
    report = report.apply({"note.t4": "注：含上年结转。", "remark.t2.normative.made": "其中修订1件"})
    again = Report().apply(read_json(make(report, Options()).data, "a.json").edit)
    ids = [*report.form.texts, "note.t4", "remark.t2.normative.made"]
    assert [again.text(id) for id in ids] == [report.text(id) for id in ids]


def test_any_characters_in_a_text_give_valid_json(tmp_path):
    text = 'a"b\\c\x01\ud800\u2028<é>'
    exporters.export(Report().apply({"五": text}), tmp_path / "r.json")
    assert json.loads((tmp_path / "r.json").read_bytes())["texts"]["五"] == text
