"""A Word file as offices make it: what is read of it, whatever its manner."""

import io
import zipfile
from dataclasses import replace

import docx
import docx.text.paragraph
import pytest
from docx.oxml.ns import qn

import importers
from importers.result import Imported
from models.findings import Severity
from models.forms import FORMS
from models.grid import grid_of
from tests.importers.documents import (
    NAMESPACES,
    RELATIONSHIPS,
    Item,
    body_of,
    cell_xml,
    expected,
    found,
    paragraph,
    plain_table,
    printed,
    rows_of,
    run,
    table_xml,
    text_of,
    texts_of,
    word_file,
)
from tests.reports import CASES, PUBLISHED, published

SEED = "huaian-2024"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SMALL = f"<w:document {NAMESPACES}><w:body>{body_of(printed('hanyin-2021'))}</w:body></w:document>".encode()


def read(tmp_path, data: bytes) -> Imported:
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    return importers.read(path)


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_published_report_as_a_word_file_is_read_exactly(tmp_path, name):
    imported = read(tmp_path, word_file(body_of(printed(name))))
    assert found(imported.edit) == expected(name)
    assert str(imported.edit["origin.t3.new.natural"]).startswith("报告.docx 第2个表格")
    assert imported.edit["origin.一"] == "报告.docx 第6段"


# ways to make the same report ------------------------------------------------------------------------------------------


def split_runs(text: str) -> str:
    """Each character in a run of its own, as Word splits them for spelling and fonts."""
    return "".join(f'{run(sign)}<w:proofErr w:type="spellStart"/>' for sign in text)


def unmerged(item: Item) -> str:
    """Spanned places repeated as empty cells, nothing merged."""
    assert item.table is not None and item.written is not None
    grid = grid_of(item.table)
    texts = {(place.row, place.column): text_of(place, item.written) for place in grid.places}
    rows = (
        "".join(cell_xml(paragraph(texts.get((row, column), ""))) for column in range(grid.columns))
        for row in range(grid.rows)
    )
    return table_xml(rows)


def a_table_a_block(item: Item) -> str:
    """Each block of table 2 as a table of its own."""
    assert item.table is not None and item.written is not None
    rows = rows_of(item.table, item.written)
    out = ""
    for block in item.table.blocks:
        height = bool(block.title) + max(node.depth for node in block.columns) + len(block.row_leaves)
        out += table_xml(rows[:height]) + paragraph("")
        rows = rows[height:]
    return out


def cut_at_a_page(item: Item) -> str:
    """A table cut in two by hand, the second half without heads."""
    assert item.table is not None and item.written is not None
    rows = rows_of(item.table, item.written)
    if item.table.id != "t3":
        return table_xml(rows)
    return table_xml(rows[:11]) + paragraph("") + table_xml(rows[11:])


def in_controls(item: Item) -> str:
    """Rows, cells and texts in content controls."""

    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    assert item.table is not None and item.written is not None
    rows = rows_of(
        item.table, item.written, lambda text: control(paragraph(text, runs=lambda line: control(run(line))))
    )
    return control(f"<w:tbl><w:tblPr/>{''.join(control(f'<w:tr>{row}</w:tr>') for row in rows)}</w:tbl>")


def tracked(item: Item) -> str:
    """Each number changed with changes tracked: another one deleted, this one inserted; a row deleted."""

    def change(text: str) -> str:
        if not text.isdigit():
            return paragraph(text)
        return f"<w:p><w:del>{run('9').replace('w:t', 'w:delText')}</w:del><w:ins>{run(text)}</w:ins></w:p>"

    assert item.table is not None and item.written is not None
    rows = rows_of(item.table, item.written, change)
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{rows[-1]}</w:tr>'
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}{gone}</w:tbl>"


def in_a_text_box(item: Item) -> str:
    """A table in a text box, stored twice as Word stores it."""
    box = f"<w:txbxContent>{plain_table(item)}{paragraph('')}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


