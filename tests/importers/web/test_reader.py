"""Web pages as offices publish them and people save them: what is read, whatever stands around the report."""

import base64
import quopri
from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import importers
from exporters.options import Options
from exporters.web.report import make
from importers.result import Imported, UnreadableError
from importers.web.reader import MAX_PAGE
from models.report import Report
from tests.importers.documents import Item, expected, found, html_body, html_table, printed
from tests.reports import PUBLISHED

SEED = "shuyang-ndrc-2023"
NAVIGATION = (
    "<div class='nav'><ul><li><a href='/'>首页</a></li><li>政务公开</li><li>主动公开</li></ul></div>"
    "<div class='crumb'>当前位置：首页 &gt; 政府信息公开年报</div>"
)
FOOTER = "<div class='foot'><p>主办单位：某县人民政府办公室</p><p>苏ICP备05000000号</p><a>网站地图</a></div>"
SCRIPTS = (
    "<script>var a='<table><tr><td>一、总体情况</td></tr></table>';</script><style>p{color:red}</style><!-- 注释 -->"
)


def page(body: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>某网站</title></head><body>{body}</body></html>"


def read(tmp_path, content: str | bytes, name: str = "报告.html") -> Imported:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return importers.read(path)


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_as_a_page_with_navigation_around_it_is_read_exactly(tmp_path, name):
    body = f"{NAVIGATION}{SCRIPTS}<div id='content'>{html_body(printed(name))}</div>{FOOTER}"
    imported = read(tmp_path, page(body))
    assert found(imported.edit) == expected(name)
    assert [f.message for f in imported.findings if f.code == "import.around"] == [
        "报告.html：略去网页上报告之外的7段文字（导航、页脚等）。"
    ]
    assert str(imported.edit["origin.t4.review.total"]).startswith("报告.html 第3个表格")


# ways to make a page ----------------------------------------------------------------------------------------------------


def by_breaks(items: Sequence[Item]) -> str:
    """Paragraphs parted by line breaks alone, indented by spaces."""
    out = ""
    for item in items:
        out += (
            html_table(item)
            if item.kind == "table"
            else f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(item.number + item.text)}<br>\n"
        )
    return f"<div>{out}</div>"


def nested(items: Sequence[Item]) -> str:
    """A page laid out in tables within tables."""
    inner = "".join(f"<tr><td>{html_body([item])}</td></tr>" for item in items)
    return f"<table><tr><td width=100><table><tr><td>首页</td></tr></table></td><td><table>{inner}</table></td></tr></table>"


def in_spans(items: Sequence[Item]) -> str:
    """What editors of content systems leave: spans within spans, lines wrapped in the source."""

    def text(item: Item) -> str:
        signs = "".join(
            f"<span style='font-family:仿宋'><span>{escape(sign)}</span></span>" for sign in item.number + item.text
        )
        return f"<p style='text-indent:2em'>\n  {signs}\n</p>"

    return "".join(
        html_table(item, "\n <p><span>\n{}</span></p>\n") if item.kind == "table" else text(item) for item in items
    )


def filtered_by_word(items: Sequence[Item]) -> str:
    """Word's own web page: upper case, its comments, numbers of lists in spans."""

    def text(item: Item) -> str:
        number = (
            f"<![if !supportLists]><span lang=EN-US style='mso-list:Ignore'>{item.number}<span style='font:7.0pt'>&nbsp;&nbsp;"
            "</span></span><![endif]>"
            if item.number
            else ""
        )
        half = len(item.text) // 2
        return (
            f"<p class=MsoNormal style='text-indent:32.0pt'>{number}<span style='font-size:16.0pt'>{escape(item.text[:half])}"
            f"</span>{escape(item.text[half:])}<o:p></o:p></p>\n"
        )

    comment = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
    tables = (
        html_table(i, "<p class=MsoNormal>{}<o:p>&nbsp;</o:p></p>") if i.kind == "table" else text(i) for i in items
    )
    return f"{comment}<div class=WordSection1>{''.join(tables)}</div>"


