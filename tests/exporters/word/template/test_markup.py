"""Templates whose makers used more of their program than paragraphs and plain tables."""

from __future__ import annotations

from copy import deepcopy

import pytest
from lxml import etree

from exporters.options import ExportError
from tests.exporters.word.cases import the, words
from tests.exporters.word.schema import W
from tests.exporters.word.template.cases import (
    OFFICIAL,
    PLACE,
    SHORT,
    blank_cells,
    body_of,
    cells_of,
    changed,
    fill,
    find,
    fragment,
    lines,
    paragraph,
    printed,
    replace_by,
    say,
    wrapped,
)


def test_tables_in_text_boxes_are_refused_with_the_reason():
    def change(body):
        for table in list(body.iter(f"{W}tbl")):
            wrapped(table, "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>")

    with pytest.raises(ExportError, match=r"文本框里.*移出来"):
        fill(changed(OFFICIAL, change), SHORT)


def test_tracked_changes_are_accepted_and_said_and_nothing_struck_out_is_published():
    def change(body):
        place = find(body, PLACE)
        place.append(fragment("<w:del w:id='1' w:author='a'><w:r><w:delText>旧的</w:delText></w:r></w:del>"))
        wrapped(place[-2], "<w:ins w:id='2' w:author='a'>", "</w:ins>")
        heading = find(body, "二、主动公开政府信息情况")
        heading.append(fragment("<w:del w:id='3' w:author='a'><w:r><w:delText>（旧）</w:delText></w:r></w:del>"))
        cell = next(c for c in body.iter(f"{W}tc") if not words(c))
        cell[-1].append(fragment("<w:ins w:id='4' w:author='a'><w:r><w:t>0</w:t></w:r></w:ins>"))
        row = next(body.iter(f"{W}tbl"))[2]
        gone = etree.fromstring(etree.tostring(row))
        the(gone, "trPr").append(fragment("<w:del w:id='5' w:author='a'/>"))
        row.addnext(gone)

    output = fill(changed(OFFICIAL, change), SHORT)
    assert cells_of(output.data) == printed(SHORT) and "总体良好。" in lines(body_of(output.data))
    left = {element.tag.removeprefix(W) for element in body_of(output.data).iter()}
    assert left.isdisjoint({"ins", "del", "delText"})
    assert output.notes == (
        "模板里有修订痕迹（插入2处、删除3处），按接受修订处理，删去的文字和修订人的姓名没有带入；请核对。",
    )


def test_a_paragraph_whose_end_is_struck_out_goes_on_in_the_next_one():
    def change(body):
        heading = find(body, "五、存在的主要问题及改进情况")
        first = fragment("<w:p><w:pPr><w:rPr><w:del w:id='7' w:author='a'/></w:rPr></w:pPr></w:p>")
        first.append(fragment("<w:r><w:t>五、存在的主要问题</w:t></w:r>"))
        replace_by(heading, first)
        first.addnext(paragraph("及改进情况"))

    shown = lines(body_of(fill(changed(OFFICIAL, change), SHORT).data))
    assert shown[shown.index("五、存在的主要问题及改进情况") + 1] == "人手不足。"


def test_hidden_words_do_not_travel():
    def change(body):
        place = find(body, "二、主动公开政府信息情况")
        place.append(fragment("<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部用语</w:t></w:r>"))
        place.append(fragment("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>（表）</w:t></w:r>"))

    output = fill(changed(OFFICIAL, change), SHORT)
    assert "二、主动公开政府信息情况（表）" in lines(body_of(output.data))
    assert output.notes == ("模板里有1处隐藏文字，没有带入。",)


def field(code, shown):
    signs = ("<w:fldChar w:fldCharType='begin'/>", f"<w:instrText>{code}</w:instrText>", "<w:fldChar w:fldCharType='separate'/>", f"<w:t>{shown}</w:t>", "<w:fldChar w:fldCharType='end'/>")  # fmt: skip
    return [fragment(f"<w:r>{sign}</w:r>") for sign in signs]


@pytest.mark.parametrize(
    ("code", "stays"),
    [
        (" PAGE ", True),
        (" NUMPAGES \\* MERGEFORMAT", True),
        (' HYPERLINK \\l "a"', True),
        (' HYPERLINK "http://inner.example/x" ', False),
        (' INCLUDETEXT "C:\\a.docx" ', False),
        (" FILENAME \\p ", False),
        (" AUTHOR ", False),
        (" PAGELIKE ", False),
    ],
)
def test_a_field_that_fetches_from_elsewhere_leaves_its_words(code, stays):
    def change(body):
        find(body, "二、主动公开政府信息情况").extend(field(code, "，见表"))

    body = body_of(fill(changed(OFFICIAL, change), SHORT).data)
    assert "二、主动公开政府信息情况，见表" in lines(body)
    assert bool(list(body.iter(f"{W}fldChar"))) == bool(list(body.iter(f"{W}instrText"))) == stays


def test_content_controls_are_filled_and_no_longer_show_their_prompt_or_bound_data():
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath='/a' w:storeItemID='b'/></w:sdtPr><w:sdtContent>"
    close = "</w:sdtContent></w:sdt>"

    def change(body):
        wrapped(find(body, PLACE), prompt, close)
        blank = [c for c in body.iter(f"{W}tc") if not words(c).strip()]
        blank[0][-1].append(fragment(f"{prompt}<w:r><w:t>单击此处输入</w:t></w:r>{close}"))
        wrapped(blank[1], prompt.replace("<w:showingPlcHdr/>", ""), close)

    filled = fill(changed(OFFICIAL, change), SHORT).data
    assert cells_of(filled) == printed(SHORT)
    body = body_of(filled)
    assert words(find(body, "总体良好。")) == "总体良好。"
    assert not list(body.iter(f"{W}showingPlcHdr"))
    assert len(list(body.iter(f"{W}sdt"))) == 3
    control = next(next(body.iter(f"{W}tbl")).iter(f"{W}sdt"))
    assert words(control) == "1" and not list(body.iter(f"{W}dataBinding"))


