"""Our own Word file, read again: what it shows, all of it where it carries data, and what was edited in it since."""

import io
import zipfile

import pytest

import importers
from exporters import Options, export
from exporters.profiles import profile, profiles
from importers.result import Imported
from models.report import Report
from models.texts import bound, printed_text
from models.totals import evaluate
from models.values import show
from tests.importers.documents import expected, found
from tests.reports import CASES, PUBLISHED, published

SEED = "shanghai-office-2025"


def report() -> Report:
    """With a blank, a derived total, a remark, a bound figure and fields that no document shows."""
    edit = expected(SEED) | {
        "level": "省级",
        "contact": "电话：021-12345678",
        "remark.t2.regulations.made": "其中修订16件",
    }
    edit |= {"t3.total.total": None, "t4.review.total": None, "一.2": f"收到申请{bound('t3.new.total')}件。"}
    return Report().apply(edit)


@pytest.mark.parametrize("style", profiles())
@pytest.mark.parametrize("name", PUBLISHED)
def test_without_data_every_printed_figure_and_paragraph_comes_back(tmp_path, name, style):
    whole = Report().apply(
        expected(name) | {"signed_by": published(name)["unit"], "一.2": f"新收{bound('t3.new.total')}件。"}
    )
    path = tmp_path / "报告.docx"
    export(whole, path, Options(profile=style))
    imported = importers.read(path)
    again, figures = Report().apply(imported.edit), evaluate(whole)
    nil = profile(style).nil
    printed = {id: show(figures.printed[id]) or nil for id in whole.form.cells}
    assert {id: show(again.get(id)) for id in whole.form.cells} == printed
    for id in whole.form.texts:
        assert again.text(id) == printed_text(whole, figures, id), id
    for id in ("unit", "year", "signed_by", "signed_on", "note.t4"):
        assert again.get(id) == whole.get(id)
    assert again.form is whole.form


def test_what_is_not_printed_is_said_once_to_be_missing(tmp_path):
    path = tmp_path / "报告.docx"
    export(report(), path)
    own = [finding for finding in importers.read(path).findings if finding.code == "import.own"]
    assert len(own) == 1 and "没有印出来的" in own[0].message and "不能恢复" in own[0].message


def test_a_document_of_others_is_not_taken_for_ours(tmp_path):
    path = tmp_path / "模板.docx"
    path.write_bytes((CASES / "official-template.docx").read_bytes())
    assert not any(finding.code == "import.own" for finding in importers.read(path).findings)


def exported(tmp_path, **changes: str) -> Imported:
    """The report exported, ``changes`` made in its document, and read."""
    path = tmp_path / "报告.docx"
    export(report(), path, Options(with_data=True))
    if changes:
        stream = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                for before, after in changes.items() if name == "word/document.xml" else ():
                    assert before.encode() in data
                    data = data.replace(before.encode(), after.encode(), 1)
                new.writestr(name, data)
        path.write_bytes(stream.getvalue())
    return importers.read(path)


def test_untouched_it_gives_everything_back(tmp_path):
    imported = exported(tmp_path)
    values = {id: value for id, value in imported.edit.items() if not id.startswith("origin.")}
    assert values == dict(report().values)
    assert imported.edit["origin.t3.new.natural"] == "报告.docx 随文件保存的数据"
    assert [finding.code for finding in imported.findings] == ["import.own"]


def test_edited_since_what_is_visible_counts_and_the_difference_is_said(tmp_path):
    imported = exported(tmp_path, 未收取信息处理费="收取信息处理费5元")
    want = dict(report().values) | {"六": "本年度收取信息处理费5元。"}
    assert {id: value for id, value in imported.edit.items() if not id.startswith("origin.")} == want
    edited = [finding for finding in imported.findings if finding.code == "import.edited"]
    assert [(finding.cells, finding.message) for finding in edited] == [
        (
            ("六",),
            "报告.docx：六、其他需要报告的事项在文件里改过：原来是“本年度未收取信息处理费。”，"
            "现在是“本年度收取信息处理费5元。”，按现在的导入。",
        )
    ]


def test_a_number_edited_since(tmp_path):
    number = str(report().get("t3.new.natural"))
    imported = exported(tmp_path, **{f">{number}<": ">987654<"})
    assert imported.edit["t3.new.natural"] == 987654
    assert str(imported.edit["origin.t3.new.natural"]).startswith("报告.docx 第2个表格")
    (edited,) = (finding for finding in imported.findings if finding.code == "import.edited")
    assert edited.cells == ("t3.new.natural",)
    assert f"原来是“{number}”，现在是“987654”" in edited.message
    assert imported.edit["一.2"] == f"收到申请{bound('t3.new.total')}件。"
    assert "t4.review.total" not in imported.edit


def test_a_damaged_carrier_is_passed_over(tmp_path):
    path = tmp_path / "报告.docx"
    export(report(), path, Options(with_data=True))
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:200] if name.startswith("customXml/") else old.read(name))
    path.write_bytes(stream.getvalue())
    edit = found(importers.read(path).edit)
    assert edit["六"] == "本年度未收取信息处理费。" and "level" not in edit