def by_headings(items: Sequence[Item]) -> str:
    """Headings as headings, without numbers."""
    tags = {("title", 0): "h1", ("head", 1): "h2", ("head", 2): "h3"}
    out = ""
    for item in items:
        tag = tags.get((item.kind, item.level), "p")
        out += html_table(item) if item.kind == "table" else f"<{tag}>{escape(item.text)}</{tag}>"
    return f"<article>{out}</article>"


def without_end_tags(items: Sequence[Item]) -> str:
    """Tags that are never closed, as in old pages."""
    body = html_body(items)
    for tag in ("</p>", "</td>", "</tr>"):
        body = body.replace(tag, "")
    return body


def hidden_copies(items: Sequence[Item]) -> str:
    """An old version of the report kept in the page, not shown."""
    old = html_body(items).replace(">0<", ">9<")
    return f"<div style='display: none'>{old}</div>{html_body(items)}"


WAYS = [by_breaks, nested, in_spans, filtered_by_word, by_headings, without_end_tags, hidden_copies]


@pytest.mark.parametrize("name", [SEED, "shanghai-office-2019", "huaian-2024"])
@pytest.mark.parametrize("way", WAYS)
def test_pages_of_any_manner_are_read_exactly(tmp_path, name, way):
    imported = read(tmp_path, page(way(printed(name))))
    assert found(imported.edit) == expected(name)


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gb18030", "<meta charset=GBK>"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-8-sig", '<meta charset="gb2312">'),
        ("utf-8", '<meta charset="gb2312">'),
        ("utf-8", '<meta charset="no-such-thing">'),
        ("utf-16", ""),
    ],
)
def test_any_encoding_whatever_the_page_says(tmp_path, encoding, head):
    imported = read(tmp_path, page(html_body(printed(SEED)), head).encode(encoding))
    assert found(imported.edit) == expected(SEED)


def test_a_damaged_character_costs_no_more_than_itself(tmp_path):
    data = page(html_body(printed(SEED)), '<meta charset="gb2312">').encode("gb18030")
    word = "考核".encode("gb18030")
    assert data.count(word) == 1
    imported = read(tmp_path, data.replace(word, word[:1] + b"\xff" + word[2:]))
    assert "import.damaged" in {finding.code for finding in imported.findings}
    edit = found(imported.edit)
    damaged = str(edit.pop("一.5"))
    want = expected(SEED)
    assert damaged.endswith(str(want.pop("一.5")).split("考核")[1]) and "\ufffd" in damaged
    assert edit == want


def test_xhtml(tmp_path):
    content = f'<?xml version="1.0" encoding="GB2312"?>\n{page(html_body(printed(SEED)), "")}'
    content = content.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">')
    assert found(read(tmp_path, content.encode("gb18030"), "报告.xhtml").edit) == expected(SEED)


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_saved_in_one_file(tmp_path, coding, charset):
    body = page(f"{NAVIGATION}<div>{html_body(printed(SEED))}</div>", "").encode(
        "gb18030" if charset == "gb2312" else charset
    )
    encoded = base64.encodebytes(body) if coding == "base64" else quopri.encodestring(body)
    frame = base64.encodebytes(page("<p>广告</p>" * 2000).encode())
    content = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.gov.cn/\r\nSubject: =?utf-8?Q?a?=\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n'
        f"------b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode()
        + encoded
        + b"\r\n------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + frame
        + b"\r\n------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n"
    )
    assert found(read(tmp_path, content, "报告.mht").edit) == expected(SEED)


def test_a_title_outside_the_report_and_lines_below_it(tmp_path):
    items = printed(SEED)
    title = "".join(item.text for item in items if item.kind == "title")
    rest = [item for item in items if item.kind != "title"]
    body = (
        f"{NAVIGATION}<h1>{title}</h1><div class='info'>发布日期：2024-01-17 浏览次数：12</div><div id='zoom'>{html_body(rest)}"
        "<p>【打印】【关闭】</p><p>上一篇：通知</p></div>"
    )
    edit = found(read(tmp_path, page(body)).edit)
    assert edit.pop("unplaced") == "【打印】【关闭】\n上一篇：通知"
    assert edit == expected(SEED)