@pytest.mark.parametrize("name", ["huaian-2024", "shanghai-office-2019", "hongze-2023"])
@pytest.mark.parametrize("table", [unmerged, a_table_a_block, cut_at_a_page, in_controls, tracked, in_a_text_box])
def test_tables_in_any_manner_are_read_exactly(tmp_path, name, table):
    imported = read(tmp_path, word_file(body_of(printed(name), table)))
    assert found(imported.edit) == expected(name)


def test_characters_in_runs_of_their_own(tmp_path):
    imported = read(tmp_path, word_file(body_of(printed(SEED), text=lambda text: paragraph(text, runs=split_runs))))
    assert found(imported.edit) == expected(SEED)


def with_last_year(caption: str) -> bytes:
    """A report that shows table 3 of the year before below its own."""
    items = printed(SEED)
    at = next(i for i, item in enumerate(items) if item.table is not None and item.table.id == "t3")
    written = items[at].written
    assert written is not None
    old = replace(items[at], written={id: "7" if text.isdigit() else text for id, text in written.items()})
    captions = [Item("text", caption)] if caption else []
    return word_file(body_of([*items[: at + 1], *captions, old, *items[at + 1 :]]))


@pytest.mark.parametrize("caption", ["", "（2023年数据）"])
def test_two_copies_of_a_table_are_asked_about_by_the_line_above_them(tmp_path, caption):
    imported = read(tmp_path, with_last_year(caption))
    assert found(imported.edit) == expected(SEED)
    (choice,) = imported.choices
    assert [option.name for option in choice.options] == [
        "第2个表格",
        f"第3个表格“{caption}”" if caption else "第3个表格",
    ]


# texts ----------------------------------------------------------------------------------------------------------------