def test_tables_and_texts_arranged_in_another_table_are_found():
    def change(body):
        content = [item for item in body if item.tag != f"{W}sectPr"]
        layout = fragment(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>"
        )
        body.insert(0, layout)
        layout[-1][0].extend(content)

    output = fill(changed(OFFICIAL, change), SHORT)
    assert {"总体良好。", "人手不足。"} <= {words(p) for p in body_of(output.data).iter(f"{W}p")}
    tables = list(body_of(output.data).iter(f"{W}tbl"))
    assert [words(c) for c in tables[3].iter(f"{W}tc")][-15:] == [
        printed(SHORT)[id] for id in SHORT.form.cells if id[:2] == "t4"
    ]


def test_a_figure_does_not_take_the_grey_of_the_prompt_it_replaces():
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val='Grey'/></w:rPr>"
        "<w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt>"
    )
    around = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"

    def change(body):
        for cell in blank_cells(body):
            the(cell, "p").append(fragment(prompt))
        replace_by(find(body, PLACE), paragraph(PLACE, "<w:rStyle w:val='Grey'/>"))
        wrapped(find(body, PLACE), around, "</w:sdtContent></w:sdt>")

    filled = fill(changed(OFFICIAL, change), SHORT).data
    body = body_of(filled)
    assert cells_of(filled) == printed(SHORT) and find(body, "总体良好。") is not None
    assert not list(body.iter(f"{W}rStyle")) and not list(body.iter(f"{W}showingPlcHdr"))


def test_rows_and_tables_in_content_controls_are_filled():
    def change(body):
        for table in list(body.iter(f"{W}tbl")):
            for row in list(table.iter(f"{W}tr"))[-2:]:
                wrapped(row, "<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>")
            wrapped(table, "<w:sdt><w:sdtPr><w:lock w:val='contentLocked'/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>")  # fmt: skip

    filled = fill(changed(OFFICIAL, change), SHORT)
    assert cells_of(filled.data) == printed(SHORT) and filled.notes == ()


def test_a_place_that_is_split_over_runs_is_one_place():
    def change(body):
        for p in [p for p in body.iter(f"{W}p") if "文字描述" in words(p)]:
            text = words(p)
            say(p, text[0])
            last = the(p, "r")
            for char in text[1:]:
                run = deepcopy(last)
                the(run, "t").text = char
                last.addnext(run)
                run.addprevious(fragment("<w:proofErr w:type='spellStart'/>"))
                last = run

    output = fill(changed(OFFICIAL, change), SHORT)
    assert {"总体良好。", "人手不足。", "没有收取信息处理费。"} <= set(lines(body_of(output.data)))
    assert output.notes == ()


def test_cells_merged_in_the_way_of_older_programs_are_understood():
    def change(body):
        for cell in list(body.iter(f"{W}tc")):
            properties = the(cell, "tcPr")
            span = properties.find(f"{W}gridSpan")
            if span is None:
                continue
            properties.remove(span)
            merge = properties.find(f"{W}vMerge")
            for _ in range(int(span.get(f"{W}val") or 1) - 1):
                more = fragment("<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>")
                if merge is not None:
                    more[0].append(deepcopy(merge))
                cell.addnext(more)
            properties.append(fragment("<w:hMerge w:val='restart'/>"))

    filled = fill(changed(OFFICIAL, change), SHORT)
    body = body_of(filled.data)
    assert filled.notes == ()
    last = list(list(body.iter(f"{W}tbl"))[2].iter(f"{W}tr"))[-1]
    assert [words(cell) for cell in last.iter(f"{W}tc")] == [v for id, v in printed(SHORT).items() if id[:2] == "t4"]


def test_old_form_fields_give_way_to_the_figure():
    field = ("<w:fldChar w:fldCharType='begin'/>", "<w:instrText> FORMTEXT </w:instrText>", "<w:fldChar w:fldCharType='separate'/>", "<w:t>\u2002\u2002</w:t>", "<w:fldChar w:fldCharType='end'/>")  # fmt: skip

    def change(body):
        for cell in blank_cells(body):
            the(cell, "p").extend(fragment(f"<w:r>{item}</w:r>") for item in field)

    filled = fill(changed(OFFICIAL, change), SHORT).data
    assert cells_of(filled) == printed(SHORT)
    assert not list(body_of(filled).iter(f"{W}fldChar"))


def test_inserted_rows_and_paragraphs_that_nobody_has_accepted_count_as_there():
    def change(body):
        for index, row in enumerate(list(list(body.iter(f"{W}tbl"))[1].iter(f"{W}tr"))[::3]):
            properties = row.find(f"{W}trPr")
            assert properties is not None
            properties.append(fragment(f"<w:ins w:id='{100 + index}' w:author='a'/>"))
        find(body, PLACE).insert(0, fragment("<w:pPr><w:rPr><w:ins w:id='9' w:author='a'/></w:rPr></w:pPr>"))

    filled = fill(changed(OFFICIAL, change), SHORT)
    assert cells_of(filled.data) == printed(SHORT) and "总体良好。" in lines(body_of(filled.data))
    assert not list(body_of(filled.data).iter(f"{W}ins"))