def test_a_title_that_stands_in_the_title_of_the_page_alone(tmp_path):
    items = [item for item in printed(SEED) if item.kind != "title"]
    content = page(html_body(items), "<title>沭阳县发展和改革局2023年政府信息公开工作年度报告_沭阳县人民政府</title>")
    edit = read(tmp_path, content).edit
    assert (edit["unit"], edit["year"]) == ("沭阳县发展和改革局", 2023)
    assert edit["origin.unit"] == "报告.html 网页标题"


def test_the_numbers_of_a_numbered_list_are_kept(tmp_path):
    items = printed(SEED)
    body = (
        html_body(items)
        .replace("<p>　　1.落实", "<ol start=1><li>落实")
        .replace("<p>　　2.定期", "<li>定期")
        .replace("更新目录。</p>", "更新目录。</ol>")
    )
    assert "<li>" in body
    assert found(read(tmp_path, page(body)).edit) == expected(SEED)


def test_nothing_is_fetched_or_run(tmp_path):
    evil = (
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><iframe src="file:///etc/passwd"></iframe>'
        '<img src="http://127.0.0.1:9/x"><object data="file:///etc/passwd"></object>&a;<p>一、总体情况</p><p>&a;平稳。</p></body></html>'
    )
    edit = read(tmp_path, evil).edit
    assert "root:" not in str(edit) and str(edit["一"]).endswith("平稳。")


NESTED_ARCHIVE = "MIME-Version: 1.0\n" + "".join(
    f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html></html>", "没有内容"),
        ("<html><body><script>load()</script></body></html>", "没有内容"),
        ("<html><body><img src='1.png'></body></html>", "只有图片"),
        ("<html>" + " " * MAX_PAGE, "太大"),
        ("<table>" + "<tr><td rowspan=9 colspan=9>1</td></tr>" * 60_000, "太大"),
        ("<table>" + "<tr><td rowspan=60000 colspan=200>1</td></tr>" * 20_000, "太多"),
        ("<p>" * 600_000, "太多"),
        (f"<p {' '.join(f'a{n}=' for n in range(20_000))}>字</p>", "太多"),
        (f"<p a='>' {' '.join(f'a{n}' for n in range(20_000))}>字</p>", "太多"),
        (NESTED_ARCHIVE, "太深"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\n--b--", "没有网页"),
    ],
    ids=[
        "empty",
        "script only",
        "pictures only",
        "huge",
        "huge table",
        "endless spans",
        "endless elements",
        "endless attributes",
        "attributes after a quoted bracket",
        "endless archives",
        "archive without page",
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_advice(tmp_path, content, said):
    with pytest.raises(UnreadableError, match=said) as raised:
        read(tmp_path, content)
    assert "报告.html" in str(raised.value) and str(raised.value).endswith("。")


def test_a_script_is_not_taken_for_endless_attributes(tmp_path):
    script = f"<script>for (i = 0; i<n; i++) {{ {'var x = 1; ' * 2_000} }}</script><!-- i<n {'x ' * 2_000} -->"
    assert read(tmp_path, page(script + html_body(printed(SEED)))).edit["unit"]


def test_a_page_nested_without_end_is_read_in_bounded_time(tmp_path):
    content = page("<div>" * 50_000 + "<table><tr><td>" * 3_000 + html_body(printed(SEED)))
    try:
        read(tmp_path, content)
    except UnreadableError as error:
        assert str(error).endswith("。")


SMALL = page(html_body(printed("hanyin-2021"))).encode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_are_read_or_refused_never_worse(tmp_path, data):
    document = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(document) - 1))
        document[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        imported = read(tmp_path, bytes(document))
    except UnreadableError:
        return
    Report().apply(imported.edit)


def test_the_mark_of_our_own_draft_is_no_word_of_the_report(tmp_path):
    report = Report({"unit": "某县交通运输局", "year": 2024})
    imported = read(tmp_path, make(report, Options(draft=True)).data)
    assert "unplaced" not in imported.edit and imported.edit["unit"] == "某县交通运输局"