STYLES = (
    f'<?xml version="1.0"?><w:styles {NAMESPACES}>'
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="heading 2"/><w:basedOn w:val="a1"/><w:pPr>'
    '<w:numPr><w:numId w:val="{list}"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="heading 3"/><w:basedOn w:val="a2"/><w:pPr>'
    '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{list}"/></w:numPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style></w:styles>'
)
NUMBERING = (
    f'<?xml version="1.0"?><w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="3">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="a2"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="4">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="4"/></w:num>'
    '<w:num w:numId="9"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)


def styled(items: list[Item]) -> str:
    """Headings by style, their numbers automatic or none."""
    out = ""
    for item in items:
        if item.kind == "table":
            out += plain_table(item)
        elif item.kind == "head":
            out += paragraph(item.text, f'<w:pStyle w:val="a{item.level + 1}"/>')
        else:
            out += paragraph(item.text, '<w:pStyle w:val="a1"/>' if item.kind == "title" else "")
    return out


@pytest.mark.parametrize("list", ["7", "0"], ids=["automatic numbers", "no numbers"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_headings_by_style(tmp_path, name, list):
    parts = {"word/styles.xml": STYLES.replace("{list}", list), "word/numbering.xml": NUMBERING}
    imported = read(tmp_path, word_file(styled(printed(name)), parts))
    assert found(imported.edit) == expected(name)


def test_automatic_numbers_stand_in_the_text_as_word_shows_them(tmp_path):
    def numbered(text: str, list: int, level: int = 0) -> str:
        return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>')

    body = (
        paragraph("某县某局")
        + paragraph("2024年政府信息公开工作年度报告")
        + numbered("总体情况", 7)
        + numbered("甲。", 8)
        + numbered("2024年乙。", 8)
        + numbered("丙。", 9)
        + numbered("", 9)
        + numbered("丁。", 9)
        + numbered("主动公开政府信息情况", 7)
        + numbered("存在的主要问题及改进情况", 7)
        + numbered("问题。", 7, 1)
        + numbered("改进。", 7, 1)
    )
    edit = read(tmp_path, word_file(body, {"word/numbering.xml": NUMBERING})).edit
    assert edit["一"] == "1.甲。\n2. 2024年乙。\n1.丙。\n2.丁。"
    assert edit["五"] == "（一）问题。\n（二）改进。"


def test_no_automatic_number_is_longer_than_one_that_people_write(tmp_path):
    level = '<w:lvl w:ilvl="0"><w:start w:val="999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{}"/></w:lvl>'
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{level.format(text)}</w:abstractNum>'
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n, text in enumerate(("%1、", "%1" * 9_000), 1)
    )
    numbering = f'<?xml version="1.0"?><w:numbering {NAMESPACES}>{lists}</w:numbering>'
    body = paragraph("一、总体情况") + "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr></w:pPr>{run("字")}</w:p>'
        for n in (1, 2)
    )
    assert read(tmp_path, word_file(body, {"word/numbering.xml": numbering})).edit["一"] == "999999、字\n字"


def test_headings_that_run_into_their_text(tmp_path):
    items = printed(SEED)
    joined: list[Item] = []
    for item in items:
        if joined and joined[-1].kind == "head" and joined[-1].level == 2:
            joined[-1] = Item("text", f"{joined[-1].number}{joined[-1].text}情况。{item.text}")
        else:
            joined.append(item)
    assert len(joined) == len(items) - 5
    assert found(read(tmp_path, word_file(body_of(joined))).edit) == expected(SEED)


def test_a_report_laid_out_in_a_table(tmp_path):
    body = table_xml([cell_xml(paragraph("某县政府网")), cell_xml(body_of(printed(SEED)))])
    edit = found(read(tmp_path, word_file(body)).edit)
    assert edit.pop("unplaced") == "某县政府网"
    assert edit == expected(SEED)


def test_a_report_that_is_one_big_table(tmp_path):
    """Texts in rows across the whole width, the tables of figures between them."""
    rows = []
    for item in printed(SEED):
        if item.kind == "table":
            assert item.table is not None and item.written is not None
            rows += rows_of(item.table, item.written)
        else:
            rows.append(cell_xml(paragraph(item.number + item.text), 15))
    assert found(read(tmp_path, word_file(table_xml(rows))).edit) == expected(SEED)


def test_a_table_of_contents_is_left_out(tmp_path):
    lines = [f"{item.number}{item.text}\t2" for item in printed(SEED) if item.kind == "head"]
    contents = "".join(paragraph(line, '<w:pStyle w:val="t1"/>') for line in lines)
    items = body_of(printed(SEED))
    at = items.index("本报告根据")
    at = items.rindex("<w:p>", 0, at)
    parts = {"word/styles.xml": STYLES.replace("{list}", "0")}
    imported = read(tmp_path, word_file(items[:at] + contents + items[at:], parts))
    assert found(imported.edit) == expected(SEED)
    assert any("目录" in finding.message for finding in imported.findings)


def test_what_is_hidden_is_not_read_and_said(tmp_path):
    hidden = f"<w:p>{run('内部意见：暂不公开。', '<w:vanish/>')}{run('全年无投诉。')}</w:p>"
    body = body_of(printed(SEED)).replace(
        "本年度未收取信息处理费。", "本年度未收取信息处理费。</w:t></w:r></w:p>" + hidden + "<w:p><w:r><w:t>"
    )
    imported = read(tmp_path, word_file(body))
    assert imported.edit["六"] == "本年度未收取信息处理费。\n全年无投诉。"
    assert [f.message for f in imported.findings if "隐藏" in f.message] == ["报告.docx：有1处隐藏文字，没有读入。"]


def test_changes_that_were_tracked_are_said(tmp_path):
    imported = read(tmp_path, word_file(body_of(printed(SEED), tracked)))
    assert [f.severity for f in imported.findings if "修订" in f.message] == [Severity.WARNING]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path):
    gone = "<w:rPr><w:del w:id='2'/></w:rPr>"
    body = paragraph("某县某局") + paragraph("2024年政府信息公开工作年度报告") + paragraph("一、总体情况")
    body += paragraph("全年公开", gone) + paragraph("信息8条。")
    assert read(tmp_path, word_file(body)).edit["一"] == "全年公开信息8条。"


def test_a_footnote_stands_in_brackets_where_it_is_referred_to(tmp_path):
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="0">{paragraph("x")}</w:footnote>'
        f'<w:footnote w:id="1">{paragraph(" 含乡镇。")}</w:footnote></w:footnotes>'
    )
    body = (
        paragraph("某县某局")
        + paragraph("2024年政府信息公开工作年度报告")
        + paragraph("一、总体情况")
        + f'<w:p>{run("公开信息8条")}<w:r><w:footnoteReference w:id="1"/></w:r>{run("。")}</w:p>'
    )
    assert read(tmp_path, word_file(body, {"word/footnotes.xml": notes})).edit["一"] == "公开信息8条（注：含乡镇。）。"


