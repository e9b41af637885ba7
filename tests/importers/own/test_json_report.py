"""Reports as JSON, of the published ones and our own."""

import json
from decimal import Decimal

import pytest

import importers
from importers.own.json_report import read_json
from importers.result import UnreadableError
from models.report import Report
from tests.reports import CASES, PUBLISHED, published, published_report


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_report_has_exactly_its_numbers(name):
    imported = importers.read(CASES / "reports" / f"{name}.json")
    cells = {id: value for id, value in imported.edit.items() if id[:3] in ("t2.", "t3.", "t4.")}
    wanted = {id: value for id, value in published_report(name).values.items() if id[:3] in ("t2.", "t3.", "t4.")}
    assert cells == wanted
    assert imported.edit["unit"] == published(name)["unit"]
    assert imported.edit["year"] == published(name)["year"]
    Report().apply(imported.edit)


def read(report, **stated):
    return read_json(json.dumps(report, ensure_ascii=False).encode(), "a.json", **stated)


def test_a_remark_in_a_cell_is_kept_beside_its_number():
    edit = importers.read(CASES / "reports" / "shanghai-office-2025.json").edit
    assert edit["t2.regulations.made"] == 22
    assert edit["remark.t2.regulations.made"] == "其中修订16件"


def test_an_amount_in_yuan_is_said():
    imported = importers.read(CASES / "reports" / "shanghai-office-2019.json")
    assert imported.edit["t2.procurement.amount"] == Decimal("25.1")
    assert any("251000元" in f.message and "25.1" in f.message for f in imported.findings)


def test_the_single_row_of_2019_stands_in_the_last_of_three_and_is_said():
    imported = importers.read(CASES / "reports" / "hongze-2023.json")
    assert imported.edit["t3.other.other.total"] == 0
    assert not any(id.startswith(("t3.other.no_fee", "t3.other.no_correction")) for id in imported.edit)
    assert any(f.code == "import.shape" for f in imported.findings)


def test_texts_are_known_by_their_place_in_the_report():
    texts = {
        "一（二）": "甲",
        "表四注": "注：乙",
        "五（一）": "丙",
        "五（二）": "丁",
        "heading 五": "五、问题",
        "一.3": "戊",
    }
    edit = read({"unit": "某局", "year": 2023, "cells": {}, "texts": texts}).edit
    assert edit["一.2"] == "甲"
    assert edit["note.t4"] == "注：乙"
    assert edit["五"] == "丙\n丁"
    assert edit["一.3"] == "戊"
    assert edit["unplaced"] == "heading 五：五、问题"


@pytest.mark.parametrize("text", ["", "   ", "{", '{"cells": {"t3.new.natural": 1', "[1]", '{"a": 1}', "[" * 100_000])
def test_what_is_no_report_is_refused_in_one_sentence(text):
    with pytest.raises(UnreadableError, match=r"。$"):
        read_json(text.encode(), "a.json")


def test_strange_values_never_raise_and_are_never_lost():
    cells = {"t3.new.natural": True, "t3.new.business": [1], "t3.new.legal": 10**30, "t3.new.total": "约3", "x.y": 5}
    imported = read({"unit": 7, "year": "去年", "cells": cells, "texts": {"一": 3}})
    Report().apply(imported.edit)
    for lost in ("true", "[1]", "x.y：5", "去年", "7"):
        assert lost in imported.edit["unplaced"]
    assert imported.edit["t3.new.legal"] == "1" + "0" * 30
    assert imported.edit["t3.new.total"] == "约3"
    codes = {finding.code for finding in imported.findings}
    assert {"import.unit", "import.year", "import.unplaced", "import.value"} <= codes


def test_not_a_number_and_infinity_stay_text():
    data = b'{"year": 2023, "cells": {"t3.new.natural": NaN, "t3.new.legal": 1e20, "t2.fees.amount": 1.50}}'
    edit = read_json(data, "a.json").edit
    assert edit["t3.new.natural"] == "NaN"
    assert edit["t3.new.legal"] == "1e20"
    assert str(edit["t2.fees.amount"]) == "1.50"


def test_another_year_than_stated_is_said():
    imported = read({"unit": "某局", "year": 2022, "cells": {}, "texts": {}}, year=2023)
    assert imported.edit["year"] == 2023
    assert any(f.code == "import.other_year" and "2022" in f.message for f in imported.findings)


def test_the_form_is_kept_where_it_does_not_follow_from_the_year():
    edit = read({"form": "2019", "unit": "某局", "year": 2021, "cells": {"t3.other.natural": 3}, "texts": {}}).edit
    assert edit["form"] == "2019" and edit["t3.other.natural"] == 3
