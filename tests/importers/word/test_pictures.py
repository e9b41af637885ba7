"""Pictures and small tables that a Word file has in its texts are kept where they stand, and come with their text."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest

import importers
from exporters.options import Options
from exporters.word.report import make
from importers.preview import preview
from importers.result import Imported
from models.exhibits import Exhibit, anchor, edit_of, exhibit_of, keys_in, without_anchors
from models.report import Report
from tests.exporters.pages.reports import huaian
from tests.models.test_exhibits import png

CHART = Exhibit("图1 办理结果", "三年的柱形图", 60, png(60, 40))
SPLIT = Exhibit("表1 提出方式", "", 100, b"", (("方式", "件数"), ("当面", "3")))


def read(tmp_path: Path, data: bytes) -> Imported:
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    return importers.read(path)


def of(imported: Imported) -> Report:
    return Report().apply({id: value for id, value in imported.edit.items() if not id.startswith("origin.")})


@pytest.fixture
def original() -> Report:
    report = huaian().apply({**edit_of("a", CHART), **edit_of("b", SPLIT)})
    return report.apply({"五": f"（一）问题。\n{anchor('a')}\n有两个问题。\n{anchor('b')}\n（二）改进。"})


def test_our_own_word_file_gives_its_pictures_and_tables_back(tmp_path: Path, original: Report) -> None:
    report = of(read(tmp_path, make(original, Options()).data))
    chart, split = keys_in(report.text("五"))
    assert exhibit_of(report, chart) == CHART
    found = exhibit_of(report, split)
    assert found is not None and (found.rows, found.caption) == (SPLIT.rows, SPLIT.caption)
    assert without_anchors(report.text("五")) == without_anchors(original.text("五"))
    order = [line for line in report.text("五").split("\n") if line]
    assert [order.index(anchor(chart)), order.index(anchor(split))] == [1, 3]


def test_it_is_said_and_nothing_of_it_is_left_among_what_has_no_place(tmp_path: Path, original: Report) -> None:
    imported = read(tmp_path, make(original, Options()).data)
    messages = [finding.message for finding in imported.findings]
    assert "报告.docx：文字中的1张图片、1个小表格读入并留在原处。" in messages
    assert not any("没有读入" in message for message in messages)
    assert "方式" not in str(imported.edit.get("unplaced", ""))


def test_they_come_with_their_text_through_the_preview(tmp_path: Path, original: Report) -> None:
    shown = preview(read(tmp_path, make(original, Options()).data), Report().apply({"year": 2024}))
    applied = Report().apply({"year": 2024}).apply(shown.edit({"五"}))
    assert [exhibit_of(applied, key) is not None for key in keys_in(applied.text("五"))] == [True, True]
    assert not any(id.startswith("picture.") for id in shown.edit({"六"}))


def with_picture(original: Report, place: str, data: bytes, name: str = "图.png") -> bytes:
    """A Word file with a picture put after the first paragraph that begins like this."""
    word = docx.Document(io.BytesIO(make(original, Options()).data))
    after = next(p for p in word.paragraphs if p.text.startswith(place))
    made = word.add_paragraph()
    made.add_run().add_picture(io.BytesIO(data))
    after._p.addnext(made._p)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


@pytest.mark.parametrize("place", ["淮安市人民政府", "六、", "三、"])
def test_a_picture_anywhere_else_is_not_kept_and_said(tmp_path: Path, place: str) -> None:
    imported = read(tmp_path, with_picture(huaian(), place, png(60, 60)))
    assert not any(id.startswith(("exhibit.", "picture.")) for id in imported.edit)
    assert not any("⟦图" in str(value) for value in imported.edit.values())
    assert any("图片" in finding.message for finding in imported.findings)


def test_a_picture_of_a_kind_that_is_not_kept_is_said(tmp_path: Path) -> None:
    gif = b"GIF89a\x02\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02\x02\x84Q\x00;"
    imported = read(tmp_path, with_picture(huaian(), "五、", gif))
    assert any("没有读入" in finding.message for finding in imported.findings)
    assert not any(id.startswith("picture.") for id in imported.edit)


def test_reading_twice_gives_the_same_keys(tmp_path: Path, original: Report) -> None:
    data = make(original, Options()).data
    keys: list[Any] = [keys_in(of(read(tmp_path, data)).text("五")) for _ in range(2)]
    assert keys[0] == keys[1]