def test_a_footnote_that_is_referred_to_without_end_is_read_once(tmp_path):
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{paragraph("字" * 10_000)}</w:footnote></w:footnotes>'
    references = '<w:r><w:footnoteReference w:id="1"/></w:r>' * 1_000
    body = f"{paragraph('五、存在的主要问题及改进情况')}<w:p>{run('见注')}{references}</w:p>"
    edit = read(tmp_path, word_file(body, {"word/footnotes.xml": notes})).edit
    assert edit["五"] == f"见注（注：{'字' * 10_000}）"


def test_a_strict_file(tmp_path):
    document = f'<w:document xmlns:w="{STRICT}"><w:body>{body_of(printed(SEED))}</w:body></w:document>'
    assert found(read(tmp_path, word_file("", {"word/document.xml": document})).edit) == expected(SEED)


def test_a_main_part_with_another_name(tmp_path):
    relationships = RELATIONSHIPS.replace("word/document.xml", "/word/document2.xml")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file(body_of(printed(SEED))))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = relationships if name == "_rels/.rels" else old.read(name)
            new.writestr(name.replace("document.xml", "document2.xml"), content)
    assert found(read(tmp_path, stream.getvalue()).edit) == expected(SEED)


def test_the_official_template_holds_nothing(tmp_path):
    imported = importers.read(CASES / "official-template.docx")
    assert imported.edit == {}
    assert {f.message.partition("：")[2] for f in imported.findings if f.code == "import.blank"} == {
        "表二没有填写数字。",
        "表三没有填写数字。",
        "表四没有填写数字。",
    }


def filled_template(name: str) -> bytes:
    """The official template with the numbers of a report typed into its cells and texts in place of its prompts."""
    document = docx.Document(str(CASES / "official-template.docx"))
    data = published(name)
    form = FORMS[data["form"]]
    texts = texts_of(name)
    for table, element in zip(form.tables, document.element.body.iter(qn("w:tbl")), strict=True):
        numbers: dict[int, dict[int, str]] = {}
        for place in grid_of(table).places:
            if place.cell:
                numbers.setdefault(place.row, {})[len(numbers.get(place.row, {}))] = place.cell
        for row, line in enumerate(element.iter(qn("w:tr"))):
            cells = list(line.iter(qn("w:tc")))
            ids = numbers.get(row, {})
            for index, id in ids.items():
                paragraph_ = next(cells[len(cells) - len(ids) + index].iter(qn("w:p")))
                for old in list(paragraph_.iter(qn("w:r"))):
                    paragraph_.remove(old)
                value = data["cells"][id]
                docx.text.paragraph.Paragraph(paragraph_, document._body).add_run("" if value is None else str(value))
    prompts = [p for p in document.paragraphs if "文字描述" in p.text]
    for prompt, id in zip(prompts, ("一", "五", "六"), strict=True):
        prompt.runs[0].text = texts[id].split("\n")[0]
        for other in prompt.runs[1:]:
            other.text = ""
    title = next(p for p in document.paragraphs if "模板" in p.text)
    title.runs[0].text = f"{data['unit']}{data['year']}年政府信息公开工作年度报告"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["huaian-2024", "shuyang-ndrc-2023", "shanghai-office-2025"])
def test_the_official_template_filled_in_is_read_exactly(tmp_path, name):
    edit = found(read(tmp_path, filled_template(name)).edit)
    want = expected(name)
    numbers = {id: value for id, value in want.items() if id[:3] in ("t2.", "t3.", "t4.")}
    assert {id: value for id, value in edit.items() if id[:3] in ("t2.", "t3.", "t4.")} == numbers
    assert (edit["unit"], edit["year"]) == (want["unit"], want["year"])
    assert [edit[id] for id in ("一", "五", "六")] == [str(want[id]).split("\n")[0] for id in ("一", "五", "六")]
    assert "unplaced" not in edit and "preamble" not in edit
