"""What a workbook may cost before it is opened: sizes, spread and declarations, so that no file takes the program down.

The fast reader lays the cells of a sheet out densely: two cells at far corners of a tiny file would ask for all memory
there is. So every part that it will read is looked at first.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import olefile

from importers.result import UnreadableError
from models.marks import FORM, defined_name

MAX_PART = 64 * 1024 * 1024
"""Bytes of one part once unpacked."""
MAX_UNPACKED = 192 * 1024 * 1024
MAX_CELLS = 1_200_000
"""Cells written in one sheet; a report has 200."""
MAX_AREA = 3_000_000
"""Places between the first and the last cell of a sheet, filled or not."""
MAX_SHEETS = 300
MAX_ENTRIES = 5_000
"""Entries of a package, none of which may stand twice."""
MAX_STREAM = 64 * 1024 * 1024
"""Bytes of the cells of an old workbook."""

_TARGET = re.compile(rb"""Target\s*=\s*["']([^"']+)["']""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["'](?:([A-Za-z]+))?(\d+)["']""")
_TOO_MANY = re.compile(rb"""ount\s*=\s*["']\s*\+?\d{7,}""")
_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{3,}|[A-Za-z]*\d{4,})""")
"""Without such a reference a sheet ends before ZZ999, within MAX_AREA; one search for it is far less work than all of them."""
_NO_RESULT = re.compile(rb"""<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:</c>|<v\s*/>|<v>\s*</v>)""")
_ERROR = re.compile(rb"""t=["']e["']""")
_FORM = re.compile(rf"""name=["']{re.escape(defined_name(FORM))}["'][^>]*>(?:"|&quot;)(\w+)(?:"|&quot;)<""".encode())


@dataclass(slots=True)
class Looked:
    """``spread``: parts of sheets that reach too far to be laid out; ``again``: parts with formulas that have no result;
    ``errors``: cells (row, column, error as shown, "" for no result) by the index of their sheet; ``form``: the edition that a
    workbook of ours is marked with."""

    spread: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    errors: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    form: str | None = None


def look_at_package(file: Path | io.BytesIO, name: str) -> Looked:
    """Look at an .xlsx or .xlsm. Raises UnreadableError where it must not be opened."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _look(archive, name)
    except UnreadableError:
        raise
    except Exception as error:
        raise _of_archive(error, name) from None


def _of_archive(error: Exception, name: str) -> Exception:
    """What a damaged archive raises, in words; anything else as it is."""
    if isinstance(error, RuntimeError) and "password" in str(error):
        return encrypted(name)
    kinds = (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        ValueError,
        struct.error,
        OSError,
    )
    return damaged(name) if isinstance(error, kinds) else error


def _look(archive: zipfile.ZipFile, name: str) -> Looked:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or len({entry.filename for entry in entries}) < len(entries):
        raise damaged(name)
    targets: set[str] = set()
    for entry in entries:
        if entry.filename.lower().endswith("workbook.xml.rels"):
            found = _TARGET.findall(_unpack(archive, entry, name))
            if len(found) > MAX_SHEETS + 50:  # the same one named again and again is read as often
                raise too_many_sheets(name, len(found))
            targets |= {_last(target.decode("utf-8", "replace")) for target in found}
    looked = Looked()
    total = 0
    for entry in entries:
        file = _last(entry.filename)
        if not file.endswith((".xml", ".rels")) and file not in targets:
            continue
        total += entry.file_size
        if total > MAX_UNPACKED:
            raise too_large(name, total)
        data = _unpack(archive, entry, name)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:200]:
            raise damaged(name)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise declared(name)
        if _TOO_MANY.search(data):
            raise damaged(name)  # the fast reader would set aside memory for as many
        if file == "workbook.xml" and (sheets := data.count(b"sheet ")) > MAX_SHEETS + 50:
            raise too_many_sheets(name, sheets)
        if file == "workbook.xml" and (mark := _FORM.search(data)):
            looked.form = mark[1].decode()
        if b"sheetData" in data:
            _look_at_sheet(data, f"/{entry.filename}".replace("\\", "/"), looked, name)
    return looked


def _look_at_sheet(data: bytes, part: str, looked: Looked, name: str) -> None:
    if data.count(b"<c ") + data.count(b":c ") > MAX_CELLS:
        raise UnreadableError(
            f"“{name}”有一张工作表超过{MAX_CELLS // 10_000}万个单元格，不像年度报告；请只留报表，另存后再导入。"
        )
    if _FAR.search(data):
        rows, columns = {0}, {b"A"}
        for match in _REFERENCE.finditer(data):
            letters, digits = match.groups()
            rows.add(int(digits[:12]))
            if letters:
                columns.add(letters)
        if max(rows) * max(map(_column, columns)) > MAX_AREA:
            looked.spread.add(part)
    if _NO_RESULT.search(data) or _ERROR.search(data):
        looked.again.add(part)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of a part. A size in the directory that is not true ends in an error of the archive, never in memory."""
    if entry.file_size > MAX_PART:
        raise too_large(name, entry.file_size)
    return archive.read(entry)


def _last(path: str) -> str:
    return re.split(r"[/\\]", path)[-1].lower()


def _column(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters[:8].upper():
        number = 26 * number + letter - 64
    return number


def too_large(name: str, size: int) -> UnreadableError:
    return UnreadableError(
        f"“{name}”解压后有{size // (1024 * 1024)}MB，不像年度报告（可能是恶意文件）；没有读取，请确认选对了文件。"
    )


def too_many_sheets(name: str, count: int) -> UnreadableError:
    return UnreadableError(f"“{name}”有{count}张工作表，不像年度报告；请只留需要的几张，另存后再导入。")


def declared(name: str) -> UnreadableError:
    return UnreadableError(
        f"“{name}”里有外部实体声明，正常的表格不会有，为安全起见没有读取；请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    )


def damaged(name: str) -> UnreadableError:
    return UnreadableError(
        f"“{name}”已损坏或不完整，无法读取；请重新取得文件，或用 Excel、WPS 打开后另存为 .xlsx 再导入。"
    )


def encrypted(name: str) -> UnreadableError:
    return UnreadableError(f"“{name}”设有打开密码，无法读取；请用 Excel 或 WPS 打开，取消密码后另存再导入。")


# records of an old workbook (BIFF): number, text, formula and so on, each with row and column first
_BIFF_CELLS = frozenset(
    {0x0203, 0x00FD, 0x0204, 0x027E, 0x00BD, 0x0006, 0x0205, 0x00D6, 0x0406, 0x0206, 0x0003, 0x0004}
)
_BIFF_FILEPASS, _BIFF_BOF, _BIFF_SHEET, _BIFF_BOOLERR, _BIFF_FORMULAS = (
    0x002F,
    0x0809,
    0x0085,
    0x0205,
    (6, 0x0206, 0x0406),
)
_BIFF_DIMENSIONS, _BIFF_STRINGS = 0x0200, 0x00FC
_BIFF_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def look_at_old(data: bytes, name: str) -> Looked:
    """Look at an .xls or .et. Raises UnreadableError where it must not be opened; tells the errors among its cells."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = next(s for s in ("Workbook", "Book") if ole.exists(s))
            if ole.get_size(stream) > MAX_STREAM:
                raise too_large(name, ole.get_size(stream))
            book = ole.openstream(stream).read()
    except UnreadableError:
        raise
    except Exception:  # olefile raises whatever a damaged file makes it stumble over
        raise damaged(name) from None
    looked = Looked()
    sheets: dict[int, str] = {}
    place = 0
    here = ""
    area: dict[str, list[int]] = {}
    while place + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, place)
        body = place + 4
        if kind == _BIFF_FILEPASS:
            raise encrypted(name)
        if kind == _BIFF_DIMENSIONS and size >= 10 and body + size <= len(book):
            top, rows, left, columns = struct.unpack_from("<IIHH" if size >= 14 else "<HHHH", book, body)
            if not (top <= rows <= 1 << 16 and left <= columns <= 1 << 8):
                raise damaged(name)  # the fast reader would set aside memory for all of them
        if (
            kind == _BIFF_STRINGS
            and size >= 8
            and max(struct.unpack_from("<II", book.ljust(body + 8), body)) > MAX_CELLS
        ):
            raise damaged(name)
        if kind == _BIFF_SHEET and size >= 8:
            sheets[struct.unpack_from("<I", book, body)[0]] = f"{len(sheets)}"
        elif kind == _BIFF_BOF:
            here = sheets.get(place, here)
        elif kind in _BIFF_CELLS and size >= 4 and body + 4 <= len(book):
            row, column = struct.unpack_from("<HH", book, body)
            corner = area.setdefault(here, [0, 0, 0])
            last = (
                struct.unpack_from("<H", book, body + size - 2)[0]
                if kind == 0x00BD and body + size <= len(book)
                else column
            )
            corner[0], corner[1], corner[2] = max(corner[0], row + 1), max(corner[1], last + 1), corner[2] + 1
            if code := _error(kind, book, body, size):
                looked.errors.setdefault(here, []).append((row, column, code))
        place = body + size
    if len(sheets) > MAX_SHEETS:
        raise too_many_sheets(name, len(sheets))
    looked.spread = {sheet for sheet, (rows, columns, _) in area.items() if rows * columns > MAX_AREA}
    return looked


def _error(kind: int, book: bytes, body: int, size: int) -> str:
    if kind == _BIFF_BOOLERR and size >= 8 and body + 8 <= len(book) and book[body + 7] == 1:
        return _BIFF_ERRORS.get(book[body + 6], "#N/A")
    if kind in _BIFF_FORMULAS and size >= 14 and body + 14 <= len(book) and book[body + 12 : body + 14] == b"\xff\xff":
        return _BIFF_ERRORS.get(book[body + 8], "#N/A") if book[body + 6] == 2 else ""
    return ""


_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*?)(/?)>")
_ODS_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated="(\d+)"')


_ODS_SHOWN = re.compile(rb"<text:p>([^<]{1,20})</text:p>")


def look_at_open(file: Path | io.BytesIO, name: str) -> Looked:
    """Look at an .ods. Raises UnreadableError where it must not be opened; tells the errors among its cells."""
    looked = Looked()
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or len({entry.filename for entry in entries}) < len(entries):
                raise damaged(name)
            for entry in entries:
                if _last(entry.filename) not in ("content.xml", "manifest.xml"):
                    continue
                data = _unpack(archive, entry, name)
                if (b"<!DOCTYPE" in data and b"manifest" not in data[:400]) or b"<!ENTITY" in data:
                    raise declared(name)
                if b"encryption-data" in data:
                    raise encrypted(name)
                _look_at_rows(data, looked, name)
    except UnreadableError:
        raise
    except Exception as error:
        raise _of_archive(error, name) from None
    return looked


def _look_at_rows(data: bytes, looked: Looked, name: str) -> None:
    """How many places there are up to the last row and column that hold something, repetitions counted."""
    sheet = -1
    row = times = column = last = 0
    for match in _ODS_TAG.finditer(data):
        tag, attributes, empty = match.groups()
        found = _ODS_REPEATED.search(attributes)
        repeated = min(int(found[1][:9]), 1 << 24) if found else 1
        if tag == b"table":
            sheet, row, times, last = sheet + 1, 0, 0, 0
        elif tag == b"table-row":
            row, times, column = row + times, repeated, 0
        else:
            column += repeated
            if not empty or b"office:value" in attributes:
                last = max(last, column)
                if (row + times) * last > MAX_AREA:
                    raise UnreadableError(
                        f"“{name}”有一张工作表的内容散落到第{row + times}行，不像年度报告；请删除报表以外的内容，另存后再导入。"
                    )
            if b"table:formula" in attributes and (b'"error"' in attributes or b"office:value" not in attributes):
                shown = _ODS_SHOWN.match(data, match.end())
                code = shown[1].decode("utf-8", "replace") if shown else ""
                looked.errors.setdefault(str(sheet), []).append((row, column - 1, code))
