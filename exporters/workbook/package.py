"""Texts as cells and the workbook as bytes: nothing a person wrote becomes a formula, and formulas carry their results.

openpyxl writes formulas without a result, so that whatever does not calculate (a preview, a fast reader) shows nothing. The
results are known here and put beside each formula while the sheet goes into the package; Excel and WPS calculate anew
when they open it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.cell.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.writer.excel import ExcelWriter

from exporters.document import LANGUAGE
from exporters.prose import clean
from models.totals import Number
from models.values import show

MAX_TEXT = 32_000
"""Excel takes 32,767 characters in a cell."""
MAX_PROPERTY = 255
"""Characters that a property of the file may have."""
MAX_EXACT = 10**15
"""Excel keeps 15 digits; a number beyond them is written as text, so that no digit is lost."""

Results = dict[str, dict[str, Number | str]]
"""The results of formulas: sheet name → address → number or text."""

_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*)</f><v\s*(?:/>|></v>)</c>')
_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def shown(text: str) -> str:
    """The text as a cell can hold it; an over-long one is cut and says so."""
    text = _BREAK.sub("\n", clean(text)[0])
    if len(text) > MAX_TEXT:
        text = f"{text[:MAX_TEXT]}……（全文{len(text)}字，此处容纳不下，请看报告正文）"
    # "_x0041_" is how the format itself writes a character by its number
    return _ESCAPED.sub("_x005F_", text)


def put_text(cell: Cell, text: str) -> None:
    """Write ``text`` as text, whatever it begins with."""
    cell.value = shown(text)
    cell.data_type = "s"


def put_number(cell: Cell, number: Number) -> bool:
    """Write a number exactly; False (and written as text) where Excel could not keep all of it."""
    if (isinstance(number, int) or number.is_finite()) and -MAX_EXACT < number < MAX_EXACT:
        cell.value = number
        return True
    put_text(cell, show(number))
    return False


class _Archive(ZipFile):
    """The package, with the results put into the sheets on their way in."""

    def __init__(self, target: io.BytesIO, results: Mapping[str, Mapping[str, Number | str]]) -> None:
        super().__init__(target, "w", ZIP_DEFLATED, compresslevel=3)
        self._results = results

    def write(self, filename: str | os.PathLike[str], arcname: Any = None, *args: Any, **kwargs: Any) -> None:
        results = self._results.get(str(arcname))
        if results is None:
            super().write(filename, arcname, *args, **kwargs)
            return

        def with_result(match: re.Match[bytes]) -> bytes:
            address, attributes, formula = match.groups()
            result = results.get(address.decode())
            if result is None:
                return match[0]
            kind = b' t="str"' if isinstance(result, str) else b""
            value = escape(shown(result)) if isinstance(result, str) else show(result)
            return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (address, attributes, kind, formula, value.encode())

        self.writestr(str(arcname), _FORMULA.sub(with_result, Path(filename).read_bytes()))


def own(workbook: Workbook, title: str = "", author: str = "") -> None:
    """Put the workbook's own title and author where the library has its own."""
    title, author = (" ".join(clean(text)[0].split())[:MAX_PROPERTY] for text in (title, author))
    workbook.properties = DocumentProperties(creator=author, lastModifiedBy=author, title=title, language=LANGUAGE)


def saved(workbook: Workbook, results: Results) -> bytes:
    """The workbook as bytes, each formula with its result."""
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    parts = {f"xl/worksheets/sheet{i}.xml": results.get(ws.title, {}) for i, ws in enumerate(workbook.worksheets, 1)}
    target = io.BytesIO()
    with _Archive(target, parts) as archive:
        ExcelWriter(workbook, archive).write_data()
    return target.getvalue()
