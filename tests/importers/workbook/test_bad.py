"""Workbooks that no office should send: each ends in one clear sentence or is read, in bounded time and memory."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import Imported, UnreadableError, read
from models.forms import FORMS
from tests.importers.limited import limited
from tests.importers.ole import ole
from tests.importers.shapes import three
from tests.importers.sources import numbers
from tests.importers.workbooks import as_bytes, save, workbook
from tests.reports import CASES, published_report

FORM = FORMS["2021"]
SEED = published_report("huaian-2024")
FILES = CASES / "workbooks"
XLSX = as_bytes(workbook(three(SEED, FORM)))


def repacked(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """The workbook with parts changed (None: left out) or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return stream.getvalue()


def with_rows(rows: str) -> bytes:
    """The workbook with rows put after those of table 3."""

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"</sheetData>", rows.encode() + b"</sheetData>") if name.endswith("sheet2.xml") else data

    return repacked(change)


def refused(data: bytes, tmp_path: Path, name: str = "报表.xlsx") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as raised:
        read(path)
    message = str(raised.value)
    assert name in message and message.endswith("。") and "\n" not in message
    return message


# what cannot be opened


def test_a_workbook_with_a_password(tmp_path):
    locked = ole({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x" * 100})
    assert "密码" in refused(locked, tmp_path)


def test_an_old_workbook_with_a_password(tmp_path):
    data = (FILES / "huaian-2024.xls").read_bytes()
    # the record of the user's name becomes the one that says how the rest is encrypted
    locked = data.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1)
    assert locked != data and "密码" in refused(locked, tmp_path, "报表.xls")


def test_an_open_workbook_with_a_password(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", random.Random(1).randbytes(200))
    assert "密码" in refused(stream.getvalue(), tmp_path, "报表.ods")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_truncated_workbook(suffix, share, tmp_path):
    data = XLSX if suffix == "xlsx" else (FILES / f"huaian-2024.{suffix}").read_bytes()
    path = tmp_path / f"报表.{suffix}"
    path.write_bytes(data[: int(len(data) * share)])
    try:
        found = numbers(dict(read(path).edit))
    except UnreadableError as error:
        assert "损坏或不完整" in str(error)
    else:
        assert found.items() <= numbers(SEED).items()  # an old workbook is still whole without its last bytes


def test_an_empty_file_and_a_renamed_image(tmp_path):
    assert "空的" in refused(b"", tmp_path)
    assert "图片" in refused(b"\x89PNG\r\n\x1a\n" + bytes(200), tmp_path)


def test_a_binary_workbook_is_told_how_to_be_saved(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    assert "另存为 .xlsx" in refused(stream.getvalue(), tmp_path, "报表.xlsb")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_entities_are_never_resolved(part, tmp_path):
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def change(name: str, data: bytes) -> bytes:
        return entities + data[data.index(b"<", 2) :] if name == part else data

    assert "外部实体" in refused(repacked(change, {} if part != "xl/sharedStrings.xml" else {part: entities}), tmp_path)


def test_a_package_without_its_sheets(tmp_path):
    data = repacked(lambda name, data: None if "sheet" in name else data)
    assert "损坏" in refused(data, tmp_path)


# what would take too much


def test_a_bomb_is_recognised_by_its_directory(tmp_path):
    data = with_rows("")
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as part:
        for _ in range(80):
            part.write(bytes(1024 * 1024))
    message = refused(stream.getvalue(), tmp_path)
    assert "解压后有80MB" in message


def test_a_bomb_that_lies_about_its_size(tmp_path):
    bomb = b"<worksheet><sheetData>" + b" " * 30_000_000
    data = repacked(lambda name, data: bomb if name.endswith("sheet1.xml") else data)
    lie = data.replace(len(bomb).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != data and "损坏" in refused(lie, tmp_path)


def test_cells_at_far_corners_do_not_take_all_memory(tmp_path):
    path = tmp_path / "报表.xlsx"
    path.write_bytes(with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    out = limited(path)
    assert out["numbers"] == len(numbers(SEED))
    assert any("只读了前面的部分" in str(line) for line in (out["said"] if isinstance(out["said"], list) else []))


def test_far_cells_in_a_workbook_that_the_second_reader_cannot_open(tmp_path):
    far = b'<row r="1048577"><c r="XFD1048577"><v>1</v></c></row></sheetData>'
    path = tmp_path / "报表.xlsx"
    path.write_bytes(
        repacked(
            lambda name, data: b"<styleSheet" if name.endswith("styles.xml") else data.replace(b"</sheetData>", far)
        )
    )
    out = limited(path)
    assert out.get("numbers") == 0 or "损坏" in str(out.get("refused"))


def test_a_sheet_with_an_address_of_no_sense_is_not_said_to_be_blank(tmp_path):
    path = tmp_path / "报表.xlsx"
    path.write_bytes(
        repacked(lambda name, data: data.replace(b'r="D4"', b'r="ZZZZZZZ4"') if "sheet2" in name else data)
    )
    said = [finding.message for finding in read(path, year=2024).findings]
    assert any("工作表“表三”内容太多或太分散" in message for message in said)
    assert not any("没有填写数字" in message for message in said)
    assert any("没有找到“三、" in message for message in said)


def test_a_million_empty_rows(tmp_path):
    rows = "".join(f'<row r="{row}" spans="1:3"><c r="A{row}" s="1"/></row>' for row in range(100, 1_000_100))
    path = tmp_path / "报表.xlsx"
    path.write_bytes(with_rows(rows))
    assert limited(path)["numbers"] == len(numbers(SEED))


def test_an_area_merged_over_the_whole_sheet(tmp_path):
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = repacked(
        lambda name, data: data.replace(b"</sheetData>", merged, 1) if name.endswith("sheet1.xml") else data
    )
    path = tmp_path / "报表.xlsx"
    path.write_bytes(data)
    assert isinstance(limited(path)["numbers"], int)


def test_two_hundred_megabytes_of_pictures_beside_the_tables(tmp_path):
    noise = random.Random(1).randbytes(1024 * 1024)
    path = tmp_path / "报表.xlsx"
    path.write_bytes(XLSX)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        for number in range(200):
            archive.writestr(f"xl/media/image{number}.jpeg", noise)
    assert path.stat().st_size > 200_000_000
    assert limited(path)["numbers"] == len(numbers(SEED))


def test_far_too_many_cells_are_refused(tmp_path):
    row = "".join(f'<c r="{chr(65 + i)}9"><v>1</v></c>' for i in range(26))
    data = with_rows(f'<row r="9">{row}</row>' * 50_000)
    assert "万个单元格" in refused(data, tmp_path)


def test_an_open_workbook_that_repeats_a_cell_without_end(tmp_path):
    cell = (
        b'<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"><text:p>1'
    )
    rows = (
        b'<table:table-row table:number-rows-repeated="1048576">'
        + cell
        + b"</text:p></table:table-cell></table:table-row>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(FILES / "huaian-2024.ods") as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(b"</table:table>", rows + b"</table:table>", 1))
    assert "散落" in refused(stream.getvalue(), tmp_path, "报表.ods")


@pytest.mark.parametrize("size", [(44800, 210, 0, 4), (0, 0xFFFFFFFF, 0, 4), (0, 4, 9, 4)])
def test_an_old_workbook_with_a_size_of_no_sense_does_not_take_all_memory(size, tmp_path):
    data = (FILES / "huaian-2024.xls").read_bytes()
    true = b"\x00\x02\x0e\x00" + struct.pack("<IIHHH", 0, 28, 0, 10, 0)
    changed = data.replace(true, true[:4] + struct.pack("<IIHHH", *size, 0))
    assert changed != data and "损坏" in refused(changed, tmp_path, "报表.xls")


def test_a_number_of_texts_that_no_workbook_has_does_not_take_all_memory(tmp_path):
    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="4294967295"/>'
    )
    assert "损坏" in refused(repacked(lambda _, data: data, {"xl/sharedStrings.xml": texts}), tmp_path)


def test_a_package_of_a_future_kind_is_refused_in_words(tmp_path):
    assert "不完整" in refused(XLSX.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\x5b"), tmp_path)


def test_two_hundred_sheets_are_read(tmp_path):
    book = workbook(three(SEED, FORM))
    for number in range(197):
        ws = book.create_sheet(f"科室{number}", 0)
        ws.append([f"科室{number}", number])
    imported = read(save(book, tmp_path), year=2024)
    assert numbers(dict(imported.edit)) == numbers(SEED)


def test_a_thousand_sheets_are_refused(tmp_path):
    relation = b'<Relationship Id="r%d" Type="t" Target="worksheets/sheet%d.xml"/>'
    more = b"".join(relation % (i, i) for i in range(100, 1100))
    data = repacked(
        lambda name, data: (
            data.replace(b"</Relationships>", more + b"</Relationships>")
            if name.endswith("workbook.xml.rels")
            else data
        )
    )
    assert "1010张工作表" in refused(data, tmp_path) or "张工作表" in refused(data, tmp_path)


def test_a_large_sheet_of_something_else_is_read_in_bounded_time(tmp_path):
    book = workbook(three(SEED, FORM))
    ws = book.create_sheet("台账")
    for row in range(3_000):
        ws.append(
            [row, f"申请人{row}", "自然人" if row % 3 else "商业企业", f"关于第{row}号地块的补偿标准", "予以公开"]
        )
    imported = read(save(book, tmp_path), year=2024)
    assert numbers(dict(imported.edit)) == numbers(SEED)


# whatever comes


def outcome(path: Path) -> Imported | None:
    """A report or a refusal in words, nothing else."""
    try:
        return read(path, year=2024)
    except UnreadableError as error:
        assert str(error).endswith("。")
        return None


@given(data=st.data(), suffix=st.sampled_from(["xls", "ods", "xlsx"]))
@settings(max_examples=60, deadline=None)
def test_changed_bytes_end_in_a_report_or_in_words(data, suffix, tmp_path_factory):
    whole = bytearray(XLSX if suffix == "xlsx" else (FILES / f"huaian-2024.{suffix}").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + 4] = data.draw(st.binary(min_size=1, max_size=4))
    path = tmp_path_factory.mktemp("fuzz") / f"a.{suffix}"
    path.write_bytes(bytes(whole))
    outcome(path)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_changed_parts_end_in_a_report_or_in_words(data, tmp_path_factory):
    """Bytes changed inside the parts, so that the package is whole and its content is not."""
    chosen = data.draw(
        st.sampled_from(
            [
                "xl/workbook.xml",
                "xl/worksheets/sheet2.xml",
                "xl/sharedStrings.xml",
                "xl/styles.xml",
                "xl/_rels/workbook.xml.rels",
            ]
        )
    )
    at = data.draw(st.integers(0, 5_000))
    new = data.draw(
        st.one_of(
            st.binary(min_size=1, max_size=8),
            st.sampled_from([b'r="ZZZ9"', b"<v>", b"</row>", b't="s"', b"1e400", b"<f>1</f>"]),
        )
    )

    def change(name: str, part: bytes) -> bytes:
        return part[:at] + new + part[at + len(new) :] if name == chosen else part

    path = tmp_path_factory.mktemp("fuzz") / "a.xlsx"
    path.write_bytes(repacked(change))
    outcome(path)
