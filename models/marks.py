"""By what our own files are known when they are read again: the defined names of a workbook, the styles of a Word file.

``gkbg.form`` is the edition of the form as text: read back, the workbook keeps a form that was chosen otherwise than by its year.
``gkbg.t3.new.natural`` names the cell with that number, ``gkbg.unit`` and ``gkbg.year`` those on the first sheet: they follow their
cells, for formulas of whoever adds up such workbooks; we find cells by their labels, as in any workbook. Excel allows letters,
digits, "." and "_" in a name and takes "T3" for a cell, hence the prefix.
"""

from __future__ import annotations

WORD_STYLES = ("表内文字", "表内数字", "表注")
"""Names of styles that a Word file of ours has, whoever saved it since; they say nothing of the report."""

SHEETS = {"overview": "报告概况", "findings": "核对结果", "instructions": "填报说明"}
"""Sheets of our workbooks that tell of the report and hold nothing of it; read again, they are left out."""
CHECK, FOOTS, APART = "核对", "平", "差"
"""How the check cells beside the tables of our workbooks begin: what they check; both sides are equal; by how much they are not."""

PREFIX = "gkbg."
FORM = "form"
"""The name, after the prefix, under which the edition of the form is kept."""


def defined_name(id: str) -> str:
    """The defined name of a cell id, or of ``unit``, ``year``, ``form``."""
    return PREFIX + id
