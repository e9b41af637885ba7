"""The Word file from the command line: made anew in a house style, or put into a template."""

from __future__ import annotations

import json

from models.storage import load, save
from tests.reports import CASES

HANYIN = CASES / "reports" / "hanyin-2021.txt"
TEMPLATE = CASES / "official-template.docx"


def said(path):
    """What a report says: its fields, texts and figures."""
    return {id: v for id, v in load(path).values.items() if not id.startswith(("origin.", "dismissed."))}


def test_a_report_becomes_a_word_file_that_reads_back_whole(run, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    assert run("export", "r.gkbg", "-o", "r.docx", "--profile", "接排")[0] == 0
    assert run("import", "r.docx", "-o", "again.gkbg")[0] == 0
    assert said(tmp_path / "again.gkbg") == said(tmp_path / "r.gkbg")
    code, _, err = run("export", "r.gkbg", "-o", "x.docx", "--profile", "某省")
    assert code == 2 and "没有名为“某省”的版式" in err


def test_a_report_is_put_into_a_template_and_what_has_no_place_is_said(run, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    save(load(tmp_path / "r.gkbg").apply({"note.t2": "不含修订。"}), tmp_path / "r.gkbg")
    code, out, err = run("export", "r.gkbg", "-o", "r.docx", "--template", TEMPLATE)
    assert (code, out) == (0, "") and "提醒：模板里没有表二的注的地方" in err
    assert run("export", "r.gkbg", "-o", "r.json", "--template", TEMPLATE)[0] == 2
    code, _, err = run("export", "r.gkbg", "-o", "y.docx", "--template", HANYIN)
    assert code == 2 and "不是 Word 文档" in err
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["r.docx", "r.gkbg"]


def test_a_finished_document_is_looked_at_too(run, tmp_path):
    assert run("import", HANYIN, "-o", "r.gkbg")[0] == 0
    for name in ("a.docx", "b.docx"):
        assert run("export", "r.gkbg", "-o", name, "--template", TEMPLATE)[0] == 0
    _, out, _ = run("check", "a.docx", "--json")
    hints = [finding for finding in json.loads(out)["findings"] if finding["code"].startswith("look.")]
    assert {"look.margins", "look.page_numbers"} <= {finding["code"] for finding in hints}
    assert all(finding["severity"] == "info" for finding in hints)
    _, out, _ = run("check", "a.docx", "b.docx", "--json")
    assert all("look.margins" in [f["code"] for f in one["findings"]] for one in json.loads(out)["reports"])
