"""What people paste: a report copied out of Word, Excel, WPS or a browser."""

import pytest

from importers.result import UnreadableError
from importers.text.clipboard import read_pasted
from models.grid import grid_of
from tests.importers.documents import expected, found, html_body, html_table, printed, text_of
from tests.reports import CASES, PUBLISHED, published

SEED = "huaian-2024"
HANYIN = (CASES / "reports" / "hanyin-2021.txt").read_text("utf-8")


def windows(fragment: str, around: str = "<html><body>{}</body></html>") -> str:
    """HTML as Windows programs put it on the clipboard."""
    html = around.format(f"<!--StartFragment-->{fragment}<!--EndFragment-->")
    header = (
        "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:{:010}\r\nStartFragment:0000000141\r\nEndFragment:{:010}\r\n"
    )
    return header.format(105 + len(html.encode()), 105 + len(html.encode()) - 36) + html


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_report_copied_out_of_word(name):
    head = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml/><![endif]--></head>"
    html = windows(
        html_body(printed(name), "<p class=MsoNormal><span>{}</span><o:p></o:p></p>"), head + "<body>{}</body></html>"
    )
    edit = read_pasted(html, "text that is not needed").edit
    assert found(edit) == expected(name)
    assert str(edit["origin.t3.new.natural"]).startswith("粘贴的内容 第2个表格 第")


def test_tables_copied_out_of_excel():
    """The fragment begins within the table; columns before it, styles and hidden rows around it."""
    table = next(item for item in printed(SEED) if item.table is not None and item.table.id == "t3")
    rows = html_table(table, "{}").removeprefix("<table>").removesuffix("</table>")
    rows = (
        rows.replace("<td", "<td class=xl65 x:num", 1) + "<tr style='display:none;height:0'><td>1</td><td>5</td></tr>"
    )
    around = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><style>td{{mso-number-format:General}}</style><body><table border=0>{}</table></body></html>"
    edit = read_pasted(windows(f"<col width=72 span=10>{rows}", around), None, year=2024).edit
    want = {id: value for id, value in expected(SEED).items() if id.startswith("t3.")}
    assert {id: value for id, value in found(edit).items() if id.startswith("t")} == want


def test_text_alone():
    edit = read_pasted(None, HANYIN).edit
    assert edit["t2.penalty.decisions"] == 49 and edit["unit"] == "汉阴县交通运输局"
    assert {id: edit[id] for id in published("hanyin-2021")["cells"]} == published("hanyin-2021")["cells"]


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><body><img src='a.png'></body></html>", "<p>广告</p>"])
def test_html_that_says_nothing_gives_way_to_the_text(html):
    assert read_pasted(html, HANYIN).edit["unit"] == "汉阴县交通运输局"


def test_cells_between_tabs_as_excel_gives_them_in_its_text():
    table = next(item for item in printed(SEED) if item.table is not None and item.table.id == "t3")
    assert table.table is not None and table.written is not None
    grid = grid_of(table.table)
    texts = {(place.row, place.column): text_of(place, table.written).replace("\n", "") for place in grid.places}
    lines = ("\t".join(texts.get((row, column), "") for column in range(grid.columns)) for row in range(grid.rows))
    edit = read_pasted(None, "三、收到和处理政府信息公开申请情况\n" + "\n".join(lines), year=2024).edit
    want = {id: value for id, value in expected(SEED).items() if id.startswith("t3.")}
    assert {id: value for id, value in found(edit).items() if id.startswith("t")} == want


@pytest.mark.parametrize(
    ("html", "text"), [(None, None), ("", " \n"), ("<html></html>", None), ("x" * 40_000_000, None)]
)
def test_nothing_to_read_is_said(html, text):
    with pytest.raises(UnreadableError, match=r"(剪贴板|粘贴).*。$"):
        read_pasted(html, text)
