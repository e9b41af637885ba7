"""Reports as documents: what stands in them in order, and Word files and web pages made of it in the ways of many offices."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from models.form import Table
from models.forms import FORMS
from models.grid import Place, grid_of
from models.values import Value, read_number
from tests.reports import published

TEXTS: Mapping[str, str] = {
    "preamble": "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n如对本报告有疑问，请与{unit}联系（地址：人民路1号，邮编：100000，电话：010-12345678）。",
    "一": "{year}年，{unit}认真贯彻落实条例，坚持“以公开为常态、不公开为例外”，各项工作平稳有序。",
    "一.1": "通过门户网站公开各类信息128条，其中：政策文件16件、通知公告40条。\n组织新闻发布会2场，发布政策解读12篇；群众满意度98.5%。",
    "一.2": "畅通信函、当面、网络等受理渠道，收到的申请均在法定期限内答复。",
    "一.3": "1.落实“先审查、后公开”“一事一审”制度。\n2.定期清理规范性文件，及时更新目录。",
    "一.4": "优化政务公开专栏，加强政务新媒体管理……全年无停更、僵尸账号。",
    "一.5": "将政府信息公开纳入年度考核；开展培训2次，未发生责任追究情形。",
    "五": "（一）存在的主要问题。一是主动公开的内容不够丰富；二是政策解读形式单一。\n（二）改进措施。丰富公开内容，创新解读形式。",
    "六": "本年度未收取信息处理费。",
}


@dataclass(frozen=True, slots=True)
class Item:
    """``kind``: title, text, head (``level`` 1 or 2, ``number`` as printed), table."""

    kind: str
    text: str = ""
    level: int = 0
    number: str = ""
    table: Table | None = None
    written: Mapping[str, str] | None = None


def printed(name: str) -> list[Item]:
    """What a published report prints, from title to signature, with texts of ours."""
    data = published(name)
    form = FORMS[data["form"]]
    written = {id: "" if value is None else str(value) for id, value in data["cells"].items()}
    texts = texts_of(name)
    items = [Item("title", data["unit"]), Item("title", f"{data['year']}年政府信息公开工作年度报告")]
    items += [Item("text", line) for line in texts["preamble"].split("\n")]
    for section in form.sections:
        items.append(Item("head", section.title, 1, f"{section.number}、"))
        if section.table is not None:
            table = section.table
            if not all(id in written for id in form.cells if id.startswith(f"{table.id}.")):
                table = next(t for t in FORMS["2019"].tables if t.id == table.id)
            items.append(Item("table", table=table, written=written))
            if table.id == "t4":
                items.append(Item("text", "注：数据含上年度结转的案件。"))
            continue
        items += [Item("text", line) for line in texts[section.number].split("\n")]
        for index, part in enumerate(section.parts):
            items.append(Item("head", part.title, 2, f"（{'一二三四五'[index]}）"))
            items += [Item("text", line) for line in texts[part.id].split("\n")]
    return [*items, Item("text", data["unit"]), Item("text", f"{data['year'] + 1}年1月20日")]


def texts_of(name: str) -> dict[str, str]:
    data = published(name)
    return {id: text.format(unit=data["unit"], year=data["year"]) for id, text in TEXTS.items()}


def expected(name: str) -> dict[str, Value]:
    """The edit that reading the document should give, without origins and remarks."""
    data = published(name)
    form = FORMS[data["form"]]
    edit: dict[str, Value] = {"unit": data["unit"], "year": data["year"], **texts_of(name)}
    edit |= {
        "signed_by": data["unit"],
        "signed_on": f"{data['year'] + 1}年1月20日",
        "note.t4": "注：数据含上年度结转的案件。",
    }
    for id, value in data["cells"].items():
        cell = form.cells[id if id in form.cells else id.replace("t3.other.", "t3.other.other.")]
        if value is not None:
            edit[cell.id] = read_number(str(value), cell.kind).value
    return edit


def found(edit: Mapping[str, Value]) -> dict[str, Value]:
    return {id: value for id, value in edit.items() if not id.startswith(("origin.", "remark."))}


# Word ----------------------------------------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, properties: str = "", runs: Callable[[str], str] = run) -> str:
    """A line break in ``text`` is a soft one."""
    inside = "<w:r><w:br/></w:r>".join(runs(line) for line in text.split("\n")) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell_xml(content: str, colspan: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{colspan}"/>' if colspan > 1 else ""
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{span}{vertical}</w:tcPr>{content}</w:tc>"


def table_xml(rows: Iterable[str]) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def text_of(place: Place, written: Mapping[str, str]) -> str:
    return written[place.cell] if place.cell else place.text


def rows_of(table: Table, written: Mapping[str, str], cell: Callable[[str], str] = paragraph) -> list[str]:
    """The rows of a table as the official form merges them."""
    grid = grid_of(table)
    rows: list[dict[int, str]] = [{} for _ in range(grid.rows)]
    for place in grid.places:
        for row in range(place.row, place.row + place.rowspan):
            first = row == place.row
            merge = "" if place.rowspan == 1 else "restart" if first else "continue"
            rows[row][place.column] = cell_xml(cell(text_of(place, written) if first else ""), place.colspan, merge)
    return ["".join(row[column] for column in sorted(row)) for row in rows]


def plain_table(item: Item) -> str:
    assert item.table is not None and item.written is not None
    return table_xml(rows_of(item.table, item.written))


def body_of(
    items: Sequence[Item], table: Callable[[Item], str] = plain_table, text: Callable[[str], str] = paragraph
) -> str:
    """The body of a Word file with typed numbers, each heading a paragraph of its own."""
    return "".join(table(item) if item.kind == "table" else text(item.number + item.text) for item in items)


def word_file(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        content = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONSHIPS,
            "word/document.xml": document,
            **(parts or {}),
        }
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()


# Web -----------------------------------------------------------------------------------------------------------------


def html_table(item: Item, cell: str = "<p>{}</p>") -> str:
    """A table as the official form merges it."""
    assert item.table is not None and item.written is not None
    grid = grid_of(item.table)
    rows: list[list[str]] = [[] for _ in range(grid.rows)]
    for place in sorted(grid.places, key=lambda place: (place.row, place.column)):
        spans = (f' rowspan="{place.rowspan}"' if place.rowspan > 1 else "") + (
            f' colspan="{place.colspan}"' if place.colspan > 1 else ""
        )
        text = escape(text_of(place, item.written)).replace("\n", "<br/>")
        rows[place.row].append(f"<td{spans}>{cell.format(text)}</td>")
    body = "".join("<tr>" + "".join(row) + "</tr>" for row in rows)
    return f"<table>{body}</table>"


def html_body(items: Sequence[Item], text: str = "<p>　　{}</p>", table: Callable[[Item], str] = html_table) -> str:
    return "\n".join(
        table(item) if item.kind == "table" else text.format(escape(item.number + item.text)) for item in items
    )


# PDF -----------------------------------------------------------------------------------------------------------------

PAGE = '#set page(paper: "a4", margin: (x: 28mm, y: 37mm), numbering: "— 1 —")\n#set text(size: 16pt)\n#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n'


def typst_text(text: str) -> str:
    """Text as a typst string, so that nothing in it is markup."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", '"; linebreak(); "') + '"'


def typst_table(item: Item, options: str = "", size: str = "9pt") -> str:
    assert item.table is not None and item.written is not None
    grid = grid_of(item.table)
    cells = "".join(
        f"table.cell(x: {place.column}, y: {place.row}, rowspan: {place.rowspan}, colspan: {place.colspan})"
        f"[{typst_text(text_of(place, item.written).replace(chr(10), ''))}],"
        for place in grid.places
    )
    return (
        f"\n#block(above: 8pt)[#set text(size: {size})\n#set par(first-line-indent: 0pt, justify: false)\n"
        f"#table(columns: ({'1fr,' * grid.columns}), {options} {cells})]\n"
    )


def typst_body(items: Sequence[Item], table: Callable[[Item], str] = typst_table) -> str:
    out = ""
    for item in items:
        if item.kind == "table":
            out += table(item)
        elif item.kind == "title":
            out += f"#align(center)[#set text(size: 22pt)\n{typst_text(item.text)}]\n\n"
        else:
            out += f"{typst_text(item.number + item.text)}\n\n"
    return out


def pdf_file(source: str) -> bytes:
    """The PDF of a typst source, with whatever Chinese font there is."""
    import typst

    return bytes(typst.compile(source.encode()))
